"""Makes an archive of generated calls over many days, the same messages in PostgreSQL as Homer 7 lays them out, and keys to
search for. What is there already is used again. Used by search.py and soak.py."""

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

MB = 1e6
DAYS_AT_ONCE = 5
MEDIA_CALLS = 200
KEYS_WANTED = 10_000
KEY_FIELDS = ("start", "call_id", "from", "to", "address", "branch", "name")

# Columns and indexes as heplify-server makes them for hep_proto_1_call; partitions of a day (its default is two hours).
TABLE = """
CREATE TABLE hep_proto_1_call (id BIGSERIAL, sid varchar NOT NULL, create_date timestamptz NOT NULL,
    protocol_header jsonb NOT NULL, data_header jsonb NOT NULL, raw varchar NOT NULL) PARTITION BY RANGE (create_date);
"""
INDEXED = ("create_date", "sid", "(protocol_header->>'srcIp')", "(protocol_header->>'dstIp')",
           "(protocol_header->>'correlation_id')", "(data_header->>'ruri_domain')", "(data_header->>'ruri_user')",
           "(data_header->>'from_user')", "(data_header->>'to_user')", "(data_header->>'pid_user')",
           "(data_header->>'auth_user')", "(data_header->>'callid')", "(data_header->>'method')")
SETTINGS = {"shared_buffers": "1GB", "effective_cache_size": "4GB", "work_mem": "64MB", "maintenance_work_mem": "512MB",
            "random_page_cost": "1.1", "jit": "off", "max_wal_size": "8GB", "autovacuum": "off", "fsync": "off",
            "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
            "listen_addresses": "''"}


def run(command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace", **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout


def size(folder):
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) if folder.exists() else 0


class Postgres:
    """A cluster of its own at a unix socket. Of root it is run as the user postgres, which may not be root."""

    def __init__(self, work, binaries):
        self.folder = work / "postgres"
        self.binaries = Path(binaries)
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.environment = dict(os.environ, PGHOST=str(self.folder), PGDATABASE="postgres",
                                PGUSER="postgres", PGPORT="54329")

    def command(self, name, *arguments):
        return [*self.user, self.binaries / name, *arguments]

    def start(self):
        if not (self.folder / "data" / "PG_VERSION").exists():
            self.folder.mkdir(parents=True)
            if self.user:
                shutil.chown(self.folder, "postgres", "postgres")
            run(self.command("initdb", "-U", "postgres", "-A", "trust", "-D", self.folder / "data"), cwd="/")
            with open(self.folder / "data" / "postgresql.auto.conf", "a") as settings:
                settings.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
        run(self.command("pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o",
                         f"-p 54329 -k {self.folder}", "start"), cwd="/", stdin=subprocess.DEVNULL,
            env={**os.environ})

    def stop(self):
        run(self.command("pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop"), cwd="/")

    def cpu_seconds(self):
        """Of the sessions that are over."""
        master = (self.folder / "data" / "postmaster.pid").read_text().splitlines()[0]
        fields = Path(f"/proc/{master}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def psql(self, sql):
        return run([self.binaries / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql],
                   env=self.environment).strip()

    def table(self):
        self.psql("DROP TABLE IF EXISTS hep_proto_1_call")
        self.psql(TABLE)

    def partition(self, day):
        name = f"hep_proto_1_call_{day:%Y%m%d}"
        self.psql(f"CREATE TABLE {name} PARTITION OF hep_proto_1_call FOR VALUES FROM ('{day} 00:00+00') TO "
                  f"('{day + datetime.timedelta(days=1)} 00:00+00')")
        return name

    def copy(self, rows):
        return subprocess.Popen([str(self.binaries / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c",
                                 "COPY hep_proto_1_call (sid, create_date, protocol_header, data_header, raw)"
                                 " FROM STDIN"], stdin=rows, env=self.environment)

    def index(self, partition):
        for what in INDEXED:
            self.psql(f"CREATE INDEX ON {partition} ({what})")


class Archive:
    """The data directory of Sipvault, and the keys."""

    def __init__(self, options, postgres):
        self.options = options
        self.work = options.work
        self.data = self.work / "data"
        self.postgres = postgres
        self.keys_file = self.work / "keys.tsv"
        self.media_file = self.work / "keys-media.tsv"
        self.done_file = self.work / "archive.json"

    def java(self, main, *arguments, **options):
        jar = Path(__file__).parent / "target"
        return [str(part) for part in (self.options.java, "-Xmx2g", "-cp",
                                       f"{jar}/sipvault-benchmarks.jar:{jar}/lib/*", main, *arguments)]

    def make(self):
        told = json.loads(self.done_file.read_text()) if self.done_file.exists() else {}
        wanted = {"calls": self.options.calls, "days": self.options.days,
                  "postgres": self.postgres is not None or told.get("postgres", False)}
        if {name: told.get(name) for name in wanted} == wanted:
            return told
        for file in (self.keys_file, self.media_file, self.done_file):
            file.unlink(missing_ok=True)
        shutil.rmtree(self.data, ignore_errors=True)
        if self.postgres:
            self.postgres.table()
        told = {**wanted, "messages": 0, "captured": 0}
        last = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=1)
        days = [last - datetime.timedelta(days=before) for before in reversed(range(self.options.days))]
        for at in range(0, len(days), DAYS_AT_ONCE):
            self.some_days(days[at:at + DAYS_AT_ONCE], days, told)
        if self.postgres:
            self.postgres.psql("VACUUM ANALYZE hep_proto_1_call")
            told["postgres_bytes"] = int(self.postgres.psql(
                "SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits"))
            told["postgres_rows"] = int(self.postgres.psql("SELECT count(*) FROM hep_proto_1_call"))
        for name, folder in (("chunks", "store/chunks"), ("fragments", "store/derived"), ("index", "index")):
            told[name] = size(self.data / folder)
        self.done_file.write_text(json.dumps(told))
        return told

    def some_days(self, some, days, told):
        folder = self.work / "captures"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for day in some:
            self.capture(folder / f"calls-{day}.pcap", "calls", day, "02:00:00", "PT20H",
                         self.options.calls // len(days), days.index(day) + 1, self.keys_file, told)
            if day == days[-1]:
                self.capture(folder / f"media-{day}.pcap", "rtp-heavy", day, "10:00:00", "PT1H", MEDIA_CALLS, 99,
                             self.media_file, told)
        print(f"importing {some[0]} to {some[-1]}", file=sys.stderr)
        out = run([self.options.sipvault, "import", "--data", self.data, folder])
        summary = json.loads(out.strip().splitlines()[-1])
        if summary["failed"]:
            sys.exit(f"the import of {folder} failed in part: {summary['failed']}")
        shutil.rmtree(folder)

    def capture(self, file, kind, day, time, span, calls, seed, keys, told):
        out = run(self.java("io.sipvault.benchmarks.traffic.TrafficMain", kind, file, "--calls", calls, "--seed", seed,
                            "--start", f"{day}T{time}Z", "--span", span))
        counts = dict(line.rsplit(" ", 1) for line in out.splitlines())
        told["messages"] += int(counts["SIP messages"])
        told["captured"] += file.stat().st_size
        every = 1 if kind == "rtp-heavy" else max(1, self.options.calls // KEYS_WANTED)
        rows = self.java("io.sipvault.benchmarks.search.RowsMain", file, "--keys", keys, "--every", every)
        if not self.postgres:
            run([*rows, "--keys-only"])
            return
        reader = subprocess.Popen(rows, stdout=subprocess.PIPE)
        partition = self.postgres.partition(day) if kind == "calls" else None
        copy = self.postgres.copy(reader.stdout)
        reader.stdout.close()
        if copy.wait() != 0 or reader.wait() != 0:
            sys.exit(f"loading {file} into PostgreSQL failed")
        if partition:
            self.postgres.index(partition)

    @staticmethod
    def read(file):
        lines = file.read_text().splitlines()
        return [dict(zip(KEY_FIELDS, line.split("\t"))) for line in lines]

    def keys(self):
        return self.read(self.keys_file)

    def media_keys(self):
        return self.read(self.media_file)
