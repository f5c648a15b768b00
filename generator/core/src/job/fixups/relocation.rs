//! Moves diagnostics back to the specification after fixups changed it.
//!
//! In: the location of a diagnostic, which may be in the corrected document, or in what a fixup wrote. Out: the
//! location in the specification, or in the fixup.

use crate::diagnostics::Diagnostic;
use crate::openapi::locations::PrintedLocations;
use crate::text::{FileId, JsonPointer, Location};

/// A value that a fixup wrote.
struct Written {
    location: Location,
    /// The value in the manifest, if the fixup is from one.
    origin: Option<Location>,
    /// The fixup's pointer.
    at: String,
}

/// The mapping from corrected values to the files of the user.
#[derive(Default)]
pub(in crate::job) struct Relocation {
    written: Vec<Written>,
    /// The document that `convert` prints, with the sources of its parts.
    corrected: Option<(FileId, PrintedLocations)>,
}

/// The new location of a diagnostic.
enum Relocated {
    /// It is where it was.
    Same,
    /// It is in the specification or in a manifest.
    At(Location),
    /// It is in a fixup that is not from a manifest, named by its pointer.
    InFixup(String),
    /// It is in no part of the specification.
    Nowhere,
}

impl Relocation {
    /// Notes that a fixup wrote the value at a location.
    pub(super) fn add_written(&mut self, location: Location, origin: Option<Location>, at: &str) {
        self.written.push(Written { location, origin, at: at.to_owned() });
    }

    /// Notes which document is the corrected one.
    pub(super) fn set_corrected(&mut self, file: FileId, locations: PrintedLocations) {
        self.corrected = Some((file, locations));
    }

    /// Returns `true` if a location is in what a fixup wrote.
    pub(super) fn is_written(&self, location: &Location) -> bool {
        self.written_at(location).is_some()
    }

    /// Moves a diagnostic to the specification or to the fixup.
    pub(in crate::job) fn relocate(&self, diagnostic: &mut Diagnostic) {
        for (location, _) in &mut diagnostic.related {
            if let Relocated::At(new) = self.new_location(location) {
                *location = new;
            }
        }
        let Some(location) = &diagnostic.location else { return };
        match self.new_location(location) {
            Relocated::Same => {}
            Relocated::At(new) => diagnostic.location = Some(new),
            Relocated::InFixup(at) => {
                diagnostic.location = None;
                diagnostic.message = format!("in the fixup at `{}`: {}", at.escape_debug(), diagnostic.message);
            }
            Relocated::Nowhere => diagnostic.location = None,
        }
    }

    fn new_location(&self, location: &Location) -> Relocated {
        if let Some((written, rest)) = self.written_at(location) {
            return match &written.origin {
                Some(origin) => Relocated::At(rest.tokens().fold(origin.clone(), |it, token| it.child(&token))),
                None => Relocated::InFixup(written.at.clone()),
            };
        }
        match &self.corrected {
            Some((file, locations)) if *file == location.file => {
                locations.source_of(&location.pointer).map_or(Relocated::Nowhere, Relocated::At)
            }
            _ => Relocated::Same,
        }
    }

    /// The last fixup that wrote the value at a location or around it, and the pointer from there.
    fn written_at(&self, location: &Location) -> Option<(&Written, JsonPointer)> {
        self.written.iter().rev().find_map(|it| Some((it, below(&it.location, location)?)))
    }
}

/// The pointer from a location to one at or below it.
pub(super) fn below(outer: &Location, inner: &Location) -> Option<JsonPointer> {
    let rest = inner.pointer.as_str().strip_prefix(outer.pointer.as_str()).filter(|_| outer.file == inner.file)?;
    (rest.is_empty() || rest.starts_with('/')).then(|| JsonPointer::new(rest))
}
