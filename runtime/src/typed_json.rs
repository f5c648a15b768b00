//! JSON responses that are not models. Their values are read as properties of models are.
//!
//! In: a response body. Out: a value of any type on the wire. Must not know: statuses, headers.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use azure_core::http::response::ResponseBody;
use azure_core::http::{DeserializeWith, Format};
use azure_core::json::from_json;
use azure_core::time::OffsetDateTime;
use azure_core::{Bytes, Value};
use serde::de::DeserializeOwned;
use time::Date;

use crate::wire::{Codec, Decoded, Nullable, Plain};

/// The format of JSON responses whose Rust type has another form in serde than on the wire: dates, bytes, and lists and
/// maps of them or of nullable values. `C` is the codec: [`Rfc1123`](crate::Rfc1123), [`UnixTime`](crate::UnixTime) or
/// [`Base64Url`](crate::Base64Url).
///
/// ```
/// use armsmith_runtime::{TypedJson, UnixTime};
/// use azure_core::Bytes;
/// use azure_core::http::{RawResponse, Response, StatusCode, headers::Headers};
/// use azure_core::time::OffsetDateTime;
///
/// # fn with_body<T, F>(body: &'static str) -> Response<T, F> {
/// #     RawResponse::from_bytes(StatusCode::Ok, Headers::new(), Bytes::from_static(body.as_bytes())).into()
/// # }
/// let response: Response<Vec<OffsetDateTime>, TypedJson> = with_body(r#"["2024-05-01T10:00:00Z"]"#);
/// assert_eq!(response.into_model()?[0].year(), 2024);
///
/// let response: Response<OffsetDateTime, TypedJson<UnixTime>> = with_body("1714557600");
/// assert_eq!(response.into_model()?.year(), 2024);
/// # Ok::<(), azure_core::Error>(())
/// ```
///
/// An `Option` is `None` for `null` and for a response without a body.
pub struct TypedJson<C = Plain>(PhantomData<fn() -> C>);

impl<C> Clone for TypedJson<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for TypedJson<C> {}

impl<C> fmt::Debug for TypedJson<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedJson")
    }
}

impl<C> Format for TypedJson<C> {
    fn deserialize<T: DeserializeOwned, S: AsRef<[u8]>>(body: S) -> azure_core::Result<T> {
        from_json(body)
    }
}

fn decode<C: Codec<T>, T>(body: &[u8]) -> azure_core::Result<T> {
    from_json::<_, Decoded<C, T>>(body).map(Decoded::into_value)
}

/// One implementation for each type, because Rust does not allow another crate to implement a trait of azure_core for
/// all types.
macro_rules! decoded {
    ($($ty:ty $(where $param:ident)?;)*) => {$(
        impl<C: Codec<$ty> $(, $param)?> DeserializeWith<TypedJson<C>> for $ty {
            fn deserialize_with(body: ResponseBody) -> azure_core::Result<Self> {
                decode::<C, Self>(&body)
            }
        }
    )*};
}

decoded! {
    bool;
    i32;
    i64;
    f64;
    String;
    Bytes;
    OffsetDateTime;
    Date;
    Value;
    Vec<T> where T;
    BTreeMap<String, T> where T;
    Nullable<T> where T;
}

impl<C: Codec<Nullable<T>>, T> DeserializeWith<TypedJson<C>> for Option<T> {
    fn deserialize_with(body: ResponseBody) -> azure_core::Result<Self> {
        if body.iter().all(u8::is_ascii_whitespace) {
            Ok(None)
        } else {
            decode::<C, Nullable<T>>(&body).map(Nullable::into_option)
        }
    }
}
