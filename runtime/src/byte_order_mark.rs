//! The byte order mark that some services send before JSON.
//!
//! RFC 8259 §8.1 allows a parser to ignore it. serde_json and the models do not, so it is removed from each response.

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Returns the body without the UTF-8 byte order mark that it may begin with.
pub(crate) fn without_byte_order_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}
