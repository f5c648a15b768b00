//! What both formats have: references, `info`, tags.

use indexmap::IndexMap;
use serde_json::Value;

use super::object::Object;
use super::{Reader, Role};
use crate::diagnostics::{Code, Location};
use crate::document::Reference;
use crate::document::swagger::Tag;

/// The members of `info` that have fields of their own, and the rest.
pub(super) struct Info {
    pub(super) title: String,
    pub(super) version: String,
    pub(super) description: Option<String>,
    pub(super) rest: IndexMap<String, Value>,
}

impl Object<'_> {
    /// `$ref`; its target is found when every file is read.
    pub(super) fn reference(&mut self) -> Option<Reference> {
        let location = self.location.child("$ref");
        self.string("$ref").map(|raw| Reference { raw, location, target: None })
    }

    /// Whether the value of a key is a list.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.peek(key).is_some_and(Value::is_array)
    }
}

impl Reader {
    /// `info`; a file that is only reached by `$ref` needs none.
    pub(super) fn info(&self, object: &mut Object<'_>) -> Info {
        if self.role == Role::Input {
            object.require("info");
        }
        let read = object.object("info", |value, location| {
            let mut object = Object::new(self, value, location, "`info`")?;
            let title = object.required_string("title");
            let version = object.required_string("version");
            let description = object.string("description");
            let mut rest = IndexMap::new();
            for key in ["termsOfService", "contact", "license"] {
                rest.extend(object.value(key).map(|value| (key.to_owned(), value)));
            }
            rest.extend(object.finish());
            Some(Info { title, version, description, rest })
        });
        read.unwrap_or_else(|| Info {
            title: String::new(),
            version: String::new(),
            description: None,
            rest: IndexMap::new(),
        })
    }

    pub(super) fn tag(&self, value: Value, location: Location) -> Option<Tag> {
        let mut object = Object::new(self, value, location, "a tag")?;
        Some(Tag {
            name: object.required_string("name"),
            description: object.string("description"),
            external_docs: object.value("externalDocs"),
            extensions: object.finish(),
        })
    }

    /// Whether a key of `responses` is a status, or a range of them where the format has ranges.
    pub(super) fn check_status(&self, status: &str, location: &Location, ranges: bool) {
        let is_number = status.len() == 3 && matches!(status.parse::<u16>(), Ok(100..=599));
        let is_range = ranges && matches!(status.as_bytes(), [b'1'..=b'5', b'X' | b'x', b'X' | b'x']);
        if status != "default" && !is_number && !is_range {
            self.error(
                Code::UnknownValue,
                location,
                format!("`{status}` is no HTTP status"),
                "a response stands under a status such as `200`, or under `default`",
            );
        }
    }

    /// Methods of a path in lower case, in the order of the file.
    pub(super) fn operations<T>(
        &self,
        object: &mut Object<'_>,
        methods: &[&'static str],
        mut read: impl FnMut(Value, Location) -> Option<T>,
    ) -> IndexMap<String, T> {
        // Asked for in the order of the file; the keys that are no methods are asked for by the caller.
        let mut present: Vec<&'static str> = Vec::new();
        for key in object.keys() {
            present.extend(methods.iter().copied().find(|method| *method == key));
        }
        present.extend(methods.iter().copied().filter(|method| !object.has(method)));
        present.into_iter().filter_map(|method| Some((method.to_owned(), object.object(method, &mut read)?))).collect()
    }
}
