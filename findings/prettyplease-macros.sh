#!/usr/bin/env bash
# prettyplease 0.3.0 prints the arguments of `vec![…]` as loose tokens, unless its feature `verbatim` is on.
#
# Valid input: a file that calls `vec!` with struct literals, as generated code does.
# Behaviour: without the feature the literals are printed token by token, with a space before each colon and lines broken at any
# comma. With the feature they are laid out as expressions. The feature's name does not say so, and nothing fails without it.
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

[features]
verbatim = ["prettyplease/verbatim"]

[dependencies]
prettyplease = "=0.3.0"
syn = { version = "3", features = ["full"] }
TOML
cat > src/main.rs <<'RUST'
fn main() {
    let text = "fn f() -> Vec<Point> { vec![Point { horizontal: 1, vertical: 2 }, Point { horizontal: 3, vertical: 4 }] }";
    print!("{}", prettyplease::unparse(&syn::parse_file(text).unwrap()));
}
RUST
cargo run --quiet > without.txt
cargo run --quiet --features verbatim > with.txt
cat without.txt with.txt > seen.txt
diff - seen.txt <<'TEXT'
fn f() -> Vec<Point> {
    vec![Point { horizontal : 1, vertical : 2 }, Point { horizontal : 3, vertical : 4 }]
}
fn f() -> Vec<Point> {
    vec![
        Point {
            horizontal: 1,
            vertical: 2,
        },
        Point {
            horizontal: 3,
            vertical: 4,
        },
    ]
}
TEXT
