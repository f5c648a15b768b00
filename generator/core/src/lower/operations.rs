//! Operations and the groups they are reached through.
//!
//! In: the operations of the API. Out: [`OperationGroup`]s. The name of a group is the part of an `operationId` before
//! the underscore; spellings that differ only by case are one group.

use std::collections::BTreeMap;

use super::{
    constraints,
    headers::HeaderDraft,
    operation_context::{OperationContext, api_version},
    outputs::{self, ResponseDrafts},
    parameters::{self, Lowered},
    types::{InlineName, TypeLowering},
};
use crate::{
    api::{self, Api},
    diagnostics::Code,
    document::LONG_RUNNING_OPTIONS,
    markdown, model,
    model::{
        Docs, Example, FinalStateVia, Flow, LongRunning, OperationGroup, ParameterSource, ResponseHeader, ServiceClient,
    },
    naming::{self, ModuleName, RustIdent, TypeName, Unique},
};

/// Lowers all operations, group by group.
pub(super) fn lower<'a>(api: &'a Api, client: &ServiceClient, types: &mut TypeLowering<'a, '_>) -> Vec<GroupDraft<'a>> {
    let mut groups: BTreeMap<ModuleName, Group<'a>> = BTreeMap::new();
    for (key, item, operation) in api.operations() {
        let Some(id) = operation.id.as_deref().filter(|it| !it.is_empty()) else {
            types.diagnostics.error(
                Code::MissingOperationId,
                &operation.location,
                format!("`{} {key}` has no `operationId`", operation.method.key().to_uppercase()),
                "add an `operationId` of the form `Group_Operation`",
            );
            continue;
        };
        let name = id.split_once('_').map_or_else(|| default_group(client), |(group, _)| group.to_owned());
        let group = groups.entry(module(&name)).or_insert_with(|| Group { name, operations: Vec::new() });
        group.operations.push((&item.path, operation, id));
    }
    let mut clients = Unique::<TypeName>::new();
    clients.reserve(client.name.clone());
    // The runtime's own client, which every group client holds.
    clients.reserve(naming::ty("Client"));
    groups.into_iter().map(|(module, group)| group.lower(module, api, &mut clients, types)).collect()
}

/// The module of a group. The crate and each group have modules of their own, whose names a group may not have.
fn module(group: &str) -> ModuleName {
    let module = naming::module(group);
    match module.as_str() {
        "client" | "clients" | "headers" | "models" | "options" | "requests" | "runtime" => {
            naming::module(&format!("{group}Group"))
        }
        _ => module,
    }
}

/// The group of operations without a group: the service itself.
fn default_group(client: &ServiceClient) -> String {
    client.name.as_str().trim_end_matches("Client").to_owned()
}

struct Group<'a> {
    name: String,
    /// Each with its path and its `operationId`.
    operations: Vec<(&'a str, &'a api::Operation, &'a str)>,
}

impl<'a> Group<'a> {
    fn lower(
        self,
        module: ModuleName,
        api: &'a Api,
        clients: &mut Unique<TypeName>,
        types: &mut TypeLowering<'a, '_>,
    ) -> GroupDraft<'a> {
        let client = clients.claim(naming::client(&self.name), [naming::client(&format!("{}Group", self.name))]).name;
        let mut names = Unique::<RustIdent>::new();
        // Methods of every group client.
        for reserved in ["endpoint", "with_api_version"] {
            names.reserve(naming::field(reserved));
        }
        let group_version = self.prevailing_version();
        let mut lowered = Vec::with_capacity(self.operations.len());
        for (path, operation, id) in self.operations {
            let part = id.split_once('_').map_or(id, |(_, part)| part);
            let wanted = naming::method(part);
            let method = operation.method.key();
            // A number instead of `get_get`.
            let longer = (!part.eq_ignore_ascii_case(method)).then(|| naming::method(&format!("{part}_{method}")));
            let claim = names.claim(wanted, longer);
            if claim.changed {
                types.diagnostics.note(
                    Code::NameCollision,
                    &operation.location,
                    format!("another operation of the group has the same name; `{id}` is named `{}`", claim.name),
                    "change the `operationId` to choose the name yourself",
                );
            }
            let owner = InlineName::of_owner(naming::joined(&[&self.name, part]).as_str());
            let context = OperationContext { api, operation, id, owner };
            lowered.push(lower_operation(&context, path, claim.name, &group_version, types));
        }
        let tag = api.tags.iter().find(|it| it.name.eq_ignore_ascii_case(&self.name));
        let description = tag.and_then(|it| it.description.as_deref()).map(markdown::clean).unwrap_or_default();
        let notes = constraints::external_docs(tag.and_then(|it| it.external_docs.as_ref()));
        GroupDraft {
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
        for (_, operation, _) in &self.operations {
            if let Some(version) = api_version(operation) {
                *counts.entry(version).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(version, _)| version.to_owned()).unwrap_or_default()
    }
}

/// A group whose documented response headers have no constants yet.
pub(super) struct GroupDraft<'a> {
    name: String,
    module: ModuleName,
    client: TypeName,
    docs: Docs,
    api_version: String,
    operations: Vec<OperationDraft<'a>>,
}

/// An operation of such a group.
struct OperationDraft<'a> {
    id: &'a str,
    operation: &'a api::Operation,
    name: RustIdent,
    /// The path without its query.
    path: String,
    fixed_query: Vec<(String, String)>,
    /// The api-version, if it is not that of the group.
    api_version: Option<String>,
    request: Lowered,
    responses: ResponseDrafts,
    flow: Flow,
}

impl GroupDraft<'_> {
    /// Every use of a response header.
    pub(super) fn headers(&self) -> impl Iterator<Item = &HeaderDraft> {
        self.operations.iter().flat_map(|it| &it.responses.docs).flat_map(|it| &it.headers)
    }

    pub(super) fn into_group(self, headers: &[ResponseHeader]) -> OperationGroup {
        let client = &self.client;
        OperationGroup {
            operations: self.operations.into_iter().map(|it| it.into_operation(client, headers)).collect(),
            docs: self.docs,
            name: self.name,
            module: self.module,
            api_version: self.api_version,
            client: self.client,
        }
    }
}

impl OperationDraft<'_> {
    fn into_operation(self, client: &TypeName, headers: &[ResponseHeader]) -> model::Operation {
        let operation = self.operation;
        model::Operation {
            id: self.id.to_owned(),
            options: naming::options(client, &self.name),
            name: self.name,
            docs: docs(operation),
            method: operation.method,
            path: self.path,
            fixed_query: self.fixed_query,
            api_version: self.api_version,
            parameters: self.request.parameters,
            body: self.request.body,
            responses: self.responses.docs.into_iter().map(|it| it.into_docs(headers)).collect(),
            output: self.responses.output,
            accept: self.responses.accept,
            success: self.responses.success,
            flow: self.flow,
            example: example(operation),
            deprecated: operation.deprecated,
        }
    }
}

fn lower_operation<'a>(
    context: &OperationContext<'a>,
    path: &str,
    name: RustIdent,
    group_version: &str,
    types: &mut TypeLowering<'a, '_>,
) -> OperationDraft<'a> {
    let operation = context.operation;
    let (path, fixed_query) = split_query(path);
    let request = parameters::lower(context, &path, types);
    // A pair of the path may be declared as a parameter as well, with its only value.
    let fixed_query = fixed_query.into_iter().filter(|(name, _)| !request.sends_query(name)).collect();
    let responses = outputs::lower(context, types);
    let flow = match (&operation.long_running, &responses.paging) {
        (Some(options), paging) => Flow::LongRunning(LongRunning {
            final_state_via: final_state_via(options, operation, types),
            paging: paging.clone(),
        }),
        (None, Some(paging)) => Flow::Pager(paging.clone()),
        (None, None) => Flow::Plain,
    };
    let has_version = request.parameters.iter().any(|it| it.source == ParameterSource::ApiVersion);
    let own_version = api_version(operation).filter(|it| has_version && *it != group_version);
    OperationDraft {
        id: context.id,
        operation,
        name,
        path,
        fixed_query,
        api_version: own_version.map(str::to_owned),
        request,
        responses,
        flow,
    }
}

fn docs(operation: &api::Operation) -> Docs {
    let summary = operation.summary.as_deref().map(markdown::clean).unwrap_or_default();
    let description = operation.description.as_deref().map(markdown::clean).unwrap_or_default();
    let text = if summary == description { summary } else { summary.then(description) };
    Docs { text, notes: constraints::external_docs(operation.external_docs.as_ref()) }
}

/// `x-ms-paths` may carry query pairs in the path itself. Any other query only makes the path unique
/// (`?disambiguation_dummy`) and is not sent.
fn split_query(path: &str) -> (String, Vec<(String, String)>) {
    let Some((path, query)) = path.split_once('?') else { return (path.to_owned(), Vec::new()) };
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    (path.to_owned(), pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

/// The source of the result of a long-running operation, if the specification names one.
fn final_state_via(
    options: &api::LongRunning,
    operation: &api::Operation,
    types: &mut TypeLowering<'_, '_>,
) -> Option<FinalStateVia> {
    match options.final_state_via.as_deref()? {
        "azure-async-operation" => Some(FinalStateVia::AzureAsyncOperation),
        "location" => Some(FinalStateVia::Location),
        "operation-location" => Some(FinalStateVia::OperationLocation),
        "original-uri" => Some(FinalStateVia::OriginalUri),
        other => {
            types.diagnostics.warning(
                Code::InvalidLongRunningOptions,
                operation.location.child(LONG_RUNNING_OPTIONS).child("final-state-via"),
                format!("unknown `final-state-via` value `{other}`; using the default for the HTTP method"),
                "use `azure-async-operation`, `location`, `operation-location` or `original-uri`",
            );
            None
        }
    }
}

/// The first documented example that a person wrote, else the first one. Tools that fill every property with some
/// letters call their examples `Disks_Get_MaximumSet_Gen` and the like.
fn example(operation: &api::Operation) -> Option<Example> {
    let is_made = |title: &str| title.contains("MaximumSet") || title.contains("MinimumSet");
    let examples = &operation.examples;
    let example = examples.iter().find(|it| !is_made(&it.title)).or(examples.first())?;
    let parameters = example.content.get("parameters")?.as_object()?;
    Some(Example {
        title: markdown::line(&example.title),
        values: parameters.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
    })
}
