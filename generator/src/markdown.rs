//! Descriptions of specifications as clean Markdown for rustdoc.
