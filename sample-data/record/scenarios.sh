# shellcheck shell=bash
# What happens in each recording. Sourced by record.sh; ../README.md tells the
# same stories in words.

# A call as it should be, its media through rtpengine.
scenario_01() {
  kamailio_up -A WITH_RTPENGINE
  rtpengine_up
  softphone alice alice PCMU
  softphone bob bob PCMU
  capture -r ns
  press alice dial "sip:15558672044@pbx.example.com"
  sleep 2.5
  press bob accept
  sleep 10.5
  press alice hangup
  sleep 3.5                         # rtpengine reports its packet counts after 2 s
  finish 01-good-call
}

# The called phone is busy.
scenario_02() {
  kamailio_up
  callee bob uas-busy
  capture
  caller alice uac-fail 15558672044
  callee_done
  finish 02-busy
}

# The caller gives up while it rings.
scenario_03() {
  kamailio_up
  callee bob uas-ring
  capture
  caller alice uac-cancel 15558672044
  callee_done
  finish 03-cancelled
}

# Nobody answers; the proxy gives up after eight seconds.
scenario_04() {
  kamailio_up -A RING_TIMEOUT=8000
  callee carol uas-ring
  capture -r ng
  caller alice uac-fail 15558672077
  callee_done
  finish 04-no-answer
}

# A forwarded call to the outside; the carrier has no free line.
scenario_05() {
  kamailio_up
  callee carrier uas-congested
  capture
  caller alice uac-forwarded 0015554430193
  callee_done
  finish 05-carrier-503
}

# The proxy wants a password first.
scenario_06() {
  kamailio_up -A WITH_AUTH
  voice alice alice PCMA
  voice bob bob PCMA
  callee bob uas-answer -key pt 8 -key codec PCMA
  capture
  AS=1001 caller alice uac-auth 15558672044 -d 6000
  callee_done
  finish 06-authentication
}

# Alice puts Bob on hold and takes him back.
scenario_07() {
  kamailio_up -A WITH_RTPENGINE
  rtpengine_up
  softphone alice alice PCMA
  softphone bob bob PCMA
  capture -r ng
  press alice dial "sip:15558672044@pbx.example.com"
  sleep 1.5
  press bob accept
  sleep 4
  press alice hold
  sleep 4
  press alice resume
  sleep 4
  press alice hangup
  sleep 3.5
  finish 07-hold-resume
}

# Bob sends Alice on to Carol (blind transfer).
scenario_08() {
  kamailio_up
  softphone alice alice PCMU
  softphone bob bob PCMU
  softphone carol carol PCMU
  capture
  press alice dial "sip:15558672044@pbx.example.com"
  sleep 1.5
  press bob accept
  sleep 4
  press bob transfer "sip:15558672077@pbx.example.com"
  sleep 2
  press carol accept
  sleep 5
  press carol hangup
  sleep 1
  finish 08-transfer
}

# A phone behind a NAT, and nobody who relays its media.
scenario_09() {
  kamailio_up
  voice home alice PCMA
  voice bob bob PCMA
  callee bob uas-answer -key pt 8 -key codec PCMA
  capture
  caller home uac-call 15558672044 -d 8000
  callee_done
  finish 09-one-way-audio-nat
}

# Bob's access line loses packets in bursts and delays them unevenly.
scenario_10() {
  kamailio_up -A WITH_RTPENGINE
  rtpengine_up
  softphone alice alice PCMU
  softphone bob bob PCMU
  faulty_link bob --media-only --loss 5 --burst 2.5 --delay 20 --jitter 30 --seed 242
  capture -r ns
  press alice dial "sip:15558672044@pbx.example.com"
  sleep 1.5
  press bob accept
  sleep 12
  press alice hangup
  sleep 3.5
  finish 10-lossy-media
}

# Keys pressed in a call: RFC 4733 events, and one SIP INFO.
scenario_11() {
  kamailio_up
  voice alice alice PCMA --digits '1234#' --digits-at 4.5
  voice bob menu PCMA
  callee bob uas-dtmf -key pt 8 -key codec PCMA
  capture
  caller alice uac-dtmf 15558672044
  callee_done
  finish 11-dtmf
}

# One phone with a wrong password; one that registers and later takes it back.
scenario_12() {
  kamailio_up
  capture
  AS=1001 caller alice register-wrong 1001
  sleep 1
  AS=1002 caller bob register 1002
  finish 12-registration
}

# SIP over TCP: long messages in several segments, short ones together in one.
scenario_13() {
  kamailio_up
  # Small segments towards the proxy, as behind a VPN.
  in_ns sbc ip route add 10.20.1.11/32 dev eth0 advmss 700
  voice alice alice PCMU
  voice bob bob PCMU
  callee bob uas-tcp -t t1 -key nothing "" -key pt 0 -key codec PCMU
  capture
  caller alice uac-tcp 15558672044 -t t1 -d 5000
  callee_done
  finish 13-tcp
}

# A back-to-back user agent: one conversation, two Call-IDs.
scenario_14() {
  local alice_session bob_session out_cid
  alice_session=$(random_hex 16) bob_session=$(random_hex 16)
  out_cid=$(random_hex 12)@10.20.0.30
  kamailio_up
  voice alice alice PCMA
  voice bob bob PCMA
  callee bob uas-session -key pt 8 -key codec PCMA -key session "$bob_session" -key peer_session "$alice_session"
  local bob_pid=$CALLEE
  # The two halves are one program to the network: different ports, one address.
  local twin=127.0.0.1:6060
  AS=+15554430191 AS_NAME="Alice Moreau" \
    sipp_args app b2bua-out -3pcc "$twin" -s 15558672044 -p 5062 -mp 17000 -key peer_session "$bob_session"
  start app sipp-app-out "${SIPP[@]}" "$PROXY:5060"
  local out_pid=$LAST_PID
  sleep 1
  sipp_args app b2bua-in -3pcc "$twin" -key out_cid "$out_cid" -key peer_session "$bob_session"
  start app sipp-app-in "${SIPP[@]}" "$PROXY:5060"
  local in_pid=$LAST_PID
  sleep 1
  capture -r ng
  caller alice uac-session 15558672100 -d 6000 -key session "$alice_session" -key peer_session "$bob_session"
  for CALLEE in "$bob_pid" "$in_pid" "$out_pid"; do callee_done; done
  finish 14-two-legs
}

# An INVITE too long for one UDP packet.
scenario_15() {
  kamailio_up
  voice alice alice PCMA
  voice bob bob PCMA
  callee bob uas-answer -key pt 8 -key codec PCMA
  capture
  caller alice uac-long 15558672044 -d 5000
  callee_done
  finish 15-ip-fragments
}

# A call over IPv6, media through rtpengine.
scenario_16() {
  kamailio_up -A WITH_RTPENGINE
  rtpengine_up
  voice alice alice PCMU
  voice bob bob PCMU
  local TARGET='[2001:db8:20::10]:5060'
  callee bob uas-answer -i '[2001:db8:20::1:12]' -mi '[2001:db8:20::1:12]' -key pt 0 -key codec PCMU
  capture -r ns
  caller alice uac-call 15558672044 -d 6000 \
    -i '[2001:db8:20::1:11]' -mi '[2001:db8:20::1:11]' -cid_str "$(random_hex 10)@pbx.example.com"
  callee_done
  sleep 3
  finish 16-ipv6
}

# Alice's phone is on a tagged voice VLAN; recorded on the trunk to her desk.
scenario_17() {
  kamailio_up
  vlan_link alice 110
  voice alice alice PCMA
  voice bob bob PCMA
  callee bob uas-answer -key pt 8 -key codec PCMA
  capture -i u-alice
  caller alice uac-call 15558672044 -d 6000
  callee_done
  finish 17-vlan
}

# The 200 is never acknowledged.
scenario_18() {
  kamailio_up
  voice bob bob PCMA --seconds 31
  callee bob uas-noack -key pt 8 -key codec PCMA
  capture
  caller alice uac-noack 15558672044
  callee_done
  finish 18-no-ack
}

# The network loses SIP messages; each side repeats them until they arrive.
scenario_19() {
  kamailio_up
  faulty_link bob --drop INVITE:2 --drop 200/INVITE:2 --drop ACK:1 --drop BYE:1
  voice alice alice PCMA
  voice bob bob PCMA
  callee bob uas-answer -key pt 8 -key codec PCMA
  capture
  caller alice uac-call 15558672044 -d 6000
  callee_done
  finish 19-retransmissions
}

# Recorded on the proxy's own "any" device: Linux cooked headers, version 2 ...
scenario_20() {
  kamailio_up
  voice alice alice PCMA
  voice bob bob PCMA
  callee bob uas-answer -key pt 8 -key codec PCMA
  capture -h sbc -i any -y LINUX_SLL2
  caller alice uac-call 15558672044 -d 3000
  callee_done
  finish 20-any-device-sll2
}

# ... and version 1, on Bob's host, so with his media.
scenario_21() {
  kamailio_up
  voice alice alice PCMU
  voice bob bob PCMU
  callee bob uas-answer -key pt 0 -key codec PCMU
  capture -h bob -i any -y LINUX_SLL
  caller alice uac-call 15558672044 -d 5000
  callee_done
  finish 21-any-device-sll
}

# The proxy reports what it sees in HEP, to a collector on the same network.
scenario_22() {
  kamailio_up -A WITH_HEP
  collector
  voice alice alice PCMA
  voice bob bob PCMA
  callee bob uas-answer -key pt 8 -key codec PCMA
  capture
  caller alice uac-call 15558672044 -d 3000
  callee_done
  finish 22-hep
}
