//! One run: what to read, what to make of it, where to write it.
