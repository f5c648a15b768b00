//! The extensions that armsmith knows, and their treatment.
//!
//! AutoRest gave the keys `x-ms-*` their meaning. One that is in neither list is reported: it is misspelt, or it has a
//! meaning that the generated crate would lack. Keys with another prefix belong to other tools. Swagger 2.0 and OpenAPI
//! 3.0 allow readers to ignore them.

/// Extensions that decide something about the generated crate, its documentation or its diagnostics.
pub(crate) const READ: &[&str] = &[
    "x-enumNames",
    "x-ms-api-version",
    "x-ms-arm-id-details",
    "x-ms-client-default",
    "x-ms-client-name",
    "x-ms-discriminator-value",
    "x-ms-enum",
    "x-ms-error-response",
    "x-ms-examples",
    "x-ms-format",
    "x-ms-header-collection-prefix",
    "x-ms-long-running-operation",
    "x-ms-long-running-operation-options",
    "x-ms-mutability",
    "x-ms-pageable",
    "x-ms-parameterized-host",
    "x-ms-paths",
    "x-ms-secret",
    "x-ms-skip-url-encoding",
    "x-nullable",
];

/// Extensions that are ignored on purpose, each with the reason.
pub(crate) const IGNORED: &[(&str, &str)] = &[
    ("x-ms-azure-rbac-permissions-required", "describes a role, not the operation"),
    ("x-ms-azure-resource", "every resource is a struct like any other"),
    ("x-ms-client-flatten", "structs are nested as on the wire, so that reading and writing lose nothing"),
    ("x-ms-client-request-id", "the header is an optional parameter like any other"),
    ("x-ms-code-generation-settings", "settings of another generator"),
    ("x-ms-external", "says that another generator's library has the type; here each crate has its own"),
    ("x-ms-format-element-type", "belongs to `x-ms-format`, whose values are any JSON"),
    ("x-ms-identifiers", "says how lists of objects are compared; nothing is compared"),
    ("x-ms-internal", "a crate of a service has all of its operations"),
    ("x-ms-odata", "names the definition that describes `$filter`; it is a model of the crate, the filter is a string"),
    ("x-ms-parameter-grouping", "optional parameters are grouped in the options of their operation already"),
    ("x-ms-parameter-location", "api-version and subscription are the client's, everything else is the operation's"),
    ("x-ms-request-id", "all response headers can be read by name"),
    ("x-ms-requestBody-name", "the body has its name from Swagger's parameter"),
    ("x-ms-text", "describes XML, which is passed as bytes"),
    ("x-ms-version", "describes the file, not the service"),
    ("x-ms-xml", "describes XML, which is passed as bytes"),
];

/// Returns `true` if a key is in one of the lists, or does not begin with `x-ms-`.
pub(crate) fn is_known(key: &str) -> bool {
    !key.starts_with("x-ms-") || READ.contains(&key) || IGNORED.iter().any(|(ignored, _)| *ignored == key)
}

/// Returns the known extension that is most similar.
pub(crate) fn similar_to(key: &str) -> Option<&'static str> {
    let known = READ.iter().copied().chain(IGNORED.iter().map(|(key, _)| *key));
    // `x-ms-nullable` is the most frequent mistake, and it is not similar to `x-nullable`.
    if key == "x-ms-nullable" { Some("x-nullable") } else { crate::diagnostics::similar(key, known) }
}

#[cfg(test)]
mod tests {
    use super::{IGNORED, READ, is_known, similar_to};

    #[test]
    fn each_extension_is_in_one_list_in_alphabetical_order() {
        let ignored: Vec<&str> = IGNORED.iter().map(|(key, _)| *key).collect();
        assert!(READ.is_sorted() && ignored.is_sorted_by_key(|it| it.to_ascii_lowercase()));
        assert!(READ.iter().all(|key| !ignored.contains(key)));
    }

    #[test]
    fn a_misspelt_extension_is_unknown() {
        assert!(is_known("x-ms-enum") && is_known("x-ms-odata") && is_known("x-own"));
        assert!(!is_known("x-ms-identifier"));
        assert_eq!(similar_to("x-ms-identifier"), Some("x-ms-identifiers"));
        assert_eq!(similar_to("x-ms-nullable"), Some("x-nullable"));
    }
}
