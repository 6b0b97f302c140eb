"""How somebody says, alone, how to reach them: asked kindly, kept, hidden, and asked again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.accounts.models import Account
from portal.accounts.notices import tell
from portal.contact import queries
from portal.core import clock
from portal.extensions import db
from tests.cast import Cast
from tests.client import Client

PAGES = ("", "/now", "/ways", "/calls", "/place", "/more")
START = "/how-we-contact-you"
CALLS = dict.fromkeys(("may_leave_voicemail", "may_say_who", "shares_email"), "no")


def answer_everything(client: Client) -> None:
    """The first asking from start to end."""
    client.get(f"{START}/now?on=1")
    client.submit({"alone": "yes"})
    client.follow()
    client.submit({"ways": "text", "times": "after 4pm"})
    client.follow()
    client.submit(CALLS)
    client.follow()
    client.submit({"address": "17 Heron Row\nNorwich NR3 1XX", "phone": "07700 900123"})
    client.follow()
    client.submit({"code_word": "pelican"})
    client.follow()
    client.submit({"needs": "easy_read", "also": "Ring first"})


def test_answers_are_asked_one_after_another_and_kept(client_for: Callable, cast: Cast) -> None:
    """R4: what could find somebody is hidden on the page that sums the answers up."""
    client = client_for("resident")
    answer_everything(client)
    page = client.follow()
    assert page.h1 == "How we contact you"
    assert "Text messages" in page.main
    assert "after 4pm" in page.main
    assert "Heron" not in page.html
    assert "pelican" not in page.html
    assert "Easy Read: short sentences" in page.main


def test_what_is_hidden_is_shown_after_a_press(client_for: Callable) -> None:
    client = client_for("resident")
    answer_everything(client)
    page = client.get(f"{START}/place")
    assert "Heron" not in page.html
    page = client.post(f"{START}/place", {"show": "yes"}, status=200)
    assert "17 Heron Row" in page.html
    assert "Heron" not in page.title


def test_what_is_hidden_is_opened_only_after_a_fresh_proof(client_for: Callable) -> None:
    client = client_for("resident")
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        for page in ("ways", "calls", "place", "more"):
            asked = client.get(f"{START}/{page}", status=303)
            assert asked.location.startswith("/account/prove"), page
        client.post(f"{START}/place", {"show": "yes"}, status=401)


@pytest.mark.parametrize("who", ["carer", "helper"])
def test_whoever_acts_for_somebody_learns_nothing_of_it(
    client_for: Callable, cast: Cast, who: str
) -> None:
    """R4: their page about the resident is byte for byte the same before and after."""
    client = client_for(who)
    about = f"/for/{cast.resident.person.id}"
    before = client.get(about).main
    answer_everything(client_for("resident"))
    assert client.get(about).main == before
    assert client.get(START).text.count("Heron") == 0
    for page in PAGES:
        client.get(f"{about}{START}{page}", status=404)


def test_a_worker_who_fills_in_with_somebody_does_not_get_here(
    client_for: Callable, cast: Cast
) -> None:
    client = client_for("worker")
    for page in PAGES:
        client.get(START + page, status=404)


def test_whoever_is_not_alone_is_asked_when_they_come_back(
    client_for: Callable, cast: Cast
) -> None:
    client = client_for("stranger")
    assert "Choose how we contact you" in client.get("/home").main
    client.get(f"{START}/now")
    client.submit({"alone": "no"})
    assert "Choose how we contact you" not in client.get("/home").main
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        again = client_for("stranger")
        assert "Choose how we contact you" in again.get("/home").main


def test_it_is_asked_again_after_a_year(client_for: Callable, app: Flask, cast: Cast) -> None:
    answer_everything(client_for("resident"))
    with time_machine.travel(clock.now() + timedelta(days=364)):
        assert "Is it still right" not in client_for("resident").get("/home").main
    with time_machine.travel(clock.now() + timedelta(days=366)):
        client = client_for("resident")
        assert "Is it still right" in client.get("/home").main
        client.get(START)
        client.submit()
        assert "Is it still right" not in client.get("/home").main


def test_what_could_not_be_sent_waits_on_the_first_page(
    app: Flask, client_for: Callable, cast: Cast
) -> None:
    """R4: whoever chose this website alone finds the notice here, and takes it away."""
    client = client_for("resident")
    client.get(f"{START}/ways")
    client.submit({"ways": "none"})
    with app.app_context():
        tell(db.session.get_one(Account, cast.resident.account.id), "password_changed")
        db.session.commit()
    page = client.get("/home")
    assert "New for you" in page.main
    assert "Your account with Norfolk County Council has changed" in page.main
    client.submit()
    assert "New for you" not in client.get("/home").main
    with app.app_context():
        assert not queries.waiting_for(cast.resident.person.id)


def test_an_answer_that_will_not_do_says_how_to_put_it_right(client_for: Callable) -> None:
    client = client_for("resident")
    client.get(f"{START}/ways")
    assert "at least one answer" in client.submit({"ways": []}, status=422).errors["ways"]
    both = client.submit({"ways": ["call", "none"]}, status=422)
    assert "or only this website" in both.errors["ways"]
    assert len(both.soup.select("[name=ways][checked]")) == 2
    client.get(f"{START}/place")
    page = client.submit({"phone": "ask my sister", "address": "17 Heron Row"}, status=422)
    assert "must look like" in page.errors["phone"]
    assert "17 Heron Row" in page.html


def test_whoever_uses_only_this_website_is_asked_nothing_about_calls(
    client_for: Callable,
) -> None:
    client = client_for("resident")
    client.get(f"{START}/ways?on=1")
    client.submit({"ways": ["none"]})
    assert client.page.location == f"{START}/place?on=1"
    summary = client.get(START).main
    assert "Only this website" in summary
    assert "leave a message" not in summary


def test_the_summary_says_who_else_reads(client_for: Callable) -> None:
    client = client_for("resident")
    answer_everything(client)
    assert "Somebody else reads your email" in client.get(START).main


def test_a_safe_address_sent_too_late_stays_in_no_page(client_for: Callable) -> None:
    """R4: what would find somebody is not given back, neither to read nor hidden in a form."""
    client = client_for("resident")
    client.get(f"{START}/place")
    token = client.page.token
    typed = {"csrf_token": token, "address": "17 Heron Row", "phone": "", "key_safe": "4455"}
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        late = client.post(f"{START}/place", typed, status=401)
    with time_machine.travel(clock.now() + timedelta(hours=13), tick=False):
        ended = client.post(f"{START}/place", typed, status=401)
        kept = client.post(f"{START}/ways", {"csrf_token": token, "times": "at noon"}, status=401)
    assert "at noon" in kept.html
    for page in (late, ended):
        assert "Heron Row" not in page.html
        assert "4455" not in page.html
