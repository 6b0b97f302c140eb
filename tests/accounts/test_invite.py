"""Workers invite the people they hold."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.accounts.actions import invite_first_administrator
from portal.accounts.models import Account, Invitation
from portal.core import clock
from portal.core.audit import AuditEvent
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.people.models import Worker
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import Client
from tests.factories import Somebody

ClientFor = Callable[..., Client]
TABLES = (Invitation, AuditEvent, Outbox)


def page_of(who: Somebody) -> str:
    return f"/staff/people/{who.owner.id}/invitation"


def invitations(app: Flask, who: Somebody) -> list[Invitation]:
    with app.app_context():
        column = Invitation.person_id if who.person else Invitation.worker_id
        rows = select(Invitation).where(column == who.owner.id, Invitation.way != "letter")
        return list(db.session.scalars(rows.order_by(Invitation.created_at)))


def test_a_worker_sees_to_whom_it_goes_and_sends_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    somebody = client_for(cast.worker)
    page = somebody.get(page_of(cast.newcomer))
    for shown in (cast.newcomer.owner.name, cast.newcomer.owner.reference, cast.newcomer.email):
        assert shown in page.main
    assert f"Send the invitation to {cast.newcomer.owner.name}" in page.main
    somebody.submit({"way": "email"})
    somebody.follow()
    told = notices(app)[-1]
    assert (told.kind, told.to, told.path) == ("invitation", cast.newcomer.email, "/invitation")
    assert set(told.parts) == {"code", "link", "days"}
    assert told.parts["code"] not in told.parts["link"]


def test_nothing_kept_holds_the_code(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    client_for(cast.worker).post(page_of(cast.newcomer), {"way": "email"})
    code = notices(app)[-1].parts["code"].replace("-", "")
    with app.app_context(), db.engine.connect() as connection:
        kept = [connection.execute(select(table.__table__)).all() for table in TABLES]
    assert code not in str(kept)


def test_a_letter_shows_the_code_once(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for(cast.worker)
    somebody.get(page_of(cast.newcomer))
    page = somebody.submit({"way": "letter"}, 200)
    code = page.soup.select_one(".portal-code").get_text()
    assert len(code.replace("-", "")) == 12
    assert code not in somebody.get(page_of(cast.newcomer)).html
    assert notices(app) == []


def test_a_newer_code_ends_the_one_before(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    with time_machine.travel(clock.now(), tick=False) as moved:
        client_for(cast.worker).post(page_of(cast.newcomer), {"way": "email"})
        moved.shift(timedelta(minutes=5))
        client_for(cast.worker).post(page_of(cast.newcomer), {"way": "email"})
    first, second = invitations(app, cast.newcomer)
    assert first.withdrawn_at is not None
    assert second.withdrawn_at is None


def test_pressing_twice_sends_one_email(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for(cast.worker)
    somebody.post(page_of(cast.newcomer), {"way": "email"})
    somebody.post(page_of(cast.newcomer), {"way": "email"})
    assert len(notices(app)) == len(invitations(app, cast.newcomer)) == 1


def test_without_an_address_there_is_only_the_letter(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        db.session.merge(cast.newcomer.person).email = None
        db.session.commit()
    somebody = client_for(cast.worker)
    assert "By email" not in somebody.get(page_of(cast.newcomer)).main
    somebody.submit({"way": "email"}, 422)
    assert notices(app) == []


@pytest.mark.parametrize("who", ["resident", "worker_elsewhere", "administrator"])
def test_nobody_else_may_invite_and_the_try_is_written_down(
    app: Flask, cast: Cast, client_for: ClientFor, who: str
) -> None:
    somebody = client_for(cast[who])
    somebody.get(page_of(cast.newcomer), 404)
    somebody.post(page_of(cast.newcomer), {"way": "email"}, 404)
    assert notices(app) == invitations(app, cast.newcomer) == []
    with app.app_context():
        tried = select(AuditEvent).where(AuditEvent.action == "refused_invite_person")
        (event,) = db.session.scalars(tried)
    assert (event.actor_id, event.about_id) == (cast[who].account.id, cast.newcomer.owner.id)


def test_opening_the_page_invites_nobody(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    client_for(cast.worker).get(page_of(cast.resident))
    assert invitations(app, cast.resident) == []


def test_the_first_administrator_is_made_once(app: Flask) -> None:
    with app.app_context():
        first = invite_first_administrator("Ada Okoro", "Ada.Okoro@council.example")
        again = invite_first_administrator("Ada Okoro", "ada.okoro@council.example")
        db.session.commit()
        known = select(Worker).where(Worker.email == "ada.okoro@council.example")
        (worker,) = db.session.scalars(known)
        assert db.session.scalar(select(Account).where(Account.worker_id == worker.id)) is None
    assert first.reference == again.reference == worker.reference
    assert first.code != again.code


def test_a_code_is_read_out_on_the_telephone(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """Numbers alone, for a day, once the worker says how they know who is there."""
    somebody = client_for(cast.worker)
    somebody.get(page_of(cast.newcomer))
    assert list(somebody.submit({"way": "telephone"}, 422).errors) == ["checked"]
    page = somebody.submit({"way": "telephone", "checked": "rang_them"}, 200)
    code = page.soup.select_one(".portal-code").get_text()
    assert code.replace("-", "").isdigit()
    assert str(cast.newcomer.person.born_on.year) not in page.main
    row = invitations(app, cast.newcomer)[-1]
    assert (row.way, row.checked) == ("telephone", "rang_them")
    assert row.expires_at - row.created_at == timedelta(days=1)


def test_whoever_has_an_account_gets_a_new_code_by_voice_alone(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R4: a letter to an old home would give whoever opens it all that is the person's."""
    browser = client_for("worker")
    page = browser.get(page_of(cast.resident))
    assert [str(each["value"]) for each in page.soup.select("[name=way]")] == ["telephone"]
    for way in ("letter", "email"):
        browser.submit({"way": way}, 422)
    assert invitations(app, cast.resident) == []


def test_only_the_named_worker_lets_somebody_start_again(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R4: whoever may not open a safe address must not get it by way of the account."""
    browser = client_for("manager")
    page = browser.get(page_of(cast.resident))
    assert "Only their worker can give them a new code" in page.main
    assert page.soup.select_one("main a[href$='/let-in']"), "there is a way on"
    assert page.soup.select("main form") == [] or not page.soup.select("main button[type=submit]")
    browser.post(page_of(cast.resident), {"way": "telephone", "checked": "rang_them"}, 200)
    assert invitations(app, cast.resident) == []


def test_inviting_takes_a_fresh_proof(cast: Cast, client_for: ClientFor) -> None:
    browser = client_for("worker")
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        browser.get(page_of(cast.newcomer))  # or the session would end first
    with time_machine.travel(clock.now() + timedelta(minutes=12), tick=False):
        asked = browser.get(page_of(cast.newcomer), 303)
        assert asked.location.startswith("/account/prove")
        browser.post(page_of(cast.newcomer), {"way": "email"}, 401)
