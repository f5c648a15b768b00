//! What operations answer: documented statuses, the body of a success, pages.

use std::collections::BTreeMap;

use openapiv3::{ReferenceOr, Response, StatusCode};
use serde_json::Value;

use super::{
    answers,
    client::operations,
    content::{is_binary, is_json, preferred, report_others},
    headers,
    operations::Written,
    types::Types,
    view::{self, Node},
};
use crate::{
    diagnostics::Code,
    markdown,
    model::{Flow, Method, OperationGroup, Output, PageItems, Paging, ResponseDocs, Struct, TypeDefinition, TypeRef},
    naming::{TypeName, WireName},
};

/// The answers of an operation.
pub(super) struct Answer {
    pub(super) docs: Vec<ResponseDocs>,
    pub(super) output: Output,
    pub(super) paging: Option<Paging>,
    pub(super) accept: Option<String>,
    pub(super) success: Vec<u16>,
}

/// A documented status with what its body is.
struct Documented {
    status: Option<u16>,
    is_success: bool,
    body: Option<Output>,
    content_type: Option<String>,
    docs: ResponseDocs,
}

pub(super) fn lower<'a>(written: &Written<'a>, is_long_running: bool, types: &mut Types<'a, '_>) -> Answer {
    let responses = &written.operation.responses;
    let mut documented = Vec::new();
    for (status, response) in &responses.responses {
        if let ReferenceOr::Item(response) = response {
            documented.push(document(status, response, written, types));
        }
    }
    documented.sort_by_key(|it| it.status.unwrap_or(u16::MAX));
    let declared = final_schema(written).filter(|_| is_long_running);
    let first = match declared {
        Some(component) => Output::Json(types.type_of(Node::Reference(component), &written.site).ty),
        None => first_output(&documented),
    };
    let paging = paging(written, &first, types);
    let is_followed = is_long_running || paging.is_some();
    let output = if is_followed { first } else { plain_output(&documented, written, types) };
    let accept = documented
        .iter()
        .filter(|it| it.is_success)
        .find_map(|it| it.content_type.clone())
        .or_else(|| documented.iter().find_map(|it| it.content_type.clone()));
    let success = documented.iter().filter(|it| it.is_success).filter_map(|it| it.status).collect();
    if !documented.iter().any(|it| it.is_success) {
        types.diagnostics.warning(
            Code::UnsupportedConstruct,
            written.site.inside(&["responses"]).location(types.origins),
            format!("`{}` documents no success; whatever it answers has no type", written.id),
            "document the answer under its status, such as `200`; `default` is an error",
        );
    }
    let mut docs: Vec<ResponseDocs> = documented.into_iter().map(|it| it.docs).collect();
    if let Some(ReferenceOr::Item(default)) = &responses.default {
        docs.push(default_docs(default, written, types));
    }
    Answer { docs, output, paging, accept, success }
}

fn document<'a>(
    status: &StatusCode,
    response: &'a Response,
    written: &Written<'a>,
    types: &mut Types<'a, '_>,
) -> Documented {
    let text = status.to_string();
    let (code, class) = match status {
        StatusCode::Code(code) => (Some(*code), code / 100),
        StatusCode::Range(class) => (None, *class),
    };
    // `x-ms-error-response: false`, and a HEAD that asks whether something exists: these statuses are answers, not errors.
    let is_answer = response.extensions.get("x-ms-error-response") == Some(&Value::Bool(false))
        || (written.method == "head" && code == Some(404));
    let (body, content_type) = body(response, &text, written, types);
    Documented {
        status: code,
        is_success: class == 2 || is_answer,
        docs: ResponseDocs {
            status: text,
            description: markdown::line(&response.description),
            ty: body.as_ref().and_then(json_type),
            headers: headers::lower(response, written, types),
        },
        body: body.filter(|_| class == 2),
        content_type,
    }
}

fn json_type(output: &Output) -> Option<TypeRef> {
    match output {
        Output::Json(ty) | Output::OptionalJson(ty) => Some(ty.clone()),
        Output::None | Output::ByStatus(_) | Output::Bytes | Output::Text => None,
    }
}

fn body<'a>(
    response: &'a Response,
    status: &str,
    written: &Written<'a>,
    types: &mut Types<'a, '_>,
) -> (Option<Output>, Option<String>) {
    let Some((content_type, media)) = preferred(&response.content) else { return (None, None) };
    report_others(&response.content, content_type, &written.site.inside(&["responses", status]), types);
    let Some(schema) = &media.schema else { return (None, Some(content_type.to_owned())) };
    let output = if is_binary(schema, types) {
        Output::Bytes
    } else {
        let site = written.site.named(&["responses", status, "schema"], "Result");
        match types.type_of(Node::of(schema), &site).ty {
            // ARM's errors are JSON, also where `produces` says what a success is.
            ty if is_json(content_type) || !status.starts_with('2') => Output::Json(ty),
            TypeRef::String => Output::Text,
            _ => {
                types.diagnostics.warning(
                    Code::UnsupportedConstruct,
                    site.location(types.origins),
                    format!("armsmith cannot read `{content_type}`; the answer is given as bytes"),
                    "read the bytes yourself, or add `application/json` to `produces`",
                );
                Output::Bytes
            }
        }
    };
    (Some(output), Some(content_type.to_owned()))
}

fn default_docs<'a>(response: &'a Response, written: &Written<'a>, types: &mut Types<'a, '_>) -> ResponseDocs {
    let (body, _) = body(response, "default", written, types);
    ResponseDocs {
        status: "default".to_owned(),
        description: markdown::line(&response.description),
        ty: body.as_ref().and_then(json_type),
        headers: headers::lower(response, written, types),
    }
}

/// The component that a long-running operation says to be its result.
fn final_schema<'a>(written: &Written<'a>) -> Option<&'a str> {
    let options = written.operation.extensions.get("x-ms-long-running-operation-options")?;
    options.get("final-state-schema")?.as_str()?.strip_prefix(view::PREFIX)
}

/// The result of a long-running operation, and the page of a list: what 200 carries, else 201, else another success. Statuses
/// without a body only say that the operation goes on, or that the page is empty.
fn first_output(documented: &[Documented]) -> Output {
    let bodies = documented.iter().filter(|it| it.is_success).filter_map(|it| it.body.clone());
    bodies.into_iter().next().unwrap_or(Output::None)
}

fn plain_output(documented: &[Documented], written: &Written<'_>, types: &mut Types<'_, '_>) -> Output {
    let successes: Vec<&Documented> = documented.iter().filter(|it| it.is_success).collect();
    let mut distinct: Vec<&Output> = Vec::new();
    for output in successes.iter().filter_map(|it| it.body.as_ref()) {
        if !distinct.contains(&output) {
            distinct.push(output);
        }
    }
    let all_have_one = successes.iter().all(|it| it.body.is_some());
    match distinct.as_slice() {
        [] => Output::None,
        [Output::Json(ty)] if !all_have_one => Output::OptionalJson(ty.clone()),
        [only] => (*only).clone(),
        several if several.iter().all(|it| matches!(it, Output::Json(_))) => {
            // A class of statuses (`2XX`) has no variant of its own: its answers are the unknown ones.
            let bodies = successes.iter().filter_map(|it| Some((it.status?, it.body.as_ref().and_then(json_type))));
            Output::ByStatus(answers::lower(bodies, written, types))
        }
        _ => {
            types.diagnostics.warning(
                Code::UnsupportedConstruct,
                written.site.inside(&["responses"]).location(types.origins),
                format!(
                    "the successes of `{}` carry JSON and something else; the answer is given as bytes",
                    written.id
                ),
                "read the bytes yourself: the content type says how",
            );
            Output::Bytes
        }
    }
}

/// `x-ms-pageable`: the link to the next page and the items of a page.
fn paging(written: &Written<'_>, output: &Output, types: &mut Types<'_, '_>) -> Option<Paging> {
    let pageable = written.operation.extensions.get("x-ms-pageable")?;
    let next_link = match pageable.get("nextLinkName") {
        Some(Value::String(name)) if !name.is_empty() => Some(WireName::new(name)),
        _ => None,
    };
    let items = pageable.get("itemName").and_then(Value::as_str).unwrap_or("value");
    let site = written.site.inside(&["x-ms-pageable"]);
    let page = match output {
        Output::Json(TypeRef::Named(name)) => find_struct(&types.definitions, name),
        // A list without a wrapper is a single page already.
        Output::Json(TypeRef::List(_)) if next_link.is_none() => return None,
        _ => None,
    };
    let item =
        page.and_then(|page| page.fields.iter().find(|it| it.wire.as_str() == items)).and_then(|it| match &it.ty {
            TypeRef::List(item) => Some((**item).clone()),
            _ => None,
        });
    if item.is_none() {
        types.diagnostics.warning(
            Code::InvalidPageable,
            site.location(types.origins),
            format!(
                "the answer of `{}` has no list `{items}`; the operation returns one answer instead of pages",
                written.id
            ),
            "name the list in `x-ms-pageable.itemName`, or remove the extension",
        );
    }
    let item = item?;
    let next_method = next_method(pageable, written, types);
    Some(Paging { next_link, next_method, item })
}

/// The operation of further pages is always sent to their link; what is left of it is its method.
fn next_method(pageable: &Value, written: &Written<'_>, types: &mut Types<'_, '_>) -> Method {
    let Some(name) = pageable.get("operationName").and_then(Value::as_str) else { return Method::Get };
    let is_next = |operation: &openapiv3::Operation| operation.operation_id.as_deref() == Some(name);
    match operations(&written.bundle.openapi).find(|(.., operation)| is_next(operation)) {
        Some((_, _, "post", _)) => Method::Post,
        Some(_) => Method::Get,
        None => {
            types.diagnostics.warning(
                Code::InvalidPageable,
                written.site.inside(&["x-ms-pageable", "operationName"]).location(types.origins),
                format!("there is no operation `{name}`; further pages are asked for with GET"),
                "name an operation, or remove the setting",
            );
            Method::Get
        }
    }
}

fn find_struct<'t>(types: &'t [TypeDefinition], name: &TypeName) -> Option<&'t Struct> {
    match super::find(types, name) {
        Some(TypeDefinition::Struct(it)) => Some(it),
        _ => None,
    }
}

/// Marks the structs that are pages of a pageable operation.
pub(super) fn mark_pages(groups: &[OperationGroup], types: &mut [TypeDefinition]) {
    // The first pageable operation decides, should two of them name different lists of one page.
    let mut items: BTreeMap<&TypeName, &TypeRef> = BTreeMap::new();
    for operation in groups.iter().flat_map(|it| &it.operations) {
        let paging = match &operation.flow {
            Flow::Pager(paging) => Some(paging),
            Flow::LongRunning(it) => it.paging.as_ref(),
            Flow::Plain => None,
        };
        if let (Some(paging), Output::Json(TypeRef::Named(page))) = (paging, &operation.output) {
            items.entry(page).or_insert(&paging.item);
        }
    }
    for definition in types {
        let TypeDefinition::Struct(it) = definition else { continue };
        let Some(item) = items.get(&it.name).map(|it| (*it).clone()) else { continue };
        let list = TypeRef::List(Box::new(item.clone()));
        let field = it.fields.iter().find(|field| field.ty == list).map(|field| field.name.clone());
        it.page_items = field.map(|field| PageItems { field, item });
    }
}
