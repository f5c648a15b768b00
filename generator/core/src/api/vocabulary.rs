//! Extensions of armsmith: keys for what OpenAPI 3.0 cannot express of an [`Api`](super::Api).
//!
//! Printed by [`crate::openapi`], read by [`crate::document`]; nothing between them uses these keys. They make the
//! crate that comes from the output of `armsmith convert` the same, byte for byte.

/// On an operation: the api-version of the file it is written in.
pub(crate) const API_VERSION: &str = "x-armsmith-api-version";
/// On a request body: the name of Swagger's body parameter.
pub(crate) const BODY_NAME: &str = "x-armsmith-body-name";
/// On a request body: its position among the operation's parameters.
pub(crate) const BODY_POSITION: &str = "x-armsmith-body-position";
/// On a parameter or a field of a form: a collection format that no OpenAPI style expresses there (`tsv`; in paths,
/// headers and forms others as well).
pub(crate) const COLLECTION_FORMAT: &str = "x-armsmith-collection-format";
/// On a request body: it was written as Swagger's `formData` parameters.
pub(crate) const FORM: &str = "x-armsmith-form";
/// On a component: the name of the definition, if it holds characters that a component's name may not hold or if
/// another definition has the same name.
pub(crate) const NAME: &str = "x-armsmith-name";
/// On a path item: its path, if the key had to be made unique (`x-ms-paths`, or one path and method in two files).
pub(crate) const PATH: &str = "x-armsmith-path";
