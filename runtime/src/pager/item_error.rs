//! The error of an item that cannot be read, while the other items of the list can.

use std::fmt;

use azure_core::Value;
use azure_core::error::{Error, ErrorKind};

/// An item of a list that is not as documented. The list goes on after it.
///
/// ```
/// # fn example(item: azure_core::Result<String>) -> azure_core::Result<()> {
/// use armsmith_runtime::ItemError;
///
/// match item {
///     Ok(item) => println!("{item}"),
///     Err(error) => match ItemError::from_error(&error) {
///         Some(unreadable) => println!("{unreadable}: {}", unreadable.raw()),
///         None => return Err(error),
///     },
/// }
/// # Ok(()) }
/// ```
///
/// Neither `Display` nor `Debug` shows the JSON, because it may hold secrets and errors end up in logs.
#[derive(Clone)]
pub struct ItemError {
    message: String,
    index: Option<usize>,
    raw: Value,
}

impl ItemError {
    pub(crate) fn new(message: String, index: Option<usize>, raw: Value) -> Self {
        Self { message, index, raw }
    }

    /// Returns the unreadable item that an error of a pager is about, if it is about one.
    pub fn from_error(error: &Error) -> Option<&Self> {
        let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
        while let Some(inner) = next {
            if let Some(found) = inner.downcast_ref::<Self>() {
                return Some(found);
            }
            next = inner.source();
        }
        None
    }

    /// Returns the JSON of the item, as the service sent it.
    pub fn raw(&self) -> &Value {
        &self.raw
    }

    /// Returns the index of the item in the list of its page; `None` for a property of the page itself.
    pub fn index(&self) -> Option<usize> {
        self.index
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            Some(index) => write!(f, "item {index} of the page cannot be read: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl fmt::Debug for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemError").field("message", &self.message).field("index", &self.index).finish_non_exhaustive()
    }
}

impl std::error::Error for ItemError {}

impl From<ItemError> for Error {
    fn from(error: ItemError) -> Self {
        Self::new(ErrorKind::DataConversion, error)
    }
}
