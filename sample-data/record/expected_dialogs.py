#!/usr/bin/env python3
"""Fold tshark's PDML of one capture into one line for each Call-ID.

  tshark -r X -Y sip -T pdml | expected_dialogs.py NAME intent.tsv

final_status is what the caller was told in the end about its first request (the
INVITE or REGISTER without a To tag; with a password the repeated one counts).
all_final_statuses lists every final response to such requests on any leg.
"""
import sys
import xml.etree.ElementTree as ET


def fields(proto):
    """The first value of each field of a SIP message."""
    found = {}
    for field in proto.iter("field"):
        found.setdefault(field.get("name"), field.get("show"))
    return found


def messages(stream):
    for _, packet in ET.iterparse(stream):
        if packet.tag != "packet":
            continue
        source = target = transport = None
        for proto in packet.findall("proto"):
            name, values = proto.get("name"), None
            if name in ("ip", "ipv6"):
                values = fields(proto)
                source, target = values[f"{name}.src"], values[f"{name}.dst"]
            elif name in ("udp", "tcp"):
                transport = name.upper()
            elif name == "sip":
                yield source, target, transport, fields(proto)
        packet.clear()


def main():
    scenario = sys.argv[1]
    with open(sys.argv[2], encoding="utf-8") as f:
        intents = [line.rstrip("\n").split("\t") for line in f if line.strip()]
    calls = {}
    for source, target, transport, sip in messages(sys.stdin.buffer):
        call = calls.setdefault(sip["sip.Call-ID"], {
            "count": 0, "transports": set(), "method": None, "told": None, "finals": []})
        call["count"] += 1
        call["transports"].add(transport)
        method, number = sip["sip.CSeq.method"], int(sip["sip.CSeq.seq"])
        status = sip.get("sip.Status-Code")
        if status is None:
            if call["method"] is None:
                call.update(method=method, caller=source, first=set())
            if method == call["method"] and "sip.to.tag" not in sip:
                call["first"].add(number)      # the first request, or it once more
        elif int(status) >= 200 and method == call["method"] and number in call["first"]:
            if status not in call["finals"]:
                call["finals"].append(status)
            if target == call["caller"]:
                call["told"] = status
    for n, (call_id, call) in enumerate(calls.items()):
        intent = next((i[2] for i in intents
                       if i[0] == scenario.split("-")[0] and int(i[1]) == n + 1), "")
        print(scenario, call_id, call["method"], call["told"], ",".join(call["finals"]),
              call["count"], ",".join(sorted(call["transports"])), intent, sep="\t")


if __name__ == "__main__":
    main()
