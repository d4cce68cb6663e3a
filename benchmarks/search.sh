#!/bin/sh
# Makes an archive of generated calls, serves it, and measures searching, opening and exporting calls over HTTP; asks
# PostgreSQL, filled with the same messages as Homer 7 lays them out, the same questions; prints both side by side.
#   benchmarks/search.sh [FOLDER]     work folder, default /tmp/sipvault-search; what was made in it is used again
# CALLS (1000000), DAYS (30), SECONDS_EACH (15), CLIENTS ("1 16"), POSTGRES (no: without it), ONLY (questions whose name
# holds this) may be set. A million calls take 13 GB of disk with PostgreSQL, 3 GB without. Root runs PostgreSQL as the
# user postgres.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
home=$(dirname -- "$here")
work=${1:-/tmp/sipvault-search}
. "$here/common.sh"

need wrk "apt-get install wrk"
need python3 "apt-get install python3"
need mvn "apt-get install maven"
postgres=
if [ "${POSTGRES:-yes}" != no ]; then
    for folder in /usr/lib/postgresql/*/bin; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pgbench" ]; then postgres=$folder; fi
    done
    [ -n "$postgres" ] || missing="$missing
  initdb and pgbench: apt-get install postgresql postgresql-contrib, or set POSTGRES=no"
fi
nothing_missing
find_jdk
build
mkdir -p "$work"
# shellcheck disable=SC2086 # the numbers are words
exec python3 "$here/search.py" --sipvault "$home/sipvault" --java "$jdk/bin/java" --work "$work" \
    --calls "${CALLS:-1000000}" --days "${DAYS:-30}" --seconds "${SECONDS_EACH:-15}" --postgres "$postgres" \
    --only "${ONLY:-}" --clients ${CLIENTS:-1 16}
