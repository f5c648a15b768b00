//! Documented examples.

use insta::assert_snapshot;

use super::{Folder, load_all, swagger};
use crate::source::Inputs;

fn with_examples(names: &[&str]) -> String {
    let examples: Vec<String> =
        names.iter().map(|name| format!(r#""{name}": {{ "$ref": "./examples/{name}.json" }}"#)).collect();
    swagger("").replace(
        "\"paths\": {}",
        &format!(
            "\"paths\": {{ \"/a\": {{ \"get\": {{ \"responses\": {{}},\n    \"x-ms-examples\": {{ {} }} }} }} }}",
            examples.join(",\n      ")
        ),
    )
}

#[test]
fn examples_are_read_when_they_are_wanted() {
    let folder = Folder::new(&[
        ("a.json", &with_examples(&["One", "Two"])),
        ("examples/One.json", r#"{ "parameters": { "a": 1 } }"#),
        ("examples/Two.json", r#"{ "parameters": {} }"#),
    ]);
    assert!(folder.load(&["a.json"]).0.examples.is_empty());
    let (loaded, diagnostics) = load_all(&Inputs { read_examples: true, ..folder.inputs(&["a.json"]) });
    assert!(diagnostics.is_empty(), "{diagnostics}");
    assert_eq!(loaded.examples.len(), 2);
    let example = loaded.example(loaded.documents[0].file(), "./examples/One.json").unwrap();
    assert_eq!(example["parameters"]["a"], 1);
}

#[test]
fn bad_examples_are_warnings() {
    let folder =
        Folder::new(&[("a.json", &with_examples(&["Gone", "Broken"])), ("examples/Broken.json", "{ \"a\": }")]);
    let (loaded, diagnostics) = load_all(&Inputs { read_examples: true, ..folder.inputs(&["a.json"]) });
    assert!(loaded.examples.is_empty());
    assert_snapshot!(folder.rendered(&diagnostics), @r#"
    warning[unresolved-reference]: there is no file `./examples/Gone.json`
     --> a.json:2:42
      |
    2 |     "x-ms-examples": { "Gone": { "$ref": "./examples/Gone.json" },
      |                                          ^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1a/get/x-ms-examples/Gone/$ref
      = help: check the path, which is relative to the folder of this file

    warning[invalid-example]: invalid JSON: expected value
     --> examples/Broken.json:1:8
      |
    1 | { "a": }
      |        ^
      |
      = help: fix the syntax; JSON allows neither comments nor trailing commas
    "#);
}
