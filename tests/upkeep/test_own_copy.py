"""A person's own copy: all of their own, nothing of others, and a worker's check between."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.core import clock, pdf
from portal.extensions import Base, db
from portal.people.models import Representation
from portal.upkeep import copy_words
from portal.upkeep.inventory import HOLDINGS
from portal.upkeep.models import LegalHold
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import HOST, Client
from tests.pdfs import unpacked

ClientFor = Callable[..., Client]
WORDS = "Because of what a neighbour told us"


def held(app: Flask, cast: Cast) -> None:
    """Words in the resident's record that may be about somebody else."""
    with app.app_context():
        db.session.add(
            LegalHold(
                person_id=cast.resident.owner.id,
                reason=WORDS,
                set_at=clock.now(),
                set_by=cast.manager.account.id,
            )
        )
        db.session.commit()


def test_it_holds_all_of_ones_own_and_nobody_elses(cast: Cast, client_for: ClientFor) -> None:
    """R1: the client fails on any marker that is not the reader's to see."""
    client = client_for("resident")
    page = client.post("/your-copy/page", status=200)
    for marker in cast.resident.markers.values():
        assert marker in page.html
    said = json.loads(client.post("/your-copy/json", status=200).body)
    assert said["person"][0]["family_name"] == cast.resident.marker
    assert {"account", "allocation", "budget", "budget_line", "stage_event"} <= set(said)


def test_codes_of_ours_are_read_in_words(client_for: ClientFor) -> None:
    text = client_for("resident").post("/your-copy/page", status=200).text
    assert "You sent your request" in text
    assert "First name: " in text
    assert "acknowledged" not in text
    assert not re.search(r"\bA1\b|given_name", text)


@pytest.mark.parametrize("who", ["stranger", "carer", "helper"])
def test_each_persons_copy_is_their_own(cast: Cast, client_for: ClientFor, who: str) -> None:
    client = client_for(who)
    for way in ("page", "json"):
        body = client.post(f"/your-copy/{way}", status=200).html
        assert cast[who].contact_marker in body
        assert cast.resident.contact_marker not in body


def test_secrets_are_in_no_copy(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    body = client_for("resident").post("/your-copy/json", status=200).html
    assert cast.resident.account.password_hash not in body
    assert "hash" not in body


def test_the_pdf_is_tagged_and_says_its_language(client_for: ClientFor) -> None:
    page = client_for("resident").post("/your-copy/pdf", status=200)
    assert page.body.startswith(b"%PDF")
    inside = unpacked(page.body)
    for sign in (b"pdfuaid", b"/StructTreeRoot", b"/Lang (en-GB)"):
        assert sign in inside
    assert page.headers["Content-Disposition"] == 'attachment; filename="your-copy.pdf"'


def test_without_its_libraries_there_is_the_page_to_print(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf.importlib, "import_module", missing)
    page = client_for("resident").post("/your-copy/pdf", status=200)
    assert "Print this page" in page.main


@pytest.mark.parametrize("way", ["", "/page", "/pdf", "/json"])
def test_it_takes_a_fresh_proof(client_for: ClientFor, way: str) -> None:
    client = client_for("resident")
    client.get("/your-copy")
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        client.post(f"/your-copy{way}", status=401)


def test_words_about_others_wait_for_a_worker_who_shows_or_holds_them(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    held(app, cast)
    mine, theirs = client_for("resident"), client_for("worker")
    assert WORDS not in mine.post("/your-copy/page", status=200).html
    mine.post("/your-copy")
    assert "You get an answer by" in mine.follow().main
    assert cast.resident.owner.name in theirs.get("/staff/copies").main
    page = theirs.get(f"/staff/people/{cast.resident.owner.id}/copy")
    assert WORDS in page.main
    theirs.submit(status=422)
    [name] = {each["name"] for each in page.soup.select("input[type=radio]")}
    theirs.submit({name: "about_another"})
    page = mine.get("/your-copy")
    assert "It is about somebody else." in page.main
    assert WORDS not in mine.post("/your-copy/page", status=200).html
    assert notices(app)[-1].kind == "copy_ready"


def test_what_a_worker_shows_is_in_the_copy(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    held(app, cast)
    mine, theirs = client_for("resident"), client_for("manager")
    mine.post("/your-copy")
    page = theirs.get(f"/staff/people/{cast.resident.owner.id}/copy")
    [name] = {each["name"] for each in page.soup.select("input[type=radio]")}
    theirs.submit({name: "show"})
    assert WORDS in mine.post("/your-copy/page", status=200).html


def test_nothing_to_check_is_answered_at_once_and_asking_twice_is_one_request(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    mine = client_for("resident")
    mine.post("/your-copy")
    assert "We have checked." in mine.follow().main
    held(app, cast)
    mine.post("/your-copy")
    mine.post("/your-copy")
    assert client_for("worker").get("/staff/copies").main.count(cast.resident.owner.name) == 1


def test_another_teams_worker_checks_nothing(cast: Cast, client_for: ClientFor) -> None:
    there = f"/staff/people/{cast.resident.owner.id}/copy"
    for who in ("worker_elsewhere", "administrator", "carer"):
        client_for(who).get(there, 404)
        client_for(who).post(there, status=404)


def test_no_get_shows_a_copy(app: Flask, client_for: ClientFor) -> None:
    client = client_for("resident")
    for way in ("page", "pdf", "json"):
        assert client.raw.get(f"/your-copy/{way}", base_url=HOST).status_code == 405


def test_every_column_is_in_the_copy_or_says_why_not(app: Flask) -> None:
    """A new table, or a new column, must not be forgotten in what people are shown."""
    for name, kept in Base.metadata.tables.items():
        holding = HOLDINGS[name]
        if holding.why_none:
            assert (holding.shown, holding.checked) == ((), ()), name
            continue
        words = {
            column.name for column in kept.c if not (column.primary_key or column.foreign_keys)
        }
        told = {*holding.shown, *holding.checked, *holding.left_out}
        unsaid = {each for each in words - told if not each.endswith("_id")}
        assert unsaid == set(), f"{name}: {unsaid}"
        assert name in copy_words.TABLES
        assert {*holding.shown, *holding.checked} <= set(copy_words.COLUMNS), name


def test_a_safe_address_is_in_ones_own_copy_and_no_other(cast: Cast, client_for: ClientFor) -> None:
    """R4: behind the press, for the person alone."""
    mine, marker = client_for("resident"), cast.resident.safe_marker
    assert marker in mine.post("/your-copy/page", status=200).main
    assert marker not in mine.get("/your-copy").html
    for who in ("carer", "helper", "stranger"):
        assert marker not in client_for(who).post("/your-copy/json", status=200).html


@pytest.mark.parametrize(("days", "named"), [(0, True), (-1, False)])
def test_whom_somebody_helped_before_is_not_named_to_them(
    app: Flask, cast: Cast, client_for: ClientFor, days: int, named: bool
) -> None:
    """They may have another name by now; the last day itself still counts."""
    with app.app_context():
        row = db.session.get_one(Representation, cast.representations["carer"].id)
        row.to_on = clock.today() + timedelta(days=days)
        db.session.commit()
    said = json.loads(client_for("carer").post("/your-copy/json", status=200).body)
    [helped] = said["representation"]
    assert bool(helped["person_id"]) is named
    assert (cast.resident.marker in str(said["representation"])) is named


def test_help_that_was_ended_ends_on_that_day_in_the_copy(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = db.session.get_one(Representation, cast.representations["carer"].id)
        row.to_on, row.ended_at = clock.today() + timedelta(days=30), clock.now()
        db.session.commit()
    said = json.loads(client_for("resident").post("/your-copy/json", status=200).body)
    assert str(clock.today()) in {each["to_on"] for each in said["representation"]}
