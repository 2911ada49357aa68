#!/usr/bin/env bash
# Builds check/check.html: the checks of the statutory return as WebAssembly, in one file that needs no server and no network.
# A Rust that has WebAssembly's standard library builds it at once (`rustup target add wasm32-unknown-unknown`). Otherwise Debian's
# Rust builds that library too, from its own sources: docs/decisions/0011-checks-in-the-browser.md says why.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh wasm

target=wasm32-unknown-unknown
flags=(--package check_page --lib --crate-type staticlib --target "$target" --target-dir target/wasm --profile wasm --locked)
# Cargo itself sees what changed since the last time; when nothing did, this takes a second.
if [ -d "$(rustc --print target-libdir --target "$target")" ]; then
  cargo rustc "${flags[@]}"
else
  # Only the standard library is built with features that Rust calls unfinished.
  RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 cargo rustc "${flags[@]}" -Z build-std=std,panic_abort
fi

# Linked here rather than by Cargo, because Cargo would also export what libraries offer to pages, and import what that needs. Only the
# three functions of crates/check_page/src/memory.rs are reached from outside; what they do not need falls away.
built="target/wasm/$target/wasm"
linker="$(dirname "$(rustc --print target-libdir)")/bin/rust-lld"
"$linker" -flavor wasm --no-entry --gc-sections --strip-all -O3 --stack-first -z stack-size=1048576 \
  --export=room_for_request --export=check --export=bytes_of_answer "$built/libcheck_page.a" -o "$built/check_page.wasm"
node scripts/check_page.mjs "$built/check_page.wasm" check/check.html
