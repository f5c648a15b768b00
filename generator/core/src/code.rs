//! The code of a crate on its way from [`crate::emit`] to [`crate::format`]: tokens, a [`Module`] for each file.
//!
//! In: a function that makes the tokens of one file. Out: these tokens, in the thread that prints them. Must not know:
//! what the tokens are for.

use proc_macro2::TokenStream;

/// One file of the crate's `src`, not yet printed.
pub struct Module<'m> {
    /// Relative to the crate: `src/disk_accesses/client.rs`.
    pub path: String,
    /// The first lines of the file, without comment signs.
    pub header: Vec<String>,
    emit: Box<dyn Fn() -> Contents + Send + Sync + 'm>,
}

/// The code of a file.
pub struct Contents {
    /// Attributes of the file as a whole: `#![doc = "…"]`.
    pub attributes: TokenStream,
    /// Imports first, then one stream for each item.
    pub items: Vec<TokenStream>,
}

impl<'m> Module<'m> {
    /// A file whose tokens `emit` makes.
    pub(crate) fn new(path: String, header: Vec<String>, emit: impl Fn() -> Contents + Send + Sync + 'm) -> Self {
        Self { path, header, emit: Box::new(emit) }
    }

    /// The tokens of the file. They may not leave the thread they are made in, so each file is emitted where it is
    /// printed.
    pub fn contents(&self) -> Contents {
        (self.emit)()
    }
}
