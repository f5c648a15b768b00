//! Scenario files: their format and how they are read.
//!
//! In comes the text of one file of `scenarios/` and the server's URL, which replaces `{endpoint}`; out comes plain
//! data. Nothing here knows the client or the server. The README describes the format for people.

use crate::{Result, credential::TOKEN_WITH_CLAIMS};
use serde::Deserialize;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// What stands for the addresses that nearly all scenarios have in common. They are replaced in this order: each may
/// use those after it.
const PLACEHOLDERS: [(&str, &str); 9] = [
    ("{stage}", "{rehearsal}/stages/first"),
    ("{rehearsal}", "{subscription}/providers/Armsmith.Rehearsal"),
    ("{token-with-claims}", TOKEN_WITH_CLAIMS),
    ("{connection}", "{disk-access}/privateEndpointConnections/myPrivateEndpointConnection"),
    ("{disk-access}", "{group}/providers/Microsoft.Compute/diskAccesses/myDiskAccess"),
    ("{group}", "{subscription}/resourceGroups/myResourceGroup"),
    (
        "{operation}",
        "{subscription}/providers/Microsoft.Compute/locations/westus/DiskOperations/00000000-1111-2222-3333-444444444444",
    ),
    ("{subscription}", "/subscriptions/00000000-0000-0000-0000-000000000000"),
    ("{version}", "api-version=2025-01-02"),
];

/// One scenario, as its file says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Scenario {
    /// The summary of the scenario, in one sentence.
    pub description: String,
    /// The rule that the scenario comes from.
    pub rule: String,
    /// The source of the rule.
    pub source: String,
    /// The required behaviour of the client.
    pub client: String,
    /// The known mistakes that it catches: their numbers in `mistakes.toml`.
    #[serde(default)]
    pub catches: Vec<String>,
    /// The time limit of the whole scenario.
    #[serde(default = "default_limit", rename = "limit-ms", deserialize_with = "milliseconds")]
    pub limit: Duration,
    /// The call of the client.
    pub call: Call,
    /// The expected requests with their responses, in order.
    #[serde(default, rename = "exchange")]
    pub exchanges: Vec<Exchange>,
    /// The expected outcome.
    pub outcome: Outcome,
}

/// The call of a scenario: one of the names that `call` knows, with its arguments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Call {
    /// The method of the Disk Accesses client, without the prefix `begin_`; or, as `group.method`, one of the rehearsal
    /// client.
    pub operation: String,
    /// Its text arguments, in order.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// The model that is sent, as JSON.
    #[serde(default, deserialize_with = "json_text")]
    pub body: Option<Value>,
    /// The client of the call has no credential.
    #[serde(default)]
    pub anonymous: bool,
    /// The answers of a long-running operation are looked at one by one instead of awaiting the result.
    #[serde(default)]
    pub watch: bool,
    /// After so many answers of a long-running operation, or pages of a list, everything is dropped, and a new client
    /// goes on from the continuation token.
    pub restart_after: Option<usize>,
    /// The pause of the poller where the service names none; it also lowers the shortest pause. Zero when absent.
    #[serde(default, rename = "frequency-ms", deserialize_with = "optional_milliseconds")]
    pub frequency: Option<Duration>,
    /// The time limit of the poller.
    #[serde(default, rename = "deadline-ms", deserialize_with = "optional_milliseconds")]
    pub deadline: Option<Duration>,
    /// The number of retries of the pipeline; its own default if absent.
    pub retries: Option<u32>,
    /// The client registers the subscription with a provider, looks so often, and waits so long.
    pub register: Option<Register>,
}

/// The registration policy.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Register {
    /// The time between two looks.
    #[serde(rename = "frequency-ms", deserialize_with = "milliseconds")]
    pub frequency: Duration,
    /// The time limit.
    #[serde(rename = "deadline-ms", deserialize_with = "milliseconds")]
    pub deadline: Duration,
}

/// One request and its answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// The request that has to arrive.
    pub request: ExpectedRequest,
    /// The reaction of the server.
    pub answer: Answer,
}

/// The request that has to arrive. Without `json` and `text` it must have no body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExpectedRequest {
    /// Method, path and query: `GET /subscriptions/…?api-version=…`. The path is compared as it is sent, the query as
    /// decoded pairs in any order.
    pub line: String,
    /// Headers that must be there with this value; `*` stands for any value.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Headers that must not be there.
    #[serde(default)]
    pub absent: Vec<String>,
    /// The query is compared as it is sent, not as pairs.
    #[serde(default)]
    pub exact: bool,
    /// The body, compared as JSON.
    #[serde(default, deserialize_with = "json_text")]
    pub json: Option<Value>,
    /// The body, compared as text.
    pub text: Option<String>,
    /// The request must come at least so long after the answer before it.
    #[serde(default, rename = "not-before-ms", deserialize_with = "optional_milliseconds")]
    pub not_before: Option<Duration>,
    /// The request must come at most so long after the answer before it.
    #[serde(default, rename = "not-after-ms", deserialize_with = "optional_milliseconds")]
    pub not_after: Option<Duration>,
}

/// The reaction of the server to a request.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Answer {
    /// The status; 200 when absent.
    pub status: Option<u16>,
    /// The headers, in the casing of the file.
    #[serde(default)]
    pub headers: BTreeMap<String, OneOrMany>,
    /// A body that is JSON: sent as it is written, with the content type of JSON unless `headers` has another.
    #[serde(default, deserialize_with = "checked_json")]
    pub json: Option<String>,
    /// A body that is any text.
    pub text: Option<String>,
    /// The server waits so long before it answers.
    #[serde(default, rename = "delay-ms", deserialize_with = "optional_milliseconds")]
    pub delay: Option<Duration>,
    /// The moment at which the connection is closed.
    pub cut: Option<Cut>,
}

/// The moment at which the server closes the connection.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum Cut {
    /// The request was read; nothing is answered.
    BeforeAnswer,
    /// The head and half of the body were sent.
    InBody,
}

/// A header that is sent once, or several times.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One line.
    One(String),
    /// Several lines with the same name.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The lines.
    pub fn values(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}

/// The expected outcome. Absent parts are not compared, except that an error is a failure unless one is expected.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Outcome {
    /// The status of the (last) response.
    pub status: Option<u16>,
    /// The model, written whole.
    #[serde(default, deserialize_with = "json_text")]
    pub model: Option<Value>,
    /// The model, written whole, is the JSON of this answer, counted from 1.
    pub model_from_answer: Option<usize>,
    /// The response has no content.
    #[serde(default)]
    pub empty: bool,
    /// All items of a list.
    #[serde(default, deserialize_with = "json_text")]
    pub items: Option<Value>,
    /// The first answer of a watched long-running operation, read as its model and written whole.
    #[serde(default, deserialize_with = "json_text")]
    pub accepted: Option<Value>,
    /// The remaining quotas that the last answer, or that of the error, mentions.
    pub quotas: Option<BTreeMap<String, u64>>,
    /// The claims that the credential was asked for, as JSON.
    #[serde(default, deserialize_with = "json_text")]
    pub claims: Option<Value>,
    /// The percentages that were seen, in order, when the call is watched.
    pub percent: Option<Vec<f64>>,
    /// The states that were seen, in order, when the call is watched.
    pub progress: Option<Vec<String>>,
    /// The error.
    pub error: Option<ExpectedError>,
}

/// The error that has to come out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExpectedError {
    /// The HTTP status of the answer that the error came with.
    pub status: Option<u16>,
    /// The service's code.
    pub code: Option<String>,
    /// The service's message, with its escapes undone.
    pub message: Option<String>,
    /// The delay that the service asks for, in seconds.
    pub retry_after: Option<i64>,
    /// `x-ms-request-id` of the answer.
    pub request_id: Option<String>,
    /// The target of the error.
    pub target: Option<String>,
    /// The errors below it: codes and messages, as JSON.
    #[serde(default, deserialize_with = "json_text")]
    pub details: Option<Value>,
    /// The additional information, as JSON.
    #[serde(default, deserialize_with = "json_text")]
    pub additional_info: Option<Value>,
    /// The inner error, as JSON.
    #[serde(default, deserialize_with = "json_text")]
    pub inner_error: Option<Value>,
    /// The text of the error.
    pub display: Option<String>,
    /// Texts that have to be somewhere in what the error prints as.
    #[serde(default)]
    pub display_contains: Vec<String>,
}

impl Scenario {
    /// The scenario that `text` holds, with its placeholders replaced.
    pub fn parse(text: &str, endpoint: &str) -> Result<Self> {
        let mut text = text.replace("{endpoint}", endpoint);
        for (name, value) in PLACEHOLDERS {
            text = text.replace(name, value);
        }
        let mut scenario: Self = toml::from_str(&text)?;
        if let Some(number) = scenario.outcome.model_from_answer {
            let exchange = number.checked_sub(1).and_then(|index| scenario.exchanges.get(index));
            let json = exchange.and_then(|exchange| exchange.answer.json.as_deref());
            let json = json.ok_or_else(|| format!("model-from-answer: answer {number} has no JSON"))?;
            scenario.outcome.model = Some(serde_json::from_str(json)?);
        }
        Ok(scenario)
    }

    /// The scenario of a file.
    pub fn load(path: &Path, endpoint: &str) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(&text, endpoint).map_err(|error| format!("{}:\n{error}", path.display()).into())
    }
}

/// All scenario files, in the order of their names. A file that is not a scenario is an error: it would never run.
pub fn files() -> Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            return Err(format!("{} is not a scenario: its name does not end in .toml", path.display()).into());
        }
        files.push(path);
    }
    files.sort();
    Ok(files)
}

/// The name of a scenario: its file's name without the ending.
pub fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn default_limit() -> Duration {
    Duration::from_secs(20)
}

fn milliseconds<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_millis)
}

fn optional_milliseconds<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Duration>, D::Error> {
    milliseconds(deserializer).map(Some)
}

/// JSON inside a TOML string: documents can be pasted as they are.
fn json_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<Value>, D::Error> {
    let text = String::deserialize(deserializer)?;
    serde_json::from_str(&text).map(Some).map_err(serde::de::Error::custom)
}

/// JSON that is kept as text, because its bytes are sent; a typing mistake in it must not reach the client.
fn checked_json<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    serde_json::from_str::<serde::de::IgnoredAny>(&text).map_err(serde::de::Error::custom)?;
    Ok(Some(text))
}
