//! An error of the format while a model is written is the error of the whole, wherever it happens.
#![allow(clippy::unwrap_used, reason = "tests fail by it")]

use std::collections::BTreeMap;
use std::io::{self, Write};

use armsmith_runtime::__private::model;

#[derive(Clone, Default)]
struct Disk {
    name: Option<String>,
    zones: Option<Vec<String>>,
    tags: Option<BTreeMap<String, String>>,
    parents: Option<Vec<Disk>>,
    rest: Option<BTreeMap<String, i32>>,
}
model! { Disk tag "kind" = "Disk" {
    name: "name",
    zones: "zones",
    tags: "tags",
    parents: "parents",
    ..rest
} }

/// Refuses one write, and takes all others: an error that is not kept is lost.
struct Refusal {
    writes: usize,
    refused: usize,
}

impl Write for Refusal {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes += 1;
        if self.writes == self.refused { Err(io::Error::other("refused")) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_error_of_the_format_is_lost() {
    let json = r#"{"name":"a","zones":["1","2"],"tags":{"b":"c","d":"e"},"parents":[{"name":"f"},{}],"g":1,"h":2}"#;
    let disk: Disk = serde_json::from_str(json).unwrap();
    let write = |refused| {
        let mut writer = Refusal { writes: 0, refused };
        (serde_json::to_writer(&mut writer, &disk).is_ok(), writer.writes)
    };
    let (is_written, writes) = write(0);
    assert!(is_written && writes > 50, "{writes} writes");
    for refused in 1..=writes {
        assert!(!write(refused).0, "an error at write {refused} of {writes} is lost");
    }
}
