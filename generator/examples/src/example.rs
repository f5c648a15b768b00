//! One documented example file: the values it gives for parameters, and its answers.
//!
//! In: the file's JSON. Out: values by parameter, bodies by status. Must not know: whether any of it fits the schema.

use serde_json::Value;

use super::operations::Parameter;

/// A documented example.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Example<'a>(pub &'a Value);

/// The value an example gives for a parameter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a> {
    /// The key under `parameters`, which may differ from the parameter's name by its capitals.
    pub key: &'a str,
    /// The value.
    pub value: &'a Value,
}

impl<'a> Example<'a> {
    /// Every value under `parameters`.
    pub(crate) fn parameters(self) -> impl Iterator<Item = Given<'a>> {
        let members = self.0.get("parameters").and_then(Value::as_object);
        members.into_iter().flatten().map(|(key, value)| Given { key, value })
    }

    /// The value for a parameter: under its name, else under its name with other capitals. A null counts as missing.
    pub(crate) fn value_of(self, parameter: &Parameter<'_>) -> Option<Given<'a>> {
        let values = || self.parameters().filter(|it| !it.value.is_null());
        let exact = values().find(|it| it.key == parameter.name);
        exact.or_else(|| values().find(|it| it.key.eq_ignore_ascii_case(parameter.name)))
    }

    /// The answers that carry a body, by status.
    pub(crate) fn bodies(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let responses = self.0.get("responses").and_then(Value::as_object);
        responses.into_iter().flatten().filter_map(|(status, response)| {
            let body = response.get("body").filter(|it| !it.is_null())?;
            Some((status.as_str(), body))
        })
    }
}
