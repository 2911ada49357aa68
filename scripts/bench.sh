#!/usr/bin/env bash
# Prints every figure that the project claims, each beside a named peer or limit measured in the same run.
# A figure is one executable file in benches/: it gets the path of the release binary as its argument and prints its lines.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh demo
cargo build --release --locked --package app --bins --example load
binary="$PWD/target/release/throughcare"
printf 'binary size: %s MB (limit 60 MB)\n' "$(($(stat -c %s "$binary") / 1000000))"
shopt -s nullglob
for bench in benches/*.sh; do
  printf '\n== %s\n' "$(basename "$bench" .sh)"
  "$bench" "$binary"
done
