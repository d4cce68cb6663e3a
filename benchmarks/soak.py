"""Lets 50 clients search, open and export for two minutes, and looks at errors, heap and memory. Started by soak.sh."""

import json
import os
import random
import sys
import threading

from archive import Archive
from search import call_pages, check, openings, questions, quoted
from server import Server, Wrk, arguments, parsed

# Clients of each kind, 50 together; each asks the next thing when it has its answer.
SEARCHING, OPENING, PAGES, EXPORTING = 25, 12, 5, 8
SETTINGS = {"SIPVAULT_LIMIT_REQUESTSPERSECOND": "1000000"}
SAMPLE_SECONDS = 5


def groups(server, archive):
    """Name, paths, clients and headers of each kind."""
    keys, media = archive.keys(), archive.media_keys()
    random.Random(2).shuffle(keys)
    searches = [path(key) for key in keys for _, path, _ in questions()]
    opened = [path(key) for key in keys for name, path, _ in openings() if name.startswith("open")]
    exported = [f"/v1/dialogs/{quoted(key['call_id'])}/export.pcap" for key in media + keys[:len(media)]]
    cookie = [f"Cookie: {server.cookie()}"]
    return [("searches", searches, SEARCHING, []), ("opens a call", opened, OPENING, []),
            ("page of a call", call_pages(server, keys), PAGES, cookie), ("exports", exported, EXPORTING, [])]


class Sampler(threading.Thread):
    """The heap in use and the resident memory without mapped files, in MB, every few seconds."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server = server
        self.over = threading.Event()
        self.samples = []

    def run(self):
        while not self.over.wait(SAMPLE_SECONDS):
            self.samples.append((self.server.heap(), self.server.status("RssAnon")))


def soak(server, archive, seconds):
    kinds = groups(server, archive)
    for name, paths, _, headers in kinds:
        header = dict(h.split(": ", 1) for h in headers)
        check(server, name, paths[0], header)
    live = [server.live_heap()]
    sampler = Sampler(server)
    sampler.start()
    results = []
    for half in (1, 2):
        running = [(name, clients, Wrk(server, paths, clients, seconds // 2, headers))
                   for name, paths, clients, headers in kinds]
        results += [(half, name, clients, run.result()) for name, clients, run in running]
        live.append(server.live_heap())
    sampler.over.set()
    return results, live, sampler.samples


def report(results, live, samples, seconds):
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the end, {seconds} s")
    print("\n| clients | half | answers | p50 ms | p99 ms | longest ms | 503 | errors |\n|---|---|---|---|---|---|---|---|")
    for half, name, clients, told in results:
        print(f"| {clients} {name} | {half} | {told['requests']:,} | {told['p50']:,.0f} | {told['p99']:,.0f} | "
              f"{told['max']:,.0f} | {told['refused']:,} | {told['errors']} |")
    print(f"\nlive heap after a full collection: {live[0]:.0f} MB before, {live[1]:.0f} MB after the first half, "
          f"{live[2]:.0f} MB after the second")
    heap, resident = zip(*samples)
    print(f"heap in use at most {max(heap):.0f} MB, resident memory without mapped files at most {max(resident):.0f} MB")
    errors = sum(told["errors"] for _, _, _, told in results)
    grown = live[2] - live[1]
    print(f"errors other than 503: {errors}; live heap of the second half against the first: {grown:+.0f} MB")
    return errors == 0


def main():
    parser = arguments(__doc__, seconds=120)
    options = parsed(parser, SETTINGS)
    archive = Archive(options, None)
    archive.make()
    server = Server(options)
    try:
        results, live, samples = soak(server, archive, options.seconds)
    finally:
        server.stop()
    (options.work / "soak.json").write_text(json.dumps({"results": results, "live": live, "samples": samples}))
    sys.exit(0 if report(results, live, samples, options.seconds) else 1)


if __name__ == "__main__":
    main()
