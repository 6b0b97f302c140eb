"""Seed a large council, serve it as in production, and print one table beside the floor's."""

import argparse
import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.serving import TEMPLATES, compile_templates, prepare
from portal.settings import Settings, load_settings
from tests import postgres
from tools.bench import accounts, asked, load, messages, sending
from tools.bench.asked import Mine
from tools.bench.counting import counted
from tools.bench.report import Report, Seen
from tools.bench.sending import Sender
from tools.bench.town import SignIn, Town, build

COOKIE = "__Host-portal"
PRODUCTION = "build/production/bin/python"
OURS, FLOOR = 8731, 8732
SERVE = ("-m", "portal", "serve", "--port", str(OURS))
FEW = 10
"""So many carers' requests are there at first: pages ask as often for them as for all."""


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
        Page("messages", "/messages", town.resident),
        Page("message-inbox", "/staff/messages", town.manager),
        Page("staff-home", "/staff", town.worker),
        Page("people", "/staff/people", town.worker),
        Page("person", f"/staff/people/{person}", town.manager),
        Page("team", "/staff/team", town.manager),
        Page("staff-looks", "/staff/looks", town.manager),
    ]


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


def queries_of(client: FlaskClient, who: SignIn, path: str) -> int:
    """How many queries a page takes."""
    return open_page(client, Page(path, path, who), "identity")[1]


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
    # A line is still made for each request; who reads them would take a part of two processors.
    process = subprocess.Popen(
        [PRODUCTION, *command],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
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


def wait_until_compiled(app: Flask, folder: Path) -> None:
    """Come back when every template is compiled: a new portal does that once, in its first seconds.

    The deliverer does it; where it has not begun, this does it in its place.
    """
    compile_templates(app, folder)
    with (folder / "compiling").open("a") as one:
        fcntl.flock(one, fcntl.LOCK_EX)


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


def carers_pages(town: Town, mine: Mine) -> list[Page]:
    """The pages of carers' requests. The manager's team has none, among tens of thousands."""
    return [
        Page("carers-start", "/carers/", None),
        Page("carers-question", f"/carers/{mine.begun}/ask/hours", town.resident),
        Page("carers-tracker", f"/carers/{mine.sent}/", town.resident),
        Page("carers-queue", "/staff/carers", town.worker),
        Page("carers-late", "/staff/carers?show=late", town.worker),
        Page("carers-search", "/staff/carers?q=Number49", town.worker),
        Page("carers-queue-of-none", "/staff/carers", town.last_manager),
    ]


def look_at(app: Flask, pages: list[Page], bodies: Path) -> dict[str, Seen]:
    """Open every page once, keep its body for the floor, and count."""
    client, seen = app.test_client(), {}
    bodies.mkdir(exist_ok=True)
    for page in pages:
        open_page(client, page, "identity")  # the first look compiles; the second is counted
        body, queries = open_page(client, page, "identity")
        sent, _ = open_page(client, page, "br, gzip")
        (bodies / f"{page.name}.html").write_bytes(body)
        seen[page.name] = Seen(len(body), len(sent), queries)
    return seen


def measure(kind: str, settings: Settings, options: argparse.Namespace, report: Report) -> None:
    """Every key page on one database, in turns with its floor."""
    portal = prepare(settings)
    town = build(portal, options.people)
    asked.fill(portal, range(FEW))
    drafts = sending.A_SECOND * options.seconds * options.rounds
    mine = asked.mine(portal, town.resident.person_id, 0)
    theirs = asked.mine(portal, town.sender.person_id, drafts)
    app, bodies = create_app(settings), settings.data / "bodies"
    of_carers = carers_pages(town, mine)
    few = look_at(app, of_carers, bodies)
    accounts.grow(kind, portal, partial(queries_of, app.test_client(), town.resident), report)
    messages.grow(
        kind, portal, partial(queries_of, app.test_client()), town.resident, town.manager, report
    )
    asked.fill(portal, range(FEW, options.requests))
    pages = [*key_pages(town), *of_carers]
    seen, sender = look_at(app, pages, bodies), Sender(app, town.sender, theirs)
    seen[sending.NAME] = sender.look(bodies)
    report.grown |= {
        f"{page} on {kind}": (before.queries, seen[page].queries) for page, before in few.items()
    }
    in_turns(kind, settings, app, loads(pages, sender, options), seen, options, report)
    environment = {"PORTAL_DATA": str(settings.data), "DATABASE_URL": settings.database}
    with server(*SERVE, port=OURS, environment=environment):
        report.sent[kind] = messages.sent_a_second(
            app, list(town.writers), OURS, options.seconds * 2
        )
    report.next_page_bytes = seen["sign-in"].sent_bytes
    start = (bodies / "start.html").read_bytes()
    report.first_visit_bytes = seen["start"].sent_bytes + first_visit(app, start)


@dataclass(frozen=True)
class Load:
    """What is measured: its name, whose cookies it takes, and one run of it."""

    name: str
    cookie: str | None
    run: Callable[[], load.Figures]


def loads(pages: list[Page], sender: Sender, options: argparse.Namespace) -> list[Load]:
    """All that is measured, or what was asked for of it."""
    found = []
    for page in pages:
        cookie = f"{COOKIE}={page.who.token}" if page.who else None
        run = partial(load.run, f"http://127.0.0.1:{OURS}{page.path}", cookie, options.seconds)
        found.append(Load(page.name, cookie, run))
    found.append(Load(sending.NAME, sender.cookie, partial(sender.send, OURS, options.seconds)))
    return [each for each in found if not options.page or each.name in options.page]


def in_turns(
    kind: str, settings: Settings, app: Flask, loaded: list[Load], seen: dict[str, Seen],
    options: argparse.Namespace, report: Report,
) -> None:  # fmt: skip
    """Run each load some times, in turns with the floor's page of the same bytes."""
    environment = {"PORTAL_DATA": str(settings.data), "DATABASE_URL": settings.database}
    with ExitStack() as stack:
        began = time.monotonic()
        ours = stack.enter_context(server(*SERVE, port=OURS, environment=environment))
        report.start_seconds[kind] = round(time.monotonic() - began, 2)
        wait_until_compiled(app, settings.data / TEMPLATES)
        floor = ("-m", "tools.bench.floor", str(FLOOR), str(settings.data / "bodies"))
        stack.enter_context(server(*floor, port=FLOOR, environment=environment))
        for each in loaded[:1]:
            each.run()  # not counted: a server that has just started opens its connections first
        for each in loaded:
            beside = f"http://127.0.0.1:{FLOOR}/{each.name}"
            both = [
                (load.run(beside, each.cookie, options.seconds), each.run())
                for _ in range(options.rounds)
            ]
            report.add(kind, each.name, both, seen[each.name], memory_mb(ours))


def main() -> int:
    """Measure on both databases; the exit code says whether every limit was kept."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--people", type=int, default=5_000)
    ask.add_argument("--requests", type=int, default=50_000, help="carers' requests")
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
