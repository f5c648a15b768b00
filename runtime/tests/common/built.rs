//! Requests that a template and its parameters give, as a request function builds them.

use armsmith_runtime::__private::RequestBuilder;
use azure_core::http::{Method, Request};

use super::{ORIGIN, scope};

pub(crate) fn build(template: &'static str, fill: impl FnOnce(&mut RequestBuilder<'_>)) -> azure_core::Result<Request> {
    let scope = scope();
    let mut request = RequestBuilder::new(&scope, Method::Get, template);
    fill(&mut request);
    request.build()
}

pub(crate) fn url(template: &'static str, fill: impl FnOnce(&mut RequestBuilder<'_>)) -> String {
    build(template, fill).unwrap().url().as_str().replace(ORIGIN, "")
}

pub(crate) fn error(template: &'static str, fill: impl FnOnce(&mut RequestBuilder<'_>)) -> String {
    build(template, fill).unwrap_err().to_string()
}
