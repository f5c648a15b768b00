//! Pairs of descriptions and clean Markdown, and properties that hold for every text.
