"""Notices that did not arrive: nobody forgets them, and somebody tells the person."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.accounts import dead_letters, notices
from portal.accounts.models import Account
from portal.contact.models import SafeContact
from portal.core import clock, delivery
from portal.core.outbox import Outbox, Way
from portal.core.untaken import Refused
from portal.extensions import db
from portal.upkeep import tidying

TOKEN = "only Notify knows this"


def refuse(_notice):
    raise Refused("400")


def deliver(carrier):
    delivery.deliver_due(dict.fromkeys((Way.EMAIL, Way.TEXT, Way.CALL), carrier))
    db.session.rollback()
    db.session.expire_all()


@pytest.fixture
def dead(app, cast):
    """The id of a notice to the stranger whose address is none any more."""
    with app.app_context():
        notices.tell(db.session.get_one(Account, cast.stranger.account.id), "budget_news")
        db.session.commit()
        deliver(refuse)
        return db.session.scalars(select(Outbox.id)).one()


def row(app, notice_id):
    with app.app_context():
        return db.session.get(Outbox, notice_id)


def test_it_is_given_up_at_once_and_its_team_is_told_once(app, cast, dead):
    assert row(app, dead).given_up_at is not None
    with app.app_context():
        assert dead_letters.alarm() == 1
        assert dead_letters.alarm() == 0
        told = select(Outbox).where(Outbox.kind == "accounts/dead_letter_staff")
        assert len(list(db.session.scalars(told))) == 1


def test_the_team_sees_it_says_that_the_person_knows_and_others_find_nothing(
    app, client_for, cast, dead
):
    place = f"/staff/notices/{dead}/seen-to"
    for who in ("worker", "manager", "administrator", "resident", "stranger"):
        client_for(who).post(place, status=404)
    assert cast.stranger.marker not in client_for("worker").get("/staff/notices").main
    worker = client_for("worker_elsewhere")
    assert cast.stranger.person.name in worker.get("/staff/notices").main
    for _ in range(2):
        worker.post(place)
    assert row(app, dead).seen_to_by == cast.worker_elsewhere.worker.id
    assert "Everything arrived" in worker.get("/staff/notices").main


def test_what_was_for_nobody_s_record_is_the_administrators_to_see_to(app, client_for, cast):
    with app.app_context():
        notices.tell(db.session.get_one(Account, cast.worker.account.id), "late_staff", link="x")
        db.session.commit()
        deliver(refuse)
        notice_id = db.session.scalars(select(Outbox.id)).one()
    client_for("worker").post(f"/staff/notices/{notice_id}/seen-to", status=404)
    administrator = client_for("administrator")
    assert "A colleague" in administrator.get("/staff/notices").main
    administrator.submit()
    assert row(app, notice_id).seen_to_at is not None


def test_it_is_kept_until_somebody_has_seen_to_it(app, client_for, dead):
    def is_there_in_a_year():
        with app.app_context(), time_machine.travel(clock.now() + timedelta(days=366)):
            tidying.tidy()
        return row(app, dead) is not None

    assert is_there_in_a_year()
    with app.app_context():
        db.session.get_one(Outbox, dead).seen_to_at = clock.now()
        db.session.commit()
    assert not is_there_in_a_year()


@pytest.mark.parametrize(("ways", "letters"), [("email post", 1), ("email", 0)])
def test_a_letter_goes_in_its_place_only_where_post_is_safe(app, cast, dead, ways, letters):
    with app.app_context():
        db.session.add(
            SafeContact(person_id=cast.stranger.person.id, way_words=ways, said_at=clock.now())
        )
        db.session.commit()
        dead_letters.alarm()
        found = select(Outbox).where(Outbox.way == Way.LETTER.value)
        whose = [each.about_id for each in db.session.scalars(found)]
        assert whose == [cast.stranger.person.id] * letters


@pytest.fixture
def sent(app_with, cast):
    """A portal that takes receipts, and the id of a notice that Notify took."""
    app = app_with(notify_callback_token=TOKEN)
    with app.app_context():
        notices.tell(db.session.get_one(Account, cast.stranger.account.id), "budget_news")
        db.session.commit()
        deliver(lambda _notice: None)
        return app, db.session.scalars(select(Outbox.id)).one()


def say(app, notice_id, status, token=TOKEN, **more):
    said = {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": str(notice_id),
            "to": "somebody@example.org", "status": status, **more}  # fmt: skip
    return (
        app.test_client()
        .post("/notices/receipt", json=said, headers={"Authorization": f"Bearer {token}"})
        .status_code
    )


@pytest.mark.parametrize("status", ["permanent-failure", "temporary-failure", "technical-failure"])
def test_a_receipt_that_it_did_not_arrive_makes_it_a_dead_letter_once(sent, status):
    app, notice_id = sent
    assert {say(app, notice_id, status) for _ in range(2)} == {204}
    assert say(app, notice_id, "delivered") == 204
    found = row(app, notice_id)
    assert (found.fault, found.delivered_at) == (status, None)
    with app.app_context():
        assert dead_letters.how_many() == 1


def test_a_receipt_that_it_arrived_is_kept(sent):
    app, notice_id = sent
    assert say(app, notice_id, "delivered") == 204
    assert say(app, notice_id, "permanent-failure") == 204
    found = row(app, notice_id)
    assert found.delivered_at is not None
    assert found.given_up_at is None


@pytest.mark.parametrize("token", ["", "something else", TOKEN[:-1]])
def test_without_the_token_nothing_is_taken(sent, token):
    app, notice_id = sent
    assert say(app, notice_id, "permanent-failure", token) == 401
    assert row(app, notice_id).given_up_at is None


def test_a_receipt_that_says_nothing_we_know_changes_nothing(sent, cast):
    app, notice_id = sent
    for status, reference in (("sending", notice_id), ("delivered", "none"), ([], cast.run.id)):
        assert say(app, reference, status) == 204
    asked = app.test_client().post(
        "/notices/receipt", data=b"{torn", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    assert asked.status_code == 204
    assert row(app, notice_id).delivered_at is None


def test_a_portal_that_was_given_no_token_takes_no_receipts(app, cast):
    assert say(app, cast.run.id, "delivered", "") == 401
