"""A helper asks for a person: with submit_forms alone, and what they then may read."""

import pytest
from sqlalchemy import select

from portal.asking.models import Ask
from portal.asking.rules import State
from portal.contact.models import WaitingNotice
from portal.core.outbox import Outbox
from portal.extensions import db
from portal.people.models import Representation
from tests.asking.asks import build_ask


def allow(app, cast, who, words):
    """Let somebody do these things for the resident, and no others."""
    with app.app_context():
        db.session.get_one(Representation, cast.representations[who].id).scope_words = words
        db.session.commit()


def place(cast, page):
    return f"/for/{cast.resident.person.id}/budget/{page}"


def sends(client, cast, kind="complaint"):
    """Ask for the resident; the receipt is open."""
    client.get(place(cast, f"ask/{kind}"))
    client.submit({"words": "She waits for her carer."}, status=200)
    client.submit()
    return client.follow()


def newest(app, who):
    with app.app_context():
        return db.session.scalars(
            select(Ask).where(Ask.sent_by == who.person.id).order_by(Ask.sent_at.desc())
        ).first()


def test_with_submit_forms_alone_they_send_and_see_that_it_has_arrived(app, client_for, cast):
    allow(app, cast, "helper", "submit_forms")
    client = client_for("helper")
    page = client.get(place(cast, "ask/complaint"))
    assert "The person would like somebody to help them" in page.main
    page = sends(client, cast)
    ask = newest(app, cast.helper)
    assert (ask.person_id, ask.sent_by) == (cast.resident.person.id, cast.helper.person.id)
    assert ask.number in page.main
    assert "You may not see how this goes, or the answer." in page.main
    client.get(place(cast, f"asked/{ask.id}"), status=404)
    assert place(cast, f"asked/{ask.id}/sent") in client.get(place(cast, "ask")).links
    client.get(place(cast, f"asked/{ask.id}/withdraw"))
    client.submit()
    assert "It is taken back" in client.follow().main


def test_with_view_status_too_they_read_the_answer_of_what_they_sent(app, client_for, cast):
    allow(app, cast, "helper", "submit_forms view_status")
    client = client_for("helper")
    sends(client, cast)
    ask = newest(app, cast.helper)
    assert "She waits for her carer." in client.get(place(cast, f"asked/{ask.id}")).main
    allow(app, cast, "helper", "view_status")
    client.get(place(cast, f"asked/{ask.id}"))
    client.get(place(cast, "ask"), status=404)
    client.get(place(cast, f"asked/{ask.id}/withdraw"), status=404)


@pytest.mark.parametrize("words", ["submit_forms view_status", "submit_forms", "view_status"])
def test_what_the_person_asked_themself_is_not_theirs_to_see(app, client_for, cast, words):
    allow(app, cast, "helper", words)
    client = client_for("helper")
    for page in ("", "/sent", "/withdraw"):
        client.get(place(cast, f"asked/{cast.ask.id}{page}"), status=404)
    if "submit_forms" in words:
        assert cast.ask.number not in client.get(place(cast, "ask")).main


@pytest.mark.parametrize("may", [True, False])
def test_the_way_there_is_shown_to_who_may_go_it(app, client_for, cast, may):
    allow(app, cast, "helper", "view_status submit_forms" if may else "view_status")
    client = client_for("helper")
    for page in ("/home", f"/for/{cast.resident.person.id}"):
        assert (place(cast, "ask") in client.get(page).links) is may


@pytest.mark.parametrize("words", ["view_status view_budget", "manage_dp message view_plan"])
def test_without_submit_forms_nothing_is_asked_for_anybody(app, client_for, cast, words):
    allow(app, cast, "carer", words)
    client = client_for("carer")
    client.get(place(cast, "ask"), status=404)
    client.get(place(cast, "ask/review"), status=404)
    client.post(place(cast, "ask/review"), {"words": "x", "step": "send"}, status=404)
    assert newest(app, cast.carer) is None


def test_the_person_reads_who_asked_for_them_and_is_told(app, client_for, cast):
    allow(app, cast, "helper", "submit_forms")
    sends(client_for("helper"), cast)
    ask = newest(app, cast.helper)
    page = client_for("resident").get(f"/your-budget/asked/{ask.id}")
    assert f"{cast.helper.person.name} asked this for you." in page.main
    with app.app_context():
        kinds = list(db.session.scalars(select(Outbox.kind)))
        kinds += list(db.session.scalars(select(WaitingNotice.kind)))
    assert "accounts/budget_news" in kinds


@pytest.mark.parametrize(
    ("scopes", "named"), [("submit_forms", False), ("submit_forms view_budget", True)]
)
def test_a_row_is_named_only_to_who_may_see_the_budget(app, client_for, cast, scopes, named):
    allow(app, cast, "carer", scopes)
    client = client_for("carer")
    page = client.get(place(cast, "ask/correction?about=budget/2/1"))
    assert ("You say that this is wrong:" in page.main) is named
    page = client.submit({"words": "It is wrong."}, status=200)
    assert (cast.resident.money_marker in page.main) is named
    client.submit()
    assert bool(newest(app, cast.carer).about_words) is named


def test_an_answer_stays_closed_once_the_helper_was_stopped(app, client_for, cast):
    allow(app, cast, "helper", "submit_forms view_status")
    with app.app_context():
        ask = build_ask(cast.resident, state=State.LOOKED_AT, sent_by=cast.helper).id
        db.session.commit()
    client = client_for("helper")
    client.get(place(cast, f"asked/{ask}"))
    allow(app, cast, "helper", "message")
    client.get(place(cast, f"asked/{ask}"), status=404)
