//! The operations of a raw specification, with the places of their documented examples.
//!
//! In: [`Files`]. Out: one [`Operation`] for each method of each path of each input file: what a request is made of,
//! and what the answers carry. Swagger 2.0 and OpenAPI 3.0 read alike. Must not know: Rust names, the model, the
//! bundle.

use std::path::PathBuf;

use serde_json::Value;

use super::files::{Files, Node};

/// The methods that a path item may hold.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "patch", "head", "options"];

/// One HTTP operation as the specification writes it.
#[derive(Clone, Debug)]
pub(crate) struct Operation<'a> {
    /// The `operationId`; for an operation without one, its method and path.
    pub id: String,
    /// `GET`, in capitals.
    pub method: String,
    /// The path with its `{placeholders}`; one of `x-ms-paths` may go on with `?`.
    pub template: &'a str,
    /// How many operations of the same id, method and path come before it: one may be written in two files.
    pub earlier: usize,
    /// Every parameter, path-level ones included.
    pub parameters: Vec<Parameter<'a>>,
    /// The answers by status: `200`, `default`.
    pub responses: Vec<(&'a str, Response<'a>)>,
    /// The media types a request body may have; none when the specification is silent.
    pub consumes: Vec<&'a str>,
    /// The media types an answer may have; none when the specification is silent.
    pub produces: Vec<&'a str>,
    /// The `info.version` of the file.
    pub api_version: Option<&'a str>,
    /// The documented examples: title and file.
    pub examples: Vec<ExampleFile>,
    /// The file of the specification, for reports.
    pub file: String,
}

/// Where a documented example is.
#[derive(Clone, Debug)]
pub(crate) struct ExampleFile {
    /// The key in `x-ms-examples`.
    pub title: String,
    /// The reference as written, for reports.
    pub reference: String,
    /// The file; none when the reference leads out of the root or names no file.
    pub path: Option<PathBuf>,
}

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameter<'a> {
    /// The name on the wire; of a body, the name in the specification.
    pub name: &'a str,
    /// The part of the request.
    pub place: ParameterLocation,
    /// Whether a request needs it.
    pub required: bool,
    /// The value's schema. A parameter of Swagger 2.0 is its own schema, unless it is the body.
    pub schema: Node<'a>,
    /// How a list is written.
    pub list: ListFormat,
    /// `x-ms-skip-url-encoding`: the value already is part of a URL.
    pub is_raw: bool,
}

impl<'a> Parameter<'a> {
    /// The only value that a required enum with a single value allows.
    pub(crate) fn constant(&self) -> Option<&'a Value> {
        match self.schema.value.get("enum")?.as_array()?.as_slice() {
            [only] if self.required => Some(only),
            _ => None,
        }
    }
}

/// The part of a request that a parameter belongs to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ParameterLocation {
    /// A placeholder of the path.
    Path,
    /// A query pair.
    Query,
    /// A header.
    Header,
    /// A field of a form.
    Form,
    /// The body.
    Body,
}

/// How a list becomes text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ListFormat {
    /// One text, the items joined by this.
    Joined(char),
    /// A pair for each item.
    Multi,
}

/// What an answer carries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Response<'a> {
    /// The schema of the body, when there is one.
    pub schema: Option<Node<'a>>,
    /// Whether the status reports a failure.
    pub is_error: bool,
}

impl<'a> Operation<'a> {
    /// The declared answer for a status: its own, else, for a failure, `default`.
    pub(crate) fn response(&self, status: &str) -> Option<Response<'a>> {
        let find = |key: &str| self.responses.iter().find(|(it, _)| *it == key).map(|(_, response)| *response);
        find(status).or_else(|| find("default").filter(|_| !status.starts_with('2')))
    }

    /// What tells it from other operations, but for its file: id, method, and path without a query.
    pub(crate) fn key(&self) -> (&str, &str, &str) {
        (&self.id, &self.method, self.template.split('?').next().unwrap_or_default())
    }

    /// The body parameter.
    pub(crate) fn body(&self) -> Option<&Parameter<'a>> {
        self.parameters.iter().find(|it| it.place == ParameterLocation::Body)
    }
}

/// Lists every operation of the input files, in the order of the specification.
pub(crate) fn list(files: &Files) -> Vec<Operation<'_>> {
    let mut operations: Vec<Operation<'_>> = Vec::new();
    for document in files.inputs() {
        for section in ["paths", "x-ms-paths"] {
            for (template, item) in document.get(section).into_iter().flat_map(Node::members) {
                let Some(item) = files.resolve(item) else { continue };
                for method in METHODS {
                    let Some(operation) = item.get(method) else { continue };
                    let mut operation = read_operation(files, document, template, item, method, operation);
                    let same = |it: &&Operation<'_>| it.key() == operation.key();
                    operation.earlier = operations.iter().filter(same).count();
                    operations.push(operation);
                }
            }
        }
    }
    operations
}

fn read_operation<'a>(
    files: &'a Files,
    document: Node<'a>,
    template: &'a str,
    item: Node<'a>,
    method: &str,
    operation: Node<'a>,
) -> Operation<'a> {
    let method = method.to_uppercase();
    Operation {
        id: operation.text("operationId").map_or_else(|| format!("{method} {template}"), str::to_owned),
        template,
        earlier: 0,
        parameters: read_parameters(files, item, operation),
        responses: read_responses(files, operation),
        consumes: read_consumes(document, operation),
        produces: read_produces(document, operation),
        api_version: document.get("info").and_then(|it| it.text("version")),
        examples: read_examples(files, operation),
        file: files.file_name(document),
        method,
    }
}

/// The parameters of a path item and of its operation; the operation's replace the path's of the same name and place.
fn read_parameters<'a>(files: &'a Files, item: Node<'a>, operation: Node<'a>) -> Vec<Parameter<'a>> {
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    for node in [item, operation].into_iter().filter_map(|it| it.get("parameters")).flat_map(Node::elements) {
        let Some(parameter) = files.resolve(node).and_then(read_parameter) else { continue };
        match parameters.iter_mut().find(|it| (it.name, it.place) == (parameter.name, parameter.place)) {
            Some(earlier) => *earlier = parameter,
            None => parameters.push(parameter),
        }
    }
    parameters.extend(read_request_body(files, operation));
    parameters
}

fn read_parameter(node: Node<'_>) -> Option<Parameter<'_>> {
    let place = match node.text("in")? {
        "path" => ParameterLocation::Path,
        "query" => ParameterLocation::Query,
        "header" => ParameterLocation::Header,
        "formData" => ParameterLocation::Form,
        "body" => ParameterLocation::Body,
        _ => return None,
    };
    let list = match (node.text("collectionFormat"), node.text("style"), node.flag("explode")) {
        (Some("multi"), ..) => ListFormat::Multi,
        (Some("ssv"), ..) | (_, Some("spaceDelimited"), _) => ListFormat::Joined(' '),
        (Some("tsv"), ..) => ListFormat::Joined('\t'),
        (Some("pipes"), ..) | (_, Some("pipeDelimited"), _) => ListFormat::Joined('|'),
        // OpenAPI 3.0: a query parameter with a schema is `form`, exploded unless it says otherwise.
        (None, _, explode)
            if place == ParameterLocation::Query && node.get("schema").is_some() && explode != Some(false) =>
        {
            ListFormat::Multi
        }
        _ => ListFormat::Joined(','),
    };
    Some(Parameter {
        name: node.text("name")?,
        place,
        required: place == ParameterLocation::Path || node.flag("required") == Some(true),
        schema: node.get("schema").unwrap_or(node),
        list,
        is_raw: node.flag("x-ms-skip-url-encoding") == Some(true),
    })
}

/// The request body of OpenAPI 3.0, which has no name of its own but the one AutoRest gives it.
fn read_request_body<'a>(files: &'a Files, operation: Node<'a>) -> Option<Parameter<'a>> {
    let body = files.resolve(operation.get("requestBody")?)?;
    let (_, content) = body.get("content")?.members().next()?;
    Some(Parameter {
        name: body.text("x-ms-requestBody-name").unwrap_or("body"),
        place: ParameterLocation::Body,
        required: body.flag("required") == Some(true),
        schema: content.get("schema").unwrap_or(content),
        list: ListFormat::Joined(','),
        is_raw: false,
    })
}

fn read_responses<'a>(files: &'a Files, operation: Node<'a>) -> Vec<(&'a str, Response<'a>)> {
    let responses = operation.get("responses").into_iter().flat_map(Node::members);
    responses
        .filter_map(|(status, node)| {
            let node = files.resolve(node)?;
            let content = || node.get("content")?.members().next()?.1.get("schema");
            // `x-ms-error-response: false` makes a 404 a success (a HEAD that asks whether something exists).
            let is_error = node.flag("x-ms-error-response").unwrap_or(!status.starts_with('2'));
            Some((status, Response { schema: node.get("schema").or_else(content), is_error }))
        })
        .collect()
}

fn read_consumes<'a>(document: Node<'a>, operation: Node<'a>) -> Vec<&'a str> {
    let content = operation.get("requestBody").and_then(|it| it.get("content"));
    if let Some(content) = content {
        return content.members().map(|(media_type, _)| media_type).collect();
    }
    read_texts(operation.get("consumes").or_else(|| document.get("consumes")))
}

/// Those of Swagger 2.0 only: OpenAPI 3.0 has them at each answer, where an answer of JSON may stand beside one of
/// bytes.
fn read_produces<'a>(document: Node<'a>, operation: Node<'a>) -> Vec<&'a str> {
    read_texts(operation.get("produces").or_else(|| document.get("produces")))
}

fn read_texts(texts: Option<Node<'_>>) -> Vec<&str> {
    texts.into_iter().flat_map(Node::elements).filter_map(|it| it.value.as_str()).collect()
}

fn read_examples(files: &Files, operation: Node<'_>) -> Vec<ExampleFile> {
    let examples = operation.get("x-ms-examples").into_iter().flat_map(Node::members);
    examples
        .filter_map(|(title, node)| {
            let reference = node.text("$ref")?;
            let path = files.path_from(node, reference);
            Some(ExampleFile { title: title.to_owned(), reference: reference.to_owned(), path })
        })
        .collect()
}
