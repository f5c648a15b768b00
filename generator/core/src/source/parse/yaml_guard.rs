//! Checks YAML before it is parsed to a value.
//!
//! The scanner behind `serde_yaml` needs time that grows with the square of the depth of `{a: {a: …`: a file of 400 kB
//! kept it busy for a minute. The parser for positions is linear and rejects such depths, so it runs first.

use saphyr_parser::{Event, Parser};

use super::problem::Problem;
use crate::diagnostics::Code;
use crate::text::MAX_DEPTH;
use crate::text::positions::yaml::Offsets;

/// Returns the first syntax error, or the position at which the nesting is too deep.
pub(super) fn check(text: &str) -> Result<(), Problem> {
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), span)) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Problem::too_deep(Offsets::new(text).byte(span.start.index())));
                }
            }
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(error) => {
                let at = Offsets::new(text).byte(error.marker().index());
                if error.info().starts_with("recursion limit") {
                    return Err(Problem::too_deep(at));
                }
                return Err(Problem {
                    code: Code::InvalidSyntax,
                    message: format!("invalid YAML: {}", error.info()),
                    help: "fix the syntax",
                    span: at..at + 1,
                });
            }
        }
    }
    Ok(())
}
