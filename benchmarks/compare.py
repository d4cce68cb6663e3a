"""Runs sipvault import and tshark on the same captures, taking turns, and prints medians. Started by run.sh."""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

MB = 1e6
STAGE = re.compile(r"(archive|index|decode|fold) ([0-9.]+) s")
PEAK = re.compile(r"Maximum resident set size \(kbytes\): (\d+)")


def timed(command, log):
    """Runs a command; gives wall seconds, peak MB and what it wrote to stdout and stderr."""
    began = time.monotonic()
    done = subprocess.run(["/usr/bin/time", "-v", *command], capture_output=True, text=True, errors="replace")
    seconds = time.monotonic() - began
    log.write_text(done.stdout[-20_000:] + "\n--- stderr\n" + done.stderr)
    if done.returncode != 0:
        sys.exit(f"compare.py: {' '.join(map(str, command))} ended with {done.returncode}, see {log}:\n"
                 + done.stderr[:2000])
    peak = PEAK.search(done.stderr)
    return seconds, int(peak.group(1)) * 1024 / MB if peak else float("nan"), done.stdout, done.stderr


def size(folder):
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) if folder.exists() else 0


def sipvault_run(sipvault, capture, work, number):
    data = work / f"data-{capture.stem}"
    shutil.rmtree(data, ignore_errors=True)
    log = work / f"{capture.stem}-sipvault-{number}.log"
    seconds, peak, out, err = timed([sipvault, "import", "--data", data, capture], log)
    summary = json.loads(out.strip().splitlines()[-1])
    if summary["failed"]:
        sys.exit(f"compare.py: the import of {capture} failed in part: {summary['failed']}")
    return {"seconds": seconds, "peak": peak, "summary": summary,
            "stages": {name: float(value) for name, value in STAGE.findall(err)},
            "archive": size(data / "store" / "chunks"), "fragments": size(data / "store" / "derived"),
            "index": size(data / "index")}


def warm_run(sipvault, capture, before, work, number):
    """Imports a smaller capture and then the big one in one process; gives the seconds of the big one."""
    data = work / f"data-{capture.stem}-warm"
    shutil.rmtree(data, ignore_errors=True)
    log = work / f"{capture.stem}-warm-{number}.log"
    _, _, _, err = timed([sipvault, "import", "--one-by-one", "--data", data, before, capture], log)
    shutil.rmtree(data, ignore_errors=True)
    lines = [line for line in err.splitlines() if line.startswith("stages:")]
    if len(lines) != 2:
        sys.exit(f"compare.py: expected the stages of two files, got {len(lines)} lines, see {log}")
    stages = {name: float(value) for name, value in STAGE.findall(lines[-1])}
    return stages["archive"] + stages["index"]


def tshark_run(capture, work, number):
    log = work / f"{capture.stem}-tshark-{number}.log"
    seconds, peak, _, _ = timed(["tshark", "-q", "-z", "rtp,streams", "-z", "sip,stat", "-r", capture], log)
    return {"seconds": seconds, "peak": peak}


def ledger(capture):
    """What the generator says is in the capture."""
    lines = capture.with_suffix(".txt").read_text().splitlines()
    return {name: int(value) for name, value in (line.rsplit(" ", 1) for line in lines) if value.isdigit()}


def median(runs, pick):
    return statistics.median(pick(run) for run in runs)


def cache(capture):
    """Both read from the page cache, from the first run on."""
    with capture.open("rb") as file:
        while file.read(1 << 24):
            pass


def compare(sipvault, capture, work, runs):
    cache(capture)
    ours, theirs, warm = [], [], []
    before = capture.with_suffix(".warm.pcap")
    for number in range(1, runs + 1):
        ours.append(sipvault_run(sipvault, capture, work, number))
        theirs.append(tshark_run(capture, work, number))
        if before.exists():
            warm.append(warm_run(sipvault, capture, before, work, number))
        print(f"{capture.name} run {number}: sipvault {ours[-1]['seconds']:.1f} s, "
              f"tshark {theirs[-1]['seconds']:.1f} s", file=sys.stderr)
    report(capture, ours, theirs)
    if warm:
        seconds, told = statistics.median(warm), ledger(capture)
        print(f"  in a process that imported {before.name} before: {seconds:.1f} s, {told['packets'] / seconds:,.0f} "
              f"packets/s, {told['SIP messages'] / seconds:,.0f} messages/s")


def report(capture, ours, theirs):
    told = ledger(capture)
    summary = ours[-1]["summary"]
    bytes_ = capture.stat().st_size
    print(f"\n{capture.name}: {bytes_ / MB:.0f} MB, {told['packets']:,} packets, {told['SIP messages']:,} SIP messages, "
          f"{told['dialogs']:,} dialogs, {told['RTP streams']:,} RTP streams")
    for name, field in (("packets", "packets"), ("SIP messages", "sip_messages"), ("dialogs", "dialogs"),
                        ("RTP streams", "rtp_streams")):
        if summary[field] != told[name]:
            print(f"  DIFFERS: {name}: imported {summary[field]:,}, generated {told[name]:,}")
    seconds = median(ours, lambda r: r["seconds"])
    reference = median(theirs, lambda r: r["seconds"])
    print(f"  {'':10} {'seconds':>9} {'packets/s':>12} {'messages/s':>12} {'MB/s':>8} {'peak MB':>9}")
    for name, runs in (("sipvault", ours), ("tshark", theirs)):
        wall = median(runs, lambda r: r["seconds"])
        print(f"  {name:10} {wall:9.1f} {told['packets'] / wall:12,.0f} {told['SIP messages'] / wall:12,.0f} "
              f"{bytes_ / MB / wall:8.1f} {median(runs, lambda r: r['peak']):9.0f}")
    print(f"  sipvault is {reference / seconds:.2f} times as fast as tshark")
    stages = [name for name in ("archive", "index", "decode", "fold") if all(name in r["stages"] for r in ours)]
    if stages:
        print("  stages: " + ", ".join(f"{name} {median(ours, lambda r: r['stages'][name]):.1f} s" for name in stages)
              + " (decode summed over threads, in index with fold)")
    for name in ("archive", "fragments", "index"):
        stored = median(ours, lambda r: r[name])
        print(f"  {name:10} {stored / MB:9.1f} MB  {100 * stored / bytes_:5.1f} % of the capture")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sipvault", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("captures", type=Path, nargs="+")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the beginning, {options.runs} runs, medians; "
          + subprocess.run(["tshark", "--version"], capture_output=True, text=True).stdout.splitlines()[0])
    for capture in options.captures:
        compare(options.sipvault, capture, options.work, options.runs)


if __name__ == "__main__":
    main()
