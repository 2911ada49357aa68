#!/usr/bin/env bash
# Checking a return of 20,000 children against all rules, beside the checker that councils use today, on the same files in the same run.
# Limits: 100 times less processor time than that checker (aim: 300), under 1 second, under 300 MB.
set -euo pipefail
binary="$1"
here="$(cd "$(dirname "$0")" && pwd)"
folder="$(mktemp -d "${TMPDIR:-/tmp}/throughcare-bench-XXXXXX")"
trap 'rm -rf "$folder"' EXIT
tar -xzf "$here/return_5000_children.tgz" -C "$folder"
source="$(dirname "$(find "$folder" -type d -name this_year)")"

# The same 5,000 children so many times, each time under other identifiers.
copies() { # how many, where to
  for year in this_year last_year; do
    mkdir -p "$2/$year"
    for file in "$source/$year"/*.csv; do
      awk -v COPIES="$1" 'NR == 1 { print; next } { for (copy = 0; copy < COPIES; copy++) print (copy ? copy "00" : "") $0 }' \
        "$file" > "$2/$year/$(basename "$file")"
    done
  done
  cp "$source/providers.xlsx" "$2/"
}
copies 4 "$folder/twenty"
copies 30 "$folder/england"
rows() { find "$1" -name '*.csv' -exec tail -q -n +2 {} + | wc -l; }

checked() { # what, folder, runs
  for _ in $(seq "$3"); do
    /usr/bin/env bash -c 'TIMEFORMAT="%R %U %S"; time "$@" > /dev/null || [ $? -eq 1 ]' _ "$binary" check \
      --this-year "$2/this_year" --last-year "$2/last_year" --providers "$2/providers.xlsx" --postcodes "$here/../crates/ssda903/tests/fixtures/returns/postcodes.csv" \
      --la E09000027 --collection 2027 --format csv --out "$folder/findings.csv" 2>> "$folder/times.txt"
  done
  best="$(sort -n "$folder/times.txt" | head -n 1)"
  rm "$folder/times.txt"
  read -r wall user system <<< "$best"
  cpu="$(echo "$user + $system" | bc)"
  printf '%s (%s rows, start, reading, all rules and the report, best of %s): %s s, %s s of processor time\n' "$1" "$(rows "$2")" "$3" "$wall" "$cpu"
}
checked "20,000 children, both years" "$folder/twenty" 5
ours="$cpu"
checked "150,000 children, both years (limit 15 s)" "$folder/england" 1

example() { cargo run --quiet --release --locked --package ssda903 --example "$@"; }
example time_checking -- "$folder/twenty"
example time_reading -- "$folder/twenty" 1

python3 -m venv "$folder/peer"
"$folder/peer/bin/pip" install --quiet --disable-pip-version-check csc-validator-be-903==0.1.17
"$folder/peer/bin/python" "$here/peers/check_return.py" "$folder/twenty" | grep '^  peer' | tee "$folder/peer.txt"
theirs="$(awk '/processor seconds in all/ { print $NF }' "$folder/peer.txt")"
printf 'processor time: %s s against %s s, %s times less (limit 100, aim 300)\n' "$ours" "$theirs" "$(echo "scale=0; $theirs / $ours" | bc)"
