"""The production server: gunicorn's threaded workers, and the deliverer beside them.

The deliverer is forked by gunicorn's own master, which looks after it as it does its workers: it
is started again when it dies, and told to stop when the server stops.
"""

import fcntl
import gc
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from portal import create_app
from portal.core import assembly, carriers, database, delivery
from portal.core.server_worker import Worker
from portal.extensions import db
from portal.settings import Settings
from portal.upkeep import tidying

STOP_WITHIN_SECONDS = 20
# A new name where the compiler changes: an older portal could not run what a newer one made.
TEMPLATES = "templates-2"


class CannotServe(Exception):
    """One sentence that says why the server cannot start, with the remedy."""


def check_port(host: str, port: int) -> None:
    """Refuse a port that somebody else has, before anything is made."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as fault:
            raise CannotServe(
                f"Port {port} on {host} cannot be used ({fault.strerror}): stop what uses it, or "
                f"choose another with --port."
            ) from None


def prepare(settings: Settings) -> Flask:
    """Make the data folder, bring the database to this portal's shape, and return the app."""
    app = create_app(settings, check=False)
    with app.app_context():
        database.migrate(db.engine, settings.data)
    assembly.check_database(app)
    warm(app, settings.data / TEMPLATES)
    return app


class NotCompiled(Exception):
    """No earlier start has compiled this template."""


class Compiled(FileSystemBytecodeCache):
    """What earlier starts compiled. While it `compiles` nothing, what is missing is passed over."""

    compiles = True

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what there is of one template."""
        super().load_bytecode(bucket)
        if bucket.code is None and not self.compiles:
            raise NotCompiled

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; on a full disk the page is shown all the same."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def warm(app: Flask, folder: Path) -> None:
    """Load the templates that an earlier start compiled, before the first reader comes.

    Threads that compile the same page at once keep everybody waiting for a second.
    On the very first start the deliverer compiles them, so that nobody waits for all of them.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    environment = app.jinja_env
    cache = environment.bytecode_cache = Compiled(str(folder))
    cache.compiles = False
    for name in environment.list_templates():
        with suppress(NotCompiled):
            environment.get_template(name)
    cache.compiles = True


def compile_templates(app: Flask, folder: Path) -> None:
    """Compile what no start has compiled yet, unless another server is at it this moment."""
    with (folder / "compiling").open("a") as one:
        try:
            fcntl.flock(one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        for name in app.jinja_env.list_templates():
            app.jinja_env.get_template(name)


class Master(Arbiter):  # type: ignore[misc]
    """Gunicorn's master, with one more child to look after."""

    deliverer = 0

    def manage_workers(self) -> None:
        """Keep the workers at their number, and the deliverer alive."""
        super().manage_workers()
        if self.deliverer and _is_running(self.deliverer):
            return
        master = os.getpid()
        # A signal between the fork and the child's own handlers would be queued and never read.
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM,))
        try:
            self.deliverer = os.fork()
            if not self.deliverer:
                self.app.deliver(self.LISTENERS, master)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM,))

    def stop(self, graceful: bool = True) -> None:
        """Stop the deliverer with the workers; what it is sending is finished first."""
        if self.deliverer and _is_running(self.deliverer):
            os.kill(self.deliverer, signal.SIGTERM)
        super().stop(graceful)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Server(BaseApplication):  # type: ignore[misc]
    """The portal as gunicorn runs it: loaded once, then forked, so that memory is shared."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self.portal = app
        self.settings: Settings = app.extensions["settings"]
        self.address = f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn what the settings say."""
        for name, value in {
            "bind": self.address,
            "workers": self.settings.workers,
            "threads": self.settings.threads,
            "worker_class": Worker,
            "preload_app": True,
            "graceful_timeout": STOP_WITHIN_SECONDS,
            "keepalive": 15,
            "loglevel": "warning",
            "control_socket_disable": True,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app of the master; every process that comes of it opens its own connections.

        What is there by now stays for good: Python no longer goes through it for what can be
        thrown away, which is a twentieth of a page's time and would copy memory that is shared.
        """
        with self.portal.app_context():
            db.engine.dispose()
        gc.collect()
        gc.freeze()
        return self.portal

    def deliver(self, listeners: list[Any], master: int) -> None:
        """Become the deliverer of this master: never returns, and ends when the master has."""
        for listener in listeners:
            listener.close()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until it has something to finish first
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM,))
        try:
            with self.portal.app_context():
                compile_templates(self.portal, self.settings.data / TEMPLATES)
                delivery.run(
                    carriers.carriers(self.settings),
                    parent=master,
                    besides=tidying.see_to,
                )
        finally:
            sys.stdout.flush()
            os._exit(0)

    def run(self) -> None:
        """Serve until told to stop."""
        Master(self).run()


def serve(settings: Settings, host: str, port: int) -> None:
    """Bring the database up to date, then serve until SIGTERM or SIGINT."""
    check_port(host, port)
    Server(prepare(settings), host, port).run()
