//! Lists in pages: which requests are sent, and which items come out.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::{model, page};
use azure_core::http::headers::CONTENT_TYPE;
use azure_core::http::pager::{Pager, PagerOptions};
use azure_core::http::{Method, Request};
use common::{Answer, Mock, OPERATION, answer, body, request};
use futures::{StreamExt as _, TryStreamExt as _};
use std::sync::Arc;

/// A list answer as generated.
#[derive(Clone, Default)]
pub struct Names {
    /// The items.
    pub value: Option<Vec<String>>,
}
model! { Names { value: "value" } }
page! { Names { value: String } }

/// A list answer whose items are in an object of their own.
#[derive(Clone, Default)]
pub struct Nested {
    /// The object.
    pub inner: Option<Names>,
}
model! { Nested { inner: "inner" } }
page! { Nested { inner.value: String } }

fn pager(mock: &Arc<Mock>, first: azure_core::Result<Request>, next: Option<&'static str>) -> Pager<Names> {
    mock.client().list(OPERATION, first, next, PagerOptions::default()).unwrap()
}

async fn items(answers: impl IntoIterator<Item = Answer>) -> (Vec<String>, azure_core::Result<Vec<String>>) {
    let mock = Mock::new(answers);
    let items = pager(&mock, request(Method::Get, "/a/things?api-version=1"), Some("nextLink")).try_collect().await;
    (mock.seen(), items)
}

#[tokio::test]
async fn links_are_followed_until_there_is_none() {
    let first =
        r#"{"value":["a","b"],"nextLink":"https://management.azure.com/next?api-version=7&$skiptoken=a%2Bb%20"}"#;
    for last in [r#"{"value":["c"]}"#, r#"{"nextLink":null,"value":["c"]}"#, r#"{"value":["c"],"nextLink":""}"#] {
        let (seen, items) = items([answer(200, first), answer(200, last)]).await;
        assert_eq!(seen, ["GET /a/things?api-version=1", "GET /next?api-version=7&$skiptoken=a%2Bb%20"]);
        assert_eq!(items.unwrap(), ["a", "b", "c"]);
    }
}

#[tokio::test]
async fn relative_links_are_completed() {
    let cases = [
        ("/b?api-version=1", "GET /b?api-version=1"),
        ("b?api-version=1", "GET /a/b?api-version=1"),
        ("?page=2&api-version=1", "GET /a/things?page=2&api-version=1"),
        ("?page=2", "GET /a/things?page=2&api-version=1"),
    ];
    for (link, expected) in cases {
        let first = serde_json::json!({"value": [], "nextLink": link}).to_string();
        let (seen, _) = items([answer(200, &first), answer(200, "{}")]).await;
        assert_eq!(seen[1], expected);
    }
}

#[tokio::test]
async fn pages_without_items_are_passed_over() {
    let answers = [
        answer(200, r#"{"nextLink":"/2"}"#),
        answer(200, r#"{"value":null,"nextLink":"/3"}"#),
        answer(200, r#"{"value":["x"],"nextLink":"/4"}"#),
        answer(204, ""),
    ];
    let (seen, items) = items(answers).await;
    assert_eq!(seen.len(), 4);
    assert_eq!(items.unwrap(), ["x"]);
}

#[tokio::test]
async fn a_circle_is_an_error_and_no_endless_list() {
    let to = |link: &str| answer(200, &format!(r#"{{"value":["x"],"nextLink":"{link}"}}"#));
    let (seen, items_) = items([to("/2"), to("/3"), to("/2")]).await;
    assert_eq!(seen.len(), 3);
    assert!(items_.unwrap_err().to_string().contains("in a circle"));
    let (_, items) = items([to("/a/things?api-version=1")]).await;
    assert!(items.unwrap_err().to_string().contains("in a circle"));
}

#[tokio::test]
async fn a_list_without_a_next_link_is_one_page() {
    let mock = Mock::new([answer(200, r#"{"value":["a"],"nextLink":"/2"}"#)]);
    let items: Vec<String> = pager(&mock, request(Method::Get, "/x"), None).try_collect().await.unwrap();
    assert_eq!((items.len(), mock.seen().len()), (1, 1));
}

#[tokio::test]
async fn a_list_that_begins_with_post_goes_on_with_get() {
    let mock = Mock::new([answer(200, r#"{"@odata.nextLink":"/x"}"#), answer(200, r#"{"value":["a"]}"#)]);
    let items: Vec<String> =
        pager(&mock, request(Method::Post, "/x"), Some("@odata.nextLink")).try_collect().await.unwrap();
    assert_eq!((items.len(), mock.seen()), (1, vec!["POST /x".to_owned(), "GET /x".to_owned()]));
    assert_eq!(body(&mock.request(0)), r#"{"sent":true}"#);
    assert_eq!(body(&mock.request(1)), "");
    assert!(mock.request(1).headers().get_optional_str(&CONTENT_TYPE).is_none());
}

#[tokio::test]
async fn paging_goes_on_where_another_pager_stopped() {
    let mock = Mock::new([answer(200, r#"{"value":["a"],"nextLink":"/2"}"#), answer(200, r#"{"value":["b"]}"#)]);
    let mut pages = pager(&mock, request(Method::Get, "/x"), Some("nextLink")).into_pages();
    pages.next().await.unwrap().unwrap();
    let options = PagerOptions { continuation: pages.into_continuation(), ..Default::default() };
    let client = mock.client();
    let second: Pager<Names> = client.list(OPERATION, request(Method::Get, "/x"), Some("nextLink"), options).unwrap();
    let items: Vec<String> = second.try_collect().await.unwrap();
    assert_eq!(items, ["b"]);
    assert_eq!(mock.seen(), ["GET /x", "GET /2"]);
}

#[tokio::test]
async fn items_may_stand_deeper() {
    let mock = Mock::new([answer(200, r#"{"inner":{"value":["a"]},"nextLink":"/2"}"#), answer(200, "{}")]);
    let pager: Pager<Nested> =
        mock.client().list(OPERATION, request(Method::Get, "/x"), Some("nextLink"), Default::default()).unwrap();
    assert_eq!(pager.try_collect::<Vec<_>>().await.unwrap(), ["a"]);
}

#[tokio::test]
async fn a_page_that_is_no_json_is_an_error() {
    let (_, items) = items([answer(200, "<html>")]).await;
    assert!(items.unwrap_err().to_string().contains("no JSON"));
}

#[tokio::test]
async fn an_error_of_the_service_ends_the_list() {
    let (_, items) = items([answer(403, r#"{"error":{"code":"Forbidden","message":"m"}}"#)]).await;
    assert_eq!(items.unwrap_err().to_string(), "403 Forbidden: Forbidden: m");
}

#[test]
fn pagers_can_be_sent_between_threads() {
    fn sendable<T: Send>(_: T) {}
    sendable(pager(&Mock::new([]), request(Method::Get, "/x"), None));
}

#[tokio::test]
async fn a_list_may_go_on_with_post() {
    let page = |link: &str| answer(200, &format!(r#"{{"@odata.nextLink":"{link}"}}"#));
    let mock = Mock::new([page("/x?$skiptoken=2"), page("/x?$skiptoken=2")]);
    let first = request(Method::Post, "/x");
    let pager: Pager<Names> =
        mock.client().list_by_post(OPERATION, first, Some("@odata.nextLink"), PagerOptions::default()).unwrap();
    let error = pager.try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(mock.seen(), ["POST /x", "POST /x?$skiptoken=2"]);
    assert!(error.to_string().contains("in a circle"), "{error}");
}

#[tokio::test]
async fn the_link_may_stand_deeper() {
    for nothing in ["{}", r#"{"meta":null}"#, r#"{"meta":{}}"#, r#"{"meta":{"nextLink":null}}"#] {
        let first = r#"{"metaphor":1,"meta":{"other":[],"nextLink":"/2"},"value":["a"]}"#;
        let mock = Mock::new([answer(200, first), answer(200, nothing)]);
        let pager = pager(&mock, request(Method::Get, "/x"), Some("meta.nextLink"));
        assert_eq!(pager.try_collect::<Vec<_>>().await.unwrap(), ["a"]);
        assert_eq!(mock.seen(), ["GET /x", "GET /2"]);
    }
}

#[tokio::test]
async fn a_property_of_the_whole_name_comes_before_one_that_stands_deeper() {
    for first in
        [r#"{"meta.nextLink":"/2","meta":{"nextLink":"/3"}}"#, r#"{"meta":{"nextLink":"/3"},"meta.nextLink":"/2"}"#]
    {
        let mock = Mock::new([answer(200, first), answer(200, r#"{"meta":[{"nextLink":"/4"}],"value":["a"]}"#)]);
        let pager = pager(&mock, request(Method::Get, "/x"), Some("meta.nextLink"));
        assert_eq!(pager.try_collect::<Vec<_>>().await.unwrap(), ["a"]);
        assert_eq!(mock.seen(), ["GET /x", "GET /2"]);
    }
}

#[tokio::test]
async fn a_page_that_is_no_object_is_an_error() {
    let (_, items) = items([answer(200, "3")]).await;
    let error = items.unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("a page: an object or a list"), "{source}");
}
