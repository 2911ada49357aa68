#!/usr/bin/env bash
# A throw-away PostgreSQL for one test run.
#   scripts/postgres.sh start FOLDER   makes a cluster in FOLDER, starts it, prints its address
#   scripts/postgres.sh url FOLDER     prints the address again
#   scripts/postgres.sh stop FOLDER    ends it and deletes FOLDER
#   scripts/postgres.sh program NAME   prints where PostgreSQL's own program NAME is
# It listens on 127.0.0.1 and on a socket in FOLDER, trusts everybody, and does not wait for the disk: never for real data.
# FOLDER must be one that the user postgres can reach, such as a new one in the temporary folder.
set -euo pipefail

program() {
  local found
  if [ -n "${PG_BIN:-}" ]; then found="$(command -v "$PG_BIN/$1" || true)"
  else found="$(command -v "$1" || ls -1d /usr/lib/postgresql/*/bin/"$1" 2>/dev/null | sort -V | tail -n 1)"; fi
  [ -n "$found" ] || { echo "PostgreSQL's $1 was not found. On Debian: apt-get install postgresql. Elsewhere name its folder in PG_BIN." >&2; exit 1; }
  # Debian's programs are links to one wrapper that goes by the name under which it is called: those links must stay.
  local target
  target="$(readlink -f "$found")"
  if [ "$(basename "$target")" = "$1" ]; then echo "$target"; else echo "$found"; fi
}

# initdb and the server refuse to run as root.
as_server() {
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 30000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  echo "no free port was found" >&2
  exit 1
}

start() {
  local folder="$1" port
  mkdir -p "$folder"
  folder="$(cd "$folder" && pwd)"
  [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
  port="$(free_port)"
  as_server "$(program initdb)" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder.log" 2>&1 ||
    { cat "$folder.log" >&2; exit 1; }
  as_server "$(program pg_ctl)" start --pgdata="$folder/data" --log="$folder/server.log" --wait --timeout=60 --silent --options="\
    -c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c max_connections=200 -c shared_buffers=128MB -c autovacuum=off" >>"$folder.log" 2>&1 ||
    { cat "$folder.log" "$folder/server.log" >&2; exit 1; }
  echo "$port" >"$folder/port"
  url "$folder"
}

url() { echo "postgres://postgres@127.0.0.1:$(cat "$1/port")/postgres"; }

stop() {
  [ -d "$1/data" ] && as_server "$(program pg_ctl)" stop --pgdata="$(cd "$1" && pwd)/data" --mode=immediate --silent >/dev/null 2>&1 || true
  rm -rf "$1" "$1.log"
}

case "${1:-}" in
  start | url | stop | program) "$@" ;;
  *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
