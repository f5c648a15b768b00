//! The action of a directive, as data.

use super::script::Statement;
use super::select::Selector;

/// The action of a directive.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// Runs statements on every value that one of the paths selects.
    Transform { selectors: Vec<Selector>, statements: Vec<Statement> },
    /// Renames a definition, and every reference to it.
    RenameModel { from: String, to: String },
    /// Removes the parameter with a name and a location from every value that is selected.
    RemoveParameter { selectors: Vec<Selector>, name: String, location: String },
    /// Renames a member of `properties`.
    RenameProperty { selectors: Vec<Selector>, from: String, to: String },
}
