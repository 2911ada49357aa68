#!/usr/bin/env bash
# Importing 100,000 OC3 rows: reading and reporting, writing, and importing the same again. Limit: 10 seconds.
set -euo pipefail
binary="$1"
folder="$(mktemp -d "${TMPDIR:-/tmp}/throughcare-bench-XXXXXX")"
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/2025"
# Made up: birthdays of 17 to 21 spread over the year, codes in turn.
awk -v FOLDER="$folder/2025" 'BEGIN {
  split("F1 F2 F4 F5 P2 P5 G4 G5 G6 0", activity, " "); split("U1 U2 B1 K1 D1 E1 T1 Y1 X2 0", home, " ");
  header = FOLDER "/header.csv"; oc3 = FOLDER "/oc3.csv";
  print "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB" > header; print "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM" > oc3;
  for (number = 0; number < 100000; number++) {
    born = sprintf("%02d/%02d/%d", number % 28 + 1, int(number / 28) % 8 + 4, 2003 + number % 5);
    printf "%d,%d,%s,WBRI,,,\n", 500000 + number, number % 2 + 1, born > header;
    code = activity[number % 10 + 1]; place = home[int(number / 10) % 10 + 1];
    touch = (code == "0" || place == "0") ? "NO" : "YES";
    printf "%d,%s,%s,%s,%s\n", 500000 + number, born, touch, code, place > oc3;
  }
}'

timed() { # what, limit in seconds, command...
  local what="$1" limit="$2" began took
  shift 2
  began=$(date +%s.%N)
  "$@" > "$folder/answer.txt" || [ $? -eq 1 ]
  took=$(echo "$(date +%s.%N) - $began" | bc)
  printf '%s: %.2f s (limit %s s, %.0f%% of it)\n' "$what" "$took" "$limit" "$(echo "100 * $took / $limit" | bc)"
  tail -n 3 "$folder/answer.txt" | head -n 1
}

import=("$binary" import ssda903 "$folder" --la E10000017 --db "sqlite:$folder/bench.db" --today 2025-09-30)
timed "100,000 OC3 rows with 100,000 Header rows, read, checked and compared" 10 "${import[@]}"
timed "the same, written" 10 "${import[@]}" --confirm
timed "the same again, nothing changed" 10 "${import[@]}" --confirm
