//! Requests: what a request function builds from its parameters.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::__private::{CollectionFormat, RequestBuilder};
use armsmith_runtime::{Base64Url, Rfc1123, Scope, UnixTime};
use azure_core::http::headers::{ACCEPT, CONTENT_TYPE, HeaderName};
use azure_core::http::{Method, RequestContent};
use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, Value};
use common::built::{build, error, url};
use common::{body, scope};

#[test]
fn the_request_of_the_contract() {
    let scope = scope();
    let mut request = RequestBuilder::new(
        &scope,
        Method::Put,
        "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.Compute/diskAccesses/{diskAccessName}",
    );
    request.path("subscriptionId", scope.subscription_id());
    request.path("resourceGroupName", "rg");
    request.path("diskAccessName", "da");
    request.query("api-version", scope.api_version());
    request.accept("application/json");
    request.body("application/json", RequestContent::<Value>::from_str("{}"));
    let request = request.build().unwrap();
    assert_eq!(request.method(), Method::Put);
    assert_eq!(
        request.url().as_str(),
        "https://management.azure.com/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Compute/diskAccesses/da?api-version=2025-01-02"
    );
    assert_eq!(request.headers().get_optional_str(&ACCEPT), Some("application/json"));
    assert_eq!(request.headers().get_optional_str(&CONTENT_TYPE), Some("application/json"));
    assert_eq!(body(&request), "{}");
}

#[test]
fn all_but_the_unreserved_characters_of_a_value_are_encoded() {
    // RFC 3986 §2.3. A value that is plain as a whole takes another way than one that is not.
    let is_unreserved = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    for c in (0..=u8::MAX).map(char::from) {
        let mut bytes = [0; 4];
        let encoded: String = c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect();
        let expected = if is_unreserved(c) { c.to_string() } else { encoded };
        assert_eq!(url("/x", |request| request.query("q", &c.to_string())), format!("/x?q={expected}"));
        assert_eq!(url("/x", |request| request.query("q", &format!("{c} "))), format!("/x?q={expected}%20"));
    }
}

#[test]
fn query_pairs_keep_their_order_and_their_characters() {
    let built = url("/x", |request| {
        request.query("z", "");
        request.query("$filter", "name eq 'a&b=c+d%' or ü");
        request.query("api-version", "1");
        request.optional_query("absent", None::<&str>);
        request.optional_query("top", Some(&5));
        request.query("flag", &true);
        request.query_raw("raw", "a%20b&c='d'#");
    });
    assert_eq!(
        built,
        "/x?z=&$filter=name%20eq%20%27a%26b%3Dc%2Bd%25%27%20or%20%C3%BC&api-version=1&top=5&flag=true&raw=a%20b&c=%27d%27%23"
    );
}

#[test]
fn a_query_in_the_template_comes_first() {
    assert_eq!(url("/x?restype=service&{a}=1", |_| {}), "/x?restype=service&{a}=1");
    assert_eq!(url("/x?comp=list", |request| request.query("a", "b")), "/x?comp=list&a=b");
}

#[test]
fn every_collection_format_has_its_separator() {
    let values = ["a,b", "c d"];
    let built = |format| url("/x", |request| request.query_list("l", &values, format));
    assert_eq!(built(CollectionFormat::Csv), "/x?l=a%2Cb%2Cc%20d");
    assert_eq!(built(CollectionFormat::Ssv), "/x?l=a%2Cb%20c%20d");
    assert_eq!(built(CollectionFormat::Tsv), "/x?l=a%2Cb%09c%20d");
    assert_eq!(built(CollectionFormat::Pipes), "/x?l=a%2Cb%7Cc%20d");
    assert_eq!(built(CollectionFormat::Multi), "/x?l=a%2Cb&l=c%20d");
    assert_eq!(url("/x", |request| request.query_list("l", &[] as &[i32], CollectionFormat::Csv)), "/x");
}

#[test]
fn a_raw_list_keeps_its_escapes() {
    let values = ["a%20b", "c/d"];
    let csv = CollectionFormat::Csv;
    assert_eq!(url("/x", |request| request.query_list_raw("l", &values, csv)), "/x?l=a%20b,c/d");
    let multi = CollectionFormat::Multi;
    assert_eq!(url("/x", |request| request.query_list_raw("l", &values, multi)), "/x?l=a%20b&l=c/d");
    assert_eq!(url("/x", |request| request.query_list_raw("l", &[] as &[i32], csv)), "/x");
    assert_eq!(url("/{l}", |request| request.path_list_raw("l", &values, csv)), "/a%20b,c/d");
    let message = error("/{l}", |request| request.path_list_raw("l", &["a/../b"], csv));
    assert_eq!(message, "path parameter `l` must not contain `.` or `..` as a segment");
}

#[test]
fn lists_are_in_paths_headers_and_forms_too() {
    let values = ["a", "b/c"];
    assert_eq!(url("/x/{l}", |request| request.path_list("l", &values, CollectionFormat::Csv)), "/x/a,b%2Fc");
    error("/x/{l}", |request| request.path_list("l", &[] as &[i32], CollectionFormat::Csv));
    let built = build("/x", |request| {
        request.header_list("x-ms-list", &values, CollectionFormat::Pipes);
        request.header_list("x-ms-empty", &[] as &[i32], CollectionFormat::Csv);
        request.form_list("one", &values, CollectionFormat::Ssv);
        request.form_list("many", &values, CollectionFormat::Multi);
    })
    .unwrap();
    let header = |name| built.headers().get_optional_str(&HeaderName::from_static(name));
    assert_eq!((header("x-ms-list"), header("x-ms-empty")), (Some("a|b/c"), None));
    let form = body(&built);
    assert_eq!(form, "one=a%20b%2Fc&many=a&many=b%2Fc");
}

#[test]
fn a_form_in_parts_holds_texts_and_files() {
    let built = build("/x", |request| {
        request.part("label", "a b");
        request.optional_part("missing", None::<&str>);
        request.part_list("tags", &[1, 2], CollectionFormat::Multi);
        request.file("the \"file\"", &Bytes::from_static(b"armsmith-form-0"));
        request.optional_file("missing", None);
    })
    .unwrap();
    // A boundary that a part contains is not used.
    let content_type = built.headers().get_optional_str(&CONTENT_TYPE);
    assert_eq!(content_type, Some("multipart/form-data; boundary=armsmith-form-1"));
    let start = "Content-Disposition: form-data; name=";
    let expected = [
        "--armsmith-form-1",
        &format!("{start}\"label\""),
        "",
        "a b",
        "--armsmith-form-1",
        &format!("{start}\"tags\""),
        "",
        "1",
        "--armsmith-form-1",
        &format!("{start}\"tags\""),
        "",
        "2",
        "--armsmith-form-1",
        &format!("{start}\"the %22file%22\"; filename=\"the %22file%22\""),
        "Content-Type: application/octet-stream",
        "",
        "armsmith-form-0",
        "--armsmith-form-1--",
        "",
    ];
    assert_eq!(body(&built), expected.join("\r\n"));
}

#[test]
fn every_kind_of_parameter_has_its_text() {
    let when = OffsetDateTime::from_unix_timestamp(784_111_777).unwrap();
    let built = url("/x", |request| {
        request.query("a", &1_i32);
        request.query("b", &-2_i64);
        request.query("c", &0.5);
        request.query("d", &when);
        request.query("e", &Rfc1123(when));
        request.query("f", &UnixTime(when));
        request.query("g", &Base64Url(Bytes::from_static(&[0xff, 0xef])));
        request.query("h", &when.date());
        request.query("i", &Bytes::from_static(&[0xff, 0xef]));
    });
    let rest = "g=_-8&h=1994-11-06&i=%2F%2B8%3D";
    assert_eq!(
        built,
        format!(
            "/x?a=1&b=-2&c=0.5&d=1994-11-06T08%3A49%3A37Z&e=Sun%2C%2006%20Nov%201994%2008%3A49%3A37%20GMT&f=784111777&{rest}"
        )
    );
}

#[test]
fn a_time_of_another_zone_is_a_header_in_gmt() {
    let when = OffsetDateTime::from_unix_timestamp(784_111_777).unwrap().to_offset(time_offset());
    let built = build("/x", |request| request.header("If-Modified-Since", &Rfc1123(when))).unwrap();
    let name = HeaderName::from_static("if-modified-since");
    assert_eq!(built.headers().get_optional_str(&name), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
}

fn time_offset() -> time::UtcOffset {
    time::UtcOffset::from_hms(2, 0, 0).unwrap()
}

#[test]
fn a_header_that_would_begin_another_one_is_refused() {
    for value in ["a\r\nb: c", "a\nb", "a\0"] {
        let message = error("/x", |request| request.header("x-ms-test", value));
        assert_eq!(message, "header parameter `x-ms-test` must not contain control characters");
    }
}

#[test]
fn the_first_mistake_is_the_one_that_is_reported() {
    let message = error("/{a}/{b}", |request| {
        request.path("a", "");
        request.path("b", "..");
        request.header("h", "\n");
    });
    assert_eq!(message, "path parameter `a` must not be empty");
}

#[test]
fn form_fields_are_the_body() {
    let built = build("/x", |request| {
        request.form("grant_type", "refresh token&");
        request.optional_form("absent", None::<&str>);
        request.optional_form("n", Some(&1));
    })
    .unwrap();
    assert_eq!(body(&built), "grant_type=refresh%20token%26&n=1");
    assert_eq!(built.headers().get_optional_str(&CONTENT_TYPE), Some("application/x-www-form-urlencoded"));
}

#[test]
fn an_optional_body_brings_its_content_type_only_when_it_is_there() {
    let content = RequestContent::<Value>::from_str("[]");
    let built = build("/x", |request| request.optional_body("text/json", Some(&content))).unwrap();
    assert_eq!((body(&built).as_str(), built.headers().get_optional_str(&CONTENT_TYPE)), ("[]", Some("text/json")));
    let built = build("/x", |request| request.optional_body("text/json", None::<&RequestContent<Value>>)).unwrap();
    assert_eq!((body(&built).as_str(), built.headers().get_optional_str(&CONTENT_TYPE)), ("", None));
}

#[test]
fn the_path_of_an_endpoint_is_kept() {
    let scope = Scope::new("https://arm.local:8443/base/".parse().unwrap(), "s");
    let request = RequestBuilder::new(&scope, Method::Get, "/x").build().unwrap();
    assert_eq!(request.url().as_str(), "https://arm.local:8443/base/x");
}

#[test]
fn parameters_are_not_in_the_debug_output() {
    let scope = scope();
    let mut request = RequestBuilder::new(&scope, Method::Get, "/x");
    request.form("password", "hunter2");
    assert!(!format!("{request:?}").contains("hunter2"));
}
