"""The talk and what came of it: a day that is to come, reasons in writing, a copy for the carer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.carers import queries
from portal.carers.actions import booking, concluding
from portal.carers.actions.concluding import Conclusion
from portal.carers.models import CarerBooking, CarerOutcome
from portal.carers.rules.dealing import CopyWay, MeetingWay, Outcome
from portal.carers.rules.stages import Event, State
from portal.contact.models import SafeContact
from portal.core import clock
from portal.extensions import db
from tests.carers.staff import by, page_of, row_of, stands, taken_on, the_request
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
WHY = "You told us that you manage now."


def a_day(days: int) -> dict[str, str]:
    day = clock.today() + timedelta(days=days)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"on_day-{name}": str(value) for name, value in parts.items()}


TALK = {"at_time": "10.30am", "way": "elsewhere", "place": "The library", "who_comes": "Jo Bell"}


def test_a_talk_is_booked_moved_and_called_off(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    taken_on(app, cast, Event.START_TRIAGE, Event.SEND_TO_TEAM)
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/do/book")
    somebody.submit({**TALK, **a_day(5)})
    assert "The library" in somebody.follow().main
    assert row_of(app, cast).expected_by == clock.today() + timedelta(days=5)
    somebody.get(f"{page_of(cast)}/do/move_booking")
    somebody.submit({**TALK, **a_day(9), "way": "phone", "place": ""})
    somebody.get(f"{page_of(cast)}/do/cancel_booking")
    somebody.submit({"note": "I am ill, and sorry."})
    assert row_of(app, cast).state is State.WAITING
    with app.app_context():
        rows = db.session.scalars(select(CarerBooking).order_by(CarerBooking.on_day)).all()
        assert [(row.way, row.ended_at is None) for row in rows] == [
            ("elsewhere", False),
            ("phone", False),
        ]
        assert b"library" not in rows[0].place_sealed


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (a_day(-1), "on_day-day"),
        ({"at_time": ""}, "at_time"),
        ({"place": ""}, "place"),
        ({"who_comes": ""}, "who_comes"),
    ],
)
def test_a_talk_without_day_time_or_place_is_refused(
    app: Flask, cast: Cast, client_for: ClientFor, wrong: dict[str, str], field: str
) -> None:
    stands(app, cast, State.WAITING)
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/do/book")
    page = somebody.submit({**TALK, **a_day(5), **wrong}, 422)
    assert list(page.errors) == [field]
    assert "Jo Bell" in page.html or field == "who_comes"


def test_an_action_books_no_day_that_is_over(app: Flask, cast: Cast) -> None:
    stands(app, cast, State.WAITING)
    yesterday = clock.today() - timedelta(days=1)
    meeting = booking.Meeting(yesterday, "10am", MeetingWay.HOME, "", "Jo Bell")
    with app.app_context(), pytest.raises(ValueError, match="past"):
        booking.book(the_request(cast), Event.BOOK, meeting, by(cast))


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (Outcome.SUPPORT_PLAN, State.SUPPORT_PLAN),
        (Outcome.INFORMATION, State.INFORMATION_ONLY),
        (Outcome.NOT_ELIGIBLE, State.NOT_ELIGIBLE),
        (Outcome.DECLINED, State.DECLINED),
    ],
)
def test_an_outcome_is_written_with_its_reason_and_leads_on(
    app: Flask, cast: Cast, client_for: ClientFor, kind: Outcome, state: State
) -> None:
    stands(app, cast, State.IN_PROGRESS)
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/do/record_outcome")
    somebody.submit({"kind": kind.value, "reason": WHY, "copy_way": "letter"})
    assert WHY in somebody.follow().main
    assert row_of(app, cast).state is state
    with app.app_context():
        found = db.session.scalars(select(CarerOutcome)).one()
        assert queries.opened(found, "reason_sealed") == WHY
        assert (found.kind, found.copy_way, found.worker_id) == (
            kind.value,
            "letter",
            cast.worker.worker.id,
        )


def test_no_outcome_without_a_reason_or_a_copy(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """Care Act 2014, s.12(3) and s.13(2)."""
    stands(app, cast, State.IN_PROGRESS)
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/do/record_outcome")
    assert list(somebody.submit({"kind": "declined"}, 422).errors) == ["reason", "copy_way"]
    for reason, way in ((" ", CopyWay.LETTER), (WHY, None)):
        with app.app_context(), pytest.raises(ValueError, match="reason in writing"):
            concluding.record(
                the_request(cast), Conclusion(Outcome.DECLINED, reason, way), by(cast)
            )
    assert row_of(app, cast).state is State.IN_PROGRESS


@pytest.mark.parametrize("safe", [{"way_words": "call"}, {"may_say_who": False}])
def test_no_copy_goes_where_it_is_not_safe(
    app: Flask, cast: Cast, client_for: ClientFor, safe: dict[str, object]
) -> None:
    stands(app, cast, State.IN_PROGRESS)
    with app.app_context():
        told = db.session.scalars(select(SafeContact)).one()
        told.way_words = "post"
        for name, value in safe.items():
            setattr(told, name, value)
        db.session.commit()
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/do/record_outcome")
    sent = {"kind": "declined", "reason": WHY, "copy_way": "letter"}
    assert list(somebody.submit(sent, 422).errors) == ["copy_way"]
