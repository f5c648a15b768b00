//! Templates: text with placeholders.

/// Replaces the `{{name}}` placeholders in one pass: values are never searched for placeholders. A placeholder without
/// a value stays unchanged, which the tests of each template would detect.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let placeholder = after.split_once("}}");
        let value = placeholder.and_then(|(name, _)| values.iter().find(|(wanted, _)| *wanted == name));
        match (placeholder, value) {
            (Some((_, after)), Some((_, value))) => {
                text.push_str(value);
                rest = after;
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
    fn fills_each_placeholder_once() {
        let values = [("a", "{{b}}"), ("b", "B")];
        assert_eq!(fill("{{a}} {{b}} {{c}} {", &values), "{{b}} B {{c}} {");
    }
}
