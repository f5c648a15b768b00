//! The vocabulary of the bundle: what OpenAPI 3.0 has no place for.

/// On an operation: the api-version of the file it is written in.
pub const API_VERSION: &str = "x-armsmith-api-version";
/// On a request body: the name of Swagger's body parameter.
pub const BODY_NAME: &str = "x-armsmith-body-name";
/// On a request body: its position among the operation's parameters.
pub const BODY_POSITION: &str = "x-armsmith-body-position";
/// On a parameter or a field of a form: a collection format that no OpenAPI style expresses there (`tsv`; in paths, headers and
/// forms others as well).
pub const COLLECTION_FORMAT: &str = "x-armsmith-collection-format";
/// On a request body: it was written as Swagger's `formData` parameters.
pub const FORM: &str = "x-armsmith-form";
/// On a component: the name of the definition, when it holds characters that a component's name may not hold or when
/// another definition has the same name.
pub const NAME: &str = "x-armsmith-name";
/// On a path item: its path, when the key had to be made unique (`x-ms-paths`, or one path and method in two files).
pub const PATH: &str = "x-armsmith-path";
