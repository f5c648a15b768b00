//! The least that generating could cost: reads the same files, as JSON, and writes the same bytes.
//!
//! `floor WRITTEN OUT FILE...`: follows the references and examples of the files; copies WRITTEN, which a generator
//! wrote, to OUT. Says how many files of how many bytes it read.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

use serde_json::Value;

fn main() -> io::Result<()> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(written), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("usage: floor WRITTEN OUT FILE..."));
    };
    let mut waiting: Vec<PathBuf> = arguments.collect();
    let mut seen: BTreeSet<PathBuf> = waiting.iter().cloned().collect();
    let mut bytes = 0;
    while let Some(file) = waiting.pop() {
        let text = fs::read(&file)?;
        bytes += text.len();
        let document: Value = serde_json::from_slice(&text)?;
        references(&document, &mut |reference| {
            let target = reference.split('#').next().unwrap_or_default();
            let target = normal(&file.parent().unwrap_or(Path::new("")).join(target));
            if target != file && target.extension().is_some() && seen.insert(target.clone()) {
                waiting.push(target);
            }
        });
    }
    copy(&written, &out)?;
    println!("{} files, {:.1} MB", seen.len(), bytes as f64 / 1e6);
    Ok(())
}

fn references(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if key == "$ref" => found(text),
                    value => references(value, found),
                }
            }
        }
        _ => {}
    }
}

fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::write(target, fs::read(entry.path())?)?;
        }
    }
    Ok(())
}
