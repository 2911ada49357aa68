#!/usr/bin/env bash
# England: every authority made up, and 200 people at work on it, with the raw queries on the same database as the limit beside them.
set -euo pipefail
binary="$1"
seconds="${LOAD_SECONDS:-60}"
folder="${ENGLAND:-$(mktemp -d "${TMPDIR:-/tmp}/throughcare-bench-XXXXXX")}"
[ -n "${ENGLAND:-}" ] || trap 'rm -rf "$folder"' EXIT
database="$folder/england.db"

if [ ! -f "$database" ]; then
  began=$(date +%s)
  "$binary" synthesise --la all --year 2025 --seed 1 --db "sqlite:$database" --key-file "$database.key" --today 2025-09-30
  printf 'made up and written in %s s; the database has %s MB\n' "$(($(date +%s) - began))" "$(($(stat -c %s "$database") / 1000000))"
fi

target/release/examples/load "$binary" "sqlite:$database" "$seconds" 200 "${LOAD_PORT:-8199}"

echo "raw queries on the same database, one at a time, nothing else running (the limit of what a page could take)"
python3 - "$database" <<'PYTHON'
import sqlite3, statistics, sys, time

db = sqlite3.connect(sys.argv[1])
authorities = [row[0] for row in db.execute("SELECT DISTINCT authority FROM person")]
people = db.execute("SELECT id FROM person LIMIT 2000").fetchall()

def measure(name, query, arguments):
    took = []
    for argument in arguments:
        began = time.perf_counter()
        db.execute(query, argument).fetchall()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    print(f"  {name:44} median {statistics.median(took):7.2f} ms  p99 {took[int(len(took) * 0.99) - 1]:7.2f} ms")

measure("50 people of an authority by name",
        "SELECT person_id, search_name FROM person_details WHERE superseded_at IS NULL AND authority = ? ORDER BY search_name, person_id LIMIT 51",
        [(authority,) for authority in authorities * 5])
measure("the spells of a person", "SELECT * FROM spell WHERE person_id = ? ORDER BY starts_on", people)
measure("every current spell of an authority", "SELECT person_id, kind, code, starts_on, ends_on FROM spell WHERE authority = ? AND superseded_at IS NULL",
        [(authority,) for authority in authorities])
PYTHON
