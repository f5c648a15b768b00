//! An HTTPS server on loopback that plays a script.
//!
//! It listens on a port of its own with a certificate of its own, answers each request with the next exchange of the
//! script, and keeps what arrived. When it is dropped, it and all its connections are gone. What the requests mean is
//! the script's business.

mod answer;
mod tls;

use crate::{Result, difference::Received, scenario::Exchange, script::Script};
use http_body_util::BodyExt;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

/// The time limit for the handshake, and for sending a request.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running server. It needs a tokio runtime around it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    certificate: Vec<u8>,
    script: Arc<Mutex<Script>>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Starts a server without a script: it refuses every request.
    pub async fn start() -> Result<Self> {
        let identity = tls::identity()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let script = Arc::new(Mutex::new(Script::default()));
        let accepting = tokio::spawn(accept(listener, identity.acceptor, script.clone()));
        Ok(Self { address, certificate: identity.certificate, script, accepting })
    }

    /// Plays these exchanges from now on, and forgets what came before.
    pub fn play(&self, exchanges: Vec<Exchange>) {
        *lock(&self.script) = Script::new(exchanges);
    }

    /// Returns the URL of the server: `https://localhost:<port>`.
    pub fn endpoint(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }

    /// The address behind `localhost`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The certificate that a client has to trust, as DER.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Returns the requests that have arrived.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.script).received().to_vec()
    }

    /// Returns the problems: requests that were not the expected ones, and expected requests that have not arrived.
    pub fn problems(&self) -> Vec<String> {
        lock(&self.script).problems()
    }

    /// Returns the requests that have arrived, as text.
    pub fn history(&self) -> String {
        lock(&self.script).history()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The task owns the listener and the connections.
        self.accepting.abort();
    }
}

/// A test that panicked elsewhere must not hide what the server saw.
fn lock(script: &Mutex<Script>) -> std::sync::MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, script: Arc<Mutex<Script>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(serve(stream, acceptor.clone(), script.clone()));
    }
}

/// One connection. Its errors are the client's to see: cut connections are part of the play.
async fn serve(stream: TcpStream, acceptor: TlsAcceptor, script: Arc<Mutex<Script>>) {
    let Ok(Ok(stream)) = timeout(PATIENCE, acceptor.accept(stream)).await else { return };
    let service = service_fn(|request| respond(request, script.clone()));
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .title_case_headers(false)
        .preserve_header_case(true)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn respond(request: Request<Incoming>, script: Arc<Mutex<Script>>) -> Result<answer::Response> {
    let (head, body) = request.into_parts();
    let body = timeout(PATIENCE, body.collect()).await??.to_bytes();
    let headers = head.headers.iter();
    let received = Received {
        method: head.method.to_string(),
        target: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        headers: headers
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        body,
        after: None,
    };
    let answer = lock(&script).answer(received);
    let response = answer::response(answer).await;
    lock(&script).answered();
    response
}
