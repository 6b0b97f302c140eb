"""Looks and changes cannot be altered unseen."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Connection, text

from portal import create_app
from portal.cli import portal
from portal.core import audit, chain, chain_check, clock, database, looks
from portal.core.chain_check import Fault, NoAnchor, Walk
from portal.core.columns import new_id
from portal.core.transaction import separate
from portal.extensions import db
from portal.policy import Can
from tests import databases
from tests.cast import Cast
from tests.crowd import acting

COPIED = "at, person_id, account_id, permission, kind"


def add_looks(app: Flask, cast: Cast, count: int) -> None:
    with app.app_context():
        for _ in range(count):
            with separate() as session:
                person_id = cast.resident.person.id
                looks.log_look(session, acting(cast.worker), Can.VIEW_RECORD, person_id)


def walked(app: Flask, anchor: str | None = None) -> dict[str, Walk]:
    with app.app_context():
        kept = chain_check.read_anchor(anchor) if anchor else None
        return {walk.chain: walk for walk in chain_check.verify(db.session(), kept)}


@contextmanager
def tampering(app: Flask) -> Iterator[Connection]:
    """Somebody who can write to the database, and has not the key."""
    with app.app_context(), db.engine.execution_options(write=True).begin() as connection:
        yield connection


@pytest.fixture
def five(app: Flask, cast: Cast) -> Flask:
    add_looks(app, cast, 5)
    return app


def test_looks_and_changes_stand_in_unbroken_chains(five: Flask) -> None:
    with five.app_context():
        audit.record("tried", actor_id=None)
        db.session.flush()  # some rows are written before their transaction ends
        audit.record("tried_again", actor_id=None)
        db.session.commit()
    assert walked(five)["looks"] == Walk("looks", 5, 5)
    assert walked(five)["changes"].fault is None
    assert walked(five)["changes"].count >= 2


def test_a_change_that_was_rolled_back_leaves_no_gap(five: Flask) -> None:
    with five.app_context():
        audit.record("never", actor_id=None)
        db.session.flush()
        db.session.rollback()
        audit.record("kept", actor_id=None)
        db.session.commit()
    assert walked(five)["changes"].fault is None


TAMPERED = {
    "UPDATE look SET permission = 'view_budget' WHERE seq = 3": (Fault.CHANGED, 3),
    "UPDATE look SET reason = 'x' WHERE seq = 5": (Fault.CHANGED, 5),
    "UPDATE look SET row_hash = 'a' || substr(row_hash, 2) || 'b' WHERE seq = 2": (
        Fault.CHANGED, 2,
    ),
    "DELETE FROM look WHERE seq = 2": (Fault.MISSING, 2),
    "DELETE FROM look WHERE seq = 1": (Fault.MISSING, 1),
    "UPDATE look SET seq = NULL WHERE seq = 5": (Fault.CUT_OFF, 4),
    "DELETE FROM look WHERE seq > 3": (Fault.CUT_OFF, 3),
    "DELETE FROM look": (Fault.CUT_OFF, 0),
    "DELETE FROM look WHERE seq > 3; UPDATE chain_head SET seq = 3, hash ="
    " (SELECT row_hash FROM look WHERE seq = 3) WHERE name = 'looks'": (Fault.HEAD, None),
    "UPDATE chain_head SET first_seq = 3, first_hash = (SELECT row_hash FROM look WHERE seq = 2)"
    " WHERE name = 'looks'; DELETE FROM look WHERE seq < 3": (Fault.HEAD, None),
    "UPDATE look SET seq = 0, row_hash = NULL WHERE seq = 1;"
    " DELETE FROM chain_head WHERE name = 'looks'": (Fault.NO_HEAD, None),
    "UPDATE look SET seq = -3 WHERE seq = 3; UPDATE look SET seq = 3 WHERE seq = 4;"
    " UPDATE look SET seq = 4 WHERE seq = -3": (Fault.CHANGED, 3),
}  # fmt: skip


@pytest.mark.parametrize("tampering_with", TAMPERED)
def test_what_was_changed_removed_swapped_or_cut_off_is_found(
    five: Flask, tampering_with: str
) -> None:
    """R21: one changed byte of what was written down about looks makes the check fail."""
    with tampering(five) as connection:
        for statement in tampering_with.split(";"):
            connection.execute(text(statement))
    looked = walked(five)["looks"]
    assert (looked.fault, looked.at if looked.fault is not Fault.CUT_OFF else looked.last) == (
        TAMPERED[tampering_with]
    )
    assert "BROKEN" in looked.said()


def test_a_record_that_the_portal_did_not_write_is_found(five: Flask) -> None:
    with tampering(five) as connection:
        new = text(f"INSERT INTO look (id, {COPIED}) SELECT :id, {COPIED} FROM look WHERE seq = 1")
        connection.execute(new, {"id": "0" * 32})
    assert walked(five)["looks"].fault is Fault.OUTSIDE


def test_an_anchor_finds_a_whole_database_put_back(five: Flask, cast: Cast) -> None:
    """Whoever can put back an old database, with its head and seal, cannot put back the anchor."""
    with five.app_context():
        old = db.session.execute(text("SELECT * FROM chain_head WHERE name = 'looks'")).one()
    add_looks(five, cast, 2)
    with five.app_context():
        kept = chain_check.anchor(db.session())
    assert walked(five, kept)["looks"].fault is None
    with tampering(five) as connection:
        connection.execute(text("DELETE FROM look WHERE seq > 5"))
        head = text("UPDATE chain_head SET seq = 5, hash = :h, sealed = :s WHERE name = 'looks'")
        connection.execute(head, {"h": old.hash, "s": old.sealed})
    assert walked(five)["looks"].fault is None
    assert walked(five, kept)["looks"].fault is Fault.CUT_OFF
    add_looks(five, cast, 3)
    assert walked(five, kept)["looks"].fault is Fault.NOT_AS_ANCHORED


def test_a_changed_anchor_is_refused(five: Flask) -> None:
    with five.app_context():
        kept = chain_check.anchor(db.session())
        for wrong in (kept.replace("looks=5", "looks=4"), kept[:-1], "nothing"):
            with pytest.raises(NoAnchor):
                chain_check.read_anchor(wrong)


def test_twenty_looks_at_once_keep_one_unbroken_chain(
    app: Flask, cast: Cast, client_for: Callable
) -> None:
    """R21: each of twenty readers at the same moment is written down, in one row."""
    browsers = [client_for("worker") for _ in range(20)]
    url = f"/staff/people/{cast.resident.person.id}"
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda client: client.raw.get(url, base_url="https://localhost"),
                                browsers))  # fmt: skip
    assert [answer.status_code for answer in answers] == [200] * 20
    assert walked(app)["looks"] == Walk("looks", 20, 20)


def test_old_records_may_go_when_their_time_is_over(five: Flask, cast: Cast) -> None:
    with five.app_context(), separate() as session:
        assert chain.let_go_before(session, looks.Look, clock.now() - timedelta(days=1)) == 0
        assert chain.let_go_before(session, looks.Look, clock.now() + timedelta(days=1)) == 5
    assert walked(five)["looks"] == Walk("looks", 0, 5)
    add_looks(five, cast, 1)
    assert walked(five)["looks"] == Walk("looks", 1, 6)


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_operators_command_says_where_and_fails(
    five: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = five.extensions["settings"]
    monkeypatch.setenv("PORTAL_DATA", str(settings.data))
    monkeypatch.setenv("PORTAL_SECRET_KEY", settings.secret_key.get_secret_value())
    monkeypatch.setenv("PORTAL_SEAL_KEYS", settings.seal_keys.get_secret_value())
    run = CliRunner().invoke
    kept = tmp_path / "anchor.txt"
    kept.write_text(run(portal, ["audit", "anchor"]).output)
    whole = run(portal, ["audit", "verify", "--anchor", str(kept)])
    assert whole.exit_code == 0, whole.output
    assert "looks: 5 records, unbroken up to number 5." in whole.output
    with tampering(five) as connection:
        connection.execute(text("UPDATE look SET permission = 'other' WHERE seq = 4"))
    broken = run(portal, ["audit", "verify"])
    assert broken.exit_code == 1
    assert "looks: BROKEN at number 4" in broken.output


def test_what_was_written_down_before_there_were_chains_is_chained(
    empty_database: str, tmp_path: Path
) -> None:
    app = create_app(
        databases.settings(tmp_path, database_url=empty_database), check=False, testing=True
    )
    with app.app_context():
        with db.engine.execution_options(write=True).begin() as connection:
            database.bring_to(connection, "0011")
            for day in ("2026-01-05", "2026-01-03"):
                row = {"id": new_id().hex, "at": f"{day} 10:00:00.000001"}
                said = "INSERT INTO audit_event (id, at, action) VALUES (:id, :at, 'tried')"
                connection.execute(text(said), row)
        database.migrate(db.engine, tmp_path)
        audit.record("tried_again", actor_id=None)
        db.session.commit()
    assert walked(app)["changes"] == Walk("changes", 3, 3)
    databases.close(app)
