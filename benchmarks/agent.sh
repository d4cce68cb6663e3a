#!/bin/sh
# Replays generated calls over a pair of virtual interfaces and captures them with the agent and with tcpdump, one after the
# other; prints packets, drops, CPU and memory side by side.
#   benchmarks/agent.sh [FOLDER]     work folder, default /tmp/sipvault-agent-bench; what was made in it is used again
# RATES ("50000 200000", packets a second), RUNS (3) and SCALE (0.2 of 4.2 million packets) may be set. Needs root, for the
# interfaces.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd -P)
home=$(dirname -- "$here")
work=${1:-/tmp/sipvault-agent-bench}
scale=${SCALE:-0.2}
. "$here/common.sh"

[ "$(id -u)" = 0 ] || fail "needs root, to make a pair of virtual interfaces"
need tcpreplay "apt-get install tcpreplay"
need tcpdump "apt-get install tcpdump"
need ip "apt-get install iproute2"
need python3 "apt-get install python3"
need mvn "apt-get install maven"
nothing_missing
find_jdk
build

mkdir -p "$work"
capture=$work/rtp-heavy-$scale.pcap
if [ ! -s "$capture" ]; then
    "$jdk/bin/java" -cp "$here/target/sipvault-benchmarks.jar:$here/target/lib/*" \
        io.sipvault.benchmarks.traffic.TrafficMain rtp-heavy "$capture.part" --scale "$scale" --seed 2 >"$work/ledger"
    mv "$capture.part" "$capture"
fi

ip link add svbench0 type veth peer name svbench1
trap 'ip link del svbench0' EXIT
for name in svbench0 svbench1; do
    sysctl -q -w "net.ipv6.conf.$name.disable_ipv6=1" 2>/dev/null || true
    ip link set "$name" mtu 9000 up
done
# shellcheck disable=SC2086 # the rates are words
python3 "$here/agent.py" --sipvault "$home/sipvault" --work "$work" --capture "$capture" --runs "${RUNS:-3}" \
    ${RATES:-50000 200000}
