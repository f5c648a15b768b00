//! The outcome of a call, and its comparison with the expectation of a scenario.

use crate::{
    Result, difference,
    scenario::{ExpectedError, Outcome},
};
use arm_compute::runtime::{AdditionalInfo, ArmError, ErrorDetail, RemainingQuota};
use azure_core::{
    Error,
    error::ErrorKind,
    http::{DeserializeWith, Format, RawResponse, Response, headers::Headers},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The outcome of a call. Parts that the call does not have are empty.
#[derive(Debug, Default)]
pub struct Ended {
    /// The status of the last response.
    pub status: Option<u16>,
    /// The model, written whole.
    pub model: Option<Value>,
    /// The response had no content.
    pub empty: bool,
    /// The items of a list.
    pub items: Option<Vec<Value>>,
    /// The first answer of a watched long-running operation, read as its model and written whole.
    pub accepted: Option<Value>,
    /// The remaining quotas that the last answer mentions.
    pub quotas: BTreeMap<String, u64>,
    /// The percentages that were seen.
    pub percent: Vec<f64>,
    /// The states that were seen.
    pub progress: Vec<String>,
    /// The error.
    pub error: Option<Error>,
}

impl Ended {
    /// With the response of a call that returns a model.
    pub fn with_model<T, F>(self, response: Response<T, F>) -> Result<Self>
    where
        T: DeserializeWith<F> + Serialize,
        F: Format,
    {
        let (status, quotas) = (Some(u16::from(response.status())), quotas(response.headers()));
        Ok(match response.into_model() {
            Ok(model) => Self { status, quotas, model: Some(serde_json::to_value(model)?), ..self },
            Err(error) => Self { status, quotas, error: Some(error), ..self },
        })
    }

    /// With the response of a call that returns nothing.
    pub fn with_nothing(self, response: RawResponse) -> Self {
        Self { status: Some(u16::from(response.status())), empty: response.body().is_empty(), ..self }
    }

    /// With the error of a call.
    pub fn with_error(self, error: Error) -> Self {
        let quotas = match error.kind() {
            ErrorKind::HttpResponse { raw_response: Some(answer), .. } => quotas(answer.headers()),
            _ => BTreeMap::new(),
        };
        Self { error: Some(error), quotas, ..self }
    }

    /// Everything in which it is not the expected outcome.
    pub fn differences(&self, expected: &Outcome) -> Vec<String> {
        let mut differences = Differences::default();
        match (&expected.error, &self.error) {
            (Some(expected), Some(error)) => differences.error(expected, error),
            (Some(_), None) => differences.say(format!("expected an error, got {self:?}")),
            (None, Some(error)) => differences.say(format!("expected no error, got: {error}\n        {error:?}")),
            (None, None) => {}
        }
        differences.equal("status", &expected.status, &self.status);
        differences.json("model", &expected.model, &self.model);
        differences.json("accepted", &expected.accepted, &self.accepted);
        let items = self.items.clone().map(Value::Array);
        differences.json("items", &expected.items, &items);
        differences.equal("quotas", &expected.quotas, &Some(self.quotas.clone()));
        differences.equal("percent", &expected.percent, &Some(self.percent.clone()));
        differences.equal("progress", &expected.progress, &Some(self.progress.clone()));
        if expected.empty != self.empty {
            differences.say(format!("no content: expected {}, got {}", expected.empty, self.empty));
        }
        differences.0
    }
}

/// Collects differences; what a scenario does not say is not compared.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn say(&mut self, difference: String) {
        self.0.push(difference);
    }

    fn equal<T: std::fmt::Debug + PartialEq>(&mut self, what: &str, expected: &Option<T>, actual: &Option<T>) {
        if expected.is_some() && expected != actual {
            self.say(format!("{what}: expected {expected:?}, got {actual:?}"));
        }
    }

    fn json(&mut self, what: &str, expected: &Option<Value>, actual: &Option<Value>) {
        match (expected, actual) {
            (None, _) => {}
            (Some(expected), Some(actual)) => {
                let lines = difference::json(expected, actual);
                self.0.extend(lines.into_iter().map(|line| format!("{what}{line}")));
            }
            (Some(expected), None) => self.say(format!("{what}: expected {expected}, there is none")),
        }
    }

    fn error(&mut self, expected: &ExpectedError, error: &Error) {
        let found = ArmError::from_error(error);
        let found = found.as_ref();
        self.equal("error status", &expected.status, &found.map(|error| u16::from(error.status)));
        self.equal("error code", &expected.code, &found.and_then(|error| error.code.clone()));
        self.equal("error message", &expected.message, &found.and_then(|error| error.message.clone()));
        let wait = found.and_then(|error| error.retry_after).map(|wait| wait.whole_seconds());
        self.equal("retry after", &expected.retry_after, &wait);
        self.equal("request ID", &expected.request_id, &found.and_then(|error| error.request_id.clone()));
        self.equal("error target", &expected.target, &found.and_then(|error| error.target.clone()));
        self.json("error details", &expected.details, &found.map(|error| details(&error.details)));
        let additional_info = found.map(|error| additional_info(&error.additional_info));
        self.json("additional info", &expected.additional_info, &additional_info);
        self.json("inner error", &expected.inner_error, &found.and_then(|error| error.inner_error.clone()));
        let display = error.to_string();
        self.equal("error display", &expected.display, &Some(display.clone()));
        for text in expected.display_contains.iter().filter(|text| !display.contains(*text)) {
            self.say(format!("error display: expected {text:?} in it, got {display:?}"));
        }
        if display.contains('\n') {
            self.say(format!("error display: expected one line, got {display:?}"));
        }
    }
}

fn quotas(headers: &Headers) -> BTreeMap<String, u64> {
    RemainingQuota::of(headers).into_iter().map(|quota| (quota.name, quota.remaining)).collect()
}

/// The details as JSON again: what is not there is left out.
fn details(details: &[ErrorDetail]) -> Value {
    let details = details.iter().map(|detail| {
        let mut value = serde_json::Map::new();
        let texts = [("code", &detail.code), ("message", &detail.message), ("target", &detail.target)];
        for (name, text) in texts {
            value.extend(text.clone().map(|text| (name.to_owned(), Value::String(text))));
        }
        if !detail.details.is_empty() {
            value.insert("details".to_owned(), self::details(&detail.details));
        }
        if !detail.additional_info.is_empty() {
            value.insert("additionalInfo".to_owned(), additional_info(&detail.additional_info));
        }
        value.extend(detail.inner_error.clone().map(|inner| ("innererror".to_owned(), inner)));
        Value::Object(value)
    });
    Value::Array(details.collect())
}

fn additional_info(infos: &[AdditionalInfo]) -> Value {
    let infos = infos.iter().map(|info| json!({ "type": info.r#type, "info": info.info }));
    Value::Array(infos.collect())
}
