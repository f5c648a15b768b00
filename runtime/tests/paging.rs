//! Paged operations: which requests are sent, and which items come out.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::__private::{model, page};
use armsmith_runtime::{ItemError, Pager};
use azure_core::http::headers::CONTENT_TYPE;
use azure_core::http::pager::PagerOptions;
use azure_core::http::{Method, Request};
use common::{Mock, MockResponse, OPERATION, body, request, respond};
use futures::{StreamExt as _, TryStreamExt as _};
use std::sync::Arc;

/// A list response as generated.
#[derive(Clone, Default)]
pub struct Names {
    /// The items.
    pub value: Option<Vec<String>>,
}
model! { Names { value: "value" } }
page! { Names { value: String } }

/// A list response whose items are in an object of their own.
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

async fn items(responses: impl IntoIterator<Item = MockResponse>) -> (Vec<String>, azure_core::Result<Vec<String>>) {
    let mock = Mock::new(responses);
    let items = pager(&mock, request(Method::Get, "/a/things?api-version=1"), Some("nextLink")).try_collect().await;
    (mock.seen(), items)
}

#[tokio::test]
async fn links_are_followed_until_there_is_none() {
    let first =
        r#"{"value":["a","b"],"nextLink":"https://management.azure.com/next?api-version=7&$skiptoken=a%2Bb%20"}"#;
    for last in [r#"{"value":["c"]}"#, r#"{"nextLink":null,"value":["c"]}"#, r#"{"value":["c"],"nextLink":""}"#] {
        let (seen, items) = items([respond(200, first), respond(200, last)]).await;
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
        let (seen, _) = items([respond(200, &first), respond(200, "{}")]).await;
        assert_eq!(seen[1], expected);
    }
}

#[tokio::test]
async fn pages_without_items_are_passed_over() {
    let responses = [
        respond(200, r#"{"nextLink":"/2"}"#),
        respond(200, r#"{"value":null,"nextLink":"/3"}"#),
        respond(200, r#"{"value":["x"],"nextLink":"/4"}"#),
        respond(204, ""),
    ];
    let (seen, items) = items(responses).await;
    assert_eq!(seen.len(), 4);
    assert_eq!(items.unwrap(), ["x"]);
}

#[tokio::test]
async fn a_cycle_is_an_error_and_not_an_endless_list() {
    let to = |link: &str| respond(200, &format!(r#"{{"value":["x"],"nextLink":"{link}"}}"#));
    let (seen, items_) = items([to("/2"), to("/3"), to("/2")]).await;
    assert_eq!(seen.len(), 3);
    assert!(items_.unwrap_err().to_string().contains("form a cycle"));
    let (_, items) = items([to("/a/things?api-version=1")]).await;
    assert!(items.unwrap_err().to_string().contains("form a cycle"));
}

#[tokio::test]
async fn a_list_without_a_next_link_is_one_page() {
    let mock = Mock::new([respond(200, r#"{"value":["a"],"nextLink":"/2"}"#)]);
    let items: Vec<String> = pager(&mock, request(Method::Get, "/x"), None).try_collect().await.unwrap();
    assert_eq!((items.len(), mock.seen().len()), (1, 1));
}

#[tokio::test]
async fn a_list_that_begins_with_post_goes_on_with_get() {
    let mock = Mock::new([respond(200, r#"{"@odata.nextLink":"/x"}"#), respond(200, r#"{"value":["a"]}"#)]);
    let items: Vec<String> =
        pager(&mock, request(Method::Post, "/x"), Some("@odata.nextLink")).try_collect().await.unwrap();
    assert_eq!((items.len(), mock.seen()), (1, vec!["POST /x".to_owned(), "GET /x".to_owned()]));
    assert_eq!(body(&mock.request(0)), r#"{"sent":true}"#);
    assert_eq!(body(&mock.request(1)), "");
    assert!(mock.request(1).headers().get_optional_str(&CONTENT_TYPE).is_none());
}

#[tokio::test]
async fn paging_goes_on_where_another_pager_stopped() {
    let mock = Mock::new([respond(200, r#"{"value":["a"],"nextLink":"/2"}"#), respond(200, r#"{"value":["b"]}"#)]);
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
async fn items_may_be_in_an_inner_object() {
    let mock = Mock::new([respond(200, r#"{"inner":{"value":["a"]},"nextLink":"/2"}"#), respond(200, "{}")]);
    let pager: Pager<Nested> =
        mock.client().list(OPERATION, request(Method::Get, "/x"), Some("nextLink"), Default::default()).unwrap();
    assert_eq!(pager.try_collect::<Vec<_>>().await.unwrap(), ["a"]);
}

#[tokio::test]
async fn a_page_that_is_not_json_is_an_error() {
    let (_, items) = items([respond(200, "<html>")]).await;
    assert!(items.unwrap_err().to_string().contains("not valid JSON"));
}

#[tokio::test]
async fn an_error_of_the_service_ends_the_list() {
    let (_, items) = items([respond(403, r#"{"error":{"code":"Forbidden","message":"m"}}"#)]).await;
    assert_eq!(items.unwrap_err().to_string(), "403 Forbidden: Forbidden: m");
}

#[test]
fn pagers_can_be_sent_between_threads() {
    fn sendable<T: Send>(_: T) {}
    sendable(pager(&Mock::new([]), request(Method::Get, "/x"), None));
}

#[tokio::test]
async fn a_list_may_go_on_with_post() {
    let page = |link: &str| respond(200, &format!(r#"{{"@odata.nextLink":"{link}"}}"#));
    let mock = Mock::new([page("/x?$skiptoken=2"), page("/x?$skiptoken=2")]);
    let first = request(Method::Post, "/x");
    let pager: Pager<Names> =
        mock.client().list_by_post(OPERATION, first, Some("@odata.nextLink"), PagerOptions::default()).unwrap();
    let error = pager.try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(mock.seen(), ["POST /x", "POST /x?$skiptoken=2"]);
    assert!(error.to_string().contains("form a cycle"), "{error}");
}

#[tokio::test]
async fn the_link_may_be_in_an_inner_object() {
    for nothing in ["{}", r#"{"meta":null}"#, r#"{"meta":{}}"#, r#"{"meta":{"nextLink":null}}"#] {
        let first = r#"{"metaphor":1,"meta":{"other":[],"nextLink":"/2"},"value":["a"]}"#;
        let mock = Mock::new([respond(200, first), respond(200, nothing)]);
        let pager = pager(&mock, request(Method::Get, "/x"), Some("meta.nextLink"));
        assert_eq!(pager.try_collect::<Vec<_>>().await.unwrap(), ["a"]);
        assert_eq!(mock.seen(), ["GET /x", "GET /2"]);
    }
}

#[tokio::test]
async fn a_property_of_the_whole_name_comes_before_one_in_an_inner_object() {
    for first in
        [r#"{"meta.nextLink":"/2","meta":{"nextLink":"/3"}}"#, r#"{"meta":{"nextLink":"/3"},"meta.nextLink":"/2"}"#]
    {
        let mock = Mock::new([respond(200, first), respond(200, r#"{"meta":[{"nextLink":"/4"}],"value":["a"]}"#)]);
        let pager = pager(&mock, request(Method::Get, "/x"), Some("meta.nextLink"));
        assert_eq!(pager.try_collect::<Vec<_>>().await.unwrap(), ["a"]);
        assert_eq!(mock.seen(), ["GET /x", "GET /2"]);
    }
}

#[tokio::test]
async fn a_page_that_is_not_an_object_is_an_error() {
    let (_, items) = items([respond(200, "3")]).await;
    let error = items.unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("a page: an object or a list"), "{source}");
}

/// A list of models, beside which the page has properties of its own.
#[derive(Clone, Default)]
pub struct Disks {
    /// The number of items.
    pub count: Option<i32>,
    /// The items.
    pub value: Option<Vec<Disk>>,
}
model! { Disks { count: "count", value: "value" } }
page! { Disks { value: Disk } }

/// An item.
#[derive(Clone, Default)]
pub struct Disk {
    /// The name.
    pub name: Option<String>,
    /// A secret.
    pub password: Option<String>,
}
model! { Disk { name: "name", password: "password" [secret] } }

fn disks(mock: &Arc<Mock>) -> Pager<Disks> {
    mock.client().list(OPERATION, request(Method::Get, "/x"), Some("nextLink"), PagerOptions::default()).unwrap()
}

/// Names of items, and messages of errors.
async fn names(pages: &[&str]) -> Vec<String> {
    let mock = Mock::new(pages.iter().map(|page| respond(200, page)));
    let items: Vec<_> = disks(&mock).collect().await;
    assert_eq!(mock.seen().len(), pages.len());
    let name = |item: azure_core::Result<Disk>| {
        item.map_or_else(|error| error.to_string(), |disk| disk.name.unwrap_or_default())
    };
    items.into_iter().map(name).collect()
}

#[tokio::test]
async fn a_list_goes_on_after_an_item_that_cannot_be_read() {
    let first = r#"{"value":[{"name":"a"},{"name":{"b":1}},null,{"name":"c"},"d"],"nextLink":"/2"}"#;
    let expected = [
        "a",
        "item 1 of the page cannot be read: Disk.name: invalid type: map, expected a string",
        "c",
        r#"item 4 of the page cannot be read: invalid type: string "d", expected an object"#,
        "e",
    ];
    assert_eq!(names(&[first, r#"{"value":[{"name":"e"}]}"#]).await, expected);
    assert_eq!(names(&[r#"{"value":[7]}"#]).await.len(), 1, "nothing is left out");
}

#[tokio::test]
async fn an_item_that_cannot_be_read_has_its_json_but_does_not_show_it() {
    let mock = Mock::new([respond(200, r#"{"value":[{"name":"a"},{"name":"b","password":4711}]}"#)]);
    let mut items = disks(&mock);
    items.next().await.unwrap().unwrap();
    let error = items.next().await.unwrap().unwrap_err();
    let unreadable = ItemError::from_error(&error).unwrap();
    assert_eq!(unreadable.raw(), &serde_json::json!({"name": "b", "password": 4711}));
    assert_eq!(unreadable.index(), Some(1));
    assert!(error.to_string().contains("Disk.password"), "{error}");
    assert!(!format!("{error} {error:?}").contains("4711"), "{error:?}");
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_wrong_property_of_the_page_does_not_hide_the_items() {
    for (page, name) in [
        (r#"{"count":"many","value":[{"name":"a"}]}"#, "`count`"),
        (r#"{"value":[{"name":"a"}],"count":{"many":1}}"#, "`count`"),
        (r#"{"COUNT":[1],"value":[{"name":"a"}]}"#, "a property"),
    ] {
        assert_eq!(
            names(&[page]).await,
            [format!("{name} of the page is not as documented"), "a".to_owned()],
            "{page}"
        );
    }
    let mock = Mock::new([respond(200, r#"{"value":{"name":"a"}}"#)]);
    let error = disks(&mock).next().await.unwrap().unwrap_err();
    assert_eq!(ItemError::from_error(&error).unwrap().raw(), &serde_json::json!({"name": "a"}));
}

#[tokio::test]
async fn a_list_in_place_of_the_page_is_its_items() {
    assert_eq!(names(&[r#"[{"name":"a"},{"name":"b"}]"#]).await, ["a", "b"]);
}

#[tokio::test]
async fn nested_items_are_read_one_by_one_too() {
    let mock = Mock::new([respond(200, r#"{"inner":{"value":["a",1,"b"]}}"#)]);
    let pager: Pager<Nested> =
        mock.client().list(OPERATION, request(Method::Get, "/x"), None, Default::default()).unwrap();
    let items: Vec<_> = pager.map(|item| item.ok()).collect().await;
    assert_eq!(items, [Some("a".to_owned()), None, Some("b".to_owned())]);
}

#[tokio::test]
async fn whole_pages_are_there_as_they_were_sent() {
    let first = r#"{"value":[{"name":"a"}],"nextLink":"/2"}"#;
    let second = r#"{"value":[{"name":1}],"other":true}"#;
    let mock = Mock::new([first, second, second].map(|page| respond(200, page)));
    let mut items = disks(&mock);
    assert!(items.next().await.unwrap().is_ok() && items.next().await.unwrap().is_err());
    let mut pages = items.into_pages();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!(std::str::from_utf8(&page.into_body()).unwrap(), second);
    assert!(pages.next().await.is_none());
    assert_eq!(mock.seen(), ["GET /x", "GET /2", "GET /2"]);
    let mock = Mock::new([respond(200, second)]);
    let page = disks(&mock).into_pages().next().await.unwrap().unwrap();
    let message = page.into_model().unwrap_err().to_string();
    assert!(message.starts_with("Disks.value[0].name: "), "a page by itself is strict: {message}");
}

#[tokio::test]
async fn a_page_that_cannot_be_fetched_ends_the_list_and_can_be_asked_for_again() {
    let pages = [respond(200, r#"{"value":[{"name":"a"}],"nextLink":"/2"}"#), respond(403, "{}")];
    let mock = Mock::new(pages);
    let mut items = disks(&mock);
    assert!(items.next().await.unwrap().is_ok() && items.next().await.unwrap().is_err());
    assert!(items.next().await.is_none());
    let link = "https://management.azure.com/2";
    assert_eq!(items.continuation().map(AsRef::as_ref), Some(link));
    assert_eq!(items.into_continuation().as_ref().map(AsRef::as_ref), Some(link));
}

/// As crates have it that were generated before this runtime had a pager of its own.
#[tokio::test]
async fn the_pager_of_azure_core_can_be_had() {
    let mock = Mock::new([respond(200, r#"{"value":[{"name":"a"}]}"#)]);
    let pager: azure_core::http::Pager<Disks> =
        mock.client().list(OPERATION, request(Method::Get, "/x"), None, Default::default()).unwrap();
    assert_eq!(pager.try_collect::<Vec<_>>().await.unwrap().len(), 1);
}
