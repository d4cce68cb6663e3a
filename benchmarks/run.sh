#!/bin/sh
# Imports two generated captures and reads them with tshark in the same run, and prints both side by side.
#   benchmarks/run.sh [FOLDER]     work folder, default /tmp/sipvault-bench; captures in it are used again
# RUNS (3), SCALE (1: 1 GB and 0.5 GB; 0.1: a tenth), CAPTURES ("rtp-heavy sip-only") and SIPVAULT_JAVA_OPTS (such as
# -Xmx2g) may be set.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
home=$(dirname -- "$here")
work=${1:-/tmp/sipvault-bench}
scale=${SCALE:-1}

. "$here/common.sh"

need tshark "apt-get install tshark"
need python3 "apt-get install python3"
need mvn "apt-get install maven"
[ -x /usr/bin/time ] || missing="$missing
  /usr/bin/time: apt-get install time (the command of the shell does not tell peak memory)"
nothing_missing
find_jdk
build

mkdir -p "$work"
generate() {
    [ -s "$work/$2.pcap" ] && [ -s "$work/$2.txt" ] && return
    printf 'generating %s\n' "$2" >&2
    "$jdk/bin/java" -cp "$here/target/sipvault-benchmarks.jar:$here/target/lib/*" \
        io.sipvault.benchmarks.traffic.TrafficMain "$1" "$work/$2.part" --scale "$3" --seed "$4" >"$work/$2.ledger"
    mv "$work/$2.part" "$work/$2.pcap"
    mv "$work/$2.ledger" "$work/$2.txt"
}
warm_scale=$(awk "BEGIN { print $scale / 5 }")
set --
for name in ${CAPTURES:-rtp-heavy sip-only}; do
    generate "$name" "$name-$scale" "$scale" 1
    # other traffic of the same kind, which warms a process up
    generate "$name" "$name-$scale.warm" "$warm_scale" 2
    set -- "$@" "$work/$name-$scale.pcap"
done

exec python3 "$here/compare.py" --sipvault "$home/sipvault" --work "$work" --runs "${RUNS:-3}" "$@"
