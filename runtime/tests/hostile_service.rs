//! The client against a hostile service: links to other hosts, and bodies without an end.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use std::sync::Arc;

use armsmith_runtime::{Audience, Poller, ResponseBodyLimit};
use azure_core::Value;
use azure_core::cloud::{Audiences, CustomConfiguration};
use azure_core::http::{ClientOptions, JsonFormat, Method, NoFormat, Request};
use common::{Mock, OPERATION, request, respond, with};

/// A client of a cloud whose endpoint is `endpoint`.
fn client_of(mock: &Arc<Mock>, endpoint: &str) -> armsmith_runtime::Client {
    let mut custom = CustomConfiguration::default();
    custom.audiences = Audiences::new().with::<Audience>(endpoint.to_owned());
    mock.client_with(None, ClientOptions { cloud: Some(Arc::new(custom.into())), ..Default::default() })
}

#[tokio::test]
async fn requests_go_to_the_endpoint_and_its_regions_only() {
    let public = "https://management.azure.com";
    let cases = [
        (public, "https://management.azure.com/x", true),
        (public, "https://MANAGEMENT.azure.com:443/x", true),
        (public, "https://westeurope.management.azure.com/x", true),
        (public, "https://eastus2euap.management.azure.com/x", true),
        (public, "https://a-1.management.azure.com/x", true),
        (public, "https://westeurope.management.azure.com:444/x", false),
        (public, "https://evilmanagement.azure.com/x", false),
        (public, "https://management.azure.com.evil.com/x", false),
        (public, "https://evil.com/management.azure.com", false),
        (public, "http://management.azure.com/x", false),
        (public, "http://management.azure.com:443/x", false),
        (public, "https://management.azure.com:444/x", false),
        (public, "https://*.management.azure.com/x", false),
        (public, "https://.management.azure.com/x", false),
        (public, "https://a;b.management.azure.com/x", false),
        (public, "https://a_b.management.azure.com/x", false),
        (public, "https://a.b.management.azure.com/x", false),
        (public, "https://-a.management.azure.com/x", false),
        (public, "https://a-.management.azure.com/x", false),
        ("https://com", "https://evil.com/x", false),
        ("https://com", "https://com/x", true),
        ("https://arm.local", "https://east.arm.local/x", false),
        ("https://management.arm.local", "https://east.management.arm.local/x", true),
        ("https://127.0.0.1:8443", "https://127.0.0.1:8443/x", true),
        ("https://[::1]:8443", "https://[::1]:8443/x", true),
    ];
    for (endpoint, url, allowed) in cases {
        let mock = Mock::new([respond(200, "{}")]);
        let request = Ok(Request::new(url.parse().unwrap(), Method::Get));
        let sent = client_of(&mock, endpoint).send::<Value, JsonFormat>(OPERATION, request, Default::default()).await;
        assert_eq!((sent.is_ok(), mock.seen().len()), (allowed, usize::from(allowed)), "{url} for {endpoint}");
        if let Err(error) = sent {
            assert!(error.to_string().contains("a token is not sent there"), "{error}");
        }
    }
}

#[tokio::test]
async fn a_link_with_user_information_is_refused_and_not_printed() {
    for user in ["user:word@", "user@", ":word@"] {
        let link = format!("https://{user}management.azure.com/op");
        let mock = Mock::new([with(respond(202, ""), "location", &link)]);
        let poller: Poller<(), NoFormat> =
            mock.client().begin(OPERATION, request(Method::Delete, "/x"), None, common::fast()).unwrap();
        let error = poller.await.unwrap_err().to_string();
        assert!(error.contains("contains user information") && !error.contains("word@"), "{error}");
        assert_eq!(mock.seen(), ["DELETE /x"]);
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_an_error() {
    let body = format!(r#"{{"a":"{}"}}"#, "x".repeat(92));
    assert_eq!(body.len(), 100);
    for (limit, fits) in [(100, true), (101, true), (99, false), (0, false)] {
        for status in [200, 500] {
            let mock = Mock::new([respond(status, &body)]);
            let transport = Some(ResponseBodyLimit::new(limit).apply(mock.transport()));
            let client = mock.client_with(None, ClientOptions { transport, ..Default::default() });
            let sent =
                client.send::<Value, JsonFormat>(OPERATION, request(Method::Get, "/x"), Default::default()).await;
            assert_eq!(sent.is_ok(), fits && status == 200);
            let message = sent.err().map(|error| error.to_string()).unwrap_or_default();
            let told = message.contains(&format!("longer than the limit of {limit} bytes"));
            assert_eq!(told, !fits, "{limit} {status}: {message}");
            assert_eq!(mock.seen().len(), 1, "it is not asked for again");
        }
    }
    let mock = Mock::new([respond(204, "")]);
    let transport = Some(ResponseBodyLimit::new(0).apply(mock.transport()));
    let client = mock.client_with(None, ClientOptions { transport, ..Default::default() });
    let sent = client.send::<(), NoFormat>(OPERATION, request(Method::Delete, "/x"), Default::default()).await;
    assert_eq!(u16::from(sent.unwrap().status()), 204);
}
