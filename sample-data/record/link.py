#!/usr/bin/env python3
"""A cable with faults: passes Ethernet frames between two interfaces.

Loses, delays and reorders frames, drops chosen SIP messages, or adds the
802.1Q tag of a trunk. It stands in for `tc netem` and VLAN sub-interfaces so
that the recordings can also be made on kernels built without them, and so that
a fault hits exactly the message it is meant for.

  link.py --a p-bob --b l-bob --loss 5 --burst 2 --jitter 30 --media-only
  link.py --a p-bob --b l-bob --drop INVITE:2 --drop 200/INVITE:1
  link.py --a p-alice --b t-alice --vlan 110     (tag from a to b, untag back)
"""
import argparse
import heapq
import random
import re
import select
import signal
import socket
import struct
import sys
import time

ETH_P_ALL = 3
SOL_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC = 263, 1, 1
PACKET_OUTGOING = 4
FIRST_LINE = re.compile(rb"(?:SIP/2\.0 (\d{3})|([A-Z]+) sips?:)")
CSEQ = re.compile(rb"\r\nCSeq:\s*\d+\s+([A-Z]+)", re.I)


def open_port(name):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    s.bind((name, 0))
    s.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP,
                 struct.pack("iHH8s", socket.if_nametoindex(name),
                             PACKET_MR_PROMISC, 0, b""))
    s.setblocking(False)
    return s


def udp_payload(frame):
    """(source port, destination port, payload), or None if it is not IPv4 UDP."""
    if frame[12:14] != b"\x08\x00" or frame[23] != 17:
        return None
    start = 14 + (frame[14] & 15) * 4
    return (*struct.unpack("!HH", frame[start:start + 4]), frame[start + 8:])


def sip_name(payload):
    """INVITE for a request, 200/INVITE for a response, None for anything else."""
    first = FIRST_LINE.match(payload)
    if not first:
        return None
    if first.group(2):
        return first.group(2).decode()
    cseq = CSEQ.search(payload)
    return f"{first.group(1).decode()}/{cseq.group(1).decode() if cseq else '?'}"


class Faults:
    """One direction: a two-state (Gilbert) loss model, delay and jitter."""

    def __init__(self, args, drops, seed):
        self.rng, self.args, self.drops = random.Random(seed), args, drops
        self.bad = False
        # Mean length of a burst gives the way out of the bad state, the share
        # of packets to lose then gives the way in.
        self.leave = 1 / args.burst
        share = args.loss / 100
        self.enter = self.leave * share / (1 - share) if share < 1 else 1

    def fate(self, frame):
        """Seconds to hold the frame, or None to lose it."""
        udp = udp_payload(frame)
        name = sip_name(udp[2]) if udp else None
        if name and self.drops.get(name, 0) > 0:
            self.drops[name] -= 1
            return None
        if self.args.media_only and (udp is None or name or 5060 in udp[:2]):
            return 0
        if self.args.loss:
            self.bad = (self.rng.random() >= self.leave if self.bad
                        else self.rng.random() < self.enter)
            if self.bad:
                return None
        hold = self.args.delay
        if self.args.jitter:
            # Mostly small, at times large; a late packet is overtaken.
            hold += min(abs(self.rng.gauss(0, self.args.jitter / 2)),
                        2 * self.args.jitter)
        return hold / 1000


def tag(frame, vid):
    return frame[:12] + struct.pack("!HH", 0x8100, 5 << 13 | vid) + frame[12:]


def untag(frame):
    # The kernel has usually taken the tag off the frame already.
    return frame[:12] + frame[16:] if frame[12:14] == b"\x81\x00" else frame


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--a", required=True)
    ap.add_argument("--b", required=True)
    ap.add_argument("--loss", type=float, default=0, help="per cent of packets")
    ap.add_argument("--burst", type=float, default=1, help="mean packets lost in a row")
    ap.add_argument("--delay", type=float, default=0, help="milliseconds")
    ap.add_argument("--jitter", type=float, default=0,
                    help="milliseconds, at times twice as much")
    ap.add_argument("--media-only", action="store_true", help="leave SIP alone")
    ap.add_argument("--drop", action="append", default=[], metavar="NAME:COUNT")
    ap.add_argument("--vlan", type=int)
    ap.add_argument("--seed", type=int, default=20)
    args = ap.parse_args()

    drops = {}
    for item in args.drop:
        name, _, count = item.rpartition(":")
        drops[name] = int(count)
    a, b = open_port(args.a), open_port(args.b)
    ways = {a: (b, Faults(args, drops, args.seed)),
            b: (a, Faults(args, drops, args.seed + 1))}
    waiting, order = [], 0                     # heap of (due, order, port, frame)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    while True:
        timeout = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for port in select.select([a, b], [], [], timeout)[0]:
            out, faults = ways[port]
            while True:
                try:
                    frame, address = port.recvfrom(65535)
                except BlockingIOError:
                    break
                if address[2] == PACKET_OUTGOING:
                    continue                   # our own frame, seen again
                hold = faults.fate(untag(frame))
                if hold is None:
                    continue
                if args.vlan:
                    frame = tag(untag(frame), args.vlan) if out is b else untag(frame)
                order += 1
                heapq.heappush(waiting, (time.monotonic() + hold, order, out, frame))
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _, _, out, frame = heapq.heappop(waiting)
            try:
                out.send(frame)
            except OSError as e:               # a link that goes down at the end
                print(f"link.py: {e}", file=sys.stderr)


if __name__ == "__main__":
    main()
