//! The components of an API, and the schemas that references to them resolve to.

use crate::api::{Api, Schema};

/// The components of an API by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Components<'a>(pub(super) &'a Api);

impl<'a> Components<'a> {
    pub(super) fn iter(self) -> impl Iterator<Item = (&'a str, &'a Schema)> {
        self.0.schemas.iter().map(|(name, schema)| (name.as_str(), schema))
    }

    pub(super) fn get(self, name: &str) -> Option<&'a Schema> {
        self.0.schemas.get(name)
    }

    /// The schema at the end of a chain of references. Returns `None` if the chain never ends; cycles were reported
    /// before, so the bound is only a guard.
    pub(super) fn resolve(self, mut schema: &'a Schema) -> Option<&'a Schema> {
        for _ in 0..MAX_ALIASES {
            match schema.component() {
                None => return Some(schema),
                Some(name) => schema = self.get(name)?,
            }
        }
        None
    }
}

/// The maximum number of references in a row; real specifications have two.
const MAX_ALIASES: usize = 64;
