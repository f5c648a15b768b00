//! The token is in no log, whatever level is on.
//!
//! A test of its own: the logger of `log` is one for the whole process.

use armsmith_end_to_end::{
    Result,
    client::{self, Settings},
    credential::{TOKEN, TOKEN_WITH_CLAIMS, TestCredential},
    scenario::{Exchange, Scenario},
    server::Server,
};
use std::{
    fmt::{Debug, Write},
    fs,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

static LOGGED: Mutex<String> = Mutex::new(String::new());

fn note(text: impl Debug) {
    let _ = writeln!(LOGGED.lock().unwrap_or_else(PoisonError::into_inner), "{text:?}");
}

struct Recorder;

impl Visit for Recorder {
    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        note(value);
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Recorder);
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Recorder);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut Recorder);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl log::Log for Recorder {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        note(record.args());
    }
    fn flush(&self) {}
}

/// The exchanges of a claims challenge: a refusal, and an answer to the better token.
fn exchanges(server: &Server) -> Result<Vec<Exchange>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/get-401-claims.toml");
    Ok(Scenario::parse(&fs::read_to_string(path)?, &server.endpoint())?.exchanges)
}

#[tokio::test]
async fn no_log_holds_the_token() -> Result<()> {
    log::set_logger(&Recorder).map_err(|error| error.to_string())?;
    log::set_max_level(log::LevelFilter::Trace);
    tracing::subscriber::set_global_default(Recorder)?;

    let server = Server::start().await?;
    server.play(exchanges(&server)?);
    let settings = Settings { credential: Some(Arc::new(TestCredential::default())), ..Settings::default() };
    let client = client::connect(&server, &settings)?.disk_accesses_client();
    client.get("myResourceGroup", "myDiskAccess", None).await?;
    // The script has no further exchange: an error is logged as well.
    client.get("myResourceGroup", "myDiskAccess", None).await.expect_err("the server refuses");

    let sent: Vec<_> = server.received().iter().filter_map(|request| request.header("authorization")).collect();
    assert_eq!(sent, [TOKEN, TOKEN_WITH_CLAIMS, TOKEN_WITH_CLAIMS].map(|token| format!("Bearer {token}")));
    let logged = LOGGED.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(logged.contains("myDiskAccess"), "requests are logged: {logged}");
    // One token begins with the other.
    assert!(!logged.contains(TOKEN), "{logged}");
    Ok(())
}
