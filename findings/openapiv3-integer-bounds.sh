#!/usr/bin/env bash
# openapiv3 2.2.0 changes an integer bound that is outside of `i64`.
#
# Valid input: OpenAPI 3.0 takes `maximum` from JSON Schema, where it is any JSON number. 18446744073709551615 is the largest
# unsigned 64-bit integer.
# Behaviour: the schema loses its type (`SchemaKind::Any` in place of `Type::Integer`), and the bound is read as `f64`, so what is
# written is another number: 18446744073709551616. There is no error. A bound within `i64` keeps type and value.
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
openapiv3 = "=2.2.0"
serde_json = "1"
TOML
cat > src/main.rs <<'RUST'
use openapiv3::{Schema, SchemaKind, Type};

fn main() {
    for maximum in ["9223372036854775807", "18446744073709551615"] {
        let text = format!(r#"{{"type":"integer","maximum":{maximum}}}"#);
        let schema: Schema = serde_json::from_str(&text).unwrap();
        let kind = match &schema.schema_kind {
            SchemaKind::Type(Type::Integer(_)) => "integer",
            SchemaKind::Any(any) => &format!("any, maximum {:.0}", any.maximum.unwrap()),
            _ => "another kind",
        };
        println!("{kind}: {}", serde_json::to_string(&schema).unwrap());
    }
}
RUST
cargo run --quiet > seen.txt
diff - seen.txt <<'TEXT'
integer: {"type":"integer","maximum":9223372036854775807}
any, maximum 18446744073709551616: {"type":"integer","maximum":1.8446744073709552e+19}
TEXT
