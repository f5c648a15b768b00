//! What a media type is: JSON, bytes, or something that armsmith passes on as it is.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, Schema};

use super::{
    site::Site,
    types::Types,
    view::{Node, View},
};
use crate::diagnostics::Code;

/// JSON when it is offered, else the first content type.
pub(super) fn preferred(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    let json = content.iter().find(|(name, _)| is_json(name));
    json.or_else(|| content.first()).map(|(name, media)| (name.as_str(), media))
}

/// Reports the content types that carry something else than the one that is used.
pub(super) fn report_others(content: &IndexMap<String, MediaType>, used: &str, site: &Site, types: &mut Types<'_, '_>) {
    let Some(schema) = content.get(used).map(|it| &it.schema) else { return };
    for (other, _) in content.iter().filter(|(_, media)| media.schema != *schema) {
        types.diagnostics.warning(
            Code::UnsupportedConstruct,
            site.inside(&["content", other]).location(types.origins),
            format!("`{other}` carries something else than `{used}`, which is used"),
            "nothing to do, unless the other one is wanted: then remove the first",
        );
    }
}

/// `application/json`, `text/json`, `application/merge-patch+json; charset=utf-8` …
pub(super) fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether the schema is a text of bytes (`format: binary`, or Swagger's `type: file`).
pub(super) fn is_binary(schema: &ReferenceOr<Schema>, types: &Types<'_, '_>) -> bool {
    types.components.resolve(Node::of(schema)).is_some_and(|it| View::of(it).is_binary())
}
