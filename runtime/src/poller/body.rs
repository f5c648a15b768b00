//! The parts of a response body that have a meaning for the protocol of long-running operations.
//!
//! In: a body. Out: its state, its ID, its links. Must not know which response it belongs to.

use azure_core::Value;
use azure_core::http::Url;

use super::status::OperationState;
use crate::byte_order_mark::without_byte_order_mark;

/// A response body, as far as the protocol reads it.
#[derive(Debug)]
pub(super) enum Body {
    /// No bytes but white space, or `null`.
    Empty,
    /// JSON.
    Json(Value),
    /// Anything else: the page of a gateway, a result that is not JSON, or JSON that is nested too deeply.
    Unreadable,
}

impl Body {
    pub(super) fn read(bytes: &[u8]) -> Self {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Self::Empty;
        }
        match serde_json::from_slice(without_byte_order_mark(bytes)) {
            Ok(Value::Null) => Self::Empty,
            Ok(value) => Self::Json(value),
            Err(_) => Self::Unreadable,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The `status` of a status document.
    pub(super) fn status(&self) -> Option<OperationState> {
        self.string("status").map(OperationState::from)
    }

    /// The `properties.provisioningState` of a resource.
    pub(super) fn provisioning_state(&self) -> Option<OperationState> {
        string(self.get("properties")?, "provisioningState").map(OperationState::from)
    }

    /// The `percentComplete` of a status document.
    pub(super) fn percent_complete(&self) -> Option<f64> {
        self.get("percentComplete")?.as_f64()
    }

    /// Returns `true` if this response of `polled` describes the operation, and is not its result. A status document
    /// has an `error`, or the ID of the operation, which is the path of its own URL. A resource has such an ID as well,
    /// but also a `type`.
    pub(super) fn is_status_document(&self, polled: &Url) -> bool {
        let has_own_id = || self.string("id").is_some_and(|id| is_same_path(id, polled.path()));
        self.status().is_some()
            && (self.get("error").is_some_and(Value::is_object) || has_own_id() && self.get("type").is_none())
    }

    /// Returns `true` if the body is the resource at this URL, or one that contains it.
    pub(super) fn is_at_or_above(&self, url: &Url) -> bool {
        let Some(id) = self.string("id").map(|id| id.trim_matches('/')).filter(|id| !id.is_empty()) else {
            return false;
        };
        let path = below_endpoint(url.path().trim_matches('/'), id);
        let start = path.get(..id.len()).is_some_and(|start| start.eq_ignore_ascii_case(id));
        start && path.get(id.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    pub(super) fn string(&self, name: &str) -> Option<&str> {
        match self {
            Self::Json(value) => string(value, name),
            _ => None,
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Json(value) => value.get(name),
            _ => None,
        }
    }
}

fn string<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str().filter(|value| !value.is_empty())
}

fn is_same_path(id: &str, path: &str) -> bool {
    // Event Grid sends the whole URL as the ID.
    let url = Url::parse(id).ok();
    let id = url.as_ref().map_or(id, Url::path).trim_matches('/');
    below_endpoint(path.trim_matches('/'), id).eq_ignore_ascii_case(id)
}

/// Returns the path from the first segment of the ID on. The endpoint of a custom cloud may have a path of its own.
fn below_endpoint<'p>(path: &'p str, id: &str) -> &'p str {
    let first = id.split('/').next().unwrap_or_default();
    let mut rest = path;
    loop {
        if rest.split('/').next().is_some_and(|segment| segment.eq_ignore_ascii_case(first)) {
            return rest;
        }
        match rest.split_once('/') {
            Some((_, after)) => rest = after,
            None => return path,
        }
    }
}
