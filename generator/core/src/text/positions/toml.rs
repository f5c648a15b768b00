//! Positions in TOML: of the fixups in a manifest.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Spans;
use crate::text::JsonPointer;

/// The spans of the pointers in a text, as far as the text is TOML.
pub(crate) fn locate(text: &str, pointers: &[JsonPointer]) -> BTreeMap<JsonPointer, Spans> {
    let (root, _) = DeTable::parse_recoverable(text);
    let whole = Spans { key: None, value: root.span() };
    pointers
        .iter()
        .map(|it| (it.clone(), locate_pointer(root.get_ref(), it).unwrap_or_else(|| whole.clone())))
        .collect()
}

/// The span of the innermost existing value on the path of a pointer.
fn locate_pointer(root: &DeTable<'_>, pointer: &JsonPointer) -> Option<Spans> {
    let mut tokens = pointer.tokens();
    let (mut spans, mut value) = member(root, &tokens.next()?)?;
    for token in tokens {
        let inner = match value.get_ref() {
            DeValue::Table(table) => member(table, &token),
            DeValue::Array(elements) => {
                let element = token.parse().ok().and_then(|index: usize| elements.get(index));
                element.map(|it| (Spans { key: None, value: it.span() }, it))
            }
            _ => None,
        };
        match inner {
            Some(inner) => (spans, value) = inner,
            None => break,
        }
    }
    Some(spans)
}

fn member<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<(Spans, &'t Spanned<DeValue<'i>>)> {
    let (key, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
    Some((Spans { key: Some(key.span()), value: value.span() }, value))
}
