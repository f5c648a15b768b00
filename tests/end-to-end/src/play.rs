//! Plays one scenario: server, call, comparison.
//!
//! In comes a scenario; out comes nothing, or everything that was not as the scenario says.

use crate::{
    Result,
    call::Caller,
    client::Settings,
    credential::{TOKEN, TestCredential},
    scenario::{Exchange, Scenario},
    server::Server,
};
use arm_compute::runtime::ProviderRegistration;
use azure_core::time::Duration;
use serde_json::Value;
use std::{path::Path, sync::Arc, time::Instant};
use tokio::time::timeout;

/// Plays the scenario of a file. The error lists every difference and every request that arrived.
pub async fn play(path: &Path) -> Result<()> {
    let server = Server::start().await?;
    let scenario = Scenario::load(path, &server.endpoint())?;
    play_on(&server, &scenario).await
}

/// Plays the scenario that `text` holds.
pub async fn play_text(text: &str) -> Result<()> {
    let server = Server::start().await?;
    let scenario = Scenario::parse(text, &server.endpoint())?;
    play_on(&server, &scenario).await
}

async fn play_on(server: &Server, scenario: &Scenario) -> Result<()> {
    let credential = (!scenario.call.anonymous).then(|| Arc::new(TestCredential::default()));
    server.play(scenario.exchanges.iter().map(|exchange| with_token(exchange, credential.is_some())).collect());

    let register = scenario.call.register.map(|register| {
        let [timeout, frequency] = [register.deadline, register.frequency].map(Duration::try_from);
        Ok::<_, crate::Failure>(ProviderRegistration { timeout: timeout?, frequency: frequency? })
    });
    let settings =
        Settings { credential: credential.clone(), retries: scenario.call.retries, register: register.transpose()? };
    let caller = Caller { call: &scenario.call, server, settings };
    let start = Instant::now();
    let ended = timeout(scenario.limit, caller.call()).await;

    let mut problems = server.problems();
    match ended {
        Ok(Ok(ended)) => problems.extend(ended.differences(&scenario.outcome)),
        Ok(Err(error)) => problems.push(format!("the call could not be made: {error}")),
        Err(_) => problems.push(format!("the call did not end within {:?}", scenario.limit)),
    }
    if let (Some(expected), Some(credential)) = (&scenario.outcome.claims, &credential) {
        let claims = credential.claims();
        if claims.iter().all(|claims| serde_json::from_str::<Value>(claims).ok().as_ref() != Some(expected)) {
            problems.push(format!("claims: expected {expected}, the credential was asked for {claims:?}"));
        }
    }
    problems.extend(credential.and_then(|credential| wrong_scope(&credential, &server.endpoint())));
    if problems.is_empty() {
        return Ok(());
    }
    let (rule, source) = (&scenario.rule, &scenario.source);
    let (problems, took, history) = (problems.join("\n"), start.elapsed(), server.history());
    Err(format!("{problems}\n\nrule: {rule} ({source})\n\nafter {took:.0?} the server had seen:\n{history}").into())
}

/// Every request of a client with a credential carries its token, and no other request does: no scenario has to say so.
fn with_token(exchange: &Exchange, has_credential: bool) -> Exchange {
    const HEADER: &str = "authorization";
    let mut exchange = exchange.clone();
    let request = &mut exchange.request;
    let is_said = request.headers.keys().chain(&request.absent).any(|name| name.eq_ignore_ascii_case(HEADER));
    if is_said {
        return exchange;
    }
    if has_credential {
        request.headers.insert(HEADER.to_owned(), format!("Bearer {TOKEN}"));
    } else {
        request.absent.push(HEADER.to_owned());
    }
    exchange
}

/// Tokens are for the cloud's Azure Resource Manager and nothing else.
fn wrong_scope(credential: &TestCredential, endpoint: &str) -> Option<String> {
    let expected = format!("{endpoint}/.default");
    let wrong = credential.asked().into_iter().find(|scopes| *scopes != [expected.as_str()])?;
    Some(format!("a token was asked for {wrong:?}, expected {expected}"))
}
