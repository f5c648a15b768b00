//! What the end-to-end tests stand on: a scripted HTTPS server on loopback, the scenarios that it plays, and the
//! generated Compute client that has to get through them.
//!
//! A scenario (`scenario`) is a data file: what the client calls, which requests have to arrive in which order, what
//! the server answers, and what has to come out. `play` starts a `server` with the exchanges, lets `call` make the call
//! through the real transport (`transport`), and compares what came out (`outcome`). Nothing here knows how the client
//! works: it sees requests on one side and the public interface of the generated crate on the other.

pub mod call;
pub mod client;
pub mod credential;
pub mod difference;
pub mod outcome;
pub mod play;
pub mod scenario;
pub mod script;
pub mod server;
pub mod table;

/// The error of everything here: it is only ever shown to a person.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The result type of this package.
pub type Result<T> = std::result::Result<T, Failure>;
