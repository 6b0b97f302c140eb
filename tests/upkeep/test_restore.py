"""A backup comes back whole on either kind of database, and nothing in it is done twice."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal import create_app
from portal.accounts import sessions
from portal.accounts.actions import second_factor
from portal.accounts.actions.second_factor import NotRight
from portal.accounts.models import Account, Invitation, PasswordReset, SignInSession
from portal.contact.models import SafeContact
from portal.core import clock, delivery
from portal.core.outbox import notify
from portal.core.sealing import Keyring, keyring
from portal.extensions import db
from portal.representation.models import HelperInvitation
from portal.upkeep import backing_up, checking, held, restoring, tables
from portal.upkeep.backing_up import Origin
from portal.upkeep.filling import address, filling
from portal.upkeep.refusals import NotDone
from portal.upkeep.restoring import Place
from tests import databases
from tests.cast import Cast
from tests.client import Client
from tests.upkeep.conftest import put_files

ENDED = {"sign_in_session", "invitation", "helper_invitation", "password_reset", "outbox"}
HOUR = timedelta(hours=1)


@pytest.fixture
def backup(origin: Origin, cast: Cast, tmp_path: Path) -> Path:
    """A backup of the cast, with a notice on its way and a browser signed in."""
    assert cast.resident.account
    sessions.start(cast.resident.account, complete=True, second_factor=False, device="a test")
    notify("reset_password", "ada@example.org", language="en")
    db.session.commit()
    backing_up.back_up(origin, tmp_path / "backup")
    return tmp_path / "backup"


def empty_place(kind: str, folder: Path) -> Place:
    """A database and a data folder with nothing in them."""
    chosen = databases.settings(folder, database_url=databases.empty(kind))
    return Place(address(chosen.database), folder)


def test_a_backup_comes_back_on_the_other_database_with_the_same_hashes(
    backup: Path, database: str, tmp_path: Path
) -> None:
    """R30: the same counts in every table, and the same hash in each that a restore leaves be."""
    (other,) = set(databases.KINDS) - {database}
    place = empty_place(other, tmp_path / "new")
    manifest, _ended = restoring.restore(backup, place, keyring())
    again = create_app(
        databases.settings(place.data, database_url=place.url.render_as_string(False)),
        testing=True,
    )
    with again.app_context():
        with tables.snapshot(db.engine) as connection:
            found = tables.tallies(connection)
        checked = list(checking.of_database(db.engine, place.data, keyring()))
    databases.close(again)
    assert {name: each.rows for name, each in found.items()} == {
        name: each.rows for name, each in manifest.tables.items()
    }
    changed = {name for name, each in found.items() if each != manifest.tables[name]}
    assert changed <= ENDED
    assert [each.sentence for each in checked if not each.good] == []


@pytest.mark.parametrize("database", ["sqlite"])
def test_nobody_is_signed_in_and_no_link_opens_after_a_restore(
    backup: Path, tmp_path: Path
) -> None:
    """R30: a token or a link that was used after the backup does not come to life again."""
    place = empty_place("sqlite", tmp_path / "new")
    _manifest, ended = restoring.restore(backup, place, keyring())
    assert ended.sessions == 1
    with create_app(databases.settings(place.data), testing=True).app_context():
        alive = select(func.count()).where(SignInSession.ended_at.is_(None))
        assert db.session.scalar(alive) == 0
        for kind in (Invitation, HelperInvitation, PasswordReset):
            asked = select(func.count()).select_from(kind)
            assert db.session.scalar(asked.where(kind.expires_at > clock.now())) == 0
            assert db.session.scalar(asked), f"the backup has no {kind.__name__} to end"


@pytest.mark.parametrize("database", ["sqlite"])
def test_notices_wait_after_a_restore_until_they_are_let_go(backup: Path, tmp_path: Path) -> None:
    """R26: nothing is sent twice because an old backup did not know that it had gone."""
    place = empty_place("sqlite", tmp_path / "new")
    restoring.restore(backup, place, keyring())
    sent: list[EmailMessage] = []
    with create_app(databases.settings(place.data), testing=True).app_context():
        (waiting,) = held.waiting(db.session())
        assert (waiting.kind, waiting.number) == ("reset_password", 1)
        assert delivery.deliver_due(sent.append) == 0
        assert held.release(db.session(), clock.now() - HOUR) == 1
        db.session.commit()
        assert held.waiting(db.session()) == []
        assert held.discard(db.session(), clock.now()) == 0


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_restore_refuses_a_place_that_is_not_empty(
    backup: Path, origin: Origin, tmp_path: Path
) -> None:
    """R30: what is there is never written over."""
    here = Place(address(str(origin.engine.url)), origin.data)
    with pytest.raises(NotDone, match="There is a database already"):
        restoring.restore(backup, here, keyring())
    place = empty_place("sqlite", tmp_path / "new")
    put_files(place.data, "a.pdf")
    with pytest.raises(NotDone, match="There are files already"):
        restoring.restore(backup, place, keyring())
    taken = Place(address(databases.template("postgresql", "norfolk").url), tmp_path / "third")
    with pytest.raises(NotDone, match="has tables already: make an empty one"):
        restoring.restore(backup, taken, keyring())


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_backup_that_is_damaged_or_sealed_with_other_keys_is_refused(
    backup: Path, tmp_path: Path
) -> None:
    """R30: nothing is restored that could not be used; keys that are lost can be done without."""
    place = empty_place("sqlite", tmp_path / "new")
    other = Keyring("t2:" + "11" * 32)
    with pytest.raises(NotDone, match="Put back the portal"):
        restoring.restore(backup, place, other)
    (backup / "portal.sqlite").chmod(0o600)
    with (backup / "portal.sqlite").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(NotDone, match="has been changed or is damaged"):
        restoring.restore(backup, place, None)
    assert not (place.data / "portal.sqlite").exists()


def test_without_the_keys_people_are_asked_again_and_every_page_opens(
    backup: Path, database: str, cast: Cast, tmp_path: Path
) -> None:
    """R30: a lost key costs what it sealed, and no second factor becomes a first."""
    place = empty_place(database, tmp_path / "new")
    restoring.restore(backup, place, None)
    url = "" if database == "sqlite" else place.url.render_as_string(False)
    chosen = databases.settings(place.data, database_url=url, seal_keys="t2:" + "11" * 32)
    again = databases.portal(chosen)
    with again.app_context():
        [told] = db.session.scalars(select(SafeContact))
        assert (told.way_words, told.address_sealed, told.reviewed_on) == ("", None, None)
        account = db.session.get_one(Account, cast.worker.account.id)
        assert second_factor.check_code(account, "123456") is NotRight.WRONG
        db.session.commit()
    mine = Client(again, cast, "resident").sign_in(cast.resident)
    assert "Choose how we contact you" in mine.get("/home").main
    mine.get("/how-we-contact-you")
    theirs = Client(again, cast, "worker").sign_in(cast.worker)
    theirs.get(f"/staff/people/{cast.resident.owner.id}")
    databases.close(again)


def half_fill(place: Place) -> None:
    """Begin, and stop in the middle."""
    with filling(place.url) as target:
        target.exec_driver_sql("CREATE TABLE half (id integer)")
        raise ZeroDivisionError


@pytest.mark.parametrize("kind", databases.KINDS)
def test_a_database_that_could_not_be_filled_stays_empty(kind: str, tmp_path: Path) -> None:
    """R30: all of it, or nothing: the next attempt finds an empty place again."""
    place = empty_place(kind, tmp_path)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            half_fill(place)
    assert list(tmp_path.iterdir()) == []
