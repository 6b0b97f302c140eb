"""Seed a large council, serve it as in production, and print one table beside the floor's."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from portal import create_app
from portal.serving import prepare
from portal.settings import Settings, load_settings
from tests import postgres
from tools.bench import load
from tools.bench.report import Report, Seen
from tools.bench.town import SignIn, Town, build

COOKIE = "__Host-portal"
PRODUCTION = "build/production/bin/python"


@dataclass(frozen=True)
class Page:
    """A key page: a name, its address, and who opens it."""

    name: str
    path: str
    who: SignIn | None


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
        Page("account", "/account", town.resident),
        Page("helpers", "/helpers", town.resident),
        Page("contact", "/how-we-contact-you", town.resident),
        Page("staff-home", "/staff", town.worker),
        Page("people", "/staff/people", town.worker),
        Page("person", f"/staff/people/{person}", town.manager),
        Page("team", "/staff/team", town.manager),
        Page("staff-looks", "/staff/looks", town.manager),
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
    wanted = {
        part for part in body.decode().split('"') if part.startswith(("/static/", "/brand.css"))
    }
    for path in sorted(wanted):
        answer = client.get(
            path, base_url="https://localhost", headers={"Accept-Encoding": "gzip, br"}
        )
        total += len(answer.data)
    return total


@contextmanager
def server(*command: str, port: int, environment: dict[str, str]) -> Iterator[int]:
    """A server process on a port, with a real server's packages; yields its process id."""
    process = subprocess.Popen(
        [PRODUCTION, *command], env={**os.environ, **environment}, stderr=subprocess.DEVNULL
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


def look_at(app: Flask, pages: list[Page], bodies: Path) -> dict[str, Seen]:
    """Open every page once, keep its body for the floor, and count."""
    client, seen = app.test_client(), {}
    bodies.mkdir()
    for page in pages:
        open_page(client, page, "identity")  # the first look compiles; the second is counted
        body, queries = open_page(client, page, "identity")
        sent, _ = open_page(client, page, "br, gzip")
        (bodies / f"{page.name}.html").write_bytes(body)
        seen[page.name] = Seen(len(body), len(sent), queries)
    return seen


def measure(kind: str, settings: Settings, options: argparse.Namespace, report: Report) -> None:
    """Every key page on one database, in turns with its floor."""
    town = build(prepare(settings), options.people)
    app, pages, bodies = create_app(settings), key_pages(town), settings.data / "bodies"
    seen = look_at(app, pages, bodies)
    environment = {"PORTAL_DATA": str(settings.data), "DATABASE_URL": settings.database}
    with ExitStack() as stack:
        began = time.monotonic()
        serve = ("-m", "portal", "serve", "--port", "8731")
        ours = stack.enter_context(server(*serve, port=8731, environment=environment))
        report.start_seconds[kind] = round(time.monotonic() - began, 2)
        floor = ("-m", "tools.bench.floor", "8732", str(bodies))
        stack.enter_context(server(*floor, port=8732, environment=environment))
        for page in pages:
            if options.page and page.name not in options.page:
                continue
            cookie = f"{COOKIE}={page.who.token}" if page.who else None
            both = [
                (
                    load.run(f"http://127.0.0.1:8732/{page.name}", cookie, options.seconds),
                    load.run(f"http://127.0.0.1:8731{page.path}", cookie, options.seconds),
                )
                for _ in range(options.rounds)
            ]
            report.add(kind, page.name, both, seen[page.name], memory_mb(ours))
    report.next_page_bytes = seen["sign-in"].sent_bytes
    start = (bodies / "start.html").read_bytes()
    report.first_visit_bytes = seen["start"].sent_bytes + first_visit(app, start)


def main() -> int:
    """Measure on both databases; the exit code says whether every limit was kept."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--people", type=int, default=5_000)
    ask.add_argument("--seconds", type=int, default=3)
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--only", choices=("sqlite", "postgresql"))
    ask.add_argument("--page", action="append", help="only this page; may be given several times")
    options = ask.parse_args()
    report = Report()
    try:
        for kind in ("sqlite", "postgresql"):
            if options.only in (None, kind):
                with tempfile.TemporaryDirectory() as folder:
                    measure(kind, settings_for(kind, Path(folder)), options, report)
    except load.NoLoad as why:
        sys.stderr.write(f"{why}\n")
        return 1
    report.show()
    return 1 if report.broken() else 0


def settings_for(kind: str, folder: Path) -> Settings:
    """Settings of a portal in a folder of its own, with fresh keys that its servers share."""
    (folder / "portal.env").write_text(
        f"PORTAL_SECRET_KEY={os.urandom(32).hex()}\nPORTAL_SEAL_KEYS=k1:{os.urandom(32).hex()}\n"
    )
    if kind == "sqlite":
        return load_settings(data=folder, database_url="")
    postgres.server().create("bench")
    return load_settings(data=folder, database_url=postgres.server().url("bench"))


if __name__ == "__main__":
    sys.exit(main())
