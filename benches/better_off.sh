#!/usr/bin/env bash
# Would I be better off: the pure calculation, and the whole program beside policyengine-uk-compiled on the same household-years.
# Limits: median under 5 microseconds a household, a curve of 41 points under 250; as a whole process 10 times as fast as the peer.
set -euo pipefail
binary="$1"
here="$(cd "$(dirname "$0")" && pwd)"
folder="$(mktemp -d "${TMPDIR:-/tmp}/throughcare-bench-XXXXXX")"
trap 'rm -rf "$folder"' EXIT
gunzip --stdout "$here/../crates/better_off/tests/fixtures/households.jsonl.gz" > "$folder/households.jsonl"
cargo run --quiet --release --locked --package better_off --example time_better_off -- "$folder/households.jsonl"
python3 -m venv "$folder/peer"
"$folder/peer/bin/pip" install --quiet --disable-pip-version-check policyengine-uk-compiled==0.66.0
"$folder/peer/bin/python" "$here/peers/better_off.py" "$binary" "$folder/households.jsonl"
