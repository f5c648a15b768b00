//! Where lowering stands: for names of inline types and for diagnostics.

use crate::{bundle::Origins, diagnostics::Location};

/// A place inside a component or an operation of the bundle.
#[derive(Clone, Debug)]
pub(super) struct Site {
    root: Root,
    /// Tokens below the root, each a key of the schema.
    tokens: Vec<String>,
    /// The words an inline type found here is named after: the owner's type name and what leads here from it.
    pub(super) words: Vec<String>,
}

#[derive(Clone, Debug)]
enum Root {
    Component(String),
    Operation { path: String, method: String },
}

impl Site {
    /// A component; inline types below it are named after `owner`.
    pub(super) fn component(name: &str, owner: &str) -> Self {
        Self { root: Root::Component(name.to_owned()), tokens: Vec::new(), words: vec![owner.to_owned()] }
    }

    /// An operation; inline types below it are named after `owner`.
    pub(super) fn operation(path: &str, method: &str, owner: &str) -> Self {
        let root = Root::Operation { path: path.to_owned(), method: method.to_owned() };
        Self { root, tokens: Vec::new(), words: vec![owner.to_owned()] }
    }

    /// A part below this place that adds a word to the names of inline types.
    pub(super) fn named(&self, tokens: &[&str], word: &str) -> Self {
        let mut site = self.inside(tokens);
        site.words.push(word.to_owned());
        site
    }

    /// A part below this place that adds nothing to names, such as `items`.
    pub(super) fn inside(&self, tokens: &[&str]) -> Self {
        let mut site = self.clone();
        site.tokens.extend(tokens.iter().map(|it| (*it).to_owned()));
        site
    }

    /// The same place; inline types below it are named after `owner` from here on.
    pub(super) fn renamed(&self, owner: &str) -> Self {
        Self { words: vec![owner.to_owned()], ..self.clone() }
    }

    /// One text for each place of the bundle.
    pub(super) fn key(&self) -> String {
        let root = match &self.root {
            Root::Component(name) => name.clone(),
            Root::Operation { path, method } => format!("{method} {path}"),
        };
        format!("{root}\n{}", self.tokens.join("\n"))
    }

    /// The place in the specification.
    pub(super) fn location(&self, origins: &Origins) -> Option<Location> {
        let root = match &self.root {
            Root::Component(name) => origins.schema(name),
            Root::Operation { path, method } => origins.operation(path, method),
        };
        Some(self.tokens.iter().fold(root?.clone(), |location, token| location.child(token)))
    }
}
