"""An administrator sees when the last good backup was made, and is warned in time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from portal.core import backups, clock
from portal.extensions import db
from tests.client import Client
from tests.ops.processes import portal

NEEDED = "a new backup is needed"


def test_an_administrator_is_warned_when_there_is_no_backup_of_these_days(
    app: Flask, client_for: Callable[..., Client]
) -> None:
    """R30: two days without one are too many in this council's file."""
    page = client_for("administrator").get("/staff")
    assert "No backup has been made yet" in page.main
    assert NEEDED in page.main
    with app.app_context():
        backups.note_down(db.engine, clock.now())
        backups.note_down(db.engine, clock.now())
    for days, late in ((2, False), (3, True)):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            page = client_for("administrator").get("/staff")
        assert "The last backup was made on" in page.main
        assert (NEEDED in page.main) is late


def test_nobody_else_is_told_of_backups(client_for: Callable[..., Client]) -> None:
    assert "backup" not in client_for("manager").get("/staff").main


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_commands_say_what_they_did_and_end_so(app: Flask, tmp_path: Path) -> None:
    """R30: from a terminal: back up, verify, restore elsewhere; refuse to do it twice."""
    chosen = app.extensions["settings"]
    keys = {
        "PORTAL_SECRET_KEY": chosen.secret_key.get_secret_value(),
        "PORTAL_SEAL_KEYS": chosen.seal_keys.get_secret_value(),
    }
    backup, new = str(tmp_path / "backup"), tmp_path / "new"
    made = portal("backup", backup, data=tmp_path, **keys)
    assert (made.returncode, made.stderr) == (0, "")
    assert "was read back" in made.stdout
    with app.app_context():
        assert backups.last() is not None
    assert portal("restore", backup, data=new).stderr.startswith("The keys are not here")
    back = portal("restore", backup, data=new, **keys)
    assert (back.returncode, back.stderr) == (0, "")
    assert "WRONG" not in back.stdout
    twice = portal("restore", backup, data=new, **keys)
    assert twice.returncode == 1
    assert twice.stderr.startswith("There is a database already")
    assert twice.stderr.count("\n") == 1
