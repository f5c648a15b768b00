//! All tests of the whole in one program: each program of its own would link the generator once more.
//!
//! `cargo test -p armsmith-tests --test whole robustness` runs those of one module. Only `fixtures.rs` is a program of
//! its own, because it makes a test of each folder of `fixtures/`.

mod carried_specification;
mod constructs;
mod documented_examples;
mod emitted_fixtures_compile;
mod end_to_end;
mod nothing_is_lost;
mod recorded_traffic;
mod robustness;
mod user_workspace;
