#!/usr/bin/env bash
# yaml_serde 0.10.7 refuses an integer that is larger than `u64`, where serde_json reads a float.
#
# Valid input: YAML 1.2 has every JSON document in it, and neither limits the size of an integer. So a specification may have such
# a number in a JSON file and, after a conversion, in a YAML file.
# Behaviour: the reader of its own `Value` and that of `serde_json::Value` both return an error, with different messages. Only the
# first says which number.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "finding"
version = "0.0.0"
edition = "2024"

[dependencies]
serde_json = "1"
yaml_serde = "=0.10.7"
TOML
cat > src/main.rs <<'RUST'
fn main() {
    for text in ["18446744073709551615", "18446744073709551616"] {
        println!("{text}");
        match serde_json::from_str::<serde_json::Value>(text) {
            Ok(value) => println!("  JSON: {value}"),
            Err(error) => println!("  JSON, error: {error}"),
        }
        match yaml_serde::from_str::<yaml_serde::Value>(text) {
            Ok(value) => println!("  YAML: {value:?}"),
            Err(error) => println!("  YAML, error: {error}"),
        }
        match yaml_serde::from_str::<serde_json::Value>(text) {
            Ok(value) => println!("  YAML as JSON: {value}"),
            Err(error) => println!("  YAML as JSON, error: {error}"),
        }
    }
}
RUST
cargo run --quiet > seen.txt
diff - seen.txt <<'TEXT'
18446744073709551615
  JSON: 18446744073709551615
  YAML: Number(18446744073709551615)
  YAML as JSON: 18446744073709551615
18446744073709551616
  JSON: 1.8446744073709552e+19
  YAML, error: invalid type: integer `18446744073709551616` as u128, expected any YAML value
  YAML as JSON, error: JSON number out of range
TEXT
