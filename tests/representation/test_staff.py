"""Staff and whoever acts for a person: asking for them, recorded rights, a stop in one press."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.core.audit import AuditEvent
from portal.extensions import db
from portal.people.models import Representation, Suspension
from portal.representation import staff_queries
from portal.representation.models import Evidence, HelperInvitation
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import Client, Page
from tests.representation.steps import accepts, asks, proves, rights, secrets_on
from tests.visits import secrets

ClientFor = Callable[..., Client]
WHY = "He shouts at her"


def page_of(cast: Cast) -> str:
    return f"/staff/people/{cast.resident.owner.id}/helpers"


def stop(cast: Cast, client: Client, who: str = "carer", status: int = 303) -> Page:
    url = f"{page_of(cast)}/{cast.representations[who].id}/suspend"
    return client.post(url, {"reason": WHY}, status)


def test_a_worker_asks_for_a_person_and_writes_down_how_they_know(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R6: the page says for whom, with a second thing that names them."""
    somebody = client_for("worker")
    page = somebody.get(f"{page_of(cast)}/ask")
    assert cast.resident.owner.name in page.main
    assert cast.resident.owner.reference in page.main
    asked = {
        "given_name": "Nina",
        "family_name": "Quickly",
        "way": "tell",
        "scopes": "message",
        "lasts": "6",
    }
    assert list(somebody.submit(asked, 422).errors) == ["checked"]
    somebody.submit({**asked, "checked": "rang_them"})
    secrets_on(somebody.follow())
    told = [(each.kind, each.to) for each in notices(app)]
    assert ("helpers_changed", cast.resident.email) in told
    with app.app_context():
        row = db.session.scalars(
            select(HelperInvitation).where(HelperInvitation.family_name == "Quickly")
        ).one()
        assert (row.checked, row.created_by) == ("rang_them", cast.worker.account.id)


def record(client: Client, cast: Cast, status: int = 303, **words: object) -> Page:
    today = clock.today()
    client.get(f"{page_of(cast)}/add?basis=lpa_finance")
    sent = {
        "given_name": "Oskar",
        "family_name": "Quickly",
        "way": "tell",
        "scopes": ["view_budget", "manage_dp"],
        "kind": "opg_register",
        "reference": "7000-1234",
        "sighted_on-day": str(today.day),
        "sighted_on-month": str(today.month),
        "sighted_on-year": str(today.year),
        "capacity": "can",
    }
    return client.post(f"{page_of(cast)}/add?basis=lpa_finance", {**sent, **words}, status)


def test_a_right_is_recorded_with_what_showed_it_and_taken_up(
    app: Flask, cast: Cast, client_for: ClientFor, nobody: Client
) -> None:
    somebody = client_for("worker")
    record(somebody, cast)
    code, number = secrets_on(somebody.follow())
    assert "7000-1234" in somebody.get(page_of(cast)).main
    with app.app_context():
        kept = db.session.scalars(select(Evidence)).one()
        assert b"7000" not in kept.reference_sealed
        assert kept.sighted_by_id == cast.worker.owner.id
    given = rights(app, cast)[-1]
    assert given.review_on is not None
    nobody.may_see(cast.resident).may_see(cast.worker)
    accepts(nobody, code, number, "Oskar")
    nobody.get(f"/for/{cast.resident.owner.id}/budget")
    nobody.get(f"/for/{cast.resident.owner.id}", 404)
    after = [row for row in rights(app, cast) if row.id == given.id]
    assert after[0].helper_id != given.helper_id


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"scopes": ["view_plan"]}, "scopes"),
        ({"kind": "bf57"}, "kind"),
        ({"sighted_on-year": "2999"}, "sighted_on-day"),
        ({"to_on-day": "1", "to_on-month": "1", "to_on-year": "2001"}, "to_on-day"),
    ],
)
def test_a_right_is_refused_with_a_reason(
    app: Flask, cast: Cast, client_for: ClientFor, words: dict[str, str], wrong: str
) -> None:
    page = record(client_for("worker"), cast, 422, **words)
    assert list(page.errors) == [wrong]
    assert len(rights(app, cast)) == 2


def test_a_stopped_helper_finds_nothing_and_learns_nothing(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R1: a stop counts in a session that is open, and reads like any page that is not there."""
    browser = client_for("carer")
    browser.get(f"/for/{cast.resident.owner.id}")
    stop(cast, client_for("worker"))
    gone = browser.get(f"/for/{cast.resident.owner.id}", 404)
    nowhere = browser.get(f"/for/{cast.run.id}", 404)
    assert gone.body == nowhere.body
    assert cast.resident.owner.name not in browser.get("/home").html
    assert notices(app) == []


def test_the_reason_is_for_staff_and_the_person_is_told_that_it_was_us(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    stop(cast, client_for("worker"))
    assert WHY in client_for("manager").get(page_of(cast)).main
    own = client_for("resident").get("/helpers")
    assert "We have stopped this for now" in own.main
    assert WHY not in own.html
    with app.app_context():
        assert WHY.encode() not in db.session.scalars(select(Suspension)).one().reason_sealed
        done = select(AuditEvent.actor_id).where(AuditEvent.action == "suspend_helper")
        assert db.session.scalars(done).all() == [cast.worker.account.id]


def test_a_reason_that_says_where_the_person_is_is_for_their_worker_alone(
    cast: Cast, client_for: ClientFor
) -> None:
    """R4: nothing typed holds up a stop; who may not open the address does not read it."""
    where = f"He waits at 17 {cast.resident.safe_marker} Row"
    url = f"{page_of(cast)}/{cast.representations['carer'].id}/suspend"
    client_for("worker").post(url, {"reason": where})
    assert where in client_for("worker").get(page_of(cast)).main
    assert "Only their worker reads it." in client_for("manager").get(page_of(cast)).main


def test_no_new_right_gets_round_a_stop(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    stop(cast, client_for("worker"))
    with app.app_context():
        db.session.add(
            Representation(
                person_id=cast.resident.owner.id,
                helper_id=cast.carer.owner.id,
                basis="consent",
                scope_words="view_status",
                from_on=clock.today(),
            )
        )
        db.session.commit()
    client_for("carer").get(f"/for/{cast.resident.owner.id}", 404)


def test_who_was_stopped_does_not_come_back_with_another_address(
    app: Flask, cast: Cast, client_for: ClientFor, nobody: Client
) -> None:
    """R1: asked again by somebody who may be made to, under the same name."""
    stop(cast, client_for("worker"))
    who = cast.carer.owner
    somebody = client_for("resident")
    asks(somebody, "view_budget", given_name=who.given_name, family_name=who.family_name)
    code, number = secrets_on(somebody.follow())
    nobody.may_see(cast.resident).may_see(cast.carer)
    accepts(nobody, code, number, "Pat")
    nobody.get(f"/for/{cast.resident.owner.id}/budget", 404)


def test_only_who_asked_reads_code_and_number(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """With both, anybody could answer in the helper's place."""
    theirs = f"{page_of(cast)}/asked/{cast.asked_id}"
    code, number = secrets(app, cast)
    assert not [each for each in (code, number) if each in client_for("worker").get(theirs).html]


def test_a_right_may_be_taken_up_on_the_day_that_helping_began(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = db.session.get_one(Representation, cast.representations["carer"].id)
        row.from_on = clock.today()
        db.session.commit()
    somebody = client_for("worker")
    record(somebody, cast)
    code, number = secrets_on(somebody.follow())
    browser = client_for("carer")
    browser.may_see(cast.resident).may_see(cast.worker)
    proves(browser, code, number)
    browser.follow()
    browser.submit({"answer": "yes"})
    assert len({(row.helper_id, row.from_on) for row in rights(app, cast)}) == 3


def test_a_safe_address_is_no_helpers_name(cast: Cast, client_for: ClientFor) -> None:
    """R4: the helper would read it on their own first page."""
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/ask")
    asked = {"given_name": "Nina", "family_name": f"17 {cast.resident.safe_marker} Row",
             "way": "tell", "scopes": "message", "lasts": "6", "checked": "rang_them"}  # fmt: skip
    assert "family_name" in somebody.submit(asked, 422).errors


def test_they_may_help_again(cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for("worker")
    stop(cast, somebody)
    somebody.post(f"{page_of(cast)}/{cast.representations['carer'].id}/resume")
    client_for("carer").get(f"/for/{cast.resident.owner.id}")


@pytest.mark.parametrize("who", ["worker_elsewhere", "administrator", "carer", "resident"])
def test_nobody_else_stops_anybody(app: Flask, cast: Cast, client_for: ClientFor, who: str) -> None:
    stop(cast, client_for(who), status=404)
    with app.app_context():
        assert db.session.scalars(select(Suspension)).all() == []


def test_a_wrong_person_in_the_address_stops_nobody(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R6: another person's helper under one's own person's address is no such thing."""
    url = f"/staff/people/{cast.stranger.owner.id}/helpers"
    mine = f"{url}/{cast.representations['carer'].id}/suspend"
    client_for("worker_elsewhere").post(mine, status=404)
    with app.app_context():
        assert db.session.scalars(select(Suspension)).all() == []


def test_what_is_due_is_what_the_reader_may_open(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """For everybody on the staff: listed = all that the policy allows."""
    with app.app_context():
        row = db.session.get_one(Representation, cast.representations["carer"].id)
        row.review_on = clock.today() + timedelta(days=3)
        db.session.commit()
    for who in ("worker", "worker_elsewhere", "manager", "manager_elsewhere"):
        somebody = client_for(who)
        page = somebody.get("/staff/helpers-due")
        opens = somebody.raw.get(page_of(cast), base_url="https://localhost").status_code == 200
        assert (page_of(cast) in page.links) == opens


def test_a_review_sets_the_next_one(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for("worker")
    record(somebody, cast)
    given = rights(app, cast)[-1]
    day = clock.today()
    somebody.get(f"{page_of(cast)}/{given.id}/review")
    words = {"sighted_on-day": day.day, "sighted_on-month": day.month, "sighted_on-year": day.year}
    somebody.submit({"kind": "stamped_lpa", **{key: str(value) for key, value in words.items()}})
    with app.app_context():
        seen = staff_queries.evidence_of(cast.resident.owner.id)
    assert seen[given.id].kind == "stamped_lpa"
