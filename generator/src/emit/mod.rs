//! From the model to tokens, one file per printed kind.
