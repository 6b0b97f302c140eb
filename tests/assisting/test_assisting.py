"""A worker fills in something with a person: for half an hour, and nothing that is not theirs."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.core import clock
from portal.core.audit import AuditEvent
from portal.extensions import db
from portal.people.models import Person, Sitting
from tests.accounts.steps import notices

NOW, LANGUAGE = "/staff/assisting", "/staff/assisting/language"
ANSWERS = {"way": "telephone", "proof": "called_back"}


def start_page(cast) -> str:
    return f"/staff/people/{cast.resident.person.id}/assist"


@pytest.fixture
def worker(client_for, cast):
    """The resident's worker, in a sitting with her that has just begun."""
    client = client_for("worker")
    begin(client, cast)
    return client


def begin(client, cast) -> None:
    client.get(start_page(cast))
    client.submit(ANSWERS)


def sittings(app) -> list[Sitting]:
    with app.app_context():
        return list(db.session.scalars(select(Sitting).order_by(Sitting.started_at)))


def acts(app, sitting_id) -> list[str]:
    with app.app_context():
        rows = select(AuditEvent).filter_by(sitting_id=sitting_id).order_by(AuditEvent.seq)
        return [row.action for row in db.session.scalars(rows)]


def banner(page) -> str:
    found = page.soup.select_one(".portal-sitting")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_a_banner_says_so_on_every_page_with_a_button_that_stops_it(app, worker, cast) -> None:
    name = cast.resident.person.name
    for url in (NOW, "/staff", "/help", LANGUAGE, f"/staff/people/{cast.resident.person.id}"):
        said = banner(worker.get(url))
        assert f"with {name} . Minutes left: 30." in said
        assert f"Stop now with {name}" in said
    worker.post(NOW)
    assert banner(worker.follow()) == ""
    assert sittings(app)[-1].ended_at is not None
    worker.get(LANGUAGE, 404)


def test_what_is_done_is_in_the_audit_with_the_sitting_and_the_person_sees_it(
    app, worker, client_for, cast
) -> None:
    worker.get(LANGUAGE)
    worker.submit({"spoken": "pl"})
    worker.post(NOW)
    sitting = sittings(app)[-1]
    assert acts(app, sitting.id) == ["start_sitting", "choose_language", "end_sitting"]
    with app.app_context():
        assert db.session.get(Person, cast.resident.person.id).language == "pl"
    said = f"{cast.worker.worker.name} filled in something with you by telephone on"
    resident = client_for("resident")
    for url in ("/home", "/who-has-looked"):
        assert said in resident.get(url).main
        assert "It was: your language." in resident.page.main
    assert "together with you" in resident.get("/who-has-looked").main


def test_nothing_else_of_the_persons_opens(worker, cast) -> None:
    """R1, R4: not their safe address, nor who has looked, nor anything of anybody else."""
    for url in ("/home", "/who-has-looked", "/your-budget"):
        worker.get(url, 404)
    for url in ("/how-we-contact-you/place", "/how-we-contact-you/more"):
        worker.get(url, 404)
        worker.post(url, {"show": "1"}, status=404)
        assert url not in worker.get("/how-we-contact-you").links
    worker.get("/how-you-like-information")
    worker.get(f"/filled-in-with-you/{cast.sitting.id}/not-me", 404)
    worker.get(f"/staff/people/{cast.stranger.person.id}", 404)


def test_only_a_worker_of_the_person_starts_and_only_after_a_fresh_proof(client_for, cast) -> None:
    for who in ("worker_elsewhere", "administrator", "resident", "carer"):
        client_for(who).get(start_page(cast), 404)
    client = client_for("worker")
    with time_machine.travel(clock.now() + timedelta(minutes=9, seconds=30)):
        client.get("/staff")  # goes on working, and is not signed out
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        client.get(start_page(cast), 303)
        assert client.page.location.startswith("/account/prove")


def test_after_half_an_hour_everything_refuses_and_gives_back_what_was_typed(
    app, worker, cast
) -> None:
    """The clock is in the record: nothing has to run for the time to be over."""
    worker.get(LANGUAGE)
    for minutes in (9, 18, 27):
        with time_machine.travel(clock.now() + timedelta(minutes=minutes)):
            assert f"Minutes left: {30 - minutes}" in banner(worker.get(LANGUAGE))
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        page = worker.post(LANGUAGE, {"spoken": "pl"}, status=404)
        assert page.h1 == "The 30 minutes are over"
        kept = page.soup.select_one("main input[name=spoken]")
        assert kept["value"] == "pl"
        assert banner(page) == ""
        assert worker.get(LANGUAGE, 404).h1 == "The 30 minutes are over"
    with app.app_context():
        assert db.session.get(Person, cast.resident.person.id).language != "pl"


def test_a_new_sitting_ends_a_lost_one_and_another_browser_has_none(
    app, worker, client_for, cast
) -> None:
    other = client_for("worker")
    other.get(LANGUAGE, 404)
    begin(other, cast)
    assert [row.ended_at is None for row in sittings(app)] == [False, False, True]
    other.get(LANGUAGE)
    worker.get(LANGUAGE, 404)


def test_the_person_says_that_was_not_me_and_a_manager_reads_it(
    app, worker, client_for, cast
) -> None:
    resident = client_for("resident")
    page = resident.get("/home")
    first = next(link for link in page.links if link.endswith("/not-me"))
    client_for("stranger").get(first, 404)
    resident.get(first)
    resident.submit()
    assert "that was not me. A manager finds out what happened." in resident.follow().main
    worker.get(LANGUAGE, 404)
    manager = client_for("manager")
    page = manager.get("/staff/looks")
    assert "Somebody says: that was not me" in page.main
    assert "Find out today what happened." in page.main
    manager.submit()
    assert "that was not me" not in manager.follow().main
    assert "that was not me" not in client_for("manager_elsewhere").get("/staff/looks").main


@pytest.mark.parametrize("missing", ["way", "proof"])
def test_both_questions_are_asked_before_it_starts(app, client_for, cast, missing) -> None:
    client = client_for("worker")
    client.get(start_page(cast))
    client.submit({**ANSWERS, missing: ""}, status=422)
    assert len(sittings(app)) == 1


def test_what_was_typed_with_one_person_is_not_there_with_the_next(worker, cast) -> None:
    """R1, R5: half an answer of the resident's does not stand in the form of the next person."""
    worker.hidden.clear()
    worker.get("/helpers/ask")
    worker.submit({"given_name": "Nina", "family_name": "Friend", "way": "tell"})
    assert "Nina" in worker.get("/helpers/ask").html
    worker.get(f"/staff/people/{cast.newcomer.person.id}/assist")
    worker.submit(ANSWERS)
    assert "Nina" not in worker.get("/helpers/ask").html


def test_the_person_hears_of_it_by_the_ways_that_stood_before(app, client_for, cast) -> None:
    """A worker who is alone cannot first silence what would tell of it."""
    begin(client := client_for("worker"), cast)
    told = [each for each in notices(app) if each.to == cast.resident.email]
    assert [each.kind for each in told] == ["sitting_started"]
    client.get("/how-we-contact-you/ways")
    assert client.page.status == 200
