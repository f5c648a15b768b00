//! The closed list of reasons for which a documented example contradicts its own schema.
//!
//! Nothing else excuses a difference between an example and the generated code. The verdict is [`super::schema`]'s,
//! from the raw specification and the example alone, before any generated code runs.

use std::fmt;

use armsmith_core::diagnostics::JsonPointer;
use serde::Serialize;

/// One contradiction, at its place in the example file.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Finding {
    /// The offending value in the example file.
    #[serde(serialize_with = "pointer_text")]
    pub pointer: JsonPointer,
    /// Why it contradicts.
    pub reason: Contradiction,
    /// What stands there, or what was expected, in a few words.
    pub detail: String,
}

/// Writes a pointer as its text.
pub(super) fn pointer_text<S: serde::Serializer>(pointer: &JsonPointer, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(pointer.as_str())
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.pointer, self.reason)?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, " ({})", self.detail) }
    }
}

/// Why an example contradicts its schema.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contradiction {
    /// The example gives a parameter that the operation does not have.
    UndeclaredParameter,
    /// The example gives a parameter whose name differs from a declared one by its capitals only.
    ParameterCase,
    /// The example lacks a parameter without which no request can be made, or gives null for it.
    RequiredParameterMissing,
    /// The example has another value than the only one of the schema, which the generated function always sends.
    OtherConstant,
    /// A value of the path is empty, `.` or `..`: the URL would be another one.
    PathSegmentLost,
    /// An object has a member that its schema, which allows no others, does not declare.
    UndeclaredProperty,
    /// An object has a member whose name differs from a declared one by its capitals only.
    PropertyCase,
    /// A value is of another type than its schema: a string for an object, an object for an array.
    WrongType,
    /// A list holds a null, and its items are not `x-nullable`.
    NullItem,
    /// An integer that its format cannot hold.
    OutOfRange,
    /// A `date-time` that is invalid.
    NotADateTime,
    /// A `date` that is invalid.
    NotADate,
    /// A `date-time-rfc1123` in another form.
    NotRfc1123,
    /// A `byte` that is not padded base64.
    NotBase64,
    /// A `base64url` that is not base64 with the URL alphabet.
    NotBase64Url,
    /// The schema is one subtype of a polymorphic type, and the discriminator is missing or names another.
    OtherSubtype,
    /// An answer has a status that the operation does not declare.
    UndeclaredStatus,
    /// An answer has a body, and its status declares none.
    UndeclaredBody,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UndeclaredParameter => "undeclared parameter",
            Self::ParameterCase => "parameter spelled with other capitals",
            Self::RequiredParameterMissing => "required parameter missing",
            Self::OtherConstant => "not the only value allowed",
            Self::PathSegmentLost => "not a path segment",
            Self::UndeclaredProperty => "undeclared property",
            Self::PropertyCase => "property spelled with other capitals",
            Self::WrongType => "wrong type",
            Self::NullItem => "null in a list of non-nullable items",
            Self::OutOfRange => "out of the range of its format",
            Self::NotADateTime => "not a date-time",
            Self::NotADate => "not a date",
            Self::NotRfc1123 => "not an RFC 1123 date",
            Self::NotBase64 => "not base64",
            Self::NotBase64Url => "not base64url",
            Self::OtherSubtype => "not the subtype the schema asks for",
            Self::UndeclaredStatus => "undeclared status",
            Self::UndeclaredBody => "body where none is declared",
        })
    }
}
