"""Where post alone is safe, each step's notice is a letter that the team prints."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.carers import notice_queries, notice_words
from portal.carers.actions import concluding, moving, noticing
from portal.carers.actions.concluding import Conclusion
from portal.carers.models import CarerRequest
from portal.carers.queries import as_asked
from portal.carers.rules.dealing import CopyWay, Outcome
from portal.carers.rules.notices import TOLD_OF, Notice
from portal.carers.rules.stages import BY, MOVES, NEEDS_REASON, Event, Party, State
from portal.core import clock, writing
from portal.core.outbox import Outbox, Way, opened
from portal.extensions import db
from portal.upkeep.tidying import tidy
from tests.carers.requests import build_request, partner_code
from tests.carers.staff import by
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
HOME: dict[str, Any] = {"lines": "4 Kettle Lane", "postcode": "NR1 1AA"}
POST = {"ways": ["post"]}
NOT_WHO = {"ways": ["post"], "may_say_who": "no"}
NOT_TOLD = {"aware": "not_to_be_told"}
NAME = "Barnabas"
THEIRS = {"relationship": "partner", "their_name": NAME}
TELLING = sorted(
    (event, min(was for was, each in MOVES if each is event and was is not State.OUTCOME_RECORDED))
    for event, found in TOLD_OF.items()
    if isinstance(found, Notice)
)


def by_post(**pages: dict[str, Any]) -> CarerRequest:
    """A request of somebody to whom only letters may go; what they were told first is printed."""
    row = build_request(**{"SAFE": POST, "ADDRESS": HOME, "RELATIONSHIP": THEIRS, **pages})
    printed(row)
    return row


def printed(row: CarerRequest) -> None:
    db.session.flush()
    for letter in waiting():
        letter.sent_at = clock.now()
    db.session.flush()
    db.session.expire_all()


def waiting() -> list[Outbox]:
    """The letters that nobody has printed yet."""
    return list(db.session.scalars(select(Outbox).where(Outbox.sent_at.is_(None))))


def steps(row: CarerRequest, state: State, event: Event) -> None:
    """Take one step out of a state, as whoever may."""
    row.state_word, row.partner = state.value, partner_code()
    who = Party.COUNCIL if Party.COUNCIL in BY[event] else Party.PARTNER
    note = f"{NAME} fell at 4 Kettle Lane." if event in NEEDS_REASON else ""
    moving.move(row, event, who, note=note, due=clock.today())
    db.session.flush()


@pytest.mark.parametrize(("event", "state"), TELLING)
def test_each_step_is_told_by_a_letter_and_names_nobody(
    app: Flask, event: Event, state: State
) -> None:
    with app.app_context():
        row = by_post()
        steps(row, state, event)
        newest = notice_queries.told_of(row.id)[0]
        (letter,) = waiting()
        assert (newest.way, newest.quiet, newest.letter) == ("letter", False, letter.id)
        assert (letter.way, letter.about_id) == (Way.LETTER, row.person_id)
        notice = opened(letter)
        assert notice.to == "Samuel Kettle\n4 Kettle Lane\nNR1 1AA"
        said = " ".join(writing.subject_and_body(notice))
        assert str(notice_words.LINES[newest.notice]) in said
        for hidden in (NAME, "Samuel", "Kettle", "fell", row.reference):
            assert hidden not in said


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("flag", [{"SAFE": NOT_WHO}, {"AWARE": NOT_TOLD}])
@pytest.mark.parametrize(("event", "state"), TELLING)
def test_where_we_may_not_say_who_we_are_the_letter_says_nothing(
    app: Flask, event: Event, state: State, flag: dict[str, Any]
) -> None:
    with app.app_context():
        row = by_post(**flag)
        steps(row, state, event)
        newest = notice_queries.told_of(row.id)[0]
        (letter,) = waiting()
        assert (newest.way, newest.quiet, newest.letter) == ("letter", True, letter.id)
        assert opened(letter).parts == {}
        said = " ".join(writing.subject_and_body(opened(letter)))
        assert "something new where you usually look" in said
        for hidden in (app.extensions["council"].name, "request", "carer", "council", "http", NAME):
            assert hidden not in said


@pytest.mark.parametrize("database", ["sqlite"])
def test_why_something_is_late_comes_by_letter_too(app: Flask) -> None:
    with app.app_context():
        row = by_post()
        noticing.tell(row, Notice.LATE)
        db.session.flush()
        said = writing.subject_and_body(opened(waiting()[0]))[1]
        assert str(notice_words.LINES[Notice.LATE]) in said


def test_one_letter_that_says_nothing_is_enough_until_it_is_printed(app: Flask) -> None:
    with app.app_context():
        row = by_post(SAFE=NOT_WHO)
        noticing.tell(row, Notice.WITH_TEAM)
        noticing.tell(row, Notice.ON_LIST)
        db.session.flush()
        (letter,) = waiting()
        assert [each.letter for each in notice_queries.told_of(row.id)[:2]] == [letter.id] * 2
        printed(row)
        noticing.tell(row, Notice.LATE)
        db.session.flush()
        assert len(waiting()) == 1


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize(
    ("pages", "way"),
    [
        ({"SAFE": {"ways": ["post", "call"]}}, None),
        ({"SAFE": {"ways": ["post", "call"]}, "REACH": {"email": "sam@example.org"}}, "letter"),
        ({"SAFE": {"ways": ["post", "text"]}}, "text"),
        ({"SAFE": {"ways": ["post", "text"], "may_say_who": "no"}}, "letter"),
        ({"SAFE": {"ways": ["post", "email"]}}, "letter"),
        ({"SAFE": POST, "ADDRESS": {"no_address": True}}, None),
        ({"SAFE": {"ways": []}}, None),
    ],
)
def test_a_letter_goes_where_nothing_else_that_is_safe_leads_anywhere(
    app: Flask, pages: dict[str, Any], way: str | None
) -> None:
    with app.app_context():
        row = build_request(**{"ADDRESS": HOME, **pages})
        db.session.flush()
        assert [each.way for each in notice_queries.told_of(row.id)] == [way]


@pytest.mark.parametrize(
    ("copy_way", "kinds", "reached"),
    [
        (CopyWay.LETTER, ["carers/outcome"], True),
        (CopyWay.PORTAL, ["carers/step"], True),
        (CopyWay.HANDED_OVER, [], True),
    ],
)
def test_of_an_outcome_one_letter_tells(
    app: Flask, cast: Cast, copy_way: CopyWay, kinds: list[str], reached: bool
) -> None:
    with app.app_context():
        row = by_post()
        row.state_word = State.IN_PROGRESS.value
        found = Conclusion(Outcome.DECLINED, "You said no.", copy_way)
        concluding.record(as_asked(row), found, by(cast))
        db.session.flush()
        assert [each.kind for each in waiting()] == kinds
        newest = notice_queries.told_of(row.id)[0]
        assert (newest.notice, newest.reached) == (Notice.OUTCOME, reached)


def test_the_team_prints_it_and_colleagues_elsewhere_do_not(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = by_post(SAFE=NOT_WHO)
        row.team_id = cast.request.team_id
        noticing.tell(row, Notice.QUESTION)
        db.session.commit()
        page, there = f"/staff/carers/{row.id}", f"/staff/letters/{waiting()[0].id}"
    worker = client_for("worker")
    assert there in worker.get(page).links
    assert there in worker.get("/staff/letters").links
    client_for("worker_elsewhere").get(there, 404)
    assert "Use plain paper and a plain envelope." in worker.get(there).main
    worker.submit()
    told = worker.get(page)
    assert there not in told.links
    assert "by letter" in told.main


def test_it_is_known_that_a_letter_was_printed_after_the_outbox_was_emptied(app: Flask) -> None:
    with app.app_context():
        row = by_post()
        db.session.commit()
        with time_machine.travel(clock.now() + timedelta(days=400)):
            tidy()
        newest = notice_queries.told_of(row.id)[0]
        assert (newest.way, newest.letter, newest.reached) == ("letter", None, True)
