"""What a carer is told of each step: of which, by which way, in which words, and who rings else."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from portal.carers import notice_queries, notice_words
from portal.carers.actions import booking, concluding, moving, noticing, remarking
from portal.carers.actions.concluding import Conclusion
from portal.carers.models import CarerNotice, CarerRequest
from portal.carers.queries import as_asked as queries_of
from portal.carers.rules.dealing import CopyWay, MeetingWay, Outcome
from portal.carers.rules.notices import (
    NAMES_A_DAY,
    OF_A_TALK,
    TALKS,
    TOLD_OF,
    Notice,
    NotTold,
    told_of,
)
from portal.carers.rules.stages import BY, MOVES, Event, Party, State
from portal.contact.models import SafeContact, WaitingNotice
from portal.core import clock, writing
from portal.core.language import speaking
from portal.core.outbox import Outbox, Way, notify, opened
from portal.extensions import db
from portal.upkeep.tidying import tidy
from tests.carers.requests import build_request
from tests.carers.staff import by, page_of, the_request
from tests.carers.steps import BOTH, comes_back, kept
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
NAME = "Barnabas"
TWO_TEXTS = 306
THEIRS = {"relationship": "partner", "their_name": NAME}


def sent(row: CarerRequest) -> list[tuple[str, str | None]]:
    """Of what the carer of a request was told, oldest first, and by which way."""
    db.session.flush()
    return [(each.notice.value, each.way) for each in reversed(notice_queries.told_of(row.id))]


@pytest.mark.parametrize(("state", "event"), sorted(MOVES))
def test_every_step_says_whether_the_carer_is_told_or_why_not(state: State, event: Event) -> None:
    for party in BY[event]:
        found = told_of(state, event, party)
        assert found is NotTold.THEIR_OWN or party is not Party.CARER
        wanted = OF_A_TALK.get((state, event), TOLD_OF[event])
        assert found is wanted or isinstance(found, NotTold)


def test_every_notice_has_its_words_and_a_step_that_leads_to_it() -> None:
    assert set(notice_words.LINES) == set(Notice) == {*TOLD_OF.values(), Notice.LATE} & set(Notice)
    assert not TALKS & NAMES_A_DAY


def test_a_carer_is_told_once_of_each_step_and_by_no_name(app: Flask) -> None:
    with app.app_context():
        row = build_request(REACH=BOTH, SAFE={"ways": ["email"]}, RELATIONSHIP=THEIRS)
        moving.move(row, Event.START_TRIAGE, Party.COUNCIL)
        moving.move(row, Event.SEND_TO_TEAM, Party.COUNCIL)
        moving.move(row, Event.BOOK, Party.COUNCIL, due=clock.today())
        moving.move(row, Event.WITHDRAW, Party.COUNCIL, note=f"{NAME} has gone to a home.")
        assert sent(row) == [
            ("received", "email"),
            ("with_team", "email"),
            ("booked", "email"),
            ("not_going_on", "email"),
        ]
        for notice in db.session.scalars(select(Outbox)):
            subject, body = writing.subject_and_body(opened(notice))
            assert body.count("\n") > 4
            for hidden in (NAME, "Samuel", "Kettle", row.reference, "assessment"):
                assert hidden not in subject + body


def test_what_somebody_does_themselves_is_no_news(app: Flask) -> None:
    with app.app_context():
        row = build_request()
        moving.move(row, Event.WITHDRAW, Party.CARER)
        assert sent(row) == [("received", "text")]


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("code", ["en", "pl", "easy"])
def test_each_notice_reads_well_in_each_language(app: Flask, code: str) -> None:
    with app.app_context():
        row = build_request(REACH=BOTH, SAFE={"ways": ["email"]})
        row.language, row.expected_by = code, clock.today()
        db.session.execute(delete(Outbox))
        for notice in Notice:
            noticing.tell(row, notice)
        db.session.flush()
        with speaking(code):
            lines = {str(words): notice for notice, words in notice_words.LINES.items()}
        for each in db.session.scalars(select(Outbox)):
            message = opened(each)
            notice = lines.pop(message.parts["line"])
            subject, body = writing.subject_and_body(message)
            assert subject
            assert message.parts["link"] in body
            day = message.parts["talk_on"] or message.parts["next_by"]
            assert bool(day) == (notice in TALKS | NAMES_A_DAY)
            assert day in body
            each.way = Way.TEXT.value
            short = writing.write_short(opened(each))
            assert len(short) < TWO_TEXTS
            assert not re.search(r"[.:?][A-ZĄĆĘŁŃÓŚŹŻ]", short.replace(message.parts["link"], ""))
        assert not lines


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize(
    ("safe", "kinds", "way"),
    [
        ({"ways": ["email", "text"]}, ["carers/step"], "email"),
        ({"ways": ["email"], "may_say_who": "no"}, ["something_to_see"], "email"),
        ({"ways": ["email"], "shares_email": "yes"}, ["something_to_see"], "email"),
        ({"ways": ["text"]}, ["carers/step"], "text"),
        ({"ways": ["text"], "may_say_who": "no"}, [], None),
        ({"ways": ["text"], "shares_phone": "yes"}, [], None),
        ({"ways": ["call"]}, [], None),
        ({"ways": ["post"]}, [], None),
        ({"ways": []}, [], None),
    ],
)
def test_it_goes_only_by_a_safe_way_and_says_no_more_than_is_safe(
    app: Flask, safe: dict[str, object], kinds: list[str], way: str | None
) -> None:
    with app.app_context():
        row = build_request(REACH=BOTH, SAFE=safe)
        assert sent(row) == [("received", way)]
        promised = db.session.scalars(select(Outbox)).all()
        assert [each.kind for each in promised] == kinds
        if kinds == [writing.NEUTRAL]:
            assert opened(promised[0]).parts == {}


def test_whoever_has_an_account_reads_on_their_own_page_what_could_not_be_sent(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        told = db.session.scalars(select(SafeContact)).one()
        told.way_words = ""
        moving.move(the_request(cast).row, Event.START_TRIAGE, Party.COUNCIL)
        moving.move(the_request(cast).row, Event.SEND_TO_TEAM, Party.COUNCIL)
        db.session.commit()
        assert [each.kind for each in db.session.scalars(select(WaitingNotice))] == ["carers/step"]
        assert db.session.scalars(select(Outbox)).all() == []
    assert "News about your request" in client_for("resident").get("/home").main
    assert "on your own page here" in client_for("worker").get(page_of(cast)).main


def test_where_nobody_could_be_told_somebody_rings_and_says_so(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = the_request(cast).row
        db.session.add(CarerNotice(request_id=row.id, kind="question", at=clock.now()))
        db.session.commit()
    somebody = client_for("worker")
    page = somebody.get(page_of(cast))
    assert "Nobody has told them" in page.main
    assert "We have a question for you." in page.main
    somebody.submit()
    page = somebody.follow()
    assert "Nobody has told them" not in page.main
    assert "The carer was told by phone or in person" in page.main


def test_what_could_not_be_delivered_is_for_somebody_to_ring_about(app: Flask) -> None:
    with app.app_context():
        row = build_request(REACH=BOTH, SAFE={"ways": ["email"]})
        db.session.flush()
        db.session.scalars(select(Outbox)).one().given_up_at = clock.now()
        db.session.flush()
        assert [each.reached for each in notice_queries.told_of(row.id)] == [False]
        noticing.told_by_hand(row.id, None)
        db.session.expire_all()
        assert [each.reached for each in notice_queries.told_of(row.id)] == [True]


def test_what_could_not_be_delivered_stays_so_after_the_outbox_was_emptied(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = the_request(cast).row
        for kind, given_up in (("question", True), ("booked", False)):
            sent_to = notify("carers/step", BOTH["email"], language="en")
            notice = CarerNotice(request_id=row.id, kind=kind, at=clock.now(), way="email")
            notice.outbox_id = sent_to
            db.session.add(notice)
            db.session.flush()
            promised = db.session.get_one(Outbox, sent_to)
            promised.given_up_at = clock.now() if given_up else None
            promised.sent_at = None if given_up else clock.now()
        db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=400)), app.app_context():
        assert tidy()["notices that a carer did not get"] == 1
        assert tidy()["notices that a carer did not get"] == 0
        assert not db.session.scalars(select(Outbox).where(Outbox.kind == "carers/step")).all()
    somebody = client_for("worker")
    heed = somebody.get(page_of(cast)).soup.select_one("section[aria-labelledby=nobody-told]")
    assert heed is not None
    assert "We have a question for you." in heed.text
    assert "There is a day" not in heed.text
    somebody.submit()
    assert "Nobody has told them" not in somebody.follow().main


@pytest.mark.parametrize(
    ("copy_way", "way", "reached"),
    [(CopyWay.LETTER, "letter", True), (CopyWay.HANDED_OVER, None, True),
     (CopyWay.PORTAL, None, False)],
)  # fmt: skip
def test_a_copy_of_the_outcome_tells_of_it_too(
    app: Flask, cast: Cast, copy_way: CopyWay, way: str | None, reached: bool
) -> None:
    with app.app_context():
        row = build_request(SAFE={"ways": ["post"]})
        row.state_word = State.IN_PROGRESS.value
        asked = queries_of(row)
        concluding.record(asked, Conclusion(Outcome.DECLINED, "You said no.", copy_way), by(cast))
        newest = notice_queries.told_of(row.id)[0]
        assert (newest.notice, newest.way, newest.reached) == (Notice.OUTCOME, way, reached)


def test_a_booking_names_its_day_and_a_late_step_the_new_one(app: Flask, cast: Cast) -> None:
    day = clock.today()
    with app.app_context():
        row = build_request(REACH=BOTH, SAFE={"ways": ["email"]})
        row.state_word = State.WAITING.value
        meeting = booking.Meeting(day, "10am", MeetingWay.HOME, "At 4 Kettle Lane", "Jo Bell")
        booking.book(queries_of(row), Event.BOOK, meeting, by(cast))
        remarking.say_why_late(queries_of(row), "Jo is ill.", by(cast), day)
        db.session.flush()
        parts = [opened(each).parts for each in db.session.scalars(select(Outbox))]
        found = {each["line"]: each["talk_on"] or each["next_by"] for each in parts}
        assert (
            found["There is a day for your talk."]
            == found["It takes longer than we said. Our page says why."]
        )
        assert not any("Lane" in str(each) or "ill" in str(each.values()) for each in parts)


def test_the_carer_reads_what_was_sent_and_when_but_no_address(app: Flask, nobody: Client) -> None:
    one = kept(app, REACH=BOTH, SAFE={"ways": ["email"]})
    comes_back(nobody, one)
    page = nobody.get(one.at())
    assert "What we have sent you" in page.main
    assert "by email" in page.main
    assert BOTH["email"] not in page.main
