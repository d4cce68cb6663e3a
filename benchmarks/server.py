"""Starts 'sipvault serve' for a measurement, and asks it with wrk. Used by search.py and soak.py."""

import argparse
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

KEY = "benchmark-key-0123456789"
PASSWORD = "benchmark-password"
MB = 1e6


def arguments(description, seconds):
    """What every measurement of a server is told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--sipvault", type=Path, required=True)
    parser.add_argument("--java", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=seconds)
    return parser


def parsed(parser, settings):
    """What was told, and the settings that the server gets."""
    options = parser.parse_args()
    options.work, options.sipvault = options.work.resolve(), options.sipvault.resolve()
    options.settings = settings
    return options


class Server:
    def __init__(self, options):
        self.options = options
        self.log = options.work / "serve.log"
        environment = dict(os.environ, SIPVAULT_API_KEY=KEY, SIPVAULT_ADMIN_PASSWORD=PASSWORD, **options.settings)
        began = time.monotonic()
        self.process = subprocess.Popen([str(options.sipvault), "serve", "--data", str(options.work / "data"),
                                         "--port", "0"], stdout=subprocess.PIPE, stderr=self.log.open("w"),
                                        text=True, env=environment)
        self.url = self.ready()
        self.started = time.monotonic() - began

    def ready(self):
        for line in self.process.stdout:
            found = re.search(r"Sipvault is ready at (http\S+)", line)
            if found:
                return found.group(1)
        sys.exit(f"the server did not start, see {self.log}:\n{self.log.read_text()[-2000:]}")

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def get(self, path, headers=None):
        request = urllib.request.Request(self.url + path, headers={"Authorization": f"Bearer {KEY}", **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as e:
            return e.code, e.read()

    def cookie(self):
        """Of a session of the first user, for the portal's pages."""
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        with browser.open(self.url + "/login") as answer:
            page = answer.read().decode()
        token = re.search(r'name="_csrf"[^>]*value="([^"]+)"', page) or re.search(r'value="([^"]+)"[^>]*name="_csrf"', page)
        form = {"username": "admin", "password": PASSWORD, "next": "/health", "_csrf": token.group(1)}
        with browser.open(self.url + "/login", urllib.parse.urlencode(form).encode()):
            pass
        return "; ".join(f"{c.name}={c.value}" for c in jar)

    def wrk(self, paths, clients, seconds, headers=()):
        return Wrk(self, paths, clients, seconds, headers).result()

    def live_heap(self):
        """MB that are left after a full collection."""
        subprocess.run([str(Path(self.options.java).parent / "jcmd"), str(self.process.pid), "GC.run"],
                       capture_output=True, check=True)
        return self.heap()

    def heap(self):
        """MB in use, as /metrics says."""
        _, text = self.get("/metrics")
        found = re.findall(r'^\w*jvm_memory_used_bytes\{[^}]*area="heap"[^}]*\} (\S+)', text.decode(), re.M)
        return sum(map(float, found)) / MB

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def status(self, name):
        """MB of memory as the kernel counts them: RssAnon is without mapped files."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+)", text).group(1)) * 1024 / MB

    def read_bytes(self):
        """Bytes that it read by system calls so far; mapped index files are none of them."""
        text = Path(f"/proc/{self.process.pid}/io").read_text()
        return int(re.search(r"rchar: (\d+)", text).group(1))


class Wrk:
    """A run of wrk, which goes on beside others until its result is asked for."""

    def __init__(self, server, paths, clients, seconds, headers=()):
        file = server.options.work / f"paths-{os.getpid()}-{id(self)}.txt"
        file.write_text("\n".join(paths) + "\n")
        self.file = file
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s",
                   str(Path(__file__).parent / "wrk.lua")]
        for header in (f"Authorization: Bearer {KEY}", *headers):
            command += ["-H", header]
        self.process = subprocess.Popen([*command, server.url, "--", str(file)], stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)

    def result(self):
        out, _ = self.process.communicate()
        self.file.unlink()
        found = re.search(r"^RESULT (.*)$", out, re.M)
        if not found:
            sys.exit(f"wrk ended with {self.process.returncode}:\n{out[-2000:]}")
        return json.loads(found.group(1))
