//! The macros of generated models. They only connect properties with fields; the functions of the parent module do the
//! work. Their expansions are as short as possible, because they are most of the compile time of a generated crate.
//! Measure before you change them (`bench/README.md`). `README.md` beside this file has a worked expansion.

/// Lets a struct be read from and written to the wire.
///
/// ```
/// use armsmith_runtime::__private::model;
/// use armsmith_runtime::Rfc1123;
/// use azure_core::{time::OffsetDateTime, Value};
/// use std::collections::BTreeMap;
///
/// #[derive(Clone, Default)]
/// pub struct Disk {
///     pub kind: Option<String>,
///     pub id: Option<String>,
///     pub password: Option<String>,
///     pub changed: Option<OffsetDateTime>,
///     pub additional_properties: Option<BTreeMap<String, Value>>,
/// }
/// model! { Disk {
///     kind: "kind" = "Disk",
///     id: "id" [read_only],
///     password: "adminPassword" [secret],
///     changed: "changedAt" [read_only, secret] as Rfc1123,
///     ..additional_properties
/// } }
/// ```
///
/// - `kind: "kind" = "Disk"` is a constant: a discriminator, and the value of this type. It is always written. The
///   field is an `Option<String>`; `None` means the documented value, and another one that was read is written back.
///   Discriminators come first, because a subtype is read in one go when its discriminator is sent first.
/// - `Disk tag "kind" = "Disk" { … }` is a discriminator without a field: it is written before all properties, and not
///   read.
/// - `[read_only]`: left out of requests. `[secret]`: hidden in `Debug` and in error messages.
/// - `as Rfc1123`, `as UnixTime`, `as Base64Url`: the form on the wire, inside lists, maps and `Nullable` as well.
///   `as Boxed`: the value is in a `Box`.
/// - `..field`: the field of all other properties, an `Option<BTreeMap<String, T>>` of documented ones or
///   [`UnknownProperties`](crate::UnknownProperties).
/// - A `;` replaces the `,` after every 16th property, when there are more.
///
/// Implements `Serialize` (whole), `Deserialize` and `Debug` for the struct, which has to be `Default`;
/// [`request_body!`](crate::request_body!) gives the form without read-only properties.
#[doc(hidden)]
#[macro_export]
macro_rules! model {
    // Most structs have neither codecs nor constants: the short rule.
    ($name:ident $(tag $tag:literal = $value:literal)* {
        $($($field:ident: $wire:literal $([$($flag:ident),+])?),+);* $(,)? $(..$rest:ident $(,)?)?
    }) => {
        impl $crate::__private::Wire for $name {
            #[inline]
            fn read_into(slot: &mut ::std::option::Option<Self>, source: &mut dyn $crate::__private::Source) -> bool {
                let value = $crate::__private::insert_default(slot);
                source.read_struct(
                    ::std::concat!(
                        $("..", ::std::stringify!($rest), "\t",)?
                        $("\t", $tag, "\t", $value, "\t",)* ::std::stringify!($name)
                        $($($($(, "\n", $wire, "\t", $crate::__flag!($flag))+)?)+)*
                    ),
                    &[$($($wire,)+)*],
                    &mut [$($(&mut value.$field,)+)* $(&mut $crate::__private::RestSlot::new(&mut value.$rest))?],
                )
            }

            #[inline]
            fn write<S: $crate::__private::Sink>(&self, sink: S) -> S::Written {
                $crate::__private::write_object(
                    sink,
                    ::std::concat!(
                        $("..", ::std::stringify!($rest), "\t",)?
                        $("\t", $tag, "\t", $value, "\t",)* ::std::stringify!($name)
                        $($($($(, "\n", $wire, "\t", $crate::__flag!($flag))+)?)+)*
                    ),
                )
                $(.properties(($(($wire, &self.$field),)+)))*
                $(.rest(&self.$rest))?
                .end()
            }
        }

        $crate::__wire_traits! { $name }
    };

    ($name:ident $(tag $tag:literal = $value:literal)* {
        $($($field:ident: $wire:literal $(= $constant:literal)? $([$($flag:ident),+])? $(as $codec:ident)?),+);* $(,)?
        $(..$rest:ident $(,)?)?
    }) => {
        impl $crate::__private::Wire for $name {
            #[inline]
            fn read_into(slot: &mut ::std::option::Option<Self>, source: &mut dyn $crate::__private::Source) -> bool {
                let value = $crate::__private::insert_default(slot);
                source.read_struct(
                    $crate::__description!($name [$($tag = $value)*] [$($($wire $([$($flag)+])?),+),*] $($rest)?),
                    &[$($($wire,)+)*],
                    &mut [
                        $($($crate::__slot!(&mut value.$field $(, = $constant)? $(, $codec)?),)+)*
                        $(&mut $crate::__private::RestSlot::new(&mut value.$rest))?
                    ],
                )
            }

            #[inline]
            fn write<S: $crate::__private::Sink>(&self, sink: S) -> S::Written {
                $crate::__private::write_object(
                    sink,
                    $crate::__description!($name [$($tag = $value)*] [$($($wire $([$($flag)+])?),+),*] $($rest)?),
                )
                $(.properties(($(($wire, $crate::__slot!(&self.$field $(, = $constant)? $(, $codec)?)),)+)))*
                $(.rest(&self.$rest))?
                .end()
            }
        }

        $crate::__wire_traits! { $name }
    };
}

/// The description of a struct: see `wire::description`. The short rule of `model!` contains it, which saves rustc an
/// expansion for each struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __description {
    ($name:ident [$($tag:literal = $value:literal)*] [$($wire:literal $([$($flag:ident)+])?),*] $($rest:ident)?) => {
        ::std::concat!(
            $("..", ::std::stringify!($rest), "\t",)?
            $("\t", $tag, "\t", $value, "\t",)* ::std::stringify!($name)
            $($($(, "\n", $wire, "\t", $crate::__flag!($flag))+)?)*
        )
    };
}

/// The flag of a property as a string. An unknown one does not compile, because a secret with a misspelt flag would be
/// shown:
///
/// ```compile_fail
/// #[derive(Clone, Default)]
/// struct Disk {
///     password: Option<String>,
/// }
/// armsmith_runtime::__private::model! { Disk { password: "password" [secert] } }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __flag {
    (read_only) => {
        "read_only"
    };
    (secret) => {
        "secret"
    };
}

/// A reference to a property, with its codec or its constant when it has one.
#[doc(hidden)]
#[macro_export]
macro_rules! __slot {
    ($property:expr) => {
        $property
    };
    (&mut $property:expr, = $constant:literal) => {
        &mut $crate::__private::Constant::new(&mut $property, $constant)
    };
    (&$property:expr, = $constant:literal) => {
        $crate::__private::Constant::new(&$property, $constant)
    };
    (&mut $property:expr, $codec:ident) => {
        &mut $crate::__private::Coded::<$crate::__private::$codec, _>::new(&mut $property)
    };
    (&$property:expr, $codec:ident) => {
        $crate::__private::Coded::<$crate::__private::$codec, _>::new(&$property)
    };
}

/// The implementations of every type on the wire: serde and `Debug`.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_traits {
    ($name:ident) => {
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }
    };
}

/// Lets a type be the body of a request: `request_body!(Disk);`.
///
/// Gives `TryFrom<_> for RequestContent<_>`, which leaves out what the service sets. Only types that some operation
/// sends have it, because rustc compares each of these implementations with every other one.
#[doc(hidden)]
#[macro_export]
macro_rules! request_body {
    ($name:ident) => {
        impl ::std::convert::TryFrom<$name> for $crate::__private::RequestContent<$name> {
            type Error = $crate::__private::Error;

            #[inline]
            fn try_from(value: $name) -> ::std::result::Result<Self, $crate::__private::Error> {
                $crate::__private::request_content(&value)
            }
        }
    };
}

/// Names the property of a list response that holds the items of the page.
///
/// `page! { DiskList { value: Disk } }`; a property of a property is `{ data.items: Disk }`. A response without
/// the property is a page without items.
#[doc(hidden)]
#[macro_export]
macro_rules! page {
    ($name:ident { $first:ident $(. $more:ident)* : $item:ty }) => {
        impl $crate::__private::Page for $name {
            type Item = $item;
            type IntoIter = ::std::vec::IntoIter<$item>;

            #[inline]
            fn into_items<'a>(self) -> $crate::__private::PageItems<'a, Self::IntoIter> {
                $crate::__private::page_items(self.$first $(.and_then(|inner| inner.$more))*)
            }
        }
    };
}

/// Lets an enum of strings be read, written and used as a parameter.
///
/// ```
/// use armsmith_runtime::__private::string_enum;
///
/// #[derive(Clone, PartialEq)]
/// pub enum Tier {
///     Standard,
///     Premium,
///     UnknownValue(String),
/// }
/// string_enum! { Tier, UnknownValue { Standard = "Standard", Premium = "Premium" } }
///
/// assert_eq!(Tier::from("Premium"), Tier::Premium);
/// assert_eq!(Tier::from("Ultra").as_ref(), "Ultra");
/// ```
///
/// Gives `Eq`, `AsRef<str>`, `From<&str>`, `From<String>`, `FromStr`, `Display`, `Debug`, serde, and the form as a
/// parameter.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum {
    ($name:ident, $unknown:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl $crate::__private::StringEnum for $name {
            #[inline]
            fn values() -> &'static [(&'static str, Self)] {
                &[$(($wire, Self::$variant)),*]
            }
        }

        impl ::std::cmp::Eq for $name {}

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                match self {
                    Self::$unknown(value) => value,
                    known => $crate::__private::enum_str(known),
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                $crate::__private::enum_value(value, Self::$unknown)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            // Not `Self::Err`: a documented value may be called `Err`.
            fn from_str(value: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(value))
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_ref())
            }
        }

        $crate::__wire_traits! { $name }
    };
}

/// Lets an enum of numbers be read, written and used as a parameter.
///
/// `number_enum! { Hours: i32, UnknownValue { N12 = 12, N24 = 24 } }` for
/// `enum Hours { N12, N24, UnknownValue(i32) }`; the type is `i32`, `i64` or `f64`.
#[doc(hidden)]
#[macro_export]
macro_rules! number_enum {
    ($name:ident: $number:ident, $unknown:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl ::std::convert::From<$number> for $name {
            #[inline]
            fn from(value: $number) -> Self {
                $(if value == $wire {
                    return Self::$variant;
                })*
                Self::$unknown(value)
            }
        }

        impl ::std::convert::From<&$name> for $number {
            #[inline]
            fn from(value: &$name) -> Self {
                match value {
                    $($name::$variant => $wire,)*
                    $name::$unknown(value) => *value,
                }
            }
        }

        impl ::std::convert::From<$name> for $number {
            #[inline]
            fn from(value: $name) -> Self {
                Self::from(&value)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&<$number as ::std::convert::From<_>>::from(self), f)
            }
        }

        impl $crate::__private::Parameter for $name {
            #[inline]
            fn to_str(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Owned(self.to_string())
            }
        }

        impl $crate::__private::Wire for $name {
            #[inline]
            fn read_into(slot: &mut ::std::option::Option<Self>, source: &mut dyn $crate::__private::Source) -> bool {
                *slot = $crate::__private::read_value::<$number>(source).map(Self::from);
                slot.is_some()
            }

            #[inline]
            fn write<S: $crate::__private::Sink>(&self, sink: S) -> S::Written {
                $crate::__private::Wire::write(&<$number as ::std::convert::From<_>>::from(self), sink)
            }
        }

        $crate::__wire_traits! { $name }
    };
}

/// Lets an enum of the subtypes of a type be read and written.
///
/// `polymorphic! { Pet by "kind", UnknownValue { Cat(Box<Cat>) = "Cat", Dog(Box<Dog>) = "Dog" | "Hound" } }` for `enum
/// Pet { Cat(Box<Cat>), Dog(Box<Dog>), UnknownValue(Value) }`: the property `kind` selects the subtype, at any position
/// in the object and in any case. The unknown variant keeps the whole object. The subtypes read and write the property
/// themselves (as a constant of [`model!`]).
#[doc(hidden)]
#[macro_export]
macro_rules! polymorphic {
    ($name:ident by $tag:literal, $unknown:ident { $($variant:ident($ty:ty) = $($wire:literal)|+),* $(,)? }) => {
        impl $crate::__private::Wire for $name {
            #[inline]
            fn read_into(slot: &mut ::std::option::Option<Self>, source: &mut dyn $crate::__private::Source) -> bool {
                *slot = $crate::__private::read_polymorphic(source, $tag, &[$($($wire),+),*], |tag, source| match tag {
                    $(::std::option::Option::Some($($wire)|+) => {
                        $crate::__private::read_value(source).map(::std::boxed::Box::new).map(Self::$variant)
                    })*
                    _ => $crate::__private::read_value(source).map(Self::$unknown),
                });
                slot.is_some()
            }

            #[inline]
            fn write<S: $crate::__private::Sink>(&self, sink: S) -> S::Written {
                match self {
                    $(Self::$variant(value) => $crate::__private::Wire::write(&**value, sink),)*
                    Self::$unknown(value) => $crate::__private::Wire::write(value, sink),
                }
            }
        }

        $crate::__wire_traits! { $name }
    };
}
