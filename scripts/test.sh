#!/usr/bin/env bash
# All checks, in the order of what fails fastest. CI runs them all; `scripts/test.sh quick` leaves out licences and browsers.
set -euo pipefail
cd "$(dirname "$0")/.."
scope="${1:-all}"
began=$SECONDS

step() { printf '\n== %s (at %d min %02d s)\n' "$*" $(((SECONDS - began) / 60)) $(((SECONDS - began) % 60)); }

scripts/setup.sh
export PATH="$PATH:$PWD/target/tools/bin"

step "Format"
cargo fmt --all --check

if [ "$scope" = all ]; then
  step "Licences, banned and duplicate crates"
  cargo fetch --locked
  cargo deny --offline --all-features check --hide-inclusion-graph bans licenses sources
fi

if [ "$scope" = all ]; then
  step "The page that checks a return in the browser"
  scripts/wasm.sh
fi

step "Clippy: no warnings"
cargo clippy --workspace --all-targets --locked -- -D warnings

step "PostgreSQL for the tests"
cluster="$(mktemp -d "${TMPDIR:-/tmp}/throughcare-postgres-XXXXXX")"
trap 'scripts/postgres.sh stop "$cluster"' EXIT
THROUGHCARE_TEST_POSTGRES="$(scripts/postgres.sh start "$cluster")"
export THROUGHCARE_TEST_POSTGRES
echo "$THROUGHCARE_TEST_POSTGRES"

if [ "$scope" = all ]; then
  step "Tests: rules, stores on SQLite and PostgreSQL, pages through HTTP and in a browser"
  cargo nextest run --workspace --locked --no-tests fail ${CI:+--profile ci}
else
  step "Tests without a browser"
  cargo nextest run --workspace --locked --no-tests fail -E 'not test(/in_the_browser/)'
fi

step "All checks passed"
