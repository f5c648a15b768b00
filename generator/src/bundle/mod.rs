//! One self-contained OpenAPI document made of all files, and where each of its parts was written.
