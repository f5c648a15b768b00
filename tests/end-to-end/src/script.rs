//! The script that a server plays: which exchange comes next, and what went wrong so far.
//!
//! Requests come in as they arrived, answers go out; sockets, TLS and HTTP are the server's.

use crate::{
    difference::{self, Received},
    scenario::{Answer, Exchange, OneOrMany},
};
use std::{collections::BTreeMap, fmt::Write, time::Instant};

/// The exchanges of a server and how far they are played.
#[derive(Debug, Default)]
pub struct Script {
    exchanges: Vec<Exchange>,
    received: Vec<Received>,
    problems: Vec<String>,
    answered: Option<Instant>,
}

impl Script {
    /// A script that is yet to be played.
    pub fn new(exchanges: Vec<Exchange>) -> Self {
        Self { exchanges, ..Self::default() }
    }

    /// The answer to a request. A request that is not the expected one is a problem; the client gets a refusal that it
    /// has no reason to repeat.
    pub fn answer(&mut self, mut received: Received) -> Answer {
        received.after = self.answered.map(|answered| answered.elapsed());
        let number = self.received.len() + 1;
        let answer = match self.exchanges.get(number - 1) {
            Some(exchange) => {
                let differences = difference::request(&exchange.request, &received);
                if differences.is_empty() {
                    exchange.answer.clone()
                } else {
                    let expected = &exchange.request.line;
                    self.problems.push(format!("request {number} ({expected}):\n    {}", differences.join("\n    ")));
                    refusal(number)
                }
            }
            None => {
                self.problems.push(format!("request {number} was not expected: {}", received.line()));
                refusal(number)
            }
        };
        self.received.push(received);
        answer
    }

    /// The answer to the last request has left.
    pub fn answered(&mut self) {
        self.answered = Some(Instant::now());
    }

    /// Returns the requests that have arrived.
    pub fn received(&self) -> &[Received] {
        &self.received
    }

    /// Returns the problems, among them requests that did not arrive.
    pub fn problems(&self) -> Vec<String> {
        let missing = self.exchanges.iter().enumerate().skip(self.received.len());
        let missing =
            missing.map(|(index, exchange)| format!("request {} never came: {}", index + 1, exchange.request.line));
        self.problems.iter().cloned().chain(missing).collect()
    }

    /// Everything that arrived, one request per line.
    pub fn history(&self) -> String {
        let mut history = String::new();
        for (index, received) in self.received.iter().enumerate() {
            let after = received.after.map(|after| format!("  ({after:.0?} later)")).unwrap_or_default();
            let _ = writeln!(history, "    {}. {}{after}", index + 1, received.line());
        }
        history
    }
}

/// 400: the only statuses that neither pipelines nor pollers repeat are those that blame the request.
fn refusal(number: usize) -> Answer {
    let message = format!("request {number} is not the one that the script expects");
    let body = serde_json::json!({ "error": { "code": "NotInTheScript", "message": message } });
    let content_type = OneOrMany::One("application/json".to_owned());
    Answer {
        status: Some(400),
        headers: BTreeMap::from([("Content-Type".to_owned(), content_type)]),
        text: Some(body.to_string()),
        ..Answer::default()
    }
}
