#!/usr/bin/env bash
# Describe the captures with tshark alone, as a yardstick for other programs:
#
#   ../expected.tsv           one line for each Call-ID
#   ../expected-streams.tsv   one line for each RTP stream
#   ../README.md              the table of calls in it
#
#   ./expected.sh             needs tshark and python3, no root
set -euo pipefail
export LC_ALL=C

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
DATA=$HERE/..

for program in tshark python3; do
  command -v "$program" >/dev/null || { echo "missing: $program (apt-get install tshark python3)" >&2; exit 1; }
done

# Preferences are given here, so that those of the user's own profile do not matter.
read_capture() { tshark -n -o rtp.heuristic_rtp:TRUE -o ip.defragment:TRUE -r "$1" "${@:2}" 2>/dev/null; }

dialogs=$(mktemp) streams=$(mktemp)
trap 'rm -f "$dialogs" "$streams"' EXIT

printf 'scenario\tcall_id\tfirst_method\tfinal_status\tall_final_statuses\tsip_messages\ttransports\tintent\n' >"$dialogs"
printf 'scenario\tssrc\tsrc\tdst\tcodec\tpackets\tlost\n' >"$streams"

for capture in "$DATA"/captures/[0-9][0-9]-*.pcap*; do
  name=$(basename "$capture"); name=${name%.pcap*}
  # Layer by layer, because one TCP segment may hold several SIP messages.
  read_capture "$capture" -Y sip -T pdml |
    python3 "$HERE/expected_dialogs.py" "$name" "$HERE/intent.tsv" >>"$dialogs"
  # start end src port dst port ssrc payload... packets lost (percent) deltas...
  read_capture "$capture" -q -z rtp,streams | awk -v name="$name" -v OFS='\t' '
    / 0x/ {
      codec = $8
      for (i = 9; $i !~ /^[0-9]+$/; i++) codec = codec " " $i
      src = ($3 ~ /:/ ? "[" $3 "]" : $3) ":" $4
      dst = ($5 ~ /:/ ? "[" $5 "]" : $5) ":" $6
      print name, $7, src, dst, codec, $i, $(i + 1)
    }' | sort -k2,2 -k3,3 >>"$streams"
done

# mktemp makes files that only their owner may read
install -m 644 "$dialogs" "$DATA/expected.tsv"
install -m 644 "$streams" "$DATA/expected-streams.tsv"

# The table of calls in the README
awk -F'\t' -v table="$DATA/expected.tsv" '
  /^<!-- calls -->/ {
    print
    print ""
    print "| Scenario | Call-ID | First request | Caller was told | SIP messages |"
    print "| --- | --- | --- | --- | --- |"
    getline line < table
    while ((getline line < table) > 0) {
      split(line, f, "\t")
      printf "| %s | `%s` | %s | %s | %s |\n", f[1], f[2], f[3], f[4], f[6]
    }
    print ""
    skip = 1
  }
  /^<!-- end of calls -->/ { skip = 0 }
  !skip
' "$DATA/README.md" >"$dialogs"
install -m 644 "$dialogs" "$DATA/README.md"

echo "$(($(wc -l <"$DATA/expected.tsv") - 1)) dialogs, $(($(wc -l <"$streams") - 1)) RTP streams"
