//! The chain of an error and its sources.
//!
//! In: an error. Out: one of its sources, or the error with all of them in its message.

use azure_core::error::Error;

use crate::printable::one_line;

/// Returns the first error of this type among an error and its sources.
pub(crate) fn find_source<T: std::error::Error + 'static>(error: &Error) -> Option<&T> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(inner) = next {
        if let Some(found) = inner.downcast_ref() {
            return Some(found);
        }
        next = inner.source();
    }
    None
}

/// Returns an error of the pipeline that prints its sources as well. azure_core's contexts hide them: a missing token
/// reads "non-transport error occurred which will not be retried".
pub(crate) fn with_sources(error: Error) -> Error {
    let mut parts: Vec<String> = Vec::new();
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(error) = next {
        let part = one_line(&error.to_string());
        // Some errors print their source themselves, and an error without a context is the same as its source.
        if !parts.iter().any(|printed| printed.contains(&part)) {
            parts.push(part);
        }
        next = error.source();
    }
    let whole = parts.join(": ");
    if whole == error.to_string() { error } else { Error::with_error(error.kind().clone(), error, whole) }
}
