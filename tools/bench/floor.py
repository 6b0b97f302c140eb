"""The floor: the smallest Flask page with the same session look-up, three queries, same bytes.

Run by the bench as `python -m tools.bench.floor PORT BODY_FOLDER`, on the same gunicorn settings.
"""

import signal
import sys
from pathlib import Path
from typing import Any

from flask import Flask, abort, request
from sqlalchemy import select

from portal.accounts.sessions import token_in
from portal.accounts.signed_in import signed_in
from portal.budgets.models import Budget
from portal.core import council, database
from portal.core.assembly import configuration
from portal.extensions import compress, db
from portal.journey.models import Journey
from portal.people.models import Person
from portal.serving import Server
from portal.settings import Settings, load_settings

OPEN_TO_ALL = ("start", "sign-in", "carers-start")


def make_floor(settings: Settings, bodies: Path) -> Flask:
    """A Flask app whose pages are bytes that were made beforehand."""
    app = Flask("floor", static_folder=None)
    app.config.update(configuration(settings))
    app.extensions["settings"] = settings
    app.extensions["council"] = council.load(settings.council)
    db.init_app(app)
    compress.init_app(app)
    with app.app_context():
        database.check_schema(db.engine)
    pages = {path.stem: path.read_bytes() for path in bodies.glob("*.html")}

    @app.get("/<name>")
    def page(name: str) -> bytes:
        token = token_in(request)
        who = signed_in(token) if token else None
        if who is None and name not in OPEN_TO_ALL:
            abort(404)
        if who is not None:
            for model in (Person, Budget, Journey):
                db.session.scalars(select(model).limit(1)).first()
        return pages[name]

    return app


class Floor(Server):
    """The portal's server without what sends notices: that is the portal's own to do."""

    def deliver(self, listeners: list[Any], _master: int) -> None:
        """Have a process that only waits."""
        for listener in listeners:
            listener.close()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGTERM,))
        while True:
            signal.pause()


if __name__ == "__main__":
    Floor(make_floor(load_settings(), Path(sys.argv[2])), "127.0.0.1", int(sys.argv[1])).run()
