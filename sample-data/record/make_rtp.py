#!/usr/bin/env python3
"""Pack raw G.711 audio into a pcap file of 20 ms RTP packets for SIPp.

SIPp's play_pcap_audio sends the UDP payloads of such a file at the pace of its
time stamps and replaces addresses and ports with those agreed in the SDP, so
the addresses written here never reach the wire.

  make_rtp.py --audio hello.al --codec PCMA --ssrc 1a2b3c4d --out speech.pcap
  make_rtp.py ... --digits '1234#' --digits-at 3.0     (RFC 4733 events inside)
"""
import argparse
import random
import struct

PAYLOAD_TYPE = {"PCMU": 0, "PCMA": 8}
SILENCE = {"PCMU": b"\xff", "PCMA": b"\xd5"}
EVENT_PAYLOAD_TYPE = 101
SAMPLES = 160                     # 20 ms of 8000 samples a second
DIGITS = "0123456789*#ABCD"


def rtp(payload_type, marker, seq, timestamp, ssrc, payload):
    second = (0x80 if marker else 0) | payload_type
    return struct.pack("!BBHII", 0x80, second, seq & 0xFFFF,
                       timestamp & 0xFFFFFFFF, ssrc) + payload


def event(digit, end, duration, volume=10):
    return struct.pack("!BBH", DIGITS.index(digit),
                       (0x80 if end else 0) | volume, duration)


def packets(args, audio):
    """Yield (milliseconds since start, RTP packet) in sending order."""
    source = random.Random(args.ssrc)          # same SSRC: same file again
    seq, stamp = source.randrange(0x8000), source.randrange(0x40000000)
    chunks = [audio[i:i + SAMPLES] for i in range(0, len(audio), SAMPLES)]
    chunks = [c.ljust(SAMPLES, SILENCE[args.codec]) for c in chunks]
    slots = {}                                 # slot -> (digit, packet in the event)
    held, gap = 8, 7                           # 160 ms pressed, 140 ms apart
    slot = int(args.digits_at * 50)
    for digit in args.digits:
        for i in range(held):
            slots[slot + i] = (digit, i)
        slot += held + gap

    marker, event_stamp = True, 0
    for n, chunk in enumerate(chunks):
        now, audio_stamp = n * 20, stamp + n * SAMPLES
        if n not in slots:
            yield now, rtp(PAYLOAD_TYPE[args.codec], marker, seq, audio_stamp,
                           args.ssrc, chunk)
            seq, marker = seq + 1, False
            continue
        digit, i = slots[n]
        if i == 0:
            event_stamp = audio_stamp          # an event keeps its first stamp
        last = i == held - 1
        for _ in range(3 if last else 1):      # the end is sent three times
            yield now, rtp(EVENT_PAYLOAD_TYPE, i == 0, seq, event_stamp,
                           args.ssrc, event(digit, last, (i + 1) * SAMPLES))
            seq += 1
        marker = n + 1 not in slots            # talk starts again after digits


def frame(payload):
    udp = struct.pack("!HHHH", 16384, 16384, 8 + len(payload), 0) + payload
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0,
                     bytes([10, 20, 1, 11]), bytes([10, 20, 1, 12]))
    total = sum(struct.unpack("!10H", ip))
    total = (total & 0xFFFF) + (total >> 16)
    ip = ip[:10] + struct.pack("!H", ~(total + (total >> 16)) & 0xFFFF) + ip[12:]
    return bytes.fromhex("020000000002" "020000000001" "0800") + ip + udp


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--audio", required=True, help="raw A-law or u-law bytes")
    ap.add_argument("--codec", choices=sorted(PAYLOAD_TYPE), default="PCMA")
    ap.add_argument("--ssrc", type=lambda s: int(s, 16), required=True)
    ap.add_argument("--digits", default="")
    ap.add_argument("--digits-at", type=float, default=3.0, metavar="SECONDS")
    ap.add_argument("--seconds", type=float, help="repeat or cut the audio")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    with open(args.audio, "rb") as f:
        audio = f.read()
    if args.seconds:
        length = int(args.seconds * 8000)
        audio = (audio * (length // len(audio) + 1))[:length]
    with open(args.out, "wb") as out:
        out.write(struct.pack("=IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for ms, packet in packets(args, audio):
            data = frame(packet)
            out.write(struct.pack("=IIII", ms // 1000, ms % 1000 * 1000,
                                  len(data), len(data)))
            out.write(data)


if __name__ == "__main__":
    main()
