//! From the bundle to what will be printed.
