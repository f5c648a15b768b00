//! The responses of operations: documented statuses, the body of a success, pages.

use super::{
    answers,
    content::{is_binary, is_json, preferred, report_others},
    headers::{self, HeaderDraft},
    operation_context::OperationContext,
    types::TypeLowering,
};
use crate::{
    api::{Method, Pageable, Response, Status},
    diagnostics::Code,
    markdown::{self, Line},
    model::{Output, Paging, ResponseDocs, ResponseHeader, TypeRef},
    naming::WireName,
};

/// The responses of an operation.
pub(super) struct ResponseDrafts {
    pub(super) docs: Vec<ResponseDraft>,
    pub(super) output: Output,
    pub(super) paging: Option<Paging>,
    pub(super) accept: Option<String>,
    pub(super) success: Vec<u16>,
}

/// The documentation of a status, whose headers have no constants yet.
pub(super) struct ResponseDraft {
    status: String,
    description: Line,
    ty: Option<TypeRef>,
    pub(super) headers: Vec<HeaderDraft>,
}

impl ResponseDraft {
    pub(super) fn into_docs(self, constants: &[ResponseHeader]) -> ResponseDocs {
        ResponseDocs {
            status: self.status,
            description: self.description,
            ty: self.ty,
            headers: self.headers.into_iter().map(|it| it.into_docs(constants)).collect(),
        }
    }
}

/// A documented status with the kind of its body.
struct Documented {
    /// `None` for a class and for `default`.
    status: Option<u16>,
    is_success: bool,
    body: Option<Output>,
    content_type: Option<String>,
    docs: ResponseDraft,
}

pub(super) fn lower<'a>(context: &OperationContext<'a>, types: &mut TypeLowering<'a, '_>) -> ResponseDrafts {
    let operation = context.operation;
    let statuses = operation.responses.iter().filter(|(status, _)| **status != Status::Default);
    let mut documented: Vec<Documented> =
        statuses.map(|(status, response)| document(*status, response, context, types)).collect();
    documented.sort_by_key(|it| it.status.unwrap_or(u16::MAX));
    let declared = operation.long_running.as_ref().and_then(|it| it.final_state_schema.as_deref());
    let first = match declared {
        Some(component) => Output::Json(types.component_type(component, &operation.location).ty),
        None => first_output(&documented),
    };
    let paging = operation.pageable.as_ref().and_then(|it| paging(it, context, &first, types));
    let is_followed = operation.long_running.is_some() || paging.is_some();
    let output = if is_followed { first } else { plain_output(&documented, context, types) };
    let accept = documented
        .iter()
        .filter(|it| it.is_success)
        .find_map(|it| it.content_type.clone())
        .or_else(|| documented.iter().find_map(|it| it.content_type.clone()));
    let success = documented.iter().filter(|it| it.is_success).filter_map(|it| it.status).collect();
    if !documented.iter().any(|it| it.is_success) {
        types.diagnostics.warning(
            Code::UnsupportedConstruct,
            operation.location.child("responses"),
            format!("`{}` documents no successful response; its response body has no type", context.id),
            "document the response under its status code, such as `200`; `default` is an error",
        );
    }
    let mut docs: Vec<ResponseDraft> = documented.into_iter().map(|it| it.docs).collect();
    // `default` is an error.
    let default = operation.responses.get(&Status::Default);
    docs.extend(default.map(|it| document(Status::Default, it, context, types).docs));
    ResponseDrafts { docs, output, paging, accept, success }
}

fn document<'a>(
    status: Status,
    response: &'a Response,
    context: &OperationContext<'a>,
    types: &mut TypeLowering<'a, '_>,
) -> Documented {
    let class = status.class();
    // `x-ms-error-response: false`, and a HEAD that checks if something exists: these statuses are not errors.
    let is_answer =
        response.is_error == Some(false) || (context.operation.method == Method::Head && status == Status::Code(404));
    let (body, content_type) = body(response, class, context, types);
    Documented {
        status: match status {
            Status::Code(code) => Some(code),
            Status::Class(_) | Status::Default => None,
        },
        is_success: class == Some(2) || is_answer,
        docs: ResponseDraft {
            status: status.to_string(),
            description: markdown::line(&response.description),
            ty: body.as_ref().and_then(json_type),
            headers: headers::lower(response, context, types),
        },
        body: body.filter(|_| class == Some(2)),
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
    class: Option<u16>,
    context: &OperationContext<'a>,
    types: &mut TypeLowering<'a, '_>,
) -> (Option<Output>, Option<String>) {
    let Some((content_type, media)) = preferred(&response.content) else { return (None, None) };
    report_others(&response.content, content_type, &response.location, types);
    let Some(schema) = &media.schema else { return (None, Some(content_type.to_owned())) };
    let output = if is_binary(schema, types) {
        Output::Bytes
    } else {
        match types.type_of(schema, &context.owner.with("Result")).ty {
            // Errors of ARM are JSON; `produces` is about successful responses.
            ty if is_json(content_type) || class != Some(2) => Output::Json(ty),
            TypeRef::String => Output::Text,
            _ => {
                types.diagnostics.warning(
                    Code::UnsupportedConstruct,
                    &schema.location,
                    format!("cannot deserialize `{content_type}`; the generated code returns bytes"),
                    "parse the bytes, or add `application/json` to `produces`",
                );
                Output::Bytes
            }
        }
    };
    (Some(output), Some(content_type.to_owned()))
}

/// The result of a long-running operation, and the page of a list: the body of 200, else of 201, else of another
/// success. A status without a body only means that the operation is in progress, or that the page is empty.
fn first_output(documented: &[Documented]) -> Output {
    let bodies = documented.iter().filter(|it| it.is_success).filter_map(|it| it.body.clone());
    bodies.into_iter().next().unwrap_or(Output::None)
}

fn plain_output(documented: &[Documented], context: &OperationContext<'_>, types: &mut TypeLowering<'_, '_>) -> Output {
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
            // A class of statuses (`2XX`) has no variant of its own: its responses have the variant for unknown
            // statuses.
            let bodies = successes.iter().filter_map(|it| Some((it.status?, it.body.as_ref().and_then(json_type))));
            Output::ByStatus(answers::lower(bodies, context, types))
        }
        _ => {
            types.diagnostics.warning(
                Code::UnsupportedConstruct,
                context.operation.location.child("responses"),
                format!(
                    "the successful responses of `{}` have JSON and other bodies; the generated code returns bytes",
                    context.id
                ),
                "parse the bytes according to the content type",
            );
            Output::Bytes
        }
    }
}

/// `x-ms-pageable`: the link to the next page and the items of a page.
fn paging(
    pageable: &Pageable,
    context: &OperationContext<'_>,
    output: &Output,
    types: &mut TypeLowering<'_, '_>,
) -> Option<Paging> {
    let next_link = pageable.next_link.as_deref().map(WireName::new);
    let items = pageable.item_name.as_deref().unwrap_or("value");
    let page = match output {
        Output::Json(TypeRef::Named(name)) => types.definition(name),
        // A list without a wrapper is a single page already.
        Output::Json(TypeRef::List(_)) if next_link.is_none() => return None,
        _ => None,
    };
    let item =
        page.and_then(|page| page.fields().iter().find(|it| it.wire.as_str() == items)).and_then(|it| match &it.ty {
            TypeRef::List(item) => Some((**item).clone()),
            _ => None,
        });
    if item.is_none() {
        types.diagnostics.warning(
            Code::InvalidPageable,
            context.operation.location.child("x-ms-pageable"),
            format!(
                "the response of `{}` has no array `{items}`; the operation returns one response instead of pages",
                context.id
            ),
            "name the array in `x-ms-pageable.itemName`, or remove the extension",
        );
    }
    let item = item?;
    let next_method = next_method(pageable, context, types);
    Some(Paging { next_link, next_method, item })
}

/// The next pages are always requested from their link, so only the method of the operation matters.
fn next_method(pageable: &Pageable, context: &OperationContext<'_>, types: &mut TypeLowering<'_, '_>) -> Method {
    let Some(name) = pageable.operation_name.as_deref() else { return Method::Get };
    match context.api.operations().find(|(_, _, operation)| operation.id.as_deref() == Some(name)) {
        Some((_, _, operation)) if operation.method == Method::Post => Method::Post,
        Some(_) => Method::Get,
        None => {
            types.diagnostics.warning(
                Code::InvalidPageable,
                context.operation.location.child("x-ms-pageable").child("operationName"),
                format!("operation `{name}` does not exist; using GET for the next pages"),
                "set `operationName` to an existing operation, or remove it",
            );
            Method::Get
        }
    }
}
