//! The types of names, one for each kind of item.

use std::fmt;

macro_rules! name_types {
    ($($(#[$docs:meta])* $name:ident;)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(pub(super) String);

        impl $name {
            /// Returns the name as a string slice.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

name_types! {
    /// A name in requests and responses: a property, a parameter, a header.
    WireName;
    /// A Rust field, argument, function or variant; may carry `r#`.
    RustIdent;
    /// A Rust type in upper camel case.
    TypeName;
    /// A Rust module in snake case.
    ModuleName;
}

impl WireName {
    /// Creates a name without a change.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl RustIdent {
    /// Returns the name without `r#`, for use in longer names (`begin_move`).
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}
