#!/usr/bin/env bash
# azure_core 1.1.0 reads the same `Retry-After` in seconds or in milliseconds, depending on how the name of the header was made.
#
# Valid input: `Retry-After: 10`, which is 10 seconds (RFC 9110, section 10.2.3).
# Behaviour: with the constant `RETRY_AFTER` it is 10 seconds. With `HeaderName::from_static("retry-after")`, which is equal to
# the constant by `==`, it is 10 milliseconds: only the constant is marked as a standard name, and a number in any other header
# counts as milliseconds.
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
azure_core = { version = "=1.1.0", default-features = false }
TOML
cat > src/main.rs <<'RUST'
use azure_core::http::headers::{HeaderName, Headers, RETRY_AFTER};
use azure_core::http::poller::{PollerOptions, get_retry_after};

fn main() {
    let mut headers = Headers::new();
    headers.insert("retry-after", "10");
    for name in [RETRY_AFTER, HeaderName::from_static("retry-after")] {
        let wait = get_retry_after(&headers, &[name.clone()], &PollerOptions::default().into_owned());
        println!("equal: {}, wait: {} ms", name == RETRY_AFTER, wait.whole_milliseconds());
    }
}
RUST
cargo run --quiet > seen.txt
diff - seen.txt <<'TEXT'
equal: true, wait: 10000 ms
equal: true, wait: 10 ms
TEXT
