#!/usr/bin/env bash
# Builds check/check.html: the checks of the statutory return as WebAssembly, in one file that needs no server and no network.
# A Rust that has WebAssembly's standard library builds it at once (`rustup target add wasm32-unknown-unknown`). Otherwise Debian's
# Rust builds that library too, from its own sources: docs/decisions/0011-checks-in-the-browser.md says why.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh wasm

target=wasm32-unknown-unknown
flags=(--package check_page --lib --target "$target" --target-dir target/wasm --profile wasm --locked)
# Cargo itself sees what changed since the last time; when nothing did, this takes a second.
if [ -d "$(rustc --print target-libdir --target "$target")" ]; then
  cargo build "${flags[@]}"
else
  # The linker that came with Rust, so that none has to be installed. Only the standard library is built with unfinished features.
  linker="$(dirname "$(rustc --print target-libdir)")/bin/rust-lld"
  RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
    cargo build "${flags[@]}" -Z build-std=std,panic_abort
fi
node scripts/check_page.mjs "target/wasm/$target/wasm/check_page.wasm" check/check.html
