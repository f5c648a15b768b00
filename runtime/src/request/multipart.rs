//! Forms in parts: `multipart/form-data` (RFC 7578).
//!
//! In: the fields of a form. Out: a content type and a body.

use azure_core::Bytes;

/// The fields of a form, in the order they were given.
#[derive(Default)]
pub(super) struct Parts(Vec<Part>);

struct Part {
    name: &'static str,
    content: Bytes,
    is_file: bool,
}

impl Parts {
    pub(super) fn field(&mut self, name: &'static str, value: &str) {
        self.0.push(Part { name, content: Bytes::copy_from_slice(value.as_bytes()), is_file: false });
    }

    pub(super) fn file(&mut self, name: &'static str, content: Bytes) {
        self.0.push(Part { name, content, is_file: true });
    }

    /// Returns the content type and the body.
    pub(super) fn write(&self) -> (String, Vec<u8>) {
        let boundary = self.boundary();
        let mut body = Vec::with_capacity(self.0.iter().map(|part| part.content.len() + 200).sum());
        for part in &self.0 {
            let name = quoted(part.name);
            // Servers treat a part as a file if it has a file name. Any name is valid.
            let file = if part.is_file {
                format!("; filename=\"{name}\"\r\nContent-Type: application/octet-stream")
            } else {
                String::new()
            };
            let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), body)
    }

    /// Returns a boundary that no part contains (RFC 2046 §5.1.1). The same form always has the same boundary.
    fn boundary(&self) -> String {
        let contains = |content: &[u8], part: &[u8]| content.windows(part.len()).any(|window| window == part);
        let mut number: u64 = 0;
        loop {
            let boundary = format!("armsmith-form-{number}");
            if !self.0.iter().any(|part| contains(&part.content, boundary.as_bytes())) {
                return boundary;
            }
            number += 1;
        }
    }
}

/// Encodes a name between quotation marks (WHATWG HTML, "multipart/form-data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
