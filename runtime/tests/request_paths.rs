//! Paths of requests: which URL comes out, and that it is always on the endpoint.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

mod common;

use armsmith_runtime::__private::{CollectionFormat, RequestBuilder};
use armsmith_runtime::{ResourceId, Scope};
use azure_core::http::{Method, Url};
use common::ORIGIN;
use common::built::{build, error, url};

#[test]
fn every_character_of_a_path_value_stays_in_its_segment() {
    let name = "a/b%2F c?d#e\\f;g=h&ü'+..";
    let request = build("/x/{name}/y", |request| request.path("name", name)).unwrap();
    let segments: Vec<_> = request.url().path_segments().unwrap().collect();
    assert_eq!(segments.len(), 3);
    let decoded = percent_encoding::percent_decode_str(segments[1]).decode_utf8().unwrap();
    assert_eq!(decoded, name);
    assert_eq!(request.url().query(), None);
}

#[test]
fn path_values_that_mean_another_resource_are_refused_by_name() {
    for value in ["", ".", "..", "%2e", "%2E."] {
        let message = error("/x/{diskName}", |request| request.path("diskName", value));
        assert!(message.starts_with("path parameter `diskName` must not be"), "{message}");
    }
    assert_eq!(url("/x/{n}", |request| request.path("n", "...")), "/x/...");
}

#[test]
fn a_raw_path_value_keeps_its_slashes_and_its_escapes_but_goes_nowhere_else() {
    let id = "/subscriptions/s/resourceGroups/r g/providers/M.C/disks/%41?x#y";
    let built = url("/{scope}/providers/p", |request| request.path_raw("scope", id));
    assert_eq!(built, "/subscriptions/s/resourceGroups/r%20g/providers/M.C/disks/%41%3Fx%23y/providers/p");
    for value in ["", "//", "a/../b", "a/./b", "..", "a/%2e%2E/b", "%2E"] {
        let message = error("/{scope}/x", |request| request.path_raw("scope", value));
        assert!(message.starts_with("path parameter `scope` must not"), "{value}: {message}");
    }
    assert_eq!(url("/{scope}/x", |request| request.path_raw("scope", r"a\..\b")), r"/a%5C..%5Cb/x");
}

#[test]
fn the_subscription_of_the_scope_gives_the_same_url_as_any_other_value() {
    let templates = [
        "/subscriptions/{s}",
        "/subscriptions/{s}/",
        "/subscriptions/{s}//x",
        "/subscriptions/{s}/a:b/{n}",
        "/subscriptions/{s}/{n}/./x?a=b",
        "/subscriptions/{s}?a=b",
        "/subscriptions/{s}.{n}/x",
        "subscriptions/{s}/{n}",
        "/subscriptions/{n}/subscriptions/{s}/x",
        "/x/subscriptions/{s}/{n}",
    ];
    for endpoint in [ORIGIN, "https://h:8443/base/", "https://h//", "https://h/base?q=1#f"] {
        for subscription in ["sub", "a b/c?d#e", "a:b", "a%20b", "/", "ü", "", "..", "%2e"] {
            for (template, raw) in templates.iter().flat_map(|template| [(*template, false), (*template, true)]) {
                let build = |scope: &Scope| {
                    let mut request = RequestBuilder::new(scope, Method::Get, template);
                    let first_is_n = template.starts_with("/subscriptions/{n}");
                    if first_is_n {
                        request.path("n", "c:d");
                    }
                    if raw {
                        request.path_raw("s", subscription);
                    } else {
                        request.path("s", subscription);
                    }
                    if template.contains("{n}") && !first_is_n {
                        request.path("n", "c:d");
                    }
                    request.query("q", "1");
                    request.build().map(|request| request.url().to_string()).map_err(|error| error.to_string())
                };
                let endpoint = || endpoint.parse().unwrap();
                let own = build(&Scope::new(endpoint(), subscription));
                let other = build(&Scope::new(endpoint(), "other"));
                assert_eq!(own, other, "{subscription:?} in {template}");
            }
        }
    }
}

#[test]
fn several_placeholders_share_a_segment() {
    let built = url("/x/{a}.{b}/at({c},'{d}')", |request| {
        request.path("a", "1");
        request.path("b", "2/");
        request.path("c", "3");
        request.path("d", "4'");
    });
    assert_eq!(built, "/x/1.2%2F/at(3,'4%27')");
}

#[test]
fn a_name_may_have_several_placeholders_and_each_takes_a_value() {
    let built = url("/{a}/{b}/x/{a}", |request| {
        request.path("a", "1");
        request.path("b", "2/");
        request.path("a", "1");
        request.query("q", "?");
    });
    assert_eq!(built, "/1/2%2F/x/1?q=%3F");
}

#[test]
fn a_path_value_out_of_turn_is_refused_by_name() {
    for template in ["/x/{a}/{b}", "/x", "/x?{b}=1", "/{bb}", "/{b"] {
        let message = error(template, |request| request.path("b", "1"));
        assert_eq!(message, "path parameter `b` is set out of order");
    }
    let message = error("/{a}", |request| {
        request.query("q", "1");
        request.path("a", "1");
    });
    assert_eq!(message, "path parameter `a` is set out of order");
}

#[test]
fn a_slash_as_scope_is_the_tenant() {
    let template = "/{scope}/providers/Demo.Things/things/{name}";
    let things = |scope: &str| {
        build(template, |request| {
            request.path_raw("scope", scope);
            request.path("name", "x");
            request.query("api-version", "1");
        })
    };
    let path = |scope: &str| things(scope).unwrap().url().as_str().replace(ORIGIN, "");
    assert_eq!(path("/"), "/providers/Demo.Things/things/x?api-version=1");
    assert_eq!(path(ResourceId::for_tenant().as_str()), "/providers/Demo.Things/things/x?api-version=1");
    assert_eq!(path("/subscriptions/s"), "/subscriptions/s/providers/Demo.Things/things/x?api-version=1");
    for wrong in ["", "//"] {
        assert_eq!(things(wrong).unwrap_err().to_string(), "path parameter `scope` must not be empty");
    }
    assert_eq!(error("/{scope}", |request| request.path_raw("scope", "/")), "path parameter `scope` must not be empty");
    let inside = |request: &mut RequestBuilder<'_>| request.path_raw("scope", "/");
    assert_eq!(error("/x/{scope}/y", inside), "path parameter `scope` must not be empty");

    let scope = Scope::new("https://arm.local/base/".parse().unwrap(), "s");
    let mut request = RequestBuilder::new(&scope, Method::Get, "/{scope}/providers/p");
    request.path_raw("scope", "/");
    assert_eq!(request.build().unwrap().url().as_str(), "https://arm.local/base/providers/p");
}

#[test]
fn a_template_cannot_name_another_host() {
    assert_eq!(url("//example.com/{a}", |request| request.path("a", "1")), "//example.com/1");
    assert_eq!(url("https://example.com/", |_| {}), "/https://example.com/");
    let scope = Scope::new("https://arm.local/base".parse().unwrap(), "s");
    let request = RequestBuilder::new(&scope, Method::Get, "//example.com").build().unwrap();
    assert_eq!(request.url().as_str(), "https://arm.local/base//example.com");
    for template in ["/\\other.test/x", "\\\\other.test", "/\t/other.test/x", "\n//other.test", "/a#b", "/a\0"] {
        let message = error(template, |_| {});
        assert!(message.starts_with("the documented path"), "{template:?}: {message}");
    }
}

/// Numbers that look random and are the same in every run (xorshift64).
fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |limit| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).unwrap()
    }
}

#[test]
fn every_request_has_the_host_of_the_endpoint() {
    let pieces = [
        "/",
        "//",
        "\\",
        "\\\\",
        ":",
        "@",
        "?",
        "#",
        "%2f",
        "%5c",
        "%",
        ".",
        "..",
        "{a}",
        "{b}",
        "{",
        "}",
        "\t",
        "\n",
        "\r",
        "\0",
        " ",
        "other.test",
        "https:",
        "http://other.test",
        "user:word@",
        "x",
        "providers",
        "[::1]",
        ":444",
        "\u{3002}",
        "\u{ff0f}",
    ];
    let values = [
        "/",
        "\\",
        "//other.test",
        "\\\\other.test",
        "@other.test",
        "a b",
        "..",
        ".",
        "#",
        "?",
        "x",
        "\t//other.test",
        "",
    ];
    let endpoints = ["https://management.azure.com", "https://arm.local:8443/base/", "https://arm.local/a/b"]
        .map(|it| it.parse().unwrap());
    let mut next = numbers(0x9e37_79b9_7f4a_7c15);
    let mut built = 0;
    for _ in 0..20_000 {
        let template: String = (0..=next(6)).map(|_| pieces[next(pieces.len())]).collect();
        let template: &'static str = template.leak();
        let endpoint: &Url = &endpoints[next(endpoints.len())];
        let scope = Scope::new(endpoint.clone(), values[next(values.len())]);
        let mut request = RequestBuilder::new(&scope, Method::Get, template);
        for name in template.match_indices(['a', 'b']).map(|(_, name)| name) {
            let name = if name == "a" { "a" } else { "b" };
            match next(3) {
                0 => request.path(name, values[next(values.len())]),
                1 => request.path_raw(name, values[next(values.len())]),
                _ => request.path_list(name, &[values[next(values.len())]; 2], CollectionFormat::Csv),
            }
        }
        request.query("q", values[next(values.len())]);
        if let Ok(request) = request.build() {
            built += 1;
            let (url, before) = (request.url(), url::Position::BeforePath);
            assert_eq!(url[..before], endpoint[..before], "{template:?} gives {url}");
            assert_eq!(url.fragment(), None);
        }
    }
    assert!(built > 1_000, "{built} requests were built");
}

#[test]
fn a_placeholder_without_a_value_is_an_error() {
    assert_eq!(error("/x/{a}/{b}", |request| request.path("a", "1")), "path parameter `b` has no value");
    assert_eq!(error("/x/{a}", |_| {}), "path parameter `a` has no value");
    assert!(error("/x/{a", |_| {}).contains("without"));
}

#[test]
fn an_endpoint_without_paths_is_an_error_that_shows_no_parameter() {
    let scope = Scope::new("mailto:arm".parse().unwrap(), "sub");
    let mut request = RequestBuilder::new(&scope, Method::Get, "/subscriptions/{s}/x/{name}");
    request.path("s", "sub");
    request.path("name", "hunter2");
    request.query("sig", "hunter3");
    let error = request.build().unwrap_err();
    assert!(error.to_string().contains("`/subscriptions/{s}/x/{name}`"), "{error}");
    assert!(!format!("{error} {error:?}").contains("hunter"), "{error:?}");
}

#[test]
fn a_list_in_a_path_has_encoded_items_and_plain_commas() {
    let values = ["a,b", "c|d", "e"];
    let built = |format| url("/x/{l}/y", |request| request.path_list("l", &values, format));
    assert_eq!(built(CollectionFormat::Csv), "/x/a%2Cb,c%7Cd,e/y");
    assert_eq!(built(CollectionFormat::Multi), "/x/a%2Cb,c%7Cd,e/y");
    assert_eq!(built(CollectionFormat::Ssv), "/x/a%2Cb%20c%7Cd%20e/y");
    assert_eq!(built(CollectionFormat::Tsv), "/x/a%2Cb%09c%7Cd%09e/y");
    assert_eq!(built(CollectionFormat::Pipes), "/x/a%2Cb%7Cc%7Cd%7Ce/y");
    let message = error("/{l}", |request| request.path_list("l", &[".."], CollectionFormat::Csv));
    assert_eq!(message, "path parameter `l` must not be `..`");
}
