"""Safe contact rules every notice: one that may not go out waits on the person's own page."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.models import Account
from portal.accounts.notices import tell
from portal.contact import actions, queries
from portal.contact.queries import waiting_for
from portal.contact.rules import ContactWay, Need
from portal.core.outbox import Outbox, Way, opened
from portal.core.writing import write_short
from portal.extensions import db
from portal.people.models import Person
from tests.cast import Cast
from tests.contact.steps import needs
from tests.staff.test_caseload import actor_of

MOBILE = "+447700900321"


def told(
    cast: Cast, ways: list[ContactWay], *, may_say_who: bool = True, shares_email: bool = False
) -> tuple[list, list]:
    """What goes out and what waits when the resident is told something."""
    person = cast.resident.person
    actor = actor_of(cast, "resident")
    actions.keep_ways(person.id, actor, ways, times="")
    actions.keep_manner(
        person.id,
        actor,
        may_leave_voicemail=False,
        may_say_who=may_say_who,
        shares_email=shares_email,
        shares_phone=False,
    )
    tell(db.session.get_one(Account, cast.resident.account.id), "password_changed")
    db.session.flush()
    out = list(db.session.scalars(select(Outbox.kind)))
    return out, [each.kind for each in waiting_for(person.id)]


@pytest.mark.parametrize(
    ("ways", "may_say_who", "out", "waits"),
    [
        ([ContactWay.EMAIL], True, ["accounts/password_changed"], []),
        ([ContactWay.EMAIL], False, ["something_to_see"], ["accounts/password_changed"]),
        ([ContactWay.CALL], True, [], ["accounts/password_changed"]),
        ([ContactWay.TEXT], True, ["accounts/password_changed"], ["accounts/password_changed"]),
        ([ContactWay.TEXT], False, [], ["accounts/password_changed"]),
        ([], True, [], ["accounts/password_changed"]),
    ],
)
def test_a_notice_goes_only_where_it_is_safe(
    app: Flask, cast: Cast, ways: list[ContactWay], may_say_who: bool, out: list, waits: list
) -> None:
    """R4: nothing is sent where somebody else may read it."""
    with app.app_context():
        db.session.get_one(Person, cast.resident.owner.id).phone = MOBILE
        actions.keep_in_their_words(
            cast.resident.owner.id, actor_of(cast, "resident"), {"phone": ""}
        )
        assert told(cast, ways, may_say_who=may_say_who) == (out, waits)


@pytest.mark.parametrize(
    ("phone", "to"), [("07700 900 123", "+447700900123"), ("01632 960321", None), ("", MOBILE)]
)
def test_a_text_goes_to_the_safe_mobile_and_to_no_landline(
    app: Flask, cast: Cast, phone: str, to: str | None
) -> None:
    with app.app_context():
        db.session.get_one(Person, cast.resident.owner.id).phone = MOBILE
        actions.keep_in_their_words(
            cast.resident.owner.id, actor_of(cast, "resident"), {"phone": phone}
        )
        told(cast, [ContactWay.TEXT])
        sent = [opened(row) for row in db.session.scalars(select(Outbox))]
        assert [(each.way, each.to) for each in sent] == ([(Way.TEXT, to)] if to else [])
        assert all("http" not in write_short(each) for each in sent)


def test_what_could_find_somebody_is_sealed(app: Flask, cast: Cast) -> None:
    with app.app_context():
        actor = actor_of(cast, "resident")
        actions.keep_in_their_words(cast.resident.person.id, actor, {"address": "17 Heron Row"})
        db.session.flush()
        kept = queries.safe_contact(cast.resident.person.id)
        assert b"Heron" not in kept.address_sealed
        assert queries.opened(kept, "address") == "17 Heron Row"
        assert queries.opened(kept, "phone") == f"17 {cast.resident.safe_marker} Row"


def test_an_address_that_others_read_gets_nothing_that_says_who_writes(
    app: Flask, cast: Cast
) -> None:
    """R4: a shared mailbox is told only that there is something to see."""
    with app.app_context():
        out, waits = told(cast, [ContactWay.EMAIL], shares_email=True)
        assert (out, waits) == (["something_to_see"], ["accounts/password_changed"])


def test_whoever_asked_for_easy_read_gets_it(app: Flask, cast: Cast) -> None:
    with app.app_context():
        needs(cast, Need.EASY_READ)
        told(cast, [ContactWay.EMAIL])
        assert [each.language for each in db.session.scalars(select(Outbox))] == ["easy"]
