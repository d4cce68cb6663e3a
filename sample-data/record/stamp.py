#!/usr/bin/env python3
"""Write a program's log lines the way a syslog daemon files them.

  kamailio ... 2>&1 | stamp.py --style syslog  --host sbc1   --out kamailio.log
  rtpengine ... 2>&1 | stamp.py --style rfc3339 --host media1 --out rtpengine.log

syslog  is the traditional form  Nov 21 14:05:12 sbc1 /usr/sbin/kamailio[123]: INFO: ...
rfc3339 is Debian 12's own form  2026-11-21T14:05:12.123456+00:00 media1 rtpengine[123]: INFO: ...
"""
import argparse
import datetime
import re
import sys

KAMAILIO = re.compile(r"^\s*\d+\((\d+)\)\s+(.*)$")     # " 3(1234) INFO: ..."
TERMINAL = re.compile(r"\x1b\[[0-9;]*m")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--style", choices=["syslog", "rfc3339"], required=True)
    ap.add_argument("--host", required=True)
    ap.add_argument("--program", required=True)
    ap.add_argument("--pid", default="0")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    with open(args.out, "w", buffering=1) as out:
        for line in sys.stdin:
            now = datetime.datetime.now(datetime.timezone.utc)
            line, pid = TERMINAL.sub("", line.rstrip("\r\n")), args.pid
            if not line:
                continue
            own = KAMAILIO.match(line)
            if own:
                pid, line = own.groups()
            stamp = (now.strftime("%b %e %H:%M:%S") if args.style == "syslog"
                     else now.isoformat(timespec="microseconds"))
            out.write(f"{stamp} {args.host} {args.program}[{pid}]: {line}\n")


if __name__ == "__main__":
    main()
