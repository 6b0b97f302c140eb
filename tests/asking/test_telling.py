"""A person is told that there is news by the way that is safe, and never what it is."""

import pytest
from sqlalchemy import delete, select

from portal.accounts.models import Account
from portal.asking import queries
from portal.asking.actions import dealing
from portal.asking.models import Ask
from portal.asking.rules import Verdict
from portal.contact.models import SafeContact, WaitingNotice
from portal.core import clock, writing
from portal.core.outbox import Outbox, opened
from portal.extensions import db
from tests.staff.test_caseload import actor_of

ANSWER = "Your heating is counted now."


def answer(app, cast, ways=None, *, may_say_who=True, account=True):
    """Answer what the resident asked, where only these ways are safe; what waits to go out."""
    with app.app_context():
        db.session.execute(delete(Outbox))
        told = db.session.scalars(
            select(SafeContact).where(SafeContact.person_id == cast.resident.person.id)
        ).one()
        if ways is not None:
            told.way_words, told.may_say_who = ways, may_say_who
        if not account:
            db.session.get_one(Account, cast.resident.account.id).closed_at = clock.now()
        asked = queries.asked(cast.ask.id)
        dealing.answer(asked, ANSWER, Verdict.PUT_RIGHT, actor_of(cast, "worker"))
        db.session.commit()
        return [(row.kind, row.way, opened(row)) for row in db.session.scalars(select(Outbox))]


@pytest.mark.parametrize(
    ("ways", "may_say_who", "account", "kind", "way"),
    [
        (None, True, True, "accounts/budget_news", "email"),
        ("email", False, True, "something_to_see", "email"),
        ("post", True, True, "asking/news", "letter"),
        ("call post", True, True, "asking/news", "letter"),
        ("post", False, True, "quiet/asking/news", "letter"),
        (None, True, False, "asking/news", "letter"),
    ],
)
def test_it_goes_by_the_safe_way_and_says_nothing(app, cast, ways, may_say_who, account, kind, way):
    [(sent, by, notice)] = answer(app, cast, ways, may_say_who=may_say_who, account=account)
    assert (sent, by) == (kind, way)
    with app.app_context():
        said = " ".join(writing.subject_and_body(notice))
    for hidden in ("heating", "wrong", "budget", cast.ask.number, cast.resident.marker):
        assert hidden not in said
    with app.app_context():
        assert not db.session.get_one(Ask, cast.ask.id).untold


def test_where_nothing_may_be_sent_it_waits_on_their_own_page(app, client_for, cast):
    assert answer(app, cast, "") == []
    with app.app_context():
        waiting = db.session.scalars(select(WaitingNotice.kind)).all()
        assert "accounts/budget_news" in waiting
        assert not db.session.get_one(Ask, cast.ask.id).untold


def test_who_can_be_told_in_no_way_is_shown_to_staff_until_they_were(app, client_for, cast):
    assert answer(app, cast, "call", account=False) == []
    client = client_for("worker")
    place = f"/staff/asked/{cast.ask.id}"
    assert "There is no safe way to send them word" in client.get(place).main
    client.post(f"{place}/told")
    assert "There is no safe way to send them word" not in client.get(place).main


def test_one_letter_is_enough_until_it_is_printed(app, client_for, cast):
    answer(app, cast, "post")
    with app.app_context():
        asked = queries.asked(cast.ask.id)
        row = db.session.get_one(Ask, cast.ask.id)
        row.state_word, row.answer_by = "looked_at", clock.today()
        dealing.answer(asked, "Again.", Verdict.PUT_RIGHT, actor_of(cast, "worker"))
        db.session.commit()
        (letter,) = db.session.scalars(select(Outbox)).all()
    page = client_for("worker").get(f"/staff/letters/{letter.id}")
    assert "There is news for you" in page.main
