//! Classifies media types: JSON, bytes, or content that armsmith passes on as it is.

use indexmap::IndexMap;

use super::types::TypeLowering;
use crate::{
    api::{MediaType, Schema},
    diagnostics::Code,
    text::Location,
};

/// Returns JSON if there is one, else the first content type.
pub(super) fn preferred(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    let json = content.iter().find(|(name, _)| is_json(name));
    json.or_else(|| content.first()).map(|(name, media)| (name.as_str(), media))
}

/// Reports the content types whose schema differs from the one that is used. `location` is that of the response or
/// body.
pub(super) fn report_others(
    content: &IndexMap<String, MediaType>,
    used: &str,
    location: &Location,
    types: &mut TypeLowering<'_, '_>,
) {
    let Some(schema) = content.get(used).map(|it| &it.schema) else { return };
    let is_same = |other: &Option<Schema>| match (schema, other) {
        (Some(schema), Some(other)) => schema.says_same(other),
        (schema, other) => schema.is_none() && other.is_none(),
    };
    for (other, _) in content.iter().filter(|(_, media)| !is_same(&media.schema)) {
        types.diagnostics.warning(
            Code::UnsupportedConstruct,
            location.child("content").child(other),
            format!("`{other}` has another schema than `{used}`; using `{used}`"),
            format!("remove `{used}` to use `{other}`"),
        );
    }
}

/// `application/json`, `text/json`, `application/merge-patch+json; charset=utf-8` …
pub(super) fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Returns `true` if the values of a schema are bytes (`format: binary`, or Swagger's `type: file`).
pub(super) fn is_binary(schema: &Schema, types: &TypeLowering<'_, '_>) -> bool {
    types.components.resolve(schema).is_some_and(Schema::is_binary)
}
