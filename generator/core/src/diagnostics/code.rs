//! The names of all diagnostics.

use std::fmt;

macro_rules! codes {
    ($($(#[$docs:meta])* $variant:ident = $name:literal,)*) => {
        /// The name of a diagnostic: stable, so that it can be searched for.
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$docs])* $variant,)*
        }

        impl Code {
            /// The name as users see it, in kebab case.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

codes! {
    /// The file cannot be read.
    UnreadableFile = "unreadable-file",
    /// The text is not JSON or YAML.
    InvalidSyntax = "invalid-syntax",
    /// The nesting is deeper than armsmith follows.
    TooDeep = "too-deep",
    /// Neither `swagger: "2.0"` nor `openapi: 3.0.x`.
    UnsupportedVersion = "unsupported-version",
    /// A value has another JSON type than its key wants.
    WrongType = "wrong-type",
    /// A required key is missing.
    MissingKey = "missing-key",
    /// A key that the format does not know.
    UnknownKey = "unknown-key",
    /// A value outside the words the format allows, such as a misspelt `type`.
    UnknownValue = "unknown-value",
    /// A `$ref` whose target does not exist.
    UnresolvedReference = "unresolved-reference",
    /// A `$ref` that leaves the root folder or is a URL.
    ForbiddenReference = "forbidden-reference",
    /// `$ref`s that only lead to each other.
    CyclicReference = "cyclic-reference",
    /// The readme has no such tag, or none at all.
    UnknownTag = "unknown-tag",
    /// A directive that armsmith does not know.
    UnsupportedDirective = "unsupported-directive",
    /// A directive that changes nothing.
    UnusedDirective = "unused-directive",
    /// An operation without an `operationId`.
    MissingOperationId = "missing-operation-id",
    /// A path placeholder without a parameter, or the reverse.
    PathParameterMismatch = "path-parameter-mismatch",
    /// Two different definitions have one name; both get names of their own.
    DefinitionNameConflict = "definition-name-conflict",
    /// Two names become the same Rust name; one is changed.
    NameCollision = "name-collision",
    /// A construct without a typed form; raw JSON, text or bytes stand in for it.
    UnsupportedConstruct = "unsupported-construct",
    /// Schemas of one `allOf` that contradict each other.
    ConflictingAllOf = "conflicting-all-of",
    /// A discriminator without its property, or a subtype without a place.
    InvalidDiscriminator = "invalid-discriminator",
    /// A `format` that armsmith does not know; the plain type is used.
    UnknownFormat = "unknown-format",
    /// A pageable operation whose response is not a page.
    InvalidPageable = "invalid-pageable",
    /// Wrong `x-ms-long-running-operation-options`.
    InvalidLongRunningOptions = "invalid-long-running-options",
    /// A documented example that cannot be read.
    InvalidExample = "invalid-example",
    /// A setting of the manifest that is unknown or wrong.
    InvalidManifest = "invalid-manifest",
    /// A field of a job that is unknown or invalid: a flag of the command line, or a field of `Job` in the library.
    InvalidJob = "invalid-job",
    /// A fixup of the manifest that changes nothing.
    UnusedFixup = "unused-fixup",
    /// A folder or file that armsmith may not write.
    UnwritableOutput = "unwritable-output",
    /// `--check`: what is on disk differs from what would be written.
    OutOfDate = "out-of-date",
    /// A mistake of armsmith itself.
    Internal = "internal",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
