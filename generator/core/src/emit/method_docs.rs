//! The documentation of a client method.

use super::docs::{Doc, named, sentences};
use super::signature::{self, Locals};
use super::{Context, example, headers, type_refs};
use crate::markdown::{Document, Line};
use crate::model::{Body, Docs, Flow, Operation, OperationGroup, Output, ParameterSource, ResponseDocs};

/// Returns the documentation of a client method: description, request, arguments, responses, example.
pub(crate) fn method_docs(context: &Context<'_>, group: &OperationGroup, operation: &Operation) -> Doc {
    let mut doc = Doc::new(&operation.docs, || named("Calls the ", &operation.id, " operation."));
    doc.paragraph(request_docs(group, operation));
    arguments_docs(&mut doc, operation);
    if !operation.responses.is_empty() {
        doc.heading("Responses");
        for response in &operation.responses {
            doc.item(response_docs(response, &operation.output));
        }
    }
    if let Some(example) = example::of_method(context, group, operation) {
        doc.heading("Examples");
        if !example.title.is_empty() {
            doc.paragraph(example.title.clone().without_full_stop().text(":"));
        }
        doc.example(example.lines());
    }
    doc
}

/// `` `GET /subscriptions/{subscriptionId}/disks`, api-version `2025-01-02`. ``
fn request_docs(group: &OperationGroup, operation: &Operation) -> Line {
    let request = format!("{} {}", operation.method.as_str(), operation.path);
    let line = Line::default().code(&request);
    let sends_version = operation.parameters.iter().any(|it| it.source == ParameterSource::ApiVersion);
    let version = operation.api_version.as_deref().unwrap_or(if sends_version { &group.api_version } else { "" });
    if version.is_empty() { line.text(".") } else { line.text(", api-version ").code(version).text(".") }
}

fn arguments_docs(doc: &mut Doc, operation: &Operation) {
    doc.heading("Arguments");
    for parameter in signature::required_parameters(operation) {
        let sentence = || named("The ", parameter.wire.as_str(), " parameter.");
        doc.item(argument_docs(parameter.name.plain(), &parameter.docs, sentence));
    }
    if let Some(Body { name, docs, .. }) = signature::required_body(operation) {
        doc.item(argument_docs(name.plain(), docs, || "The request body.".into()));
    }
    doc.item(
        Line::default().code(&Locals::new(operation).options.to_string()).text(" - ").text(options_docs(operation)),
    );
}

/// The description of the options argument.
fn options_docs(operation: &Operation) -> &'static str {
    let has_fields =
        signature::optional_parameters(operation).next().is_some() || signature::optional_body(operation).is_some();
    match (&operation.flow, has_fields) {
        (Flow::Plain, false) => "Optional: the context of the HTTP request.",
        (Flow::Plain, true) => "Optional parameters, and the context of the HTTP request.",
        (Flow::Pager(_), false) => "Optional: the context of the HTTP requests, and the page to start from.",
        (Flow::Pager(_), true) => "Optional parameters, the context of the HTTP requests, and the page to start from.",
        (Flow::LongRunning(_), false) => "Optional: the polling interval, timeout, continuation token and context.",
        (Flow::LongRunning(_), true) => {
            "Optional parameters, and the polling interval, timeout, continuation token and context."
        }
    }
}

/// `` `name` - The name of the disk. At most 80 characters. ``
fn argument_docs(name: &str, docs: &Docs, sentence: impl FnOnce() -> Line) -> Document {
    let text = if docs.text.is_empty() { sentence().into() } else { docs.text.clone() };
    // All arguments are required.
    let required = Line::from("Required");
    let notes: Vec<&Line> = docs.notes.iter().filter(|note| **note != required).collect();
    let text = if notes.is_empty() { text } else { text.with_sentences(sentences(notes)) };
    text.titled(Line::default().code(name), " - ")
}

/// `` `200` - The request has succeeded: `Disk`. ``
fn response_docs(it: &ResponseDocs, output: &Output) -> Line {
    let mut line = Line::default().code(&it.status);
    let description = it.description.clone().without_full_stop();
    if !description.is_empty() {
        line = line.text(" - ").line(&description);
    }
    let body = match (&it.ty, output) {
        (Some(ty), _) => Some(type_refs::plain_name(ty)),
        (None, Output::Bytes) if it.status == "200" => Some("Bytes".to_owned()),
        (None, Output::Text) if it.status == "200" => Some("String".to_owned()),
        (None, _) => None,
    };
    if let Some(body) = body {
        line = line.text(": ").code(&body);
    }
    line = line.text(".");
    if !it.headers.is_empty() {
        line = line.text(" Headers: ").joined(it.headers.iter().map(headers::link), ", ").text(".");
    }
    line
}
