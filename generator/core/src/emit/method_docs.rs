//! The documentation of a client method.

use super::docs::{Doc, one_line, sentences};
use super::signature::{self, Locals};
use super::{Context, example, headers, types};
use crate::markdown;
use crate::model::{Body, Docs, Operation, OperationGroup, Output, ParameterSource, ResponseDocs};

/// Description, request, arguments, responses, example.
pub(crate) fn method_docs(context: &Context<'_>, group: &OperationGroup, operation: &Operation) -> Doc {
    let mut doc = Doc::new(&operation.docs, || format!("The {} operation.", markdown::code(&operation.id)));
    let line = markdown::code(&format!("{} {}", operation.method.as_str(), operation.path));
    let sends_version = operation.parameters.iter().any(|it| it.source == ParameterSource::ApiVersion);
    let version = operation.api_version.as_deref().unwrap_or(if sends_version { &group.api_version } else { "" });
    doc.paragraph(&match version {
        "" => format!("{line}."),
        version => format!("{line}, api-version {}.", markdown::code(version)),
    });
    arguments_docs(&mut doc, operation);
    if !operation.responses.is_empty() {
        doc.heading("Responses");
        for response in &operation.responses {
            doc.item(&response_docs(response, &operation.output));
        }
    }
    if let Some(example) = example::of_method(context, group, operation) {
        doc.heading("Examples");
        if !example.title.is_empty() {
            doc.paragraph(&format!("{}:", one_line(&example.title)));
        }
        doc.example(example.lines());
    }
    doc
}

fn arguments_docs(doc: &mut Doc, operation: &Operation) {
    doc.heading("Arguments");
    for parameter in signature::required_parameters(operation) {
        argument_docs(doc, parameter.name.plain(), &parameter.docs, || {
            format!("The {} parameter.", markdown::code(parameter.wire.as_str()))
        });
    }
    if let Some(Body { name, docs, .. }) = signature::required_body(operation) {
        argument_docs(doc, name.plain(), docs, || "The body of the request.".to_owned());
    }
    let has_fields =
        signature::optional_parameters(operation).next().is_some() || signature::optional_body(operation).is_some();
    let options = Locals::new(operation).options;
    doc.item(&if has_fields {
        format!("`{options}` - Optional parameters, and the context of the call.")
    } else {
        format!("`{options}` - The context of the call.")
    });
}

fn argument_docs(doc: &mut Doc, name: &str, docs: &Docs, sentence: impl FnOnce() -> String) {
    let text = docs.text.trim();
    let mut item = if text.is_empty() { sentence() } else { text.to_owned() };
    // That it is required goes without saying.
    let notes: Vec<&str> = docs.notes.iter().map(String::as_str).filter(|note| *note != "Required").collect();
    if !notes.is_empty() {
        if is_long(&item) {
            item.push_str("\n\n");
        } else if item.ends_with(['.', '!', '?']) {
            item.push(' ');
        } else {
            item.push_str(". ");
        }
        item.push_str(&sentences(&notes));
    }
    doc.item(&format!("`{name}` - {item}"));
}

/// Whether the text is more than one paragraph.
fn is_long(text: &str) -> bool {
    text.contains("\n\n") || text.lines().any(|line| line.trim_start().starts_with(['-', '|', '`']))
}

/// `` `200` - The request has succeeded: `Disk`. ``
fn response_docs(it: &ResponseDocs, output: &Output) -> String {
    let mut text = markdown::code(&it.status);
    let description = one_line(&it.description);
    if !description.is_empty() {
        text.push_str(" - ");
        text.push_str(&description);
    }
    let body = match (&it.ty, output) {
        (Some(ty), _) => Some(types::plain_name(ty)),
        (None, Output::Bytes) if it.status == "200" => Some("Bytes".to_owned()),
        (None, Output::Text) if it.status == "200" => Some("String".to_owned()),
        (None, _) => None,
    };
    if let Some(body) = body {
        text.push_str(": ");
        text.push_str(&markdown::code(&body));
    }
    text.push('.');
    if !it.headers.is_empty() {
        let names: Vec<String> = it.headers.iter().map(headers::link).collect();
        text.push_str(&format!(" Headers: {}.", names.join(", ")));
    }
    text
}
