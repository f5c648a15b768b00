//! Requests, built from the parameters of an operation.
//!
//! In: a scope, a documented path, parameters. Out: a request on the endpoint, or an error. Must not know the network.
//! Path and query are built here, because azure_core's `append_path` does not encode `/` and `%` and collapses `..`,
//! `Url::path_segments_mut` drops `.` and `..` silently, and azure_core's query builder sorts the keys and turns `z=`
//! into `z`.

mod encode;
mod multipart;
pub(crate) mod path;

use std::borrow::Cow;
use std::fmt;

use azure_core::Bytes;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue, Headers};
use azure_core::http::{Body, Method, Request, RequestContent};

use crate::parameter::Parameter;
use crate::scope::Scope;
use multipart::Parts;
use path::{PathValue, Target};

/// The form of a list in one parameter, or in several.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum CollectionFormat {
    /// `a,b`
    #[default]
    Csv,
    /// `a b`
    Ssv,
    /// `a` and `b` with a tab between them
    Tsv,
    /// `a|b`
    Pipes,
    /// `name=a&name=b`
    Multi,
}

impl CollectionFormat {
    /// The separator of the items in one value.
    fn separator(self) -> &'static str {
        match self {
            Self::Csv | Self::Multi => ",",
            Self::Ssv => " ",
            Self::Tsv => "\t",
            Self::Pipes => "|",
        }
    }

    /// Joins the items to one value.
    fn join(self, items: &[Cow<'_, str>]) -> String {
        items.join(self.separator())
    }

    /// Returns the values of the list, one for each parameter to send. An empty list has no values.
    fn values<'t>(self, items: &'t [Cow<'t, str>]) -> Vec<Cow<'t, str>> {
        match self {
            Self::Multi => items.iter().map(|item| Cow::Borrowed(&**item)).collect(),
            _ if items.is_empty() => Vec::new(),
            _ => vec![Cow::Owned(self.join(items))],
        }
    }
}

fn strings(values: &[impl Parameter]) -> Vec<Cow<'_, str>> {
    values.iter().map(Parameter::to_str).collect()
}

/// Builds the request of one operation.
///
/// The URL is written from left to right: one value for each placeholder, in the order of the path, then the query. The
/// first error is kept until [`build`](Self::build) returns it, so the methods can be called in a row. They delegate to
/// functions that are not generic, because generated code calls them thousands of times.
pub struct RequestBuilder<'a> {
    method: Method,
    target: Target<'a>,
    form: Option<String>,
    parts: Option<Parts>,
    headers: Headers,
    body: Option<Body>,
    error: Option<Error>,
}

impl<'a> RequestBuilder<'a> {
    /// Starts a request. `template` is the documented path, `/…/{name}/…`, and may contain a query.
    pub fn new(scope: &'a Scope, method: Method, template: &'static str) -> Self {
        Self {
            method,
            target: Target::new(scope.endpoint(), scope.own_subscription(), template),
            form: None,
            parts: None,
            headers: Headers::new(),
            body: None,
            error: None,
        }
    }

    /// Fills `{name}` with a value that is one segment of the path, or part of one.
    pub fn path(&mut self, name: &'static str, value: &(impl Parameter + ?Sized)) {
        self.add_path(name, PathValue::Segment(&value.to_str()));
    }

    /// Fills `{name}` with a value that is a path itself, such as a resource ID (`x-ms-skip-url-encoding`). In a path
    /// that begins with `/{name}/`, the value `/` is the tenant: the path then begins after the placeholder.
    pub fn path_raw(&mut self, name: &'static str, value: &(impl Parameter + ?Sized)) {
        self.add_path(name, PathValue::Path(&value.to_str()));
    }

    /// Adds a query parameter.
    pub fn query(&mut self, name: &'static str, value: &(impl Parameter + ?Sized)) {
        self.target.pair(name, &value.to_str(), false);
    }

    /// Adds a query parameter whose value is encoded already (`x-ms-skip-url-encoding`).
    pub fn query_raw(&mut self, name: &'static str, value: &(impl Parameter + ?Sized)) {
        self.target.pair(name, &value.to_str(), true);
    }

    /// Adds a query parameter if there is a value.
    pub fn optional_query(&mut self, name: &'static str, value: Option<&(impl Parameter + ?Sized)>) {
        if let Some(value) = value {
            self.query(name, value);
        }
    }

    /// Fills `{name}` with a list. An empty list is an error, as an empty string is. The items are encoded, and the
    /// commas between them are not (OpenAPI 3.0.3 style `simple`, RFC 6570 §3.2.2). The other separators must be
    /// encoded in a URL.
    pub fn path_list(&mut self, name: &'static str, values: &[impl Parameter], format: CollectionFormat) {
        self.add_path_list(name, &strings(values), format);
    }

    /// Fills `{name}` with a list that is a path itself (`x-ms-skip-url-encoding`).
    pub fn path_list_raw(&mut self, name: &'static str, values: &[impl Parameter], format: CollectionFormat) {
        self.add_path(name, PathValue::Path(&format.join(&strings(values))));
    }

    /// Adds a list to the query, unless it is empty.
    pub fn query_list(&mut self, name: &'static str, values: &[impl Parameter], format: CollectionFormat) {
        for value in format.values(&strings(values)) {
            self.target.pair(name, &value, false);
        }
    }

    /// Adds a list to the query whose values are encoded already (`x-ms-skip-url-encoding`), unless it
    /// is empty.
    pub fn query_list_raw(&mut self, name: &'static str, values: &[impl Parameter], format: CollectionFormat) {
        for value in format.values(&strings(values)) {
            self.target.pair(name, &value, true);
        }
    }

    /// Adds a header.
    pub fn header(&mut self, name: &'static str, value: &(impl Parameter + ?Sized)) {
        self.add_header(name, value.to_str().into_owned());
    }

    /// Adds a header if there is a value.
    pub fn optional_header(&mut self, name: &'static str, value: Option<&(impl Parameter + ?Sized)>) {
        if let Some(value) = value {
            self.header(name, value);
        }
    }

    /// Adds a header with a list, unless it is empty.
    pub fn header_list(&mut self, name: &'static str, values: &[impl Parameter], format: CollectionFormat) {
        if !values.is_empty() {
            self.add_header(name, format.join(&strings(values)));
        }
    }

    /// Adds a field to the form that is the body.
    pub fn form(&mut self, name: &'static str, value: &(impl Parameter + ?Sized)) {
        encode::push_form_pair(self.form.get_or_insert_default(), name, &value.to_str());
    }

    /// Adds a field to the form if there is a value.
    pub fn optional_form(&mut self, name: &'static str, value: Option<&(impl Parameter + ?Sized)>) {
        if let Some(value) = value {
            self.form(name, value);
        }
    }

    /// Adds a field with a list to the form, unless it is empty.
    pub fn form_list(&mut self, name: &'static str, values: &[impl Parameter], format: CollectionFormat) {
        for value in format.values(&strings(values)) {
            encode::push_form_pair(self.form.get_or_insert_default(), name, &value);
        }
    }

    /// Adds a field to the form in parts that is the body.
    pub fn part(&mut self, name: &'static str, value: &(impl Parameter + ?Sized)) {
        self.parts.get_or_insert_default().field(name, &value.to_str());
    }

    /// Adds a field to the form in parts if there is a value.
    pub fn optional_part(&mut self, name: &'static str, value: Option<&(impl Parameter + ?Sized)>) {
        if let Some(value) = value {
            self.part(name, value);
        }
    }

    /// Adds a field with a list to the form in parts, unless it is empty.
    pub fn part_list(&mut self, name: &'static str, values: &[impl Parameter], format: CollectionFormat) {
        for value in format.values(&strings(values)) {
            self.parts.get_or_insert_default().field(name, &value);
        }
    }

    /// Adds a file to the form in parts that is the body.
    pub fn file(&mut self, name: &'static str, content: &Bytes) {
        self.parts.get_or_insert_default().file(name, content.clone());
    }

    /// Adds a file to the form in parts if there is one.
    pub fn optional_file(&mut self, name: &'static str, content: Option<&Bytes>) {
        if let Some(content) = content {
            self.file(name, content);
        }
    }

    /// Sets the media type that the response may have.
    pub fn accept(&mut self, content_type: &'static str) {
        self.headers.insert(ACCEPT, HeaderValue::from_static(content_type));
    }

    /// Sets the body.
    pub fn body<T, F>(&mut self, content_type: &'static str, body: RequestContent<T, F>) {
        self.set_body(content_type, body.into());
    }

    /// Sets the body, if there is one.
    pub fn optional_body<T, F>(&mut self, content_type: &'static str, body: Option<&RequestContent<T, F>>) {
        if let Some(body) = body {
            self.set_body(content_type, body.body().clone());
        }
    }

    /// Returns the request.
    ///
    /// # Errors
    ///
    /// Returns an error for the first parameter that cannot be sent.
    pub fn build(self) -> azure_core::Result<Request> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut request = Request::new(self.target.url()?, self.method);
        *request.headers_mut() = self.headers;
        if let Some(form) = self.form {
            request.insert_header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            request.set_body(form.into_bytes());
        } else if let Some(parts) = self.parts {
            let (content_type, body) = parts.write();
            request.insert_header(CONTENT_TYPE, content_type);
            request.set_body(body);
        } else if let Some(body) = self.body {
            request.set_body(body);
        }
        Ok(request)
    }

    fn add_path(&mut self, name: &'static str, value: PathValue<'_>) {
        if let Err(message) = self.target.fill(name, value) {
            self.fail(message);
        }
    }

    fn add_path_list(&mut self, name: &'static str, items: &[Cow<'_, str>], format: CollectionFormat) {
        let mut list = String::new();
        for (index, item) in items.iter().enumerate() {
            match format.separator() {
                _ if index == 0 => {}
                "," => list.push(','),
                separator => encode::push_segment(&mut list, separator),
            }
            encode::push_segment(&mut list, item);
        }
        self.add_path(name, PathValue::List(&list));
    }

    fn add_header(&mut self, name: &'static str, value: String) {
        // RFC 9110 §5.5: a control character could end the header and begin another one.
        if value.chars().any(|c| c.is_control() && c != '\t') {
            self.fail(format!("header parameter `{name}` must not contain control characters"));
        } else {
            self.headers.insert(header_name(name), value);
        }
    }

    fn set_body(&mut self, content_type: &'static str, body: Body) {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        self.body = Some(body);
    }

    fn fail(&mut self, message: String) {
        self.error.get_or_insert_with(|| Error::with_message(ErrorKind::Other, message));
    }
}

impl fmt::Debug for RequestBuilder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Parameters may be secrets.
        let mut debug = f.debug_struct("RequestBuilder");
        debug.field("method", &self.method).field("template", &self.target.template()).finish_non_exhaustive()
    }
}

fn header_name(name: &'static str) -> HeaderName {
    // `HeaderName::from_static` panics on upper case, and header names are case-insensitive.
    HeaderName::from(name.to_ascii_lowercase())
}
