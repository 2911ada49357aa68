#!/usr/bin/env bash
# Spoilt returns and provider lists: reading must answer, with no panic, in bounded time and memory. A minute for each kind of file, with
# other spoilt files each day.
set -euo pipefail
cd "$(dirname "$0")/.."
seed="$(($(date +%Y%m%d) * 100000))"
for kind in csv xml xlsx; do
  cargo run --quiet --release --locked -p ssda903 --example spoil -- "$kind" 60 "$seed"
done
