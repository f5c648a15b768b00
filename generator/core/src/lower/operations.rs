//! Operations and the groups they are reached through.
//!
//! In: the paths of the bundle. Out: [`OperationGroup`]s. A group is what stands before the underscore of an `operationId`;
//! spellings that differ only by case are one group.

use std::collections::BTreeMap;

use openapiv3::{Operation, PathItem};
use serde_json::Value;

use super::{
    client::{api_version, operations},
    constraints, outputs, parameters,
    site::Site,
    types::Types,
};
use crate::{
    bundle::{Bundle, extension},
    diagnostics::Code,
    markdown, model,
    model::{Docs, Example, FinalStateVia, Flow, LongRunning, Method, OperationGroup, ParameterSource, ServiceClient},
    naming::{self, ModuleName, RustIdent, TypeName, Unique},
};

/// An operation of the bundle and where it stands.
pub(super) struct Written<'a> {
    pub(super) operation: &'a Operation,
    pub(super) method: &'static str,
    pub(super) id: &'a str,
    pub(super) site: Site,
    pub(super) bundle: &'a Bundle,
}

/// Lowers all operations, group by group.
pub(super) fn lower<'a>(bundle: &'a Bundle, client: &ServiceClient, types: &mut Types<'a, '_>) -> Vec<OperationGroup> {
    let mut groups: BTreeMap<ModuleName, Group<'a>> = BTreeMap::new();
    for (key, item, method, operation) in operations(&bundle.openapi) {
        let Some(id) = operation.operation_id.as_deref().filter(|it| !it.is_empty()) else {
            types.diagnostics.error(
                Code::MissingOperationId,
                types.origins.operation(key, method).cloned(),
                format!("`{} {key}` has no `operationId`", method.to_uppercase()),
                "add an `operationId` of the form `Group_Operation`",
            );
            continue;
        };
        let name = id.split_once('_').map_or_else(|| default_group(client), |(group, _)| group.to_owned());
        let group = groups.entry(module(&name)).or_insert_with(|| Group { name, operations: Vec::new() });
        group.operations.push((key, item, method, operation, id));
    }
    let mut clients = Unique::<TypeName>::new();
    clients.reserve(client.name.clone());
    // The runtime's own client, which every group client holds.
    clients.reserve(naming::ty("Client"));
    groups.into_iter().map(|(module, group)| group.lower(module, bundle, &mut clients, types)).collect()
}

/// The module of a group. The crate and each group have modules of their own, whose names a group may not take.
fn module(group: &str) -> ModuleName {
    let module = naming::module(group);
    match module.as_str() {
        "client" | "clients" | "headers" | "models" | "options" | "requests" | "runtime" => {
            naming::module(&format!("{group}Group"))
        }
        _ => module,
    }
}

/// The group of operations that name none: the service itself.
fn default_group(client: &ServiceClient) -> String {
    client.name.as_str().trim_end_matches("Client").to_owned()
}

struct Group<'a> {
    name: String,
    operations: Vec<(&'a str, &'a PathItem, &'static str, &'a Operation, &'a str)>,
}

impl<'a> Group<'a> {
    fn lower(
        self,
        module: ModuleName,
        bundle: &'a Bundle,
        clients: &mut Unique<TypeName>,
        types: &mut Types<'a, '_>,
    ) -> OperationGroup {
        let client = clients.claim(naming::client(&self.name), [naming::client(&format!("{}Group", self.name))]).name;
        let mut names = Unique::<RustIdent>::new();
        // Methods of every group client.
        for reserved in ["endpoint", "with_api_version"] {
            names.reserve(naming::field(reserved));
        }
        let group_version = self.prevailing_version();
        let mut lowered = Vec::with_capacity(self.operations.len());
        for (key, item, method, operation, id) in self.operations {
            let part = id.split_once('_').map_or(id, |(_, part)| part);
            let wanted = naming::method(part);
            // `get_get` would say nothing; then a number tells them apart.
            let longer = (!part.eq_ignore_ascii_case(method)).then(|| naming::method(&format!("{part}_{method}")));
            let claim = names.claim(wanted, longer);
            if claim.changed {
                types.diagnostics.note(
                    Code::NameCollision,
                    types.origins.operation(key, method).cloned(),
                    format!("another operation of the group has this name; `{id}` is called `{}`", claim.name),
                    "nothing to do; change the `operationId` to choose the name yourself",
                );
            }
            let owner = naming::joined(&[&self.name, part]);
            let written = Written { operation, method, id, site: Site::operation(key, method, owner.as_str()), bundle };
            let path = item.extensions.get(extension::PATH).and_then(Value::as_str).unwrap_or(key);
            lowered.push(operation_of(&written, path, claim.name, &client, &group_version, types));
        }
        let tag = bundle.openapi.tags.iter().find(|it| it.name.eq_ignore_ascii_case(&self.name));
        let description = tag.and_then(|it| it.description.as_deref()).map(markdown::clean).unwrap_or_default();
        let notes = tag.map(|it| constraints::external_docs(&it.extensions)).unwrap_or_default();
        OperationGroup {
            docs: Docs { text: description, notes },
            name: self.name,
            module,
            client,
            api_version: group_version,
            operations: lowered,
        }
    }

    /// The api-version that most operations of the group have; the newest among equals.
    fn prevailing_version(&self) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, _, _, operation, _) in &self.operations {
            if let Some(version) = api_version(operation) {
                *counts.entry(version).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(version, _)| version.to_owned()).unwrap_or_default()
    }
}

fn operation_of<'a>(
    written: &Written<'a>,
    path: &str,
    name: RustIdent,
    client: &TypeName,
    group_version: &str,
    types: &mut Types<'a, '_>,
) -> model::Operation {
    let operation = written.operation;
    let method = match written.method {
        "delete" => Method::Delete,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "post" => Method::Post,
        "put" => Method::Put,
        _ => Method::Get,
    };
    let (path, fixed_query) = split_query(path);
    let lowered = parameters::lower(written, &path, types);
    // A pair of the path may be declared as a parameter as well, with its only value.
    let fixed_query = fixed_query.into_iter().filter(|(name, _)| !lowered.sends_query(name)).collect();
    let long_running = long_running(written, types);
    let answer = outputs::lower(written, long_running.is_some(), types);
    let flow = match (long_running, answer.paging) {
        (Some(long_running), paging) => Flow::LongRunning(LongRunning { paging, ..long_running }),
        (None, Some(paging)) => Flow::Pager(paging),
        (None, None) => Flow::Plain,
    };
    let has_version = lowered.parameters.iter().any(|it| it.source == ParameterSource::ApiVersion);
    let own_version = api_version(operation).filter(|it| has_version && *it != group_version);
    model::Operation {
        id: written.id.to_owned(),
        options: naming::options(client, &name),
        name,
        docs: docs(operation),
        method,
        path,
        fixed_query,
        api_version: own_version.map(str::to_owned),
        parameters: lowered.parameters,
        body: lowered.body,
        responses: answer.docs,
        output: answer.output,
        accept: answer.accept,
        success: answer.success,
        flow,
        example: example(operation),
        deprecated: operation.deprecated,
    }
}

fn docs(operation: &Operation) -> Docs {
    let summary = operation.summary.as_deref().map(markdown::clean).unwrap_or_default();
    let description = operation.description.as_deref().map(markdown::clean).unwrap_or_default();
    let text = if summary == description { summary } else { summary.then(description) };
    Docs { text, notes: constraints::external_docs(&operation.extensions) }
}

/// `x-ms-paths` may carry query pairs in the path itself. What is no pair only tells the path apart from another one
/// (`?disambiguation_dummy`) and is not sent.
fn split_query(path: &str) -> (String, Vec<(String, String)>) {
    let Some((path, query)) = path.split_once('?') else { return (path.to_owned(), Vec::new()) };
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    (path.to_owned(), pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// `x-ms-long-running-operation` and its options.
fn long_running(written: &Written<'_>, types: &mut Types<'_, '_>) -> Option<LongRunning> {
    let extensions = &written.operation.extensions;
    if extensions.get("x-ms-long-running-operation") != Some(&Value::Bool(true)) {
        return None;
    }
    let declared = extensions.get("x-ms-long-running-operation-options").and_then(|it| it.get("final-state-via"));
    let final_state_via = match declared.and_then(Value::as_str) {
        Some("azure-async-operation") => Some(FinalStateVia::AzureAsyncOperation),
        Some("location") => Some(FinalStateVia::Location),
        Some("operation-location") => Some(FinalStateVia::OperationLocation),
        Some("original-uri") => Some(FinalStateVia::OriginalUri),
        Some(other) => {
            types.diagnostics.warning(
                Code::InvalidLongRunningOptions,
                written
                    .site
                    .inside(&["x-ms-long-running-operation-options", "final-state-via"])
                    .location(types.origins),
                format!("`{other}` is no place for a final result; the HTTP method decides it"),
                "use `azure-async-operation`, `location`, `operation-location` or `original-uri`",
            );
            None
        }
        None => None,
    };
    Some(LongRunning { final_state_via, paging: None })
}

/// The first documented example that a person wrote, else the first one. Tools that fill every property with some letters
/// call their examples `Disks_Get_MaximumSet_Gen` and the like.
fn example(operation: &Operation) -> Option<Example> {
    let examples = operation.extensions.get("x-ms-examples")?.as_object()?;
    let is_made = |title: &str| title.contains("MaximumSet") || title.contains("MinimumSet");
    let (title, example) = examples.iter().find(|(title, _)| !is_made(title)).or(examples.iter().next())?;
    let parameters = example.get("parameters")?.as_object()?;
    Some(Example {
        title: markdown::line(title),
        values: parameters.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
    })
}
