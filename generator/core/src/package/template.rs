//! Templates: text with holes.

/// Fills the `{{name}}` holes in one pass: a value is never looked at again, whatever it contains. A hole without a
/// value stays as it is, which the tests of each template would show.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let hole = after.split_once("}}");
        let value = hole.and_then(|(name, _)| values.iter().find(|(wanted, _)| *wanted == name));
        match (hole, value) {
            (Some((_, behind)), Some((_, value))) => {
                text.push_str(value);
                rest = behind;
            }
            _ => {
                text.push_str("{{");
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn fills_each_hole_once() {
        let values = [("a", "{{b}}"), ("b", "B")];
        assert_eq!(fill("{{a}} {{b}} {{c}} {", &values), "{{b}} B {{c}} {");
    }
}
