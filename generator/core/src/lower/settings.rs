//! The settings of a job for lowering.

/// The settings of a job for lowering.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The service client's name, if it is not to be derived from the most frequent provider namespace.
    pub client: Option<String>,
    /// The title of the service, if it is not to be that of the specification.
    pub title: Option<String>,
}
