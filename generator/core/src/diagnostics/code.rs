//! The names of all diagnostics.

use std::fmt;

macro_rules! codes {
    ($($(#[$docs:meta])* $variant:ident = $name:literal,)*) => {
        /// The name of a diagnostic. Names are stable, so that users can search for them.
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$docs])* $variant,)*
        }

        impl Code {
            /// Returns the name that users see, in kebab case.
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
    /// The file is not valid JSON or YAML.
    InvalidSyntax = "invalid-syntax",
    /// The nesting is deeper than armsmith supports.
    TooDeep = "too-deep",
    /// Neither `swagger: "2.0"` nor `openapi: 3.0.x`.
    UnsupportedVersion = "unsupported-version",
    /// A value of another JSON type than its key requires.
    WrongType = "wrong-type",
    /// A required key is missing.
    MissingKey = "missing-key",
    /// A key that the format does not know.
    UnknownKey = "unknown-key",
    /// A value that the format does not allow, such as a misspelt `type`.
    UnknownValue = "unknown-value",
    /// A `$ref` whose target does not exist.
    UnresolvedReference = "unresolved-reference",
    /// A `$ref` that leaves the root folder or is a URL.
    ForbiddenReference = "forbidden-reference",
    /// `$ref`s that only refer to each other.
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
    /// A construct without a typed form; raw JSON, a string or bytes replace it.
    UnsupportedConstruct = "unsupported-construct",
    /// Schemas of one `allOf` that contradict each other.
    ConflictingAllOf = "conflicting-all-of",
    /// A discriminator without its property, or an invalid subtype.
    InvalidDiscriminator = "invalid-discriminator",
    /// A `format` that armsmith does not know; the plain type is used.
    UnknownFormat = "unknown-format",
    /// A pageable operation whose response is not a page.
    InvalidPageable = "invalid-pageable",
    /// Invalid `x-ms-long-running-operation-options`.
    InvalidLongRunningOptions = "invalid-long-running-options",
    /// A documented example that cannot be read.
    InvalidExample = "invalid-example",
    /// A setting of the manifest that is unknown or invalid.
    InvalidManifest = "invalid-manifest",
    /// A field of a job that is unknown or invalid: a flag of the command line, or a field of `Job` in the library.
    InvalidJob = "invalid-job",
    /// A fixup of the manifest that changes nothing.
    UnusedFixup = "unused-fixup",
    /// A folder or file that armsmith may not write.
    UnwritableOutput = "unwritable-output",
    /// `--check`: files on disk differ from the output.
    OutOfDate = "out-of-date",
    /// A bug of armsmith.
    Internal = "internal",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
