//! Reads ARM's extensions, and those of armsmith, into the typed fields of [`crate::api`].
//!
//! In: the `x-` keys of an object as written. A value of the wrong type is ignored here. It stays in the `x-` keys,
//! which `convert` prints.

use serde_json::Value;

use crate::api::vocabulary;
use crate::api::{
    CollectionFormat, EnumDeclaration, EnumValue, Extensions, Header, LongRunning, Mutability, Operation, Pageable,
    Parameter, RequestBody, Schema,
};
use crate::document::LONG_RUNNING_OPTIONS;

/// Sets the typed fields of a schema.
pub(super) fn schema(schema: &mut Schema) {
    // Most schemas have no `x-` keys.
    if schema.extensions.is_empty() {
        return;
    }
    // OpenAPI 3.0 has a key of its own for it.
    if is_true(&schema.extensions, "x-nullable") {
        schema.extensions.shift_remove("x-nullable");
        schema.nullable = true;
    }
    let extensions = &schema.extensions;
    schema.client_name = string(extensions, "x-ms-client-name");
    schema.discriminator_value = string(extensions, "x-ms-discriminator-value");
    schema.enum_declaration = enum_declaration(extensions).map(Box::new);
    schema.mutability = mutability(extensions);
    schema.secret = is_true(extensions, "x-ms-secret");
    schema.own_format = string(extensions, "x-ms-format");
    schema.resource_types = resource_types(extensions);
    schema.client_default = extensions.get("x-ms-client-default").cloned();
    schema.definition_name = string(extensions, vocabulary::NAME);
    schema.collection_format = collection_format(extensions);
}

/// Sets the typed fields of an operation, but for examples, which may be in other files.
pub(super) fn operation(operation: &mut Operation) {
    let extensions = &operation.extensions;
    operation.api_version = string(extensions, vocabulary::API_VERSION);
    if is_true(extensions, "x-ms-long-running-operation") {
        let options = extensions.get(LONG_RUNNING_OPTIONS);
        let final_state_via = options.and_then(|it| it.get("final-state-via")?.as_str()).map(str::to_owned);
        operation.long_running = Some(LongRunning { final_state_via, final_state_schema: None });
    }
    operation.pageable = extensions.get("x-ms-pageable").map(|pageable| {
        let text = |key| pageable.get(key).and_then(Value::as_str).map(str::to_owned);
        Pageable {
            next_link: text("nextLinkName").filter(|it| !it.is_empty()),
            item_name: text("itemName"),
            operation_name: text("operationName"),
        }
    });
}

/// Sets the typed fields of a parameter.
pub(super) fn parameter(parameter: &mut Parameter) {
    let extensions = &parameter.extensions;
    parameter.client_name = string(extensions, "x-ms-client-name");
    parameter.secret = is_true(extensions, "x-ms-secret");
    parameter.skip_url_encoding = is_true(extensions, "x-ms-skip-url-encoding");
    parameter.is_api_version = extensions.get("x-ms-api-version").and_then(Value::as_bool);
    parameter.collection_format = collection_format(extensions).or(parameter.collection_format);
}

/// Sets the typed fields of a request body.
pub(super) fn request_body(body: &mut RequestBody) {
    body.name = string(&body.extensions, vocabulary::BODY_NAME);
    body.position = body.extensions.get(vocabulary::BODY_POSITION).and_then(Value::as_u64);
    body.is_form = is_true(&body.extensions, vocabulary::FORM);
    body.client_name = string(&body.extensions, "x-ms-client-name");
}

/// Sets the typed fields of a response header.
pub(super) fn header(header: &mut Header) {
    header.client_name = string(&header.extensions, "x-ms-client-name");
    header.collection_prefix = string(&header.extensions, "x-ms-header-collection-prefix");
}

/// `x-ms-error-response` of a response.
pub(super) fn is_error_response(extensions: &Extensions) -> Option<bool> {
    extensions.get("x-ms-error-response").and_then(Value::as_bool)
}

/// The path of a path item whose key is not its path.
pub(super) fn path(extensions: &Extensions) -> Option<String> {
    string(extensions, vocabulary::PATH)
}

fn string(extensions: &Extensions, key: &str) -> Option<String> {
    extensions.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn is_true(extensions: &Extensions, key: &str) -> bool {
    extensions.get(key) == Some(&Value::Bool(true))
}

fn collection_format(extensions: &Extensions) -> Option<CollectionFormat> {
    let written = extensions.get(vocabulary::COLLECTION_FORMAT)?.as_str()?;
    CollectionFormat::ALL.into_iter().find(|(name, _)| *name == written).map(|(_, format)| format)
}

fn enum_declaration(extensions: &Extensions) -> Option<EnumDeclaration> {
    let (declared, listed) = (extensions.get("x-ms-enum"), extensions.get("x-enumNames"));
    declared.or(listed)?;
    let text = |value: &Value, key| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let values = declared.and_then(|it| it.get("values")?.as_array()).into_iter().flatten().filter_map(|entry| {
        let value = entry.get("value")?.clone();
        Some(EnumValue { value, name: text(entry, "name"), description: text(entry, "description") })
    });
    let listed_names = listed.and_then(Value::as_array).into_iter().flatten();
    Some(EnumDeclaration {
        name: declared.and_then(|it| text(it, "name")),
        values: values.collect(),
        listed_names: listed_names.map(|it| it.as_str().map(str::to_owned)).collect(),
    })
}

fn mutability(extensions: &Extensions) -> Mutability {
    let values = extensions.get("x-ms-mutability").and_then(Value::as_array);
    let values: Vec<&str> = values.into_iter().flatten().filter_map(Value::as_str).collect();
    match (values.contains(&"create"), values.contains(&"update")) {
        (true, false) => Mutability::CreateOnly,
        (false, true) => Mutability::UpdateOnly,
        (false, false) if values == ["read"] => Mutability::ReadOnly,
        _ => Mutability::Unrestricted,
    }
}

/// `allowedResources` of `x-ms-arm-id-details`. AutoRest documents the key `type`; version 5 of the common types also
/// writes `resourceType` (`networksecurityperimeter.json`).
fn resource_types(extensions: &Extensions) -> Vec<String> {
    let allowed = extensions.get("x-ms-arm-id-details").and_then(|it| it.get("allowedResources")?.as_array());
    let types = allowed.into_iter().flatten().filter_map(|it| it.get("type").or(it.get("resourceType"))?.as_str());
    types.map(str::to_owned).collect()
}
