"""What staff do with a request: each step in the database, by whom, and what is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.carers import queries
from portal.carers.actions import asking, remarking, working
from portal.carers.actions.moving import NotNow
from portal.carers.models import CarerRemark, CarerRequest
from portal.carers.rules.dealing import Standing, offered
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Event, Held, Party, State, events_for
from portal.core import clock
from portal.core.audit import AuditEvent
from portal.extensions import db
from tests.carers.requests import build_request
from tests.carers.staff import by, page_of, row_of, stands, steps_of, taken_on, the_request
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
WHY = "You told us that you manage now."


def test_taking_it_on_makes_it_mine(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/decide/start_triage")
    somebody.submit()
    page = somebody.follow()
    assert "Being looked at" in page.main
    row = row_of(app, cast)
    assert (row.state, row.worker_id) == (State.TRIAGE, cast.worker.worker.id)
    with app.app_context():
        done = select(AuditEvent.actor_id).where(AuditEvent.action == "carer_request_start_triage")
        assert db.session.scalars(done).all() == [cast.worker.account.id]


def test_whoever_is_second_is_told_and_keeps_what_they_typed(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """Also where the state is the same again: a talk that somebody else has moved meanwhile."""
    taken_on(app, cast, Event.START_TRIAGE)
    second = client_for("manager")
    second.get(f"{page_of(cast)}/do/ask_more")
    with app.app_context():
        working.step(the_request(cast), Event.ASK_MORE, by(cast), "Which days?")
        working.step(the_request(cast), Event.ANSWER, by(cast), "Mondays.")
        db.session.commit()
    page = second.submit({"note": "Which evenings?"}, 409)
    assert "Somebody else has already done this" in page.main
    assert "Which evenings?" in page.main
    assert [event for event, _ in steps_of(app, cast)] == ["start_triage", "ask_more", "answer"]


def test_two_at_once_on_one_row(app: Flask, cast: Cast) -> None:
    with app.app_context():
        first = the_request(cast)
        working.take_on(first, by(cast, seen=2))
        with pytest.raises(NotNow):
            working.step(first, Event.SEND_TO_TEAM, by(cast, seen=2, who="manager"))


@pytest.mark.parametrize("state", list(State))
def test_a_page_offers_what_the_rules_allow_and_does_nothing_else(
    app: Flask, cast: Cast, client_for: ClientFor, state: State
) -> None:
    stands(app, cast, state)
    may = offered(Standing(state, Held()), Party.COUNCIL)
    assert set(may) <= set(events_for(state, Party.COUNCIL, Held()))
    page = client_for("worker").get(page_of(cast))
    leads = {link.rpartition("/")[2] for link in page.links if "/do/" in link or "/decide/" in link}
    own = set(may) - {Event.HAND_OVER, Event.TAKE_BACK}
    assert leads == {event.value for event in own}
    client_for("worker").get(f"{page_of(cast)}/decide/close", 200 if Event.CLOSE in may else 409)


def test_a_team_gets_it_and_whoever_sent_it_no_longer_sees_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    taken_on(app, cast, Event.START_TRIAGE)
    somebody, there = client_for("worker"), cast.teams["elsewhere"]
    page = somebody.get(f"{page_of(cast)}/decide/send_to_team")
    assert cast.teams["here"].name not in page.main
    somebody.submit({"team": str(there.id)})
    assert somebody.follow().h1 == "Carers who wait for an answer"
    somebody.get(page_of(cast), 404)
    client_for("worker_elsewhere").may_see(cast.resident).may_see(cast.worker).get(page_of(cast))
    assert row_of(app, cast).worker_id is None


def test_what_is_written_neither_finds_nor_names_anybody(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        asked = the_request(cast)
        asking.keep(
            asked,
            Step.RELATIONSHIP,
            {"relationship": "partner", "their_name": "Barnaby"},
            Party.CARER,
            None,
        )
        asked.row.not_told = True
        asked.row.state_word = State.TRIAGE.value
        db.session.commit()
    somebody = client_for("worker")
    where = f"We come to 17 {cast.resident.safe_marker} Row."
    for words in (where, "Does barnaby sleep at night?"):
        somebody.get(f"{page_of(cast)}/do/ask_more")
        assert list(somebody.submit({"note": words}, 422).errors) == ["note"]
    somebody.submit({"note": "Does he sleep at night?"})


def test_urgent_is_said_and_unsaid_with_a_reason(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    somebody = client_for("worker")
    for urgent in (True, False):
        somebody.get(f"{page_of(cast)}/urgent")
        assert list(somebody.submit({"reason": ""}, 422).errors) == ["reason"]
        somebody.submit({"reason": "Her daughter rang."})
        assert row_of(app, cast).urgent is urgent
    with app.app_context():
        kept = db.session.scalars(select(CarerRemark).order_by(CarerRemark.at)).all()
        assert [row.kind for row in kept] == ["urgent", "not_urgent"]
        assert b"daughter" not in kept[0].words_sealed
        with pytest.raises(ValueError, match="in writing"):
            remarking.call_urgent(the_request(cast), " ", by(cast))


def test_the_carer_is_told_why_it_is_late(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    with app.app_context():
        db.session.get_one(CarerRequest, cast.request.id).expected_by = clock.today() - timedelta(2)
        db.session.commit()
    somebody = client_for("worker")
    assert f"{page_of(cast)}/late" in somebody.get(page_of(cast)).links
    somebody.get(f"{page_of(cast)}/late")
    somebody.submit({"reason": "Two of us are ill."})
    with app.app_context():
        row = the_request(cast).row
        assert queries.opened(row, "late_reason_sealed") == "Two of us are ill."


def test_requests_about_one_person_are_linked_by_staff_of_both(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        here, elsewhere = build_request(), build_request()
        here.team_id = cast.teams["here"].id
        elsewhere.team_id = cast.teams["elsewhere"].id
        references = here.reference, elsewhere.reference
        db.session.commit()
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/link")
    assert list(somebody.submit({"reference": references[1]}, 422).errors) == ["reference"]
    somebody.submit({"reference": references[0].lower().replace("-", " ")})
    assert references[0] in somebody.follow().main
    assert (
        references[0] not in client_for("resident").get(f"/carers/{cast.request.reference}/").html
    )
    somebody.post(f"{page_of(cast)}/unlink")
    assert references[0] not in somebody.follow().main


@pytest.mark.parametrize("who", ["resident", "worker_elsewhere", "administrator"])
def test_nobody_else_does_anything(app: Flask, cast: Cast, client_for: ClientFor, who: str) -> None:
    somebody = client_for(who)
    for rest in ("decide/start_triage", "urgent", "mine", "link"):
        somebody.post(f"{page_of(cast)}/{rest}", {"reason": "x"}, 404)
    assert steps_of(app, cast) == []


def test_above_everything_stands_what_must_be_heeded(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        row.not_told, row.urgent, row.alarm_words = True, True, "own_words"
        asking.keep(
            the_request(cast), Step.SENTENCE, {"sentence": "I can't go on."}, Party.CARER, None
        )
        db.session.get_one(CarerRequest, cast.request.id).not_told = True
        db.session.commit()
    page = client_for("worker").get(page_of(cast)).main
    order = [
        *("Before you ring or write", "must not be told", "Look at this today", "can't go on"),
        *("In their own words", "Where it stands", "What they told us"),
    ]
    places = [page.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
