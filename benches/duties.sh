#!/usr/bin/env bash
# Duties: the engine alone on made-up people, and everybody in the database of England from a cold start, with the mere reading of the same
# rows by the database as the limit beside it.
set -euo pipefail
binary="$1"
cargo build --release --locked --package leaving_care --example time_duties
target/release/examples/time_duties

folder="${ENGLAND:-$(mktemp -d "${TMPDIR:-/tmp}/throughcare-bench-XXXXXX")}"
[ -n "${ENGLAND:-}" ] || trap 'rm -rf "$folder"' EXIT
database="$folder/england.db"
if [ ! -f "$database" ]; then
  "$binary" synthesise --la all --year 2025 --seed 1 --db "sqlite:$database" --key-file "$database.key" --today 2025-09-30
fi

python3 - "$binary" "$database" <<'PYTHON'
import sqlite3, statistics, subprocess, sys, time

binary, database = sys.argv[1:]
command = [binary, "duties", "--everyone", "--db", f"sqlite:{database}", "--key-file", f"{database}.key", "--today", "2025-09-30"]
took, printed = [], ""
for _ in range(3):
    began = time.perf_counter()
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    took.append(time.perf_counter() - began)
print(printed.rstrip())
print(f"everybody in the database, from the start of the program to its end: median of 3 {statistics.median(took):.2f} s (limit 5)")

# The same rows, read by the database alone on one core: spells, events and the days of contacts.
db = sqlite3.connect(database)
began = time.perf_counter()
spells = db.execute("SELECT COUNT(*), MAX(code), MAX(starts_on), MAX(ends_on) FROM spell WHERE superseded_at IS NULL AND kind <> 'return_row'").fetchone()[0]
events = db.execute("SELECT COUNT(*), MAX(kind), MAX(happened_on) FROM event WHERE superseded_at IS NULL").fetchone()[0]
contacts = db.execute("SELECT COUNT(*), MAX(happened_on), MAX(channel) FROM contact WHERE outcome = 'took_part' AND superseded_at IS NULL").fetchone()[0]
print(f"reading those rows alone, one core: {time.perf_counter() - began:.2f} s ({spells} spells, {events} events, {contacts} contacts)")
PYTHON
