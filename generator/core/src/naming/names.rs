//! The types of names, one for each kind of item.

use std::fmt;

macro_rules! name_types {
    ($($(#[$docs:meta])* $name:ident;)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(pub(super) String);

        impl $name {
            /// The name as text.
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
    /// A name as it goes over the wire: a property, a parameter, a header.
    WireName;
    /// A Rust field, argument, function or variant; may carry `r#`.
    RustIdent;
    /// A Rust type in upper camel case.
    TypeName;
    /// A Rust module in snake case.
    ModuleName;
}

impl WireName {
    /// Takes the name as it is written.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl RustIdent {
    /// The name without `r#`: what a longer name (`begin_move`) is made of.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}
