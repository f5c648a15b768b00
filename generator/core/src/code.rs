//! The code of a crate on its way from [`crate::emit`] to [`crate::format`]: tokens, a [`Module`] for each file.
//!
//! In: a function that creates the tokens of one file. Out: these tokens, in the thread that prints them. Must not
//! know: the purpose of the tokens.

use proc_macro2::TokenStream;

/// One file of the crate's `src`, not yet printed.
pub struct Module<'m> {
    /// Relative to the crate: `src/disk_accesses/client.rs`.
    pub path: String,
    /// The first lines of the file, without comment markers.
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
    /// Creates a file whose tokens `emit` creates.
    pub(crate) fn new(path: String, header: Vec<String>, emit: impl Fn() -> Contents + Send + Sync + 'm) -> Self {
        Self { path, header, emit: Box::new(emit) }
    }

    /// Creates the tokens of the file. Tokens cannot be sent to another thread, so each file is emitted in the thread
    /// that prints it.
    pub fn contents(&self) -> Contents {
        (self.emit)()
    }
}
