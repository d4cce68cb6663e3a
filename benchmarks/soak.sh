#!/bin/sh
# Lets 50 clients search, open and export calls for two minutes, and tells errors, heap and memory. Fails on any error but
# the documented 503.
#   benchmarks/soak.sh [FOLDER]     work folder, default /tmp/sipvault-search; the archive that search.sh made is used
# CALLS (1000000), DAYS (30) and SECONDS_ALL (120) may be set.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
home=$(dirname -- "$here")
work=${1:-/tmp/sipvault-search}
. "$here/common.sh"

need wrk "apt-get install wrk"
need python3 "apt-get install python3"
need mvn "apt-get install maven"
nothing_missing
find_jdk
build
mkdir -p "$work"
exec python3 "$here/soak.py" --sipvault "$home/sipvault" --java "$jdk/bin/java" --work "$work" \
    --calls "${CALLS:-1000000}" --days "${DAYS:-30}" --seconds "${SECONDS_ALL:-120}"
