//! Differences as people read them: JSON against JSON by place, a request against the one that was expected.
//!
//! Every function returns the differences, one per line of text; none means equal.

use crate::scenario::ExpectedRequest;
use bytes::Bytes;
use serde_json::Value;
use std::time::Duration;
use url::form_urlencoded;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Received {
    /// The method.
    pub method: String,
    /// Path and query as they were sent.
    pub target: String,
    /// Names in lower case with their values, in order.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Bytes,
    /// The time since the previous response; `None` for the first request.
    pub after: Option<Duration>,
}

impl Received {
    /// Method, path and query.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// The value of a header; several lines of one name are joined, as HTTP allows (RFC 9110, 5.2).
    pub fn header(&self, name: &str) -> Option<String> {
        let values: Vec<_> = self
            .headers
            .iter()
            .filter(|(header, _)| header.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    }
}

/// Everything in which `received` is not the expected request.
pub fn request(expected: &ExpectedRequest, received: &Received) -> Vec<String> {
    let mut differences = line(&expected.line, received);
    let sent = received.line();
    if expected.exact && sent != expected.line {
        differences.push(format!("as it is sent: expected {}\n             got {sent}", expected.line));
    }
    for (name, value) in &expected.headers {
        match received.header(name) {
            Some(_) if value == "*" => {}
            Some(found) if found == *value => {}
            Some(found) => differences.push(format!("header {name}: expected {value:?}, got {found:?}")),
            None => differences.push(format!("header {name}: expected {value:?}, it is not there")),
        }
    }
    for name in &expected.absent {
        if let Some(found) = received.header(name) {
            differences.push(format!("header {name}: expected none, got {found:?}"));
        }
    }
    differences.extend(body(expected, &received.body));
    differences.extend(wait(expected, received.after));
    differences
}

fn line(expected: &str, received: &Received) -> Vec<String> {
    let (method, target) = expected.split_once(' ').unwrap_or((expected, ""));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let (received_path, received_query) = received.target.split_once('?').unwrap_or((&received.target, ""));
    let mut differences = Vec::new();
    if received.method != method {
        differences.push(format!("method: expected {method}, got {}", received.method));
    }
    if received_path != path {
        differences.push(format!("path: expected {path}\n           got {received_path}"));
    }
    let (pairs, received_pairs) = (pairs(query), pairs(received_query));
    if pairs != received_pairs {
        differences.push(format!("query: expected {pairs:?}\n            got {received_pairs:?}"));
    }
    differences
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    pairs.sort();
    pairs
}

fn body(expected: &ExpectedRequest, received: &Bytes) -> Vec<String> {
    let text = String::from_utf8_lossy(received);
    if let Some(expected) = &expected.json {
        return match serde_json::from_slice(received) {
            Ok(value) => json(expected, &value).into_iter().map(|line| format!("body{line}")).collect(),
            Err(error) => vec![format!("body: expected JSON, got {text:?} ({error})")],
        };
    }
    let expected = expected.text.as_deref().unwrap_or_default();
    if text == expected { Vec::new() } else { vec![format!("body: expected {expected:?}, got {text:?}")] }
}

fn wait(expected: &ExpectedRequest, after: Option<Duration>) -> Option<String> {
    let after = after.unwrap_or_default();
    if let Some(bound) = expected.not_before
        && after < bound
    {
        return Some(format!("it came {after:?} after the answer before it, too early: expected at least {bound:?}"));
    }
    if let Some(bound) = expected.not_after
        && after > bound
    {
        return Some(format!("it came {after:?} after the answer before it, too late: expected at most {bound:?}"));
    }
    None
}

/// Everything in which two JSON values differ, each with its JSON pointer. The order of properties does not count.
pub fn json(expected: &Value, actual: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare(expected, actual, "", &mut differences);
    differences
}

fn compare(expected: &Value, actual: &Value, pointer: &str, differences: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            for (name, value) in expected {
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                match actual.get(name) {
                    Some(found) => compare(value, found, &pointer, differences),
                    None => differences.push(format!("{pointer}: expected {value}, it is not there")),
                }
            }
            for (name, value) in actual.iter().filter(|(name, _)| !expected.contains_key(*name)) {
                differences.push(format!("{pointer}/{name}: expected nothing, got {value}"));
            }
        }
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
                compare(expected, actual, &format!("{pointer}/{index}"), differences);
            }
        }
        (expected, actual) if expected == actual => {}
        (expected, actual) => differences.push(format!("{pointer}: expected {expected}, got {actual}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Received, json, request};
    use crate::scenario::ExpectedRequest;
    use bytes::Bytes;
    use serde_json::{Value, json};
    use std::time::Duration;

    fn received(line: &str, body: &str) -> Received {
        let (method, target) = line.split_once(' ').expect("a method and a target");
        Received {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: vec![("accept".to_owned(), "application/json".to_owned())],
            body: Bytes::from(body.to_owned()),
            after: Some(Duration::from_millis(10)),
        }
    }

    fn expected(text: &str) -> ExpectedRequest {
        toml::from_str(text).expect("a request")
    }

    #[test]
    fn query_pairs_may_come_in_any_order_and_encoding() {
        let expected = expected("line = 'GET /a%20b?x=1&y=a%2Fb'");
        assert_eq!(request(&expected, &received("GET /a%20b?y=a/b&x=1", "")), [""; 0]);
        assert_eq!(request(&expected, &received("GET /a b?x=1&y=a%2Fb", "")).len(), 1);
        assert_eq!(request(&expected, &received("PUT /a%20b?x=1", "")).len(), 2);
    }

    #[test]
    fn headers_are_compared_where_the_scenario_names_them() {
        let there = expected("line = 'GET /'\nheaders = { Accept = 'application/json' }");
        let any = expected("line = 'GET /'\nheaders = { accept = '*' }");
        let other = expected("line = 'GET /'\nheaders = { accept = 'text/html', if-match = 'x' }");
        let absent = expected("line = 'GET /'\nabsent = ['ACCEPT']");
        let differences = [there, any, other, absent].map(|expected| request(&expected, &received("GET /", "")).len());
        assert_eq!(differences, [0, 0, 2, 1]);
    }

    #[test]
    fn a_request_has_a_body_only_when_one_is_expected() {
        assert_eq!(request(&expected("line = 'PUT /'"), &received("PUT /", "{}")).len(), 1);
        assert_eq!(request(&expected("line = 'PUT /'\njson = '{ }'"), &received("PUT /", "{}")), [""; 0]);
        assert_eq!(request(&expected("line = 'PUT /'\njson = '{ }'"), &received("PUT /", "")).len(), 1);
    }

    #[test]
    fn waits_are_bounded_on_both_sides() {
        assert_eq!(request(&expected("line = 'GET /'\nnot-before-ms = 11"), &received("GET /", "")).len(), 1);
        assert_eq!(request(&expected("line = 'GET /'\nnot-after-ms = 9"), &received("GET /", "")).len(), 1);
        let both = expected("line = 'GET /'\nnot-before-ms = 10\nnot-after-ms = 10");
        assert_eq!(request(&both, &received("GET /", "")), [""; 0]);
    }

    #[test]
    fn json_differences_name_the_place() {
        let expected = json!({"a": [1, {"b/c": true}], "d": null});
        let actual = json!({"a": [1, {"b/c": false}], "e": 2});
        let differences = json(&expected, &actual);
        assert_eq!(
            differences,
            [
                "/a/1/b~1c: expected true, got false",
                "/d: expected null, it is not there",
                "/e: expected nothing, got 2"
            ]
        );
        assert_eq!(json(&Value::Null, &Value::Null), [""; 0]);
    }
}
