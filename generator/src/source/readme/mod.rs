//! AutoRest readmes.
