"""Erasure from list to last byte: a list, a wait, a second person, and then nothing is left."""

import base64
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text, update

from portal.accounts.models import PasskeyChallenge
from portal.core import chain_check, clock
from portal.core.looks import Look
from portal.extensions import Base, db
from portal.journey.models import Journey, StageEvent
from portal.people.models import Person
from portal.policy import Role
from portal.upkeep import due, lists, tidying
from portal.upkeep.holdings import Fate
from portal.upkeep.inventory import HOLDINGS
from portal.upkeep.models import ErasureItem, ErasureList
from portal.upkeep.rules.periods import Outcome
from tests.cast import Cast
from tests.client import Client
from tests.factories import build_worker

ClientFor = Callable[..., Client]
ENDED = date(2027, 3, 1)
DAY_N = date(2035, 3, 1)  # eight years on, as the council of the tests keeps records
NOON = "T12:00:00+00:00"


def end_support(app: Flask, cast: Cast) -> None:
    with app.app_context():
        theirs = Journey.person_id == cast.resident.person.id
        db.session.execute(update(Journey).where(theirs).values(closed_on=ENDED))
        db.session.commit()


def due_ids(app: Flask, day: date) -> set:
    with app.app_context():
        return {each.thing_id for each in due.found_due(day) if each.table_name == "person"}


def the_list(app: Flask) -> ErasureList:
    with app.app_context():
        newest = select(ErasureList).order_by(ErasureList.made_at.desc())
        return db.session.scalars(newest).first()


def made_and_confirmed(app: Flask, cast: Cast) -> None:
    """A list made at a terminal, confirmed after the wait by an administrator on the page."""
    with app.app_context():
        made = lists.make_list(None)
        db.session.commit()
    with time_machine.travel(f"{made.waits_until}{NOON}", tick=False):
        client = Client(app, cast, "administrator").sign_in(cast.administrator)
        client.get(f"/staff/retention/{made.id}")
        client.submit()


def run(app: Flask) -> dict[Outcome, int]:
    with app.app_context():
        return lists.run_lists()


def test_a_record_is_due_on_day_n_and_not_the_day_before(app: Flask, cast: Cast) -> None:
    """R23: both sides of day N."""
    end_support(app, cast)
    assert cast.resident.person.id not in due_ids(app, DAY_N - timedelta(days=1))
    assert cast.resident.person.id in due_ids(app, DAY_N)


def traces(app: Flask, marker: str) -> list[str]:
    """Where a marker still stands, in plain letters, UTF-16 or base64: rows, and files."""
    signs = [marker.encode(), marker.encode("utf-16-le"), base64.b64encode(marker.encode())[:12]]
    with app.app_context():
        rows = {each.name: db.session.execute(select(each)).all() for each in
                Base.metadata.sorted_tables}  # fmt: skip
        places = [(name, repr(found).encode()) for name, found in rows.items()]
        if db.engine.dialect.name == "postgresql":
            db.session.rollback()
            folder = Path(db.session.scalar(text("SHOW data_directory")))
            oid = db.session.scalar(
                text("SELECT oid FROM pg_database WHERE datname = current_database()")
            )
            files = [*(folder / "base" / str(oid)).iterdir()]
        else:
            folder = Path(db.engine.url.database).parent
            files = [path for path in folder.rglob("*") if path.is_file()]
        db.session.rollback()
    places += [(path.name, path.read_bytes()) for path in files if path.is_file()]
    assert len(places) > len(rows), "no file was looked at"
    return [name for name, found in places if any(sign in found for sign in signs)]


def test_erasure_leaves_no_byte(app: Flask, cast: Cast) -> None:
    """R23: no copy of an erased person's words in rows, files or logs of the database."""
    Client(app, cast, "worker").sign_in(cast.worker).get(f"/staff/people/{cast.resident.owner.id}")
    end_support(app, cast)
    with app.app_context():
        db.session.execute(text("ANALYZE"))  # as the database does by itself, whenever it likes
        db.session.commit()
    markers = (cast.resident.marker, cast.resident.money_marker, cast.resident.contact_marker)
    assert all(traces(app, marker) for marker in markers)
    with time_machine.travel(f"{DAY_N}{NOON}", tick=False):
        made_and_confirmed(app, cast)
        with time_machine.travel(f"{DAY_N + timedelta(days=14)}{NOON}", tick=False):
            assert run(app)[Outcome.ERASED] > 0
    assert [traces(app, marker) for marker in markers] == [[], [], []]
    with app.app_context():
        looks = db.session.scalars(select(Look).where(Look.person_id == cast.resident.owner.id))
        assert looks.all(), "the list of looks is kept longer than the record"
        assert not [walk for walk in chain_check.verify(db.session()) if walk.fault]
        gone = db.session.get(Person, cast.resident.person.id)
        assert (gone.given_name, gone.erased_on) == ("", DAY_N + timedelta(days=14))


def test_nothing_goes_without_a_wait_and_a_second_person(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R23: too soon, or by whoever made the list: refused, and the run destroys nothing."""
    end_support(app, cast)
    with app.app_context():
        second = build_worker("second", "Looks after accounts too.", Role.ADMINISTRATOR, None)
        db.session.commit()
    with time_machine.travel(f"{DAY_N}{NOON}", tick=False):
        client = client_for("administrator")
        client.get("/staff/retention")
        client.submit()
        there = f"/staff/retention/{the_list(app).id}"
        other = Client(app, cast, "administrator").sign_in(second)
        assert "too soon" in other.post(there, status=422).main
    with time_machine.travel(f"{DAY_N + timedelta(days=14)}{NOON}", tick=False):
        mine = client_for("administrator")
        assert "Somebody else has to confirm" in mine.post(there, status=422).main
        assert run(app) == dict.fromkeys(Outcome, 0)
        Client(app, cast, "administrator").sign_in(second).post(there)
    assert the_list(app).confirmed_by == second.account.id


def test_an_account_made_after_the_list_does_not_confirm_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R23: an administrator could make a second one for themselves."""
    end_support(app, cast)
    with time_machine.travel(f"{DAY_N}{NOON}", tick=False):
        client = client_for("administrator")
        client.get("/staff/retention")
        client.submit()
    with time_machine.travel(f"{DAY_N + timedelta(days=14)}{NOON}", tick=False):
        with app.app_context():
            second = build_worker("second", "Made since.", Role.ADMINISTRATOR, None)
            second.account.created_at = clock.now()
            db.session.commit()
        other = Client(app, cast, "administrator").sign_in(second)
        page = other.post(f"/staff/retention/{the_list(app).id}", status=422)
        assert "Somebody else has to confirm" in page.main


@pytest.mark.parametrize("spared_by", ["hold", "contact"])
def test_a_hold_or_a_contact_since_spares_what_was_confirmed(
    app: Flask, cast: Cast, client_for: ClientFor, spared_by: str
) -> None:
    end_support(app, cast)
    with time_machine.travel(f"{DAY_N}{NOON}", tick=False):
        made_and_confirmed(app, cast)
    with time_machine.travel(f"{DAY_N + timedelta(days=15)}{NOON}", tick=False):
        if spared_by == "hold":
            client = client_for("manager")
            client.get(f"/staff/people/{cast.resident.owner.id}/hold")
            client.submit({"reason": "A court asks for it"})
        else:
            with app.app_context():
                theirs = Journey.person_id == cast.resident.person.id
                db.session.execute(update(Journey).where(theirs).values(closed_on=None))
                db.session.commit()
        run(app)
    with app.app_context():
        asked = select(ErasureItem.outcome).where(ErasureItem.thing_id == cast.resident.person.id)
        wanted = Outcome.HELD if spared_by == "hold" else Outcome.NOT_DUE
        assert db.session.scalar(asked) == wanted
        assert db.session.get(Person, cast.resident.person.id).family_name == cast.resident.marker
        assert db.session.scalars(select(StageEvent)).all()


def test_a_list_can_be_taken_back_and_is_not_run(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("administrator")
    client.post(f"/staff/retention/{cast.due.id}/take-back")
    assert "Taken back" in client.follow().main
    assert client.post(f"/staff/retention/{cast.due.id}", status=422)
    assert run(app) == dict.fromkeys(Outcome, 0)


def test_an_administrator_sees_ids_and_no_names(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    end_support(app, cast)
    with time_machine.travel(f"{DAY_N}{NOON}", tick=False):
        client = client_for("administrator")
        client.post("/staff/retention")
        page = client.follow()
    assert str(cast.resident.person.id) in page.main
    client_for("manager").get(f"/staff/retention/{cast.due.id}", 404)


def test_ended_things_go_without_ceremony(app: Flask, cast: Cast) -> None:
    Client(app, cast, "worker").sign_in(cast.worker)
    Client(app, cast, "worker").sign_in(cast.worker)
    with app.app_context():
        over = clock.now() + timedelta(minutes=5)
        db.session.add(PasskeyChallenge(challenge=b"sign me", purpose="sign_in", expires_at=over))
        db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False), app.app_context():
        went = tidying.tidy()
        assert went["sessions"] == 1, "the newest of each account says when they were last here"
        assert went["invitations"] == went["new password links"] == 1
        assert went["passkey questions"] == 1
        assert tidying.tidy()["sessions"] == 0


def test_every_table_says_whose_it_is_and_what_becomes_of_it(app: Flask) -> None:
    """A new table, or a new column of words, must not be forgotten when somebody is erased."""
    assert set(Base.metadata.tables) <= set(HOLDINGS)
    for name in Base.metadata.tables:
        holding = HOLDINGS[name]
        there = {column.name for column in Base.metadata.tables[name].c}
        assert set(holding.via) <= there, name
        assert (holding.fate is Fate.NOT_THEIRS) == (not holding.via), name
