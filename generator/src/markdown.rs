//! Descriptions of specifications as clean Markdown for rustdoc.

/// The description as paragraphs of clean Markdown.
pub fn clean(text: &str) -> String {
    text.replace('\r', "")
}

/// The description as one line of clean Markdown.
pub fn line(text: &str) -> String {
    clean(text).replace('\n', " ")
}

/// A code span that holds the text as it is.
pub fn code(text: &str) -> String {
    format!("`{text}`")
}
