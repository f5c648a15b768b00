//! Enums of the responses whose body type depends on the status.
//!
//! ```text
//! 200: Report, 202: Progress, 204: nothing
//!   → enum ReportsGetAnswer { Ok(Report), Accepted(Progress), NoContent, UnknownStatus(ResponseBody) }
//! ```

use super::{
    draft::{DraftKind, DraftType},
    operation_context::OperationContext,
    types::TypeLowering,
};
use crate::{
    model::{AnswerVariant, Docs, TypeRef},
    naming::{self, RustIdent, TypeName, Unique},
};

/// The enum of an operation's documented successes; each has its status, and the type of its body if there is one.
pub(super) fn lower(
    successes: impl Iterator<Item = (u16, Option<TypeRef>)>,
    context: &OperationContext<'_>,
    types: &mut TypeLowering<'_, '_>,
) -> TypeName {
    let name = types.names.claim(context.owner.with("Answer").to_type(), []).name;
    let mut names = Unique::<RustIdent>::new();
    let variants = successes
        .map(|(status, body)| AnswerVariant {
            name: names.claim(naming::variant(&reason(status)), []).name,
            status,
            body,
        })
        .collect();
    let unknown = names.claim(naming::variant("UnknownStatus"), []).name;
    types.definitions.push(DraftType {
        name: name.clone(),
        definition: context.id.to_owned(),
        docs: Docs::default(),
        kind: DraftKind::Answer { variants, unknown },
    });
    name
}

/// The meaning of a status (RFC 9110 §15).
fn reason(status: u16) -> String {
    let reason = match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        404 => "NotFound",
        other => return format!("Status{other}"),
    };
    reason.to_owned()
}
