#!/usr/bin/env bash
# Record the sample captures: real SIP software on hosts of a small network that
# exists only inside this machine, for as long as the script runs.
#
#   sudo ./record.sh            record every scenario
#   sudo ./record.sh 09 13      record these
#   sudo KEEP=1 ./record.sh 09  leave the programs' own output in the work folder
#
# Captures go to ../captures, logs to ../logs. ./expected.sh then describes them.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CAPTURES=$HERE/../captures
LOGS=$HERE/../logs
PROXY=10.20.0.10
# shellcheck source=lab.sh
source "$HERE/lab.sh"
# shellcheck source=scenarios.sh
source "$HERE/scenarios.sh"

# ---- before we begin --------------------------------------------------------

need() {
  local missing=() pair
  for pair in sipp:sip-tester kamailio:kamailio rtpengine:rtpengine-daemon \
      baresip:baresip-core tcpdump:tcpdump tshark:tshark editcap:wireshark-common \
      espeak-ng:espeak-ng sox:sox ip:iproute2 ss:iproute2 sysctl:procps nft:nftables ethtool:ethtool python3:python3; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  compgen -G '/usr/lib/*/kamailio/modules/rtpengine.so' >/dev/null || missing+=(kamailio)
  if ((${#missing[@]})); then
    echo "These packages are missing (Debian 12): ${missing[*]}" >&2
    echo "  apt-get install ${missing[*]}" >&2
    echo "  update-rc.d kamailio disable; update-rc.d rtpengine-daemon disable" >&2
    exit 1
  fi
  if ((EUID != 0)); then
    echo "record.sh makes network namespaces and raw sockets: run it as root." >&2
    exit 1
  fi
}

# ---- helpers of the scenarios -----------------------------------------------

random_hex() { od -An -tx1 -N"$1" /dev/urandom | tr -d ' \n'; }

# Speech is made once per run; every speaker and length gets its own file.
# speech NAME VOICE SECONDS TEXT -> $SPEECH/NAME.wav .long.wav .al .ul
speech() {
  local name=$1 voice=$2 seconds=$3 text=$4 base=$SPEECH/$1
  espeak-ng -v "$voice" -s 145 -w "$base.raw.wav" "$text"
  sox -V1 "$base.raw.wav" -r 8000 -c 1 -b 16 "$base.wav" gain -n -6 pad 0.3 0 pad 0 "$seconds" trim 0 "$seconds"
  # A baresip phone hangs up when its file ends: let it talk for ever.
  sox "$base.wav" "$base.long.wav" repeat 8
  sox "$base.wav" -t raw -e a-law -b 8 "$base.al"
  sox "$base.wav" -t raw -e u-law -b 8 "$base.ul"
}

make_speech() {
  speech alice en-gb+f3 10 "Hello Bob, this is Alice at the front desk. The delivery for the workshop has come, \
four boxes and one long parcel. Shall I send it up, or will you fetch it before noon?"
  speech bob en-us 10 "Good morning Alice, Bob speaking. Thank you for telling me. Please keep the long parcel dry, \
I will come down at eleven with a trolley and take all of it."
  speech carol en-us+f2 10 "Carol speaking, accounts. Yes, I have the invoice in front of me, the amount is two hundred \
and forty, payable within thirty days."
  speech menu en-gb 12 "Welcome. Please enter your four digit customer number, followed by the hash key. \
Thank you. For a repair press five. One moment please, we are connecting you."
}

# kamailio_up [-A DEFINE...], rtpengine_up: fresh for every scenario, so that the
# log holds that scenario and nothing else. Start-up lines are cut off later.
kamailio_up() {
  ip netns exec "$(ns sbc)" kamailio -DD -E -f "$HERE/kamailio/kamailio.cfg" \
    -P "$RUN/kamailio.pid" -Y "$RUN" -m 64 -M 8 "$@" </dev/null \
    2> >(exec python3 "$HERE/stamp.py" --style syslog --host sbc1 \
         --program /usr/sbin/kamailio --out "$RUN/kamailio.log") >/dev/null &
  STARTED+=($!)
  wait_udp sbc 5060
}

rtpengine_up() {
  ip netns exec "$(ns media)" rtpengine --config-file="$HERE/rtpengine/rtpengine.conf" </dev/null \
    2> >(exec python3 "$HERE/stamp.py" --style rfc3339 --host media1 --pid 2117 \
         --program rtpengine --out "$RUN/rtpengine.log") >/dev/null &
  STARTED+=($!)
  wait_udp media 22222
}

# Somebody who listens for HEP, so that nothing comes back to the proxy.
collector() {
  start app collector python3 -c 'import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("10.20.0.30", 9060))
while True: s.recv(65535)'
  wait_udp app 9060
}

wait_udp() {
  for _ in {1..100}; do
    if [[ -n $(in_ns "$1" ss -Hlun "sport = :$2") ]]; then return 0; fi
    sleep 0.1
  done
  echo "nothing listens on UDP port $2 of $1" >&2
  return 1
}

# capture [-r KIND] [-h HOST] [-i IFACE] [-y LINKTYPE]: begin to record.
# KIND: us, ns (pcap of that precision) or ng (pcapng).
# Left out: the proxy's orders to rtpengine (port 22222) and multicast group chatter
# of IPv6 (hop-by-hop header), which are no part of the calls.
capture() {
  local host=sw iface=br-core kind=us linktype=() opt OPTIND
  while getopts r:h:i:y: opt; do
    case $opt in
      r) kind=$OPTARG ;; h) host=$OPTARG ;; i) iface=$OPTARG ;;
      y) linktype=(-y "$OPTARG") ;; *) return 1 ;;
    esac
  done
  local precision=micro
  [[ $kind == us ]] || precision=nano
  CAPTURE_KIND=$kind
  start "$host" tcpdump tcpdump -i "$iface" "${linktype[@]}" -U -s 0 -Z root -n \
    --time-stamp-precision="$precision" -w "$RUN/capture.pcap" 'not udp port 22222 and not ip6[6] == 0'
  TCPDUMP=$LAST_PID
  for _ in {1..50}; do grep -qs 'listening on' "$RUN/tcpdump.out" && break; sleep 0.1; done
  sleep 0.3
  # What the servers said while they started is of no interest: wait until they
  # are silent, and remember where that was.
  touch "$RUN/kamailio.log" "$RUN/rtpengine.log"
  local before after=-1
  for _ in {1..20}; do
    before=$after after=$(cat "$RUN/kamailio.log" "$RUN/rtpengine.log" | wc -l)
    [[ $before != "$after" ]] || break
    sleep 0.5
  done
  KAMAILIO_FROM=$(wc -l <"$RUN/kamailio.log")
  RTPENGINE_FROM=$(wc -l <"$RUN/rtpengine.log")
}

# finish NAME: end the recording and file what belongs to it.
finish() {
  local name=$1
  sleep 1
  stop "$TCPDUMP" INT
  rm -f "$CAPTURES/$name".pcap*
  if [[ $CAPTURE_KIND == ng ]]; then
    editcap -F pcapng "$RUN/capture.pcap" "$CAPTURES/$name.pcapng"
  else
    cp "$RUN/capture.pcap" "$CAPTURES/$name.pcap"
  fi
  rm -f "$LOGS/$name".*.log
  file_log kamailio "$KAMAILIO_FROM" "$LOGS/$name.kamailio.log"
  file_log rtpengine "$RTPENGINE_FROM" "$LOGS/$name.rtpengine.log"
}

file_log() {
  tail -n "+$(($2 + 1))" "$RUN/$1.log" >"$3"
  [[ -s $3 ]] || rm -f "$3"
}

# person WHO -> ADDRESS, USER, DISPLAY, UA of one of the cast
person() {
  case $1 in
    alice)   ADDRESS=10.20.1.11 USER_=+15554430191 DISPLAY_="Alice Moreau" UA="Yealink SIP-T46U 108.86.0.70" ;;
    bob)     ADDRESS=10.20.1.12 USER_=15558672044  DISPLAY_="Bob Tanaka"   UA="PolycomVVX-VVX_411-UA/6.4.3.5814" ;;
    carol)   ADDRESS=10.20.1.13 USER_=15558672077  DISPLAY_="Carol Okafor" UA="Cisco-CP8851/14.2.1" ;;
    home)    ADDRESS=192.168.77.23 USER_=+15554430191 DISPLAY_="Alice Moreau" UA="Grandstream GXP2170 1.0.11.64" ;;
    carrier) ADDRESS=203.0.113.10 USER_=0015554430193 DISPLAY_="Carrier" UA="CarrierSBC/9.2.1R4 carrier.example.net" ;;
    app)     ADDRESS=10.20.0.30 USER_=15558672100 DISPLAY_="Follow Me" UA="FollowMe-B2BUA/3.6" ;;
  esac
}

# voice WHO SPEAKER CODEC [make_rtp.py options]: what SIPp plays at that host
voice() {
  local who=$1 speaker=$2 codec=$3; shift 3
  local audio=$SPEECH/$speaker.al
  [[ $codec == PCMA ]] || audio=$SPEECH/$speaker.ul
  mkdir -p "$RUN/$who"
  python3 "$HERE/make_rtp.py" --audio "$audio" --codec "$codec" --ssrc "$(random_hex 4)" \
    --out "$RUN/$who/speech.pcap" "$@"
}

# sipp_args WHO XML [OPTIONS]: set SIPP, the command line shared by both sides.
# AS and AS_NAME in the environment let it call under another name.
sipp_args() {
  local who=$1 xml=$2; shift 2
  person "$who"
  mkdir -p "$RUN/$who"
  SIPP=(env -C "$RUN/$who" sipp -sf "$HERE/scenarios/$xml.xml" -i "$ADDRESS" -p 5060
    -mi "$ADDRESS" -mp "$((16384 + 2 * (RANDOM % 200)))" -m 1 -l 1 -nostdin -trace_err
    -timeout 90s -timeout_error
    -key caller "${AS:-$USER_}" -key callee "$USER_" -key caller_name "${AS_NAME:-$DISPLAY_}" -key ua "$UA"
    -key tag "$(random_hex 6)" "$@")
}

# callee WHO XML [OPTIONS]: wait for the call. caller WHO XML NUMBER [OPTIONS]: make it.
callee() {
  sipp_args "$@"
  start "$1" "sipp-$1" "${SIPP[@]}" "${TARGET:-$PROXY:5060}"
  CALLEE=$LAST_PID
  for _ in {1..50}; do
    if [[ -n $(in_ns "$1" ss -Hlutn "sport = :5060") ]]; then break; fi
    sleep 0.1
  done
}

caller() {
  local who=$1 xml=$2 number=$3; shift 3
  person "$who"
  # The host part, as phones do it; SIPp replaces neither brackets nor spaces here.
  sipp_args "$who" "$xml" -cid_str "$(random_hex 10)@$ADDRESS" -s "$number" "$@"
  in_ns "$who" "${SIPP[@]}" "${TARGET:-$PROXY:5060}" >"$RUN/sipp-$who.out" 2>&1 ||
    complain "$who's phone was not content with the call (sipp returned $?)"
}

callee_done() {
  wait "$CALLEE" || complain "the called phone was not content with the call (sipp returned $?)"
}

complain() {
  echo "   $*" >&2
  local log
  for log in "$RUN"/*/*_errors.log; do
    [[ ! -e $log ]] || { echo "   $log:"; head -20 "$log"; echo; } >&2
  done
  TROUBLE=1
}

# softphone WHO SPEAKER CODEC [ACCOUNT PARAMETERS]: a baresip phone
softphone() {
  local who=$1 speaker=$2 codec=$3 extra=${4:-}
  local dir=$RUN/$who first
  person "$who"
  mkdir -p "$dir"
  first=$((16400 + 4 * (RANDOM % 200)))
  sed -e "s|@ADDRESS@|$ADDRESS|; s|@DIR@|$dir|; s|@RTP_FIRST@|$first|; s|@RTP_LAST@|$((first + 40))|" \
    "$HERE/baresip/config" >"$dir/config"
  cp "$SPEECH/$speaker.long.wav" "$dir/speech.wav"
  cp "$SPEECH/$speaker.wav" "$dir/alert.wav"
  echo "\"$DISPLAY_\" <sip:$USER_@pbx.example.com>;regint=0;outbound=\"sip:$PROXY\";audio_codecs=$codec/8000/1$extra" \
    >"$dir/accounts"
  touch "$dir/contacts"
  start "$who" "baresip-$who" baresip -4 -f "$dir"
  wait_udp "$who" 5060
}

# press WHO COMMAND...: press a key of a softphone
press() {
  local who=$1; shift
  in_ns "$who" python3 "$HERE/baresip/ctl.py" "$@" >>"$RUN/keys-$who.out" 2>&1 ||
    complain "$who's softphone did not take: $*"
}

# ---- run --------------------------------------------------------------------

cleanup() {
  set +e
  stop_all
  lab_down
  if [[ -n ${KEEP:-} ]]; then echo "kept: $WORK"; else rm -rf "$WORK"; fi
}

main() {
  need
  if ip netns list | grep -q "^$LAB-"; then
    echo "Namespaces named $LAB-... exist: another recording runs, or one was killed." >&2
    echo "  ip netns list | awk '/^$LAB-/{print \$1}' | xargs -n1 ip netns del" >&2
    exit 1
  fi
  # Packets of speech are due every 20 ms: go before other work of this machine.
  renice -n -10 -p $$ >/dev/null 2>&1 || true
  WORK=$(mktemp -d)
  SPEECH=$WORK/speech
  trap cleanup EXIT
  trap 'exit 130' INT TERM HUP
  mkdir -p "$SPEECH" "$CAPTURES" "$LOGS"
  make_speech

  local wanted=("$@") number failed=()
  ((${#wanted[@]})) || mapfile -t wanted < <(compgen -A function | sed -n 's/^scenario_//p')
  for number in "${wanted[@]}"; do
    if ! declare -F "scenario_$number" >/dev/null; then
      echo "There is no scenario $number." >&2
      exit 2
    fi
    RUN=$WORK/$number
    TROUBLE=
    mkdir -p "$RUN"
    echo "$number"
    lab_up
    "scenario_$number"
    stop_all
    lab_down
    [[ -z $TROUBLE ]] || failed+=("$number")
  done
  if ((${#failed[@]})); then
    echo "Look at these again: ${failed[*]}" >&2
    exit 1
  fi
}

main "$@"
