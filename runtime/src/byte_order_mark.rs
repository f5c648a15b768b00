//! The byte order mark that some services send before JSON.
//!
//! RFC 8259 §8.1 lets a parser ignore it. serde_json does not, and neither do models: so it is taken away where responses
//! come in.

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Returns the body without the UTF-8 byte order mark that it may begin with.
pub(crate) fn without_byte_order_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}
