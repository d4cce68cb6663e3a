"""Measures the agent beside tcpdump on one interface while a capture is replayed to the other end. Used by agent.sh."""

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

SENDING, RECEIVING = "svbench0", "svbench1"
SETTINGS = """
sipvault.agent.name = bench
sipvault.agent.interfaces = {interface}
sipvault.agent.data = {folder}/data
sipvault.agent.media-at = any
sipvault.store = {folder}/store
"""


class Process:
    """A program that captures, and what the kernel says it took."""

    def __init__(self, command, log):
        self.log = log
        self.process = subprocess.Popen([str(part) for part in command], stdout=log.open("w"), stderr=subprocess.STDOUT)

    def await_words(self, words):
        for _ in range(600):
            if words in self.log.read_text():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        sys.exit(f"{self.process.args[0]} did not begin: {self.log.read_text()[-2000:]}")

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mb(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1000

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def replay(capture, rate):
    done = subprocess.run(["tcpreplay", "-q", "-K", "-i", SENDING, "--pps", str(rate), str(capture)], capture_output=True,
                          text=True)
    said = done.stdout + done.stderr
    sent = int(re.search(r"Successful packets:\s+(\d+)", said)[1])
    seconds = float(re.search(r"sent in ([\d.]+) seconds", said)[1])
    return sent, seconds


def measured(process, options, rate, settle):
    before = process.cpu_seconds()
    sent, seconds = replay(options.capture, rate)
    time.sleep(settle)
    figures = {"sent": sent, "seconds": seconds, "cpu": process.cpu_seconds() - before, "memory": process.peak_mb()}
    process.stop()
    return figures


def tcpdump(options, rate):
    file = options.work / "tcpdump.pcap"
    log = options.work / "tcpdump.log"
    process = Process(["tcpdump", "-i", RECEIVING, "-w", file, "-B", "16384"], log)
    process.await_words("listening on")
    figures = measured(process, options, rate, 2)
    said = log.read_text()
    figures["captured"] = int(re.search(r"(\d+) packets captured", said)[1])
    figures["dropped"] = int(re.search(r"(\d+) packets dropped by kernel", said)[1])
    file.unlink()
    return figures


def agent(options, rate):
    folder = options.work / "agent"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = folder / "agent.properties"
    settings.write_text(SETTINGS.format(interface=RECEIVING, folder=folder))
    process = Process([options.sipvault, "agent", "--config", settings], folder / "log")
    process.await_words(" captures on ")
    figures = measured(process, options, rate, 5)
    manifests = [json.loads(file.read_text()) for file in folder.glob("store/manifests/bench/*/*.json")]
    figures["captured"] = sum(manifest["packets"] for manifest in manifests)
    figures["dropped"] = sum(manifest["drops_kernel"] + manifest["drops_agent"] for manifest in manifests)
    shutil.rmtree(folder)
    return figures


def row(name, rate, runs):
    def middle(key):
        return statistics.median(run[key] for run in runs)
    sent = middle("sent")
    return (f"| {name} | {rate:,} | {middle('sent') / middle('seconds'):,.0f} | {sent:,.0f} | {middle('captured'):,.0f} | "
            f"{middle('dropped'):,.0f} | {middle('cpu') / sent * 1e6:.2f} | {middle('memory'):.0f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sipvault", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--capture", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("rates", type=int, nargs="+")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before; {options.runs} runs each, medians\n")
    print("| program | packets/s wanted | packets/s sent | sent | captured | dropped | CPU s per million | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    for rate in options.rates:
        found = {"tcpdump -w": [], "agent": []}
        for _ in range(options.runs):
            found["tcpdump -w"].append(tcpdump(options, rate))
            found["agent"].append(agent(options, rate))
        for name, runs in found.items():
            print(row(name, rate, runs), flush=True)


main()
