//! Recorded exchanges as the file has them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::harness::play::RecordedResponse;

/// Every group of a file.
#[derive(Clone, Debug)]
pub struct Recordings {
    /// In the order of the file.
    pub groups: Vec<Group>,
}

/// Consecutive requests of a client.
#[derive(Clone, Debug, Deserialize)]
pub struct Group {
    /// `recording`, `lro`, `exchange`, `error` or `surprise`.
    pub kind: String,
    /// The resource provider of the first request, in lower case.
    pub service: String,
    /// The recording that the group comes from.
    pub recording: String,
    /// The exchanges.
    pub exchanges: Vec<Exchange>,
}

/// A request and its response.
#[derive(Clone, Debug, Deserialize)]
pub struct Exchange {
    /// `GET`.
    pub method: String,
    /// Path and query.
    pub url: String,
    /// The host, unless it is the host of the public cloud.
    pub host: Option<String>,
    /// The request body.
    pub request: Option<String>,
    /// The status code.
    pub status: u16,
    /// The response headers that matter to a client.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The response body.
    #[serde(default)]
    pub response: String,
    /// The `operationId` that the request fits.
    pub operation: Option<String>,
    /// The file of that operation, below the folder `specification`.
    pub specification: Option<String>,
}

/// The host of Azure Resource Manager.
const HOST: &str = "management.azure.com";

/// The position of an exchange in [`Recordings`].
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct ExchangeId {
    /// The group.
    pub group: usize,
    /// The exchange in the group.
    pub exchange: usize,
}

impl Recordings {
    /// Every exchange with its group.
    pub fn exchanges(&self) -> impl Iterator<Item = (ExchangeId, &Group, &Exchange)> {
        self.groups.iter().enumerate().flat_map(|(group, it)| {
            it.exchanges.iter().enumerate().map(move |(exchange, found)| (ExchangeId { group, exchange }, it, found))
        })
    }
}

impl Exchange {
    /// The whole URL.
    pub(super) fn full_url(&self) -> String {
        format!("https://{}{}", self.host.as_deref().unwrap_or(HOST), self.url)
    }

    /// Returns `true` if the request went to Azure Resource Manager and not to a service that a client does not serve.
    pub(super) fn is_arm(&self) -> bool {
        self.host.as_deref().is_none_or(|host| host.ends_with(HOST))
    }

    /// The request body, unless the recorder has replaced it.
    pub(super) fn request_body(&self) -> Option<&str> {
        self.request.as_deref().filter(|it| *it != "mock_body")
    }

    /// The response body as JSON.
    pub(super) fn response_json(&self) -> Option<Value> {
        let text = self.response.trim_start_matches('\u{feff}');
        serde_json::from_str(text).ok()
    }

    /// The response for the transport of the player.
    pub(super) fn recorded_response(&self) -> RecordedResponse {
        RecordedResponse {
            method: self.method.clone(),
            url: self.full_url(),
            status: self.status,
            headers: self.headers.clone(),
            body: self.response.clone(),
        }
    }

    /// Path and query in a form that is equal for one resource: ARM compares them without regard to case, and the
    /// signature of a link changes from response to response.
    pub(super) fn address(&self) -> String {
        const SIGNATURE: [&str; 4] = ["t=", "c=", "s=", "h="];
        let (path, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let is_signature = |pair: &&str| SIGNATURE.iter().any(|it| pair.starts_with(it));
        let query: Vec<&str> = query.split('&').filter(|pair| !is_signature(pair)).collect();
        format!("{}?{}", path.trim_end_matches('/'), query.join("&")).to_ascii_lowercase()
    }
}
