# shellcheck shell=bash
# The laboratory: network namespaces as hosts, a bridge as their switch.
# Sourced by record.sh. Every name carries $LAB so that nothing else is touched.
#
#   alice  10.20.1.11 --+                      +-- 203.0.113.10 carrier
#   bob    10.20.1.12 --+                      |
#   carol  10.20.1.13 --+-- br-core -- edge -- br-wan
#   sbc    10.20.0.10 --+        10.20.0.1 /   |
#   media  10.20.0.20 --+      203.0.113.1     +-- 203.0.113.77 nat 192.168.77.1 -- home 192.168.77.23
#   app    10.20.0.30 --+
#
# Captures are taken on br-core, as on the mirror port of a switch: a frame from
# one host to another is seen once.

LAB=svlab
HOSTS=(sw sbc media app alice bob carol edge carrier nat home)
STARTED=()                          # pids of what we started, newest last

ns() { echo "$LAB-$1"; }
in_ns() { local host=$1; shift; ip netns exec "$(ns "$host")" "$@"; }

# start HOST NAME COMMAND...: run in the background on a host, remember the pid.
# `ip netns exec` becomes the command, so the pid is the program's own.
start() {
  local host=$1 name=$2; shift 2
  ip netns exec "$(ns "$host")" "$@" </dev/null >"$RUN/$name.out" 2>&1 &
  LAST_PID=$!
  STARTED+=("$LAST_PID")
}

# stop PID [SIGNAL]: end one of our own processes and wait until it is gone.
stop() {
  kill -"${2:-TERM}" "$1" 2>/dev/null || true
  for _ in {1..50}; do kill -0 "$1" 2>/dev/null || break; sleep 0.1; done
  kill -KILL "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

stop_all() {
  local i
  for ((i = ${#STARTED[@]} - 1; i >= 0; i--)); do
    kill -0 "${STARTED[i]}" 2>/dev/null && stop "${STARTED[i]}"
  done
  STARTED=()
}

# Checksums and segmentation are the job of a network card, which a veth pair
# does not have: do them in software, or the capture shows what no cable carries.
honest_wire() {
  in_ns "$1" ethtool -K "$2" tx off rx off tso off gso off gro off sg off >/dev/null 2>&1 || true
}

# cable HOST IFACE SWITCHPORT MAC [BRIDGE]
cable() {
  local host=$1 iface=$2 port=$3 mac=$4 bridge=${5:-}
  ip link add "$port" netns "$(ns sw)" type veth peer name "$iface" netns "$(ns "$host")"
  ip -n "$(ns "$host")" link set "$iface" address "$mac" up
  ip -n "$(ns sw)" link set "$port" up
  [[ -z $bridge ]] || ip -n "$(ns sw)" link set "$port" master "$bridge"
  honest_wire "$host" "$iface"
  honest_wire sw "$port"
}

address() { ip -n "$(ns "$1")" addr add "$3" dev "$2" ${4:-}; }
gateway() { ip -n "$(ns "$1")" route add default via "$2"; }

lab_up() {
  local host
  for host in "${HOSTS[@]}"; do
    ip netns add "$(ns "$host")"
    ip -n "$(ns "$host")" link set lo up
    # No IPv6 of its own accord: only where an address is given below.
    in_ns "$host" sysctl -qw net.ipv6.conf.default.accept_ra=0 net.ipv6.conf.default.router_solicitations=0 \
      net.ipv6.conf.default.addr_gen_mode=1 net.ipv6.conf.default.accept_dad=0
  done
  in_ns sw sysctl -qw net.bridge.bridge-nf-call-iptables=0 net.bridge.bridge-nf-call-ip6tables=0 2>/dev/null || true
  for bridge in br-core br-wan; do
    ip -n "$(ns sw)" link add "$bridge" type bridge mcast_snooping 0
    ip -n "$(ns sw)" link set "$bridge" up
  done

  cable sbc   eth0 p-sbc   02:53:56:00:00:10 br-core; address sbc   eth0 10.20.0.10/16
  cable media eth0 p-media 02:53:56:00:00:20 br-core; address media eth0 10.20.0.20/16
  cable app   eth0 p-app   02:53:56:00:00:30 br-core; address app   eth0 10.20.0.30/16
  cable alice eth0 p-alice 02:53:56:00:01:11 br-core; address alice eth0 10.20.1.11/16
  cable bob   eth0 p-bob   02:53:56:00:01:12 br-core; address bob   eth0 10.20.1.12/16
  cable carol eth0 p-carol 02:53:56:00:01:13 br-core; address carol eth0 10.20.1.13/16
  cable edge  eth0 p-edge  02:53:56:00:00:01 br-core; address edge  eth0 10.20.0.1/16
  cable edge  eth1 w-edge  02:53:56:00:02:01 br-wan;  address edge  eth1 203.0.113.1/24
  cable carrier eth0 w-carrier 02:53:56:00:02:0a br-wan; address carrier eth0 203.0.113.10/24
  cable nat   eth0 w-nat   02:53:56:00:02:4d br-wan;  address nat   eth0 203.0.113.77/24
  address sbc   eth0 2001:db8:20::10/64 nodad
  address media eth0 2001:db8:20::20/64 nodad
  address alice eth0 2001:db8:20::1:11/64 nodad
  address bob   eth0 2001:db8:20::1:12/64 nodad

  ip link add eth1 netns "$(ns nat)" type veth peer name eth0 netns "$(ns home)"
  ip -n "$(ns nat)" link set eth1 up
  ip -n "$(ns home)" link set eth0 address 02:53:56:00:77:17 up
  honest_wire nat eth1; honest_wire home eth0
  address nat eth1 192.168.77.1/24
  address home eth0 192.168.77.23/24

  for host in sbc media app alice bob carol; do gateway "$host" 10.20.0.1; done
  gateway carrier 203.0.113.1
  gateway nat 203.0.113.1
  gateway home 192.168.77.1
  for host in edge nat; do in_ns "$host" sysctl -qw net.ipv4.ip_forward=1; done
  # As on the internet: nobody out there knows the way to a private address.
  ip -n "$(ns edge)" route add blackhole 192.168.0.0/16
  in_ns nat nft -f - <<'NFT'
table ip nat {
  chain postrouting {
    type nat hook postrouting priority srcnat;
    oifname "eth0" masquerade random
  }
}
NFT
}

lab_down() {
  local host
  for host in "${HOSTS[@]}"; do ip netns del "$(ns "$host")" 2>/dev/null || true; done
}

# faulty_link HOST OPTIONS...: put link.py between a host and the switch.
faulty_link() {
  local host=$1; shift
  ip -n "$(ns sw)" link set "p-$host" nomaster
  ip -n "$(ns sw)" link add "l-$host" type veth peer name "m-$host"
  ip -n "$(ns sw)" link set "l-$host" up
  ip -n "$(ns sw)" link set "m-$host" up master br-core
  honest_wire sw "l-$host"; honest_wire sw "m-$host"
  start sw "link-$host" python3 "$HERE/link.py" --a "p-$host" --b "l-$host" "$@"
}

# vlan_link HOST VID: a host on the tagged voice VLAN of a trunk. The trunk is the
# pair t-HOST/u-HOST; capture on u-HOST.
vlan_link() {
  local host=$1 vid=$2
  ip -n "$(ns sw)" link set "p-$host" nomaster
  ip -n "$(ns sw)" link add "t-$host" type veth peer name "u-$host"
  ip -n "$(ns sw)" link add "l-$host" type veth peer name "m-$host"
  local port
  for port in t u l m; do
    ip -n "$(ns sw)" link set "$port-$host" up
    honest_wire sw "$port-$host"
  done
  ip -n "$(ns sw)" link set "m-$host" master br-core
  start sw "trunk-$host"  python3 "$HERE/link.py" --a "p-$host" --b "t-$host" --vlan "$vid"
  start sw "access-$host" python3 "$HERE/link.py" --a "l-$host" --b "u-$host" --vlan "$vid"
}
