#!/usr/bin/env bash
# Reading a return of 20,000 children, both years, into typed rows, beside the csv crate walking the same bytes. Limit: four times, and 150 MB.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="$(mktemp -d "${TMPDIR:-/tmp}/throughcare-bench-XXXXXX")"
trap 'rm -rf "$folder"' EXIT
tar -xzf benches/return_5000_children.tgz -C "$folder"
cargo run --quiet --release --locked -p ssda903 --example time_reading -- "$folder"/* 4
