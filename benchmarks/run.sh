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

fail() {
    printf 'run.sh: %s\n' "$1" >&2
    exit 1
}

missing=
need() {
    command -v "$1" >/dev/null 2>&1 || missing="$missing
  $1: $2"
}
need tshark "apt-get install tshark"
need python3 "apt-get install python3"
need mvn "apt-get install maven"
[ -x /usr/bin/time ] || missing="$missing
  /usr/bin/time: apt-get install time (the command of the shell does not tell peak memory)"
[ -z "$missing" ] || fail "these are missing:$missing"

is_jdk25() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release"
}

jdk=
for folder in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$folder" ] && is_jdk25 "$folder"; then
        jdk=$folder
        break
    fi
done
[ -n "$jdk" ] || fail "needs a JDK 25, found none in JAVA25_HOME, JAVA_HOME or the usual folders"

printf 'building\n' >&2
(cd "$home" && mvn -q -B -Pbenchmarks -pl benchmarks -am -DskipTests -Dspotless.check.skip=true package) \
    || fail "building the benchmarks failed"
"$home/sipvault" --version >/dev/null || fail "building sipvault failed"

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
