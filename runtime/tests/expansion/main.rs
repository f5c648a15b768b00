//! The worked expansion of `src/wire/README.md`: the page shows the two files beside this one, and they behave the
//! same.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

#[allow(unreachable_pub, reason = "as a generated crate has it")]
mod macro_call;
#[allow(unreachable_pub, reason = "as a generated crate has it")]
mod written_out;

use armsmith_runtime::__private::Wire;
use armsmith_runtime::request_content;
use azure_core::http::Body;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

const PAGE: &str = include_str!("../../src/wire/README.md");

/// A file without its first comment, which is for those who read the tests.
fn shown(file: &'static str) -> &'static str {
    file.split_once("\n\n").unwrap().1
}

#[test]
fn the_page_shows_what_is_compiled_here() {
    for file in [include_str!("macro_call.rs"), include_str!("written_out.rs")] {
        let block = format!("```rust\n{}```\n", shown(file));
        assert!(PAGE.contains(&block), "copy this to src/wire/README.md:\n{block}");
    }
}

/// All that can be seen of a type: each input read, written whole, written as a request, shown, or the message of its
/// error.
fn behavior<T: Wire + Clone + Default + Debug + DeserializeOwned + serde::Serialize>() -> Vec<String> {
    let value = |disk: &T| {
        let sent = match Body::from(request_content(disk).unwrap()) {
            Body::Bytes(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            Body::SeekableStream(_) => panic!("a stream"),
        };
        format!("{}\n{sent}\n{disk:?}", serde_json::to_string(disk).unwrap())
    };
    let everything =
        r#"{"id":"i","diskSizeGB":3,"adminPassword":"p","changedAt":"Sun, 06 Nov 1994 08:49:37 GMT","zone":[1]"#;
    let inputs = [
        format!("{everything},\"kind\":\"Other\"}}"),
        format!("{everything},\"kind\":\"Disk\",\"id\":null}}"),
        r#"{"ID":"i","DISKSIZEGB":3,"kind":null,"tag":null}"#.to_owned(),
        "{}".to_owned(),
        "null".to_owned(),
        "[]".to_owned(),
        r#"{"kind":1}"#.to_owned(),
        r#"{"diskSizeGB":"3"}"#.to_owned(),
        r#"{"adminPassword":4711}"#.to_owned(),
        r#"{"changedAt":"soon"}"#.to_owned(),
        everything.to_owned(),
    ];
    let read =
        |input: String| serde_json::from_str(&input).map_or_else(|error| error.to_string(), |disk: T| value(&disk));
    inputs.into_iter().map(read).chain([value(&T::default())]).collect()
}

#[test]
fn the_macro_and_its_expansion_by_hand_behave_the_same() {
    let by_macro = behavior::<macro_call::Disk>();
    assert_eq!(by_macro, behavior::<written_out::Disk>());
    let expected = "{\"kind\":\"Other\",\"id\":\"i\",\"diskSizeGB\":3,\"adminPassword\":\"p\",\
        \"changedAt\":\"Sun, 06 Nov 1994 08:49:37 GMT\",\"zone\":[1]}\n\
        {\"kind\":\"Other\",\"diskSizeGB\":3,\"changedAt\":\"Sun, 06 Nov 1994 08:49:37 GMT\",\"zone\":[1]}\n\
        Disk { kind: \"Other\", id: \"i\", diskSizeGB: 3, adminPassword: \"(hidden)\", \
        changedAt: \"Sun, 06 Nov 1994 08:49:37 GMT\", zone: {..} }";
    assert_eq!(by_macro[0], expected);
}
