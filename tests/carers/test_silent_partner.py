"""An organisation that does not say yes in time: the council is told once, and sees it on top."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.carers import staff_queries
from portal.carers.actions import alarming, handing
from portal.carers.models import CarerRequest
from portal.carers.rules.queue import Mark, Rank, Wanted, read_mark
from portal.core import clock
from portal.extensions import db
from portal.people.models import Worker
from portal.upkeep.tidying import tidy
from tests.accounts.steps import notices
from tests.carers.handed import for_partner, handed_over, of_partner
from tests.carers.requests import partner_code
from tests.carers.staff import PLACE, by, page_of, row_of, the_request
from tests.carers.test_staff_queue import ago, row_with, waiting
from tests.cast import Cast
from tests.client import Client
from tests.staff.test_caseload import actor_of

ClientFor = Callable[..., Client]
KIND = "partner_silent_staff"
HANDED = datetime(2026, 11, 20, 10, tzinfo=clock.LONDON)  # a Friday; three working days later:
IN_TIME = datetime(2026, 11, 25, 23, 30, tzinfo=clock.LONDON)
LATE = datetime(2026, 11, 26, 0, 30, tzinfo=clock.LONDON)


def told(app: Flask) -> list[str]:
    return sorted(each.to for each in notices(app) if each.kind == KIND)


def runs(app: Flask, at: datetime) -> int:
    """The daily tidying at an instant; how many requests it found."""
    with time_machine.travel(at, tick=False), app.app_context():
        return tidy()["requests that a partner is silent about"]


def test_the_council_is_told_once_and_not_before_the_day_is_over(app: Flask, cast: Cast) -> None:
    with time_machine.travel(HANDED, tick=False):
        handed_over(app, cast)
    with app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        row.worker_id = cast.worker.worker.id
        db.session.commit()
    assert [runs(app, IN_TIME), runs(app, LATE), runs(app, LATE + timedelta(1))] == [0, 1, 0]
    assert told(app) == [cast.worker.email]
    [notice] = [each for each in notices(app) if each.kind == KIND]
    assert cast.resident.marker not in f"{notice.parts}"
    assert str(cast.resident.person.id) not in f"{notice.parts}"


@pytest.mark.parametrize(("holder", "heard"), [(None, "manager"), ("left", "manager")])
def test_where_nobody_has_it_the_managers_of_the_team_are_told(
    app: Flask, cast: Cast, holder: str | None, heard: str
) -> None:
    handed_over(app, cast, ago(20))
    with app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        if holder:
            db.session.get_one(Worker, cast.worker.worker.id).left_on = clock.today() - timedelta(1)
            row.worker_id = cast.worker.worker.id
        assert alarming.alarm() == 1
    assert told(app) == [cast[heard].email]


def test_it_ends_with_a_yes_and_begins_anew_with_the_next_hand_over(app: Flask, cast: Cast) -> None:
    handed_over(app, cast, ago(20))
    with app.app_context():
        assert alarming.alarm() == 1
        handing.accept(the_request(cast), for_partner(cast, partner_code()))
        db.session.commit()
        assert the_request(cast).row.partner_alarmed_at is None
        assert alarming.alarm() == 0
        handing.take_back(the_request(cast), by(cast))
        handing.hand_over(the_request(cast), by(cast))
        db.session.commit()
        assert alarming.alarm() == 0
        the_request(cast).row.since_at = ago(20)
        db.session.commit()
        assert alarming.alarm() == 1
    assert len(told(app)) == 2


def test_it_stands_after_the_urgent_and_before_the_others(app: Flask, cast: Cast) -> None:
    with app.app_context():
        made = {
            "old": waiting(cast, first_contact_at=ago(40)),
            "silent": waiting(cast, first_contact_at=ago(2), partner_alarmed_at=ago(1)),
            "both": waiting(cast, first_contact_at=ago(3), partner_alarmed_at=ago(1), urgent=True),
            "urgent": waiting(cast, first_contact_at=ago(1), urgent=True),
        }
        names = {row.id: name for name, row in made.items()}
        actor = actor_of(cast, "worker")
        found = staff_queries.queue(actor, Wanted(), None)
        order = [names.get(each.request_id, "theirs") for each in found.entries]
        assert order == ["both", "urgent", "silent", "old", "theirs"]
        after = {name: staff_queries._mark(row) for name, row in made.items()}
        for name, left in (("urgent", 3), ("silent", 2), ("old", 1)):
            again = read_mark(str(after[name]))
            assert len(staff_queries.queue(actor, Wanted(), again).entries) == left
        assert after["both"] == Mark(Rank.URGENT, made["both"].first_contact_at, made["both"].id)


def test_the_line_is_on_the_queue_and_on_the_page(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    handed_over(app, cast, ago(20))
    name = cast.resident.person.name
    somebody = client_for("worker")
    assert "Not accepted by" in row_with(somebody.get(PLACE), name)
    page = somebody.get(page_of(cast))
    assert "should have been accepted by" in page.main
    assert page.soup.select_one("main nav a.govuk-button")["href"] == f"{page_of(cast)}/take-back"
    page = of_partner(cast, client_for).get(page_of(cast))
    assert "should have been accepted by" in page.main
    assert "take it back" not in page.main
    with app.app_context():
        handing.accept(the_request(cast), for_partner(cast, partner_code()))
        db.session.commit()
    somebody.may_see(cast.partner)
    assert "Not accepted by" not in row_with(somebody.get(PLACE), name)
    assert row_of(app, cast).partner_alarmed_at is None
