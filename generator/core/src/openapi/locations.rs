//! The source of each part of the document that is printed.
//!
//! In: an [`Api`]. Out: [`PrintedLocations`], from the pointers of the printed document to locations in the
//! specification.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::api::{AdditionalProperties, Api, MediaType, Operation, Schema};
use crate::text::{JsonPointer, Location};

/// The locations of the parts of a printed document.
#[derive(Clone, Debug, Default)]
pub(crate) struct PrintedLocations {
    by_pointer: BTreeMap<JsonPointer, Location>,
}

impl PrintedLocations {
    /// Collects the locations of the document that is printed for an API.
    pub(crate) fn new(api: &Api) -> Self {
        let mut locations = Self::default();
        let paths = JsonPointer::default().child("paths");
        for (key, item) in &api.paths {
            let item_pointer = paths.child(key);
            for operation in item.operations.values() {
                locations.operation(&item_pointer.child(operation.method.key()), operation);
            }
        }
        let schemas = JsonPointer::default().child("components").child("schemas");
        api.schemas.iter().for_each(|(name, it)| locations.schema(&schemas.child(name), it));
        locations
    }

    /// The source of a pointer: that of the nearest part around it that has one, and the rest of the pointer.
    pub(crate) fn source_of(&self, pointer: &JsonPointer) -> Option<Location> {
        let mut part = Some(pointer.clone());
        while let Some(it) = part {
            if let Some(location) = self.by_pointer.get(&it) {
                let rest = JsonPointer::new(&pointer.as_str()[it.as_str().len()..]);
                return Some(rest.tokens().fold(location.clone(), |location, token| location.child(&token)));
            }
            part = it.parent();
        }
        None
    }

    /// Removes an element of a list: the next ones move up.
    pub(crate) fn remove_element(&mut self, list: &JsonPointer, removed: usize) {
        let prefix = format!("{list}/");
        let (inside, mut others): (BTreeMap<_, _>, BTreeMap<_, _>) =
            std::mem::take(&mut self.by_pointer).into_iter().partition(|(it, _)| it.as_str().starts_with(&prefix));
        for (pointer, location) in inside {
            let rest = &pointer.as_str()[prefix.len()..];
            let (index, tail) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            match index.parse::<usize>() {
                Ok(index) if index == removed => {}
                Ok(index) if index > removed => {
                    others.insert(JsonPointer::new(format!("{prefix}{}{tail}", index - 1)), location);
                }
                _ => {
                    others.insert(pointer, location);
                }
            }
        }
        self.by_pointer = others;
    }

    fn add(&mut self, pointer: &JsonPointer, location: &Location) {
        self.by_pointer.insert(pointer.clone(), location.clone());
    }

    fn operation(&mut self, pointer: &JsonPointer, operation: &Operation) {
        self.add(pointer, &operation.location);
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let pointer = pointer.child("parameters").child(&index.to_string());
            self.add(&pointer, &parameter.location);
            self.schema(&pointer.child("schema"), &parameter.schema);
        }
        if let Some(body) = &operation.body {
            let pointer = pointer.child("requestBody");
            self.add(&pointer, &body.location);
            self.content(&pointer.child("content"), &body.content);
        }
        for (status, response) in &operation.responses {
            let pointer = pointer.child("responses").child(&status.to_string());
            self.add(&pointer, &response.location);
            self.content(&pointer.child("content"), &response.content);
            for (name, header) in &response.headers {
                let pointer = pointer.child("headers").child(name);
                self.add(&pointer, &header.location);
                self.schema(&pointer.child("schema"), &header.schema);
            }
        }
    }

    fn content(&mut self, pointer: &JsonPointer, content: &IndexMap<String, MediaType>) {
        for (name, media_type) in content {
            self.add(&pointer.child(name), &media_type.location);
            media_type.schema.iter().for_each(|it| self.schema(&pointer.child(name).child("schema"), it));
        }
    }

    fn schema(&mut self, pointer: &JsonPointer, schema: &Schema) {
        self.add(pointer, &schema.location);
        if let Some(discriminator) = &schema.discriminator {
            self.add(&pointer.child("discriminator"), &discriminator.location);
        }
        schema.properties.iter().for_each(|(name, it)| self.schema(&pointer.child("properties").child(name), it));
        if let Some(AdditionalProperties::Schema(it)) = &schema.additional_properties {
            self.schema(&pointer.child("additionalProperties"), it);
        }
        for (key, inner) in [("items", &schema.items), ("not", &schema.not)] {
            inner.iter().for_each(|it| self.schema(&pointer.child(key), it));
        }
        for (key, list) in [("allOf", &schema.all_of), ("oneOf", &schema.one_of), ("anyOf", &schema.any_of)] {
            let parts = list.iter().enumerate();
            parts.for_each(|(index, it)| self.schema(&pointer.child(key).child(&index.to_string()), it));
        }
    }
}
