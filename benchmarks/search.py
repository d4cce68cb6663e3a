"""Measures searching and opening calls over HTTP, and the same questions to PostgreSQL. Started by search.sh."""

import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse

from archive import Archive, Postgres
from server import Server, arguments, parsed

GB = 1e9
LIMIT = 100
# Of everything mixed, then of each question.
WARMING_ALL_SECONDS = 30
WARMING_SECONDS = 4
SCRIPTS = 100
# What takes longer alone is not asked by several clients.
SLOW_MS = 3_000
PROXY = "192.0.2.10"
SETTINGS = {"SIPVAULT_LIMIT_REQUESTSPERSECOND": "1000000"}
ROWS = "SELECT id, sid, create_date, protocol_header, data_header FROM hep_proto_1_call"
NEWEST = f"ORDER BY create_date DESC LIMIT {LIMIT}"


def quoted(text):
    return urllib.parse.quote(text, safe="")


def search(query):
    return f"/v1/calls?limit={LIMIT}&q={quoted(query)}"


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def forms(digits):
    """A number as the generator writes it in From and To."""
    return ", ".join(map(literal, (f"+{digits}", digits, f"00{digits}", digits[1:], f"+{digits};npdi")))


def invites(condition):
    """One row a call: its INVITE. Between the first and the last day, as Homer always asks."""
    return (f"{ROWS} WHERE create_date BETWEEN '2000-01-01' AND '2100-01-01' AND {condition}"
            f" AND data_header->>'method' = 'INVITE' {NEWEST}")


def of_number(digits):
    return (f"(data_header->>'from_user' IN ({forms(digits)}) OR data_header->>'to_user' IN ({forms(digits)}))")


def day(key):
    return key["start"][:10]


def questions():
    """Name, path of a key, statement of a key; None where the other has no such question."""
    return [
        ("newest 100", lambda k: f"/v1/calls?limit={LIMIT}", lambda k: invites("true")),
        ("number", lambda k: search("+" + k["to"]), lambda k: invites(of_number(k["to"]))),
        ("number, one day", lambda k: search(f"+{k['to']} after:{day(k)}T00:00 before:{day(k)}T23:59"),
         lambda k: invites(of_number(k["to"])).replace("'2000-01-01' AND '2100-01-01'",
                                                       f"'{day(k)} 00:00+00' AND '{day(k)} 23:59+00'")),
        ("Call-ID", lambda k: search("call_id:" + json.dumps(k["call_id"])),
         lambda k: invites(f"sid = {literal(k['call_id'])}")),
        ("last 4 digits", lambda k: search("number:*" + k["to"][-4:]),
         lambda k: invites(f"(data_header->>'from_user' LIKE '%{k['to'][-4:]}' OR "
                           f"data_header->>'to_user' LIKE '%{k['to'][-4:]}')")),
        ("rare word in any header", lambda k: search(f'"{k["branch"]}"'),
         lambda k: invites(f"raw ILIKE '%{k['branch']}%'")),
        ("two words in any header", lambda k: search(f'"{k["name"]}"'), lambda k: invites(f"raw ILIKE '%{k['name']}%'")),
        ("IP of a phone", lambda k: search("ip:" + k["address"]),
         lambda k: invites(f"(protocol_header->>'srcIp' = {literal(k['address'])} OR "
                           f"protocol_header->>'dstIp' = {literal(k['address'])})")),
        ("IP of a proxy", lambda k: search("ip:" + PROXY),
         lambda k: invites(f"(protocol_header->>'srcIp' = {literal(PROXY)} OR "
                           f"protocol_header->>'dstIp' = {literal(PROXY)})")),
    ]


def openings():
    return [
        ("open: one dialog", lambda k: f"/v1/dialogs/{quoted(k['call_id'])}", None),
        ("open: its messages", lambda k: f"/v1/dialogs/{quoted(k['call_id'])}/messages",
         lambda k: f"SELECT * FROM hep_proto_1_call WHERE create_date BETWEEN '{day(k)} 00:00+00' AND"
                   f" '{day(k)} 23:59:59+00' AND sid = {literal(k['call_id'])} ORDER BY create_date"),
        ("open: ladder.svg", lambda k: f"/v1/dialogs/{quoted(k['call_id'])}/ladder.svg", None),
        ("export.pcap", lambda k: f"/v1/dialogs/{quoted(k['call_id'])}/export.pcap", None),
    ]


def load():
    return os.getloadavg()[0]


def check(server, name, path, headers=None):
    status, body = server.get(path, headers)
    if status != 200:
        sys.exit(f"{name}: GET {path} was answered with {status}: {body[:500]}")
    return body


def measured(server, name, paths, options, headers=()):
    row = {"name": name}
    server.wrk(paths, 4, min(WARMING_SECONDS, options.seconds), headers)
    for clients in options.clients:
        before = server.cpu_seconds()
        told = server.wrk(paths, clients, options.seconds, headers)
        row[clients] = told | {"load": load(), "cpu": 1e3 * (server.cpu_seconds() - before) / told["requests"]}
        print(f"{name}, {clients} clients: p50 {told['p50']:.1f} ms, p99 {told['p99']:.1f} ms, "
              f"{told['requests'] / told['seconds']:.0f}/s, {row[clients]['cpu']:.1f} ms CPU, {told['errors']} errors, load "
              f"{load():.1f}", file=sys.stderr)
    return row


def call_pages(server, keys):
    """Paths of the portal's pages, which are named by the call's id."""
    paths = []
    for key in keys[:200]:
        found = json.loads(check(server, "call", search("call_id:" + json.dumps(key["call_id"]))))["calls"]
        paths += [f"/calls/{quoted(call['id'])}" for call in found]
    return paths


def sipvault(options, archive):
    keys, media = archive.keys(), archive.media_keys()
    random.Random(1).shuffle(keys)
    server = Server(options)
    try:
        print(f"started in {server.started:.1f} s", file=sys.stderr)
        for name, path, _ in questions():
            if name != "newest 100":
                found = json.loads(check(server, name, path(keys[0])))["total"]
                print(f"{name}: {found} calls match {path(keys[0])}", file=sys.stderr)
                if found == 0:
                    sys.exit(f"{name}: nothing matches {path(keys[0])}")
        asked = [(name, [path(k) for k in keys]) for name, path, _ in questions() + openings() if wanted(options, name)]
        server.wrk([path for _, paths in asked for path in paths], 8, WARMING_ALL_SECONDS)
        rows = [measured(server, name, paths, options) for name, paths in asked]
        cookie = f"Cookie: {server.cookie()}"
        rows.append(measured(server, "portal: page of a call", call_pages(server, keys), options, [cookie]))
        rows.append(measured(server, "portal: search by number",
                             [f"/search?q={quoted('+' + k['to'])}" for k in keys], options, [cookie]))
        of_media = [f"/v1/dialogs/{quoted(k['call_id'])}" for k in media]
        rows.append(measured(server, "with RTP: ladder.svg", [p + "/ladder.svg" for p in of_media], options))
        rows.append(measured(server, "with RTP: export.pcap", [p + "/export.pcap" for p in of_media], options))
        reading = [exported(server, keys), exported(server, media)]
        return {"started": server.started, "rows": rows, "heap": server.live_heap(), "resident": server.status("RssAnon"),
                "reading": reading}
    finally:
        server.stop()


def wanted(options, name):
    return not options.only or options.only in name


def exported(server, keys):
    """What exporting a call reads and gives, means in KB; one at a time."""
    before, given, number = server.read_bytes(), 0, 0
    for key in keys[:100]:
        given += len(check(server, "export", f"/v1/dialogs/{quoted(key['call_id'])}/export.pcap"))
        number += 1
    return {"read": (server.read_bytes() - before) / number / 1e3, "given": given / number / 1e3}


def pgbench(postgres, options, statements, clients):
    folder = options.work / "pgbench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    command = [str(postgres.binaries / "pgbench"), "-n", "-c", str(clients), "-j", "1", "-T", str(options.seconds),
               "--log", "--log-prefix", str(folder / "log")]
    for number, statement in enumerate(statements):
        script = folder / f"{number}.sql"
        script.write_text(statement + ";\n")
        command += ["-f", str(script)]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, env=postgres.environment, cwd=folder)
    seconds = time.monotonic() - began
    if done.returncode != 0:
        sys.exit(f"pgbench ended with {done.returncode}: {done.stderr[-2000:]}")
    times = sorted(int(line.split()[2]) / 1e3 for log in folder.glob("log.*") for line in log.read_text().splitlines())
    if not times:
        sys.exit(f"pgbench answered nothing in {seconds:.0f} s: {done.stdout[-2000:]}")
    return {"requests": len(times), "seconds": seconds, "p50": statistics.median(times),
            "p99": times[min(len(times) - 1, int(len(times) * 0.99))], "max": times[-1], "errors": 0, "load": load()}


def postgres_rows(options, archive, postgres):
    keys = archive.keys()
    random.Random(1).shuffle(keys)
    rows = []
    for name, _, statement in questions() + openings():
        if statement is None or not wanted(options, name):
            continue
        statements = [statement(k) for k in keys[:SCRIPTS]]
        row = {"name": name}
        for clients in options.clients:
            if clients > options.clients[0] and row[options.clients[0]]["p50"] > SLOW_MS:
                continue
            before = postgres.cpu_seconds()
            told = pgbench(postgres, options, statements, clients)
            # the time of a session counts when the server has seen it end
            time.sleep(1)
            row[clients] = told | {"cpu": 1e3 * (postgres.cpu_seconds() - before) / told["requests"]}
            print(f"PostgreSQL {name}, {clients} clients: p50 {told['p50']:.1f} ms, p99 {told['p99']:.1f} ms, "
                  f"{told['requests']} in {told['seconds']:.0f} s, {row[clients]['cpu']:.1f} ms CPU, load {load():.1f}",
                  file=sys.stderr)
        rows.append(row)
    return rows


def cell(row, clients):
    if row is None or clients not in row:
        return "| | |"
    told = row[clients]
    return f"| {told['p50']:,.1f} / {told['p99']:,.1f} | {told['cpu']:,.1f} |"


def report(options, told, ours, theirs, before):
    print(f"\n{os.cpu_count()} processors, load {before:.1f} before; {told['calls']:,} calls of {told['days']} days, "
          f"{told['messages']:,} SIP messages, {told['captured'] / GB:.1f} GB captured")
    print(f"on disk: chunks {told['chunks'] / GB:.2f} GB, fragments {told['fragments'] / GB:.2f} GB, index "
          f"{told['index'] / GB:.2f} GB" + (f"; PostgreSQL {told['postgres_bytes'] / GB:.2f} GB" if theirs else ""))
    if ours:
        print(f"start of serve {ours['started']:.1f} s; live heap after all {ours['heap']:.0f} MB, resident memory "
              f"{ours['resident']:.0f} MB without mapped files")
        for name, reading in zip(("signalling", "with RTP"), ours["reading"]):
            print(f"export of a call, {name}: reads {reading['read']:,.0f} KB, gives {reading['given']:,.0f} KB")
    by_name = {row["name"]: row for row in theirs or []}
    print("\np50 / p99 in ms as the client saw them, and CPU in ms that an answer took, by number of clients\n")
    print("| question | " + " | ".join(f"Sipvault, {c} | CPU | PostgreSQL, {c} | CPU" for c in options.clients) + " |")
    print("|---" * (1 + 4 * len(options.clients)) + "|")
    for row in ours["rows"] if ours else theirs:
        cells = "".join((cell(row if ours else None, c) + cell(by_name.get(row["name"]), c)[1:]) for c in options.clients)
        cells = re.sub(r"\|\|", "|", cells)
        print(f"| {row['name']} {cells}")
    errors = sum(row[c]["errors"] + row[c].get("refused", 0) for row in (ours["rows"] if ours else []) for c in options.clients)
    loads = [row[c]["load"] for row in (ours["rows"] if ours else []) + (theirs or []) for c in options.clients if c in row]
    print(f"\nerrors: {errors}; load while measuring {min(loads):.1f} to {max(loads):.1f}")


def main():
    parser = arguments(__doc__, seconds=15)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--only", default="", help="questions whose name holds this")
    parser.add_argument("--postgres", default="", help="folder of PostgreSQL's programs; without it none is measured")
    parser.add_argument("--skip-sipvault", action="store_true")
    parser.add_argument("--make-only", action="store_true", help="makes the archive and measures nothing")
    options = parsed(parser, SETTINGS)
    before = load()
    postgres = Postgres(options.work, options.postgres) if options.postgres else None
    if postgres:
        postgres.start()
    try:
        archive = Archive(options, postgres)
        told = archive.make()
        if options.make_only:
            return
        ours = None if options.skip_sipvault else sipvault(options, archive)
        (options.work / "results.json").write_text(json.dumps({"archive": told, "sipvault": ours}))
        theirs = postgres_rows(options, archive, postgres) if postgres else None
    finally:
        if postgres:
            postgres.stop()
    (options.work / "results.json").write_text(json.dumps({"archive": told, "sipvault": ours, "postgres": theirs}))
    report(options, told, ours, theirs, before)


if __name__ == "__main__":
    main()
