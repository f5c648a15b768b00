//! The operations of the input files, with the targets of their references.

use std::collections::btree_map::Entry;

use indexmap::IndexMap;
use serde_json::Value;

use super::{components::Names, head::base_path};
use crate::{
    api::{
        Api, CollectionFormat, Example, MediaType, Operation, Parameter, ParameterLocation, PathItem, RequestBody,
        Response, Schema, SchemaType, Status,
    },
    diagnostics::{Code, Diagnostics},
    document::{self, Dialect, Document, FINAL_STATE_SCHEMA, LONG_RUNNING_OPTIONS},
    source::Loaded,
};

/// Adds the operations of all input files.
pub(super) fn add(loaded: &Loaded, names: &Names, api: &mut Api, diagnostics: &mut Diagnostics) {
    for document in loaded.inputs() {
        let base = base_path(document);
        let context = Context { loaded, names, document };
        for (path, item) in document.path_items() {
            let key = format!("{base}{path}");
            for written in item.operations.values() {
                insert(api, &key, item, context.operation(item, written, diagnostics));
            }
        }
    }
}

/// Adds an operation under its path. One path and method may be written twice (in two files, for two api-versions); the
/// second one gets a key of its own, `path#2`.
fn insert(api: &mut Api, path: &str, written: &document::PathItem, operation: Operation) {
    let mut key = path.to_owned();
    for number in 2.. {
        let item = api.paths.entry(key).or_insert_with(|| PathItem {
            path: written.path.as_deref().unwrap_or(path).to_owned(),
            extensions: written.extensions.clone(),
            ..PathItem::default()
        });
        if let Entry::Vacant(entry) = item.operations.entry(operation.method) {
            entry.insert(operation);
            return;
        }
        key = format!("{path}#{number}");
    }
}

/// The context in which operations are linked.
struct Context<'a> {
    loaded: &'a Loaded,
    names: &'a Names,
    document: &'a Document,
}

impl Context<'_> {
    fn operation(
        &self,
        item: &document::PathItem,
        written: &document::Operation,
        diagnostics: &mut Diagnostics,
    ) -> Operation {
        let mut operation = written.operation.clone();
        let parameters = self.parameters(item, written);
        let is_swagger = self.document.dialect == Dialect::Swagger;
        if is_swagger {
            check_bodies(&parameters, diagnostics);
            operation.body = self.swagger_body(&parameters, written);
        } else {
            parameters.iter().for_each(|it| check_style(it, diagnostics));
            operation.body = written.request_body.as_ref().and_then(|it| self.loaded.request_body(it)).cloned();
        }
        let sent = parameters
            .iter()
            .filter(|it| !matches!(it.parameter_location, ParameterLocation::Body | ParameterLocation::FormData));
        operation.parameters = sent.map(|it| with_collection_format(it, is_swagger)).collect();
        operation.responses = self.responses(written);
        operation.examples = self.examples(&operation);
        // The output of `convert` has the version in an extension.
        if is_swagger || operation.api_version.is_none() {
            operation.api_version = Some(self.document.info.version.clone());
        }
        self.link_final_state_schema(&mut operation, diagnostics);
        operation
    }

    /// The parameters of a path item, then the operation's own. One that the operation declares again replaces it
    /// (Swagger 2.0 and OpenAPI 3.0.3, "Path Item Object").
    fn parameters<'l>(&'l self, item: &'l document::PathItem, written: &'l document::Operation) -> Vec<&'l Parameter> {
        let own: Vec<&Parameter> = written.parameters.iter().filter_map(|it| self.loaded.parameter(it)).collect();
        let is_declared_again = |it: &&Parameter| {
            own.iter().any(|other| it.name == other.name && it.parameter_location == other.parameter_location)
        };
        let shared = item.parameters.iter().filter_map(|it| self.loaded.parameter(it));
        shared.filter(|it| !is_declared_again(it)).chain(own.iter().copied()).collect()
    }

    fn swagger_body(&self, parameters: &[&Parameter], written: &document::Operation) -> Option<RequestBody> {
        let consumes = content_types(written.consumes.as_ref(), &self.document.consumes);
        let body = parameters.iter().enumerate().find(|(_, it)| it.parameter_location == ParameterLocation::Body);
        if let Some((index, body)) = body {
            return Some(RequestBody {
                location: body.location.clone(),
                name: Some(body.name.clone()),
                position: u64::try_from(index).ok(),
                is_form: false,
                description: body.description.clone(),
                required: body.required,
                content: content(&body.schema, consumes),
                client_name: body.client_name.clone(),
                extensions: body.extensions.clone(),
            });
        }
        let fields: Vec<&Parameter> =
            parameters.iter().filter(|it| it.parameter_location == ParameterLocation::FormData).copied().collect();
        (!fields.is_empty()).then(|| form(&fields, consumes))
    }

    fn responses(&self, written: &document::Operation) -> IndexMap<Status, Response> {
        let produces = content_types(written.produces.as_ref(), &self.document.produces);
        let mut responses = IndexMap::with_capacity(written.responses.len());
        for (status, written) in &written.responses {
            let Some(written) = self.loaded.response(written) else { continue };
            let mut response = written.response.clone();
            if let Some(schema) = &written.schema {
                response.content = content(schema, produces);
            }
            let headers = written.headers.iter();
            response.headers =
                headers.filter_map(|(name, it)| Some((name.clone(), self.loaded.header(it)?.clone()))).collect();
            responses.insert(*status, response);
        }
        responses
    }

    /// `x-ms-examples`, with the content of the files that its `$ref`s refer to.
    fn examples(&self, operation: &Operation) -> Vec<Example> {
        let examples = operation.extensions.get("x-ms-examples").and_then(Value::as_object).into_iter().flatten();
        let example = |(title, example): (&String, &Value)| {
            let content = match example.get("$ref").and_then(Value::as_str) {
                Some(reference) => self.loaded.example(operation.location.file, reference)?.clone(),
                None => example.clone().into(),
            };
            Some(Example { title: title.clone(), content })
        };
        examples.filter_map(example).collect()
    }

    /// Makes `final-state-schema`, the schema of the result of a long-running operation where it is not that of the
    /// first response, refer to a component. It is a reference, but written as a string.
    fn link_final_state_schema(&self, operation: &mut Operation, diagnostics: &mut Diagnostics) {
        let options = operation.extensions.get_mut(LONG_RUNNING_OPTIONS).and_then(Value::as_object_mut);
        let Some(options) = options else { return };
        let Some(written) = options.get(FINAL_STATE_SCHEMA).map(|it| it.as_str().unwrap_or_default().to_owned()) else {
            return;
        };
        let target = self.loaded.resolve(operation.location.file, &written);
        match target.and_then(|target| self.names.component_at(&target)) {
            Some(component) => {
                let reference = format!("#/components/schemas/{component}");
                options.insert(FINAL_STATE_SCHEMA.to_owned(), Value::String(reference));
                if let Some(long_running) = &mut operation.long_running {
                    long_running.final_state_schema = Some(component.to_owned());
                }
            }
            None => {
                options.shift_remove(FINAL_STATE_SCHEMA);
                diagnostics.warning(
                    Code::InvalidLongRunningOptions,
                    operation.location.child(LONG_RUNNING_OPTIONS).child(FINAL_STATE_SCHEMA),
                    format!("`{written}` is not a reference to a schema; using the schema of the documented response"),
                    "use a reference to a definition, such as `#/definitions/Name`",
                );
            }
        }
    }
}

/// An operation has one body, or the fields of a form (Swagger 2.0, "Parameter Object").
fn check_bodies(parameters: &[&Parameter], diagnostics: &mut Diagnostics) {
    let mut bodies = parameters.iter().filter(|it| it.parameter_location == ParameterLocation::Body);
    let Some(body) = bodies.next() else { return };
    for other in bodies.chain(parameters.iter().filter(|it| it.parameter_location == ParameterLocation::FormData)) {
        let problem = diagnostics.error(
            Code::UnsupportedConstruct,
            &other.location,
            format!("an operation can have only one body; `{}` is a second one", other.name),
            "make it a property of the body",
        );
        problem.relate(body.location.clone(), "this is the body");
    }
}

fn check_style(parameter: &Parameter, diagnostics: &mut Diagnostics) {
    let style = parameter.style.as_deref();
    let is_known = match parameter.parameter_location {
        ParameterLocation::Query => matches!(style, None | Some("form" | "spaceDelimited" | "pipeDelimited")),
        ParameterLocation::Path | ParameterLocation::Header => matches!(style, None | Some("simple")),
        ParameterLocation::Cookie | ParameterLocation::Body | ParameterLocation::FormData => false,
    };
    if !is_known {
        diagnostics.error(
            Code::UnsupportedConstruct,
            &parameter.location,
            format!("armsmith cannot send the parameter `{}`: its location or style is not supported", parameter.name),
            "use `form`, `spaceDelimited` or `pipeDelimited` in queries, `simple` in paths and headers, and no cookies",
        );
    }
}

/// A copy of a parameter whose collection format is the one that is sent.
fn with_collection_format(written: &Parameter, is_swagger: bool) -> Parameter {
    let mut parameter = written.clone();
    let declared = written.collection_format;
    let is_list = written.schema.ty == Some(SchemaType::Array);
    // `style` and `explode` of OpenAPI 3.0 as a collection format.
    let mut style = match written.style.as_deref() {
        Some("spaceDelimited") => CollectionFormat::Ssv,
        Some("pipeDelimited") => CollectionFormat::Pipes,
        _ => CollectionFormat::Csv,
    };
    if is_swagger {
        style = declared.unwrap_or_default();
        parameter.explode = is_list.then_some(style == CollectionFormat::Multi);
    }
    let usual = match (written.parameter_location, style) {
        (ParameterLocation::Query, CollectionFormat::Ssv | CollectionFormat::Pipes) => style,
        // The default of `explode` is `true` for `form`.
        (ParameterLocation::Query, _) if parameter.explode != Some(false) => CollectionFormat::Multi,
        _ => CollectionFormat::Csv,
    };
    parameter.collection_format = declared.filter(|_| is_list || !is_swagger).or(Some(usual));
    parameter
}

/// The same schema under each media type.
fn content(schema: &Schema, content_types: &[String]) -> IndexMap<String, MediaType> {
    let media_type =
        || MediaType { location: schema.location.clone(), schema: Some(schema.clone()), ..MediaType::default() };
    if content_types.is_empty() {
        // The media type of ARM.
        return IndexMap::from([("application/json".to_owned(), media_type())]);
    }
    content_types.iter().map(|it| (it.clone(), media_type())).collect()
}

/// The operation's own list, else the document's.
fn content_types<'c>(own: Option<&'c Vec<String>>, document: &'c [String]) -> &'c [String] {
    own.map_or(document, Vec::as_slice)
}

/// `formData` parameters become the properties of a form object.
fn form(fields: &[&Parameter], consumes: &[String]) -> RequestBody {
    let has_file = fields.iter().any(|it| it.schema.ty == Some(SchemaType::File));
    let default = if has_file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let content_type = consumes.iter().find(|it| it.contains("form")).map_or(default, String::as_str);
    let property = |field: &&Parameter| {
        let mut property = field.schema.clone();
        property.description.clone_from(&field.description);
        property.client_name.clone_from(&field.client_name);
        property.secret |= field.secret;
        property.extensions.extend(field.extensions.clone());
        if field.schema.ty == Some(SchemaType::Array) {
            property.collection_format = Some(field.collection_format.unwrap_or_default());
        }
        (field.name.clone(), property)
    };
    let location = fields.first().map(|it| it.location.clone()).unwrap_or_default();
    let object = Schema {
        location: location.clone(),
        ty: Some(SchemaType::Object),
        properties: fields.iter().map(property).collect(),
        required: fields.iter().filter(|it| it.required).map(|it| it.name.clone()).collect(),
        ..Schema::default()
    };
    RequestBody {
        content: content(&object, &[content_type.to_owned()]),
        required: fields.iter().any(|it| it.required),
        is_form: true,
        location,
        ..RequestBody::default()
    }
}
