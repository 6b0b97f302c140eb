"""Seed a large council, serve it as in production, and print one table beside the floor's."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal import create_app
from portal.core import database
from portal.extensions import db
from portal.settings import Settings, load_settings
from tools.bench import load, postgres
from tools.bench.town import SignIn, Town, build

LEAST_OF_FLOOR = 0.5
MOST_OF_FLOOR_P95 = 2.5
FIRST_VISIT_BYTES = 60_000
NEXT_PAGE_BYTES = 12_000
MOST_MEMORY_MB = 150
LIMITED = ("budget", "home")
COOKIE = "__Host-portal"
RESULT = Path("build/bench.json")


@dataclass(frozen=True)
class Page:
    """A key page: a name, its address, and who opens it."""

    name: str
    path: str
    who: SignIn | None


@dataclass
class Row:
    """One line of the table."""

    database: str
    page: str
    rps: float
    p50: float
    p95: float
    p99: float
    bytes: int
    sent_bytes: int
    queries: int
    memory_mb: int
    of_floor: float | None = None
    p95_of_floor: float | None = None


def key_pages(town: Town) -> list[Page]:
    """The pages that are measured."""
    person = town.resident.person_id
    return [
        Page("start", "/", None),
        Page("sign-in", "/sign-in", None),
        Page("home", "/home", town.resident),
        Page("budget", "/your-budget", town.resident),
        Page("history", "/your-budget/history", town.resident),
        Page("looks", "/who-has-looked", town.resident),
        Page("staff-home", "/staff", town.worker),
        Page("people", "/staff/people", town.worker),
        Page("person", f"/staff/people/{person}", town.manager),
        Page("team", "/staff/team", town.manager),
    ]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that run inside."""
    said: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def open_page(client: FlaskClient, page: Page, encoding: str) -> tuple[bytes, int]:
    """The page's bytes as sent, and how many queries it took."""
    if page.who:
        client.set_cookie(COOKIE, page.who.token, domain="localhost", secure=True)
    with counted() as said:
        answer = client.get(
            page.path, base_url="https://localhost", headers={"Accept-Encoding": encoding}
        )
    if answer.status_code != 200:
        raise load.NoLoad(f"{page.path} answered {answer.status_code}, so it cannot be measured.")
    client.delete_cookie(COOKIE, domain="localhost")
    return answer.data, len([one for one in said if one.lstrip()[:6].upper() == "SELECT"])


def first_visit(app: Flask, body: bytes) -> int:
    """Bytes of everything the start page fetches, compressed as sent."""
    client, total = app.test_client(), 0
    import_free = body.decode().split('"')
    wanted = {part for part in import_free if part.startswith(("/static/", "/brand.css"))}
    for path in sorted(wanted):
        answer = client.get(
            path, base_url="https://localhost", headers={"Accept-Encoding": "gzip, br"}
        )
        total += len(answer.data)
    return total


@contextmanager
def server(*command: str, port: int, environment: dict[str, str]) -> Iterator[int]:
    """A server process on a port, ready to answer; yields its process id."""
    process = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        try:
            urlopen(url, timeout=1).close()
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise load.NoLoad("The server to be measured did not start.")


def memory_mb(master: int) -> int:
    """The largest resident size among a server's processes, in megabytes."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    sizes = [
        int(line.split()[1])
        for pid in (str(master), *children)
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    ]
    return max(sizes) // 1024


def measure(kind: str, settings: Settings, people: int, seconds: int, rounds: int) -> list[Row]:
    """Every key page on one database, in turns with its floor."""
    app = create_app(settings, check=False)
    with app.app_context():
        database.migrate(db.engine, settings.data)
    town = build(app, people)
    app = create_app(settings)
    pages = key_pages(town)
    bodies = settings.data / "bodies"
    bodies.mkdir()
    client, seen = app.test_client(), {}
    for page in pages:
        open_page(client, page, "identity")  # the first look compiles; the second is counted
        body, queries = open_page(client, page, "identity")
        sent, _ = open_page(client, page, "br, gzip")
        (bodies / f"{page.name}.html").write_bytes(body)
        seen[page.name] = (len(body), len(sent), queries)
    rows: list[Row] = []
    environment = {"PORTAL_DATA": str(settings.data), "DATABASE_URL": settings.database}
    with ExitStack() as stack:
        ours = stack.enter_context(
            server("-m", "portal", "serve", "--port", "8731", port=8731, environment=environment)
        )
        stack.enter_context(
            server("-m", "tools.bench.floor", "8732", str(bodies), port=8732,
                   environment=environment)
        )  # fmt: skip
        for page in pages:
            cookie = f"{COOKIE}={page.who.token}" if page.who else None
            both = [
                (
                    load.run(f"http://127.0.0.1:8732/{page.name}", cookie, seconds),
                    load.run(f"http://127.0.0.1:8731{page.path}", cookie, seconds),
                )
                for _ in range(rounds)
            ]
            rows += _rows(kind, page, both, seen[page.name], memory_mb(ours))
    rows[0].sent_bytes += 0
    first = seen["start"][1] + first_visit(app, (bodies / "start.html").read_bytes())
    say_weight(first, seen["sign-in"][1])
    return rows


def _rows(
    kind: str,
    page: Page,
    both: list[tuple[load.Figures, load.Figures]],
    seen: tuple[int, int, int],
    memory: int,
) -> list[Row]:
    def middle(name: str, which: int) -> float:
        return round(median(getattr(pair[which], name) for pair in both), 2)

    failed = sum(one.failed for pair in both for one in pair)
    if failed:
        raise load.NoLoad(f"{failed} requests to {page.path} or its floor failed.")
    names = ("rps", "p50", "p95", "p99")
    floor = Row(kind, f"floor of {page.name}", *(middle(name, 0) for name in names),
                seen[0], seen[1], 0, 0)  # fmt: skip
    ours = Row(kind, page.name, *(middle(name, 1) for name in names), *seen, memory)
    ours.of_floor = round(median(pair[1].rps / pair[0].rps for pair in both), 2)
    ours.p95_of_floor = round(median(pair[1].p95 / pair[0].p95 for pair in both), 2)
    return [floor, ours]


WEIGHTS: dict[str, int] = {}


def say_weight(first: int, following: int) -> None:
    """Keep the bytes of a first visit and of the next page."""
    WEIGHTS.update(first_visit_bytes=first, next_page_bytes=following)


def broken_limits(rows: list[Row]) -> list[str]:
    """Each limit that was not kept, as a sentence."""
    said = []
    for row in rows:
        if row.of_floor is None or row.p95_of_floor is None:
            continue
        where = f"{row.page} on {row.database}"
        if row.page in LIMITED and row.of_floor < LEAST_OF_FLOOR:
            said.append(f"{where}: {row.of_floor} of the floor's requests, not {LEAST_OF_FLOOR}")
        if row.page in LIMITED and row.p95_of_floor > MOST_OF_FLOOR_P95:
            said.append(f"{where}: p95 {row.p95_of_floor} times the floor's")
        if row.memory_mb > MOST_MEMORY_MB:
            said.append(f"{where}: {row.memory_mb} MB in one process")
    for name, most in (("first_visit", FIRST_VISIT_BYTES), ("next_page", NEXT_PAGE_BYTES)):
        if WEIGHTS[f"{name}_bytes"] > most:
            said.append(f"{name}: {WEIGHTS[f'{name}_bytes']} bytes, more than {most}")
    return said


def table(rows: list[Row]) -> str:
    """The figures as a table."""
    head = ("database", "page", "req/s", "p50 ms", "p95 ms", "p99 ms", "bytes", "sent", "queries",
            "MB", "of floor", "p95/floor")  # fmt: skip
    lines = [
        head,
        *(tuple("" if v is None else str(v) for v in asdict(row).values()) for row in rows),
    ]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


def main() -> int:
    """Measure on both databases; the exit code says whether every limit was kept."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--people", type=int, default=5_000)
    ask.add_argument("--seconds", type=int, default=4)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--only", choices=("sqlite", "postgresql"))
    said = ask.parse_args()
    rows: list[Row] = []
    try:
        for kind in ("sqlite", "postgresql"):
            if said.only not in (None, kind):
                continue
            with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
                address = stack.enter_context(postgres.running()) if kind == "postgresql" else ""
                rows += measure(
                    kind,
                    settings_for(Path(folder), address),
                    said.people,
                    said.seconds,
                    said.rounds,
                )
    except load.NoLoad as why:
        sys.stderr.write(f"{why}\n")
        return 1
    broken = broken_limits(rows)
    print_all(rows, broken)
    return 1 if broken else 0


def settings_for(folder: Path, address: str) -> Settings:
    """Settings of a portal in a folder of its own, with fresh keys that its servers share."""
    (folder / "portal.env").write_text(
        f"PORTAL_SECRET_KEY={os.urandom(32).hex()}\nPORTAL_SEAL_KEYS=k1:{os.urandom(32).hex()}\n"
    )
    given = {"DATABASE_URL": address} if address else {}
    return load_settings(data=folder, **given)


def print_all(rows: list[Row], broken: list[str]) -> None:
    """Print the table and the limits, and keep the figures as JSON."""
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(
        json.dumps({"rows": [asdict(row) for row in rows], **WEIGHTS, "broken": broken}, indent=1)
    )
    weight = " · ".join(f"{name}: {value}" for name, value in WEIGHTS.items())
    sys.stdout.write(f"{table(rows)}\n\n{weight}\n")
    sys.stdout.write("\n".join(broken or ["Every limit is kept."]) + f"\nAlso in {RESULT}.\n")


if __name__ == "__main__":
    sys.exit(main())
