"""An answer that lies unread is followed once, by a way that is safe, and says nothing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import select

from portal.contact.models import SafeContact
from portal.core import clock, council
from portal.core.outbox import Outbox, Way, opened
from portal.core.writing import write_short
from portal.extensions import db
from portal.messages.actions import following
from portal.messages.models import Message
from portal.messages.rules import Kind
from tests.messages.conversations import build_conversation

MOBILE = "07700 900123"
WORDS = "The money is on its way to the bank."


@pytest.fixture
def inside(app, cast):
    """A conversation of the stranger's, who has a mobile and has said nothing of what is safe."""
    with app.app_context():
        person = db.session.merge(cast.stranger.person, load=False)
        person.phone = MOBILE
        thread, message = build_conversation(cast.stranger)
        message.kind_word, message.seen_at = Kind.STAFF.value, None
        thread.due_on = None
        db.session.commit()
        yield cast


def later(hours):
    """A Wednesday at noon, so many hours after an answer was sent."""
    wednesday = datetime(2026, 6, 10, 12, tzinfo=ZoneInfo("Europe/London"))
    answer = db.session.scalars(select(Message).where(Message.kind_word == "staff")).one()
    answer.sent_at = wednesday - timedelta(hours=hours)
    db.session.commit()
    return time_machine.travel(wednesday, tick=False)


def went():
    return [(row.way, row) for row in db.session.scalars(select(Outbox))]


def test_it_is_followed_after_the_councils_hours_and_once(inside):
    hours = council.current().messages.follow_after_hours
    with later(hours - 1):
        assert following.follow_unread() == 0
    with later(hours + 1):
        assert following.follow_unread() == 1
        assert following.follow_unread() == 0
    [(way, row)] = went()
    assert way == Way.TEXT.value
    said = write_short(opened(row))
    assert WORDS not in said
    assert inside.stranger.person.name not in said


@pytest.mark.parametrize(
    ("chosen", "may_say_who", "shares_phone", "ways"),
    [
        ("text post", True, False, ["text"]),
        ("post", True, False, ["letter"]),
        ("text post", True, True, ["letter"]),
        ("text", False, False, []),
        ("text post", False, False, ["letter"]),
        ("", True, False, []),
    ],
)
def test_only_by_a_way_that_is_safe(inside, chosen, may_say_who, shares_phone, ways):
    db.session.add(
        SafeContact(
            person_id=inside.stranger.person.id,
            way_words=chosen,
            may_say_who=may_say_who,
            shares_phone=shares_phone,
            said_at=clock.now(),
        )
    )
    with later(100):
        assert following.follow_unread() == len(ways)
    assert [way for way, _row in went()] == ways
    if not may_say_who:
        assert all(row.kind.startswith("quiet/") for _way, row in went())


def test_what_was_opened_is_not_followed_and_nothing_goes_on_a_sunday(inside):
    with later(100):
        sunday = time_machine.travel(clock.now() + timedelta(days=4), tick=False)
    with sunday:
        assert following.follow_unread() == 0
    answer = db.session.scalars(select(Message).where(Message.kind_word == "staff")).one()
    answer.seen_at = clock.now()
    db.session.commit()
    with later(100):
        assert following.follow_unread() == 0
    assert went() == []
