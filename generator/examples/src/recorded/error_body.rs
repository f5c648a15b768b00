//! The code and the message that an error body has, found without the runtime's own reader.
//!
//! In: a response body. Out: what a client has to find. Must not know: how the runtime reads errors.

use serde_json::Value;

/// The expected value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Wanted {
    /// Exactly this.
    Exactly(String),
    /// Anything but nothing.
    Something,
    /// Nothing: the body has none.
    Nothing,
}

/// Code and message of an error body.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct ErrorBody {
    pub(super) code: Wanted,
    pub(super) message: Wanted,
}

impl ErrorBody {
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim();
        let nothing = || Self { code: Wanted::Nothing, message: Wanted::Nothing };
        match serde_json::from_str::<Value>(text) {
            Ok(Value::Null) => nothing(),
            Err(_) if text.is_empty() => nothing(),
            Ok(value @ (Value::Object(_) | Value::Array(_))) => {
                let code = find(&value, &["code", "errorcode"]);
                let message = find(&value, &["message", "errormessage"]);
                // Problem details (RFC 9457) have neither; whatever has neither is the message itself.
                let message = message.map_or(Wanted::Something, Wanted::Exactly);
                Self { code: code.map_or(Wanted::Nothing, Wanted::Exactly), message }
            }
            // Text is the message.
            _ => Self { code: Wanted::Nothing, message: Wanted::Something },
        }
    }
}

/// The value of the outermost property of one of these names, in any case; a localised message is an object with a
/// `value`.
fn find(value: &Value, names: &[&str]) -> Option<String> {
    let mut level = vec![value];
    // As deep as any service nests its errors, with room.
    for _ in 0..8 {
        for (name, member) in level.iter().filter_map(|it| it.as_object()).flatten() {
            if names.iter().any(|it| it.eq_ignore_ascii_case(name)) {
                let localised = || member.as_object()?.iter().find(|(name, _)| name.eq_ignore_ascii_case("value"));
                let text = member.as_str().or_else(|| localised()?.1.as_str());
                if let Some(text) = text.filter(|it| !it.is_empty()) {
                    return Some(text.to_owned());
                }
            }
        }
        level = level.into_iter().flat_map(children).collect();
    }
    None
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(members) => members.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorBody, Wanted};

    #[test]
    fn the_outermost_code_and_message_count() {
        let exactly = |text: &str| Wanted::Exactly(text.to_owned());
        let cases = [
            (r#"{"error":{"code":"C","message":"m","details":[{"code":"D"}]}}"#, exactly("C"), exactly("m")),
            (r#"{"ErrorCode":"C","Message":{"Language":"en","Value":"m"}}"#, exactly("C"), exactly("m")),
            (r#"{"title":"t","detail":"d"}"#, Wanted::Nothing, Wanted::Something),
            ("<html>", Wanted::Nothing, Wanted::Something),
            ("null", Wanted::Nothing, Wanted::Nothing),
            ("", Wanted::Nothing, Wanted::Nothing),
        ];
        for (body, code, message) in cases {
            assert_eq!(ErrorBody::of(body), ErrorBody { code, message }, "{body}");
        }
    }
}
