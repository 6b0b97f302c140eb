"""A carer makes an emergency plan, changes it, prints it; the key safe stays hidden."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.core import clock, pdf
from portal.emergency.models import EmergencyPlan
from portal.emergency.rules import About
from portal.extensions import db
from tests.cast import Cast
from tests.client import Client
from tests.emergency.plans import CONTACT, KEY_SAFE, SAYS, build_plan
from tests.pdfs import outline_of, title_of, unpacked, words_of

ClientFor = Callable[..., Client]
pytestmark = pytest.mark.parametrize("database", ["sqlite"])
HERE = "/emergency-plan"
CODE = "4093"


def begun(client: Client) -> Client:
    """Somebody who looks after Bertram begins a plan, and has said what help he needs."""
    client.get(HERE)
    client.submit()
    for about in (About.PERSON, About.HELP):
        client.follow()
        client.submit(dict(SAYS[about, 1]))
    return client


def test_a_plan_is_made_page_by_page_and_then_kept(client_for: ClientFor) -> None:
    client = begun(client_for("stranger"))
    page = client.follow()
    assert "we arrange support even if there is nobody" in page.main
    client.get(f"{HERE}/contact/1")
    client.submit(dict(CONTACT))
    assert "Two are better" in client.follow().main
    client.get(f"{HERE}/contact/2")
    client.submit(CONTACT | {"name": "Ivor"})
    assert "named 2 people" in client.follow().main
    client.get(f"{HERE}/at-home/1")
    client.submit({"pets": "A cat"})
    client.follow()
    client.submit({"key_safe": KEY_SAFE})
    client.follow()
    client.submit({"power": "none"})
    page = client.follow()
    assert "A cat" in page.main
    assert CODE not in page.html
    client.submit()
    assert "Say plan number" in client.follow().main


def test_it_can_be_kept_with_nobody_to_ring(client_for: ClientFor) -> None:
    client = begun(client_for("stranger"))
    client.get(HERE)
    client.submit()
    assert "Say plan number" in client.follow().main


def test_wrong_answers_are_kept_and_say_how_to_put_them_right(client_for: ClientFor) -> None:
    client = client_for("resident")
    client.get(f"{HERE}/contact/2")
    page = client.submit({"name": "Ivor", "phone": "twelve"}, 422)
    assert list(page.errors) == ["phone", "will_do"]
    assert 'value="twelve"' in page.html


@pytest.mark.parametrize("path", ["contact/7", "at-home/2", "pets/1", "at-home/1/remove"])
def test_there_is_no_such_page(client_for: ClientFor, path: str) -> None:
    client_for("resident").get(f"{HERE}/{path}", 404)


def test_how_to_get_in_is_shown_by_a_press_and_kept_when_left_empty(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("resident")
    assert CODE not in client.get(HERE).html
    assert CODE not in client.get(f"{HERE}/getting-in").html
    assert CODE in client.post(f"{HERE}/getting-in", {"show": "yes"}, 200).html
    client.post(f"{HERE}/getting-in", {"key_safe": ""})
    assert "We have it. It is hidden." in client.get(HERE).main
    client.post(f"{HERE}/getting-in", {"forget": "yes"})
    with app.app_context():
        assert db.session.get_one(EmergencyPlan, cast.plan.id).key_safe_sealed is None


def test_it_takes_a_fresh_proof_to_see_how_to_get_in(client_for: ClientFor) -> None:
    client = client_for("resident")
    client.get(HERE)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert "/account/prove" in client.get(f"{HERE}/getting-in", 303).location
        client.post(f"{HERE}/print", {"with_key_safe": "yes"}, 401)


def test_the_paper_has_the_key_safe_only_if_it_is_ticked_and_then_warns(
    cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("resident")
    page = client.get(f"{HERE}/print")
    assert cast.plan.number in page.main
    assert CODE not in page.html
    page = client.post(f"{HERE}/print", {"with_key_safe": "yes", "way": "page"}, 200)
    assert CODE in page.main
    assert "Whoever finds it can get in" in page.main


@pytest.mark.parametrize(("ticked", "is_there"), [({}, False), ({"with_key_safe": "yes"}, True)])
def test_the_pdf_is_tagged_and_its_name_says_nothing_of_anybody(
    cast: Cast, client_for: ClientFor, ticked: dict[str, str], is_there: bool
) -> None:
    saved = client_for("resident").post(f"{HERE}/print", {"way": "pdf", **ticked}, 200)
    assert saved.headers["Content-Disposition"] == 'attachment; filename="emergency-plan.pdf"'
    inside = unpacked(saved.body)
    for sign in (b"pdfuaid", b"/StructTreeRoot", b"(Emergency plan)"):
        assert sign in inside
    said = words_of(saved.body)
    assert cast.plan.number in said
    assert ("How to get in" in said) is is_there
    assert (CODE in said) is is_there


def test_without_libraries_the_paper_is_a_page(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    client = client_for("resident")
    client.get(HERE)
    monkeypatch.setattr(pdf.importlib, "import_module", missing)
    assert "Ctrl and P" in client.post(f"{HERE}/print", {"way": "pdf"}, 200).main


def test_it_is_asked_again_after_the_councils_months(client_for: ClientFor) -> None:
    client = client_for("resident")
    assert "still right?" not in client.get("/home").main
    with time_machine.travel(clock.now() + timedelta(days=190), tick=False):
        client = client_for("resident")
        assert "Is your emergency plan still right?" in client.get("/home").main
        client.get(HERE)
        client.submit()
        assert "still right?" not in client.get("/home").main


def test_a_plan_can_be_deleted(client_for: ClientFor) -> None:
    client = client_for("resident")
    client.get(f"{HERE}/delete")
    client.submit()
    assert "Make a plan" in client.follow().main


def test_the_request_and_its_tracker_lead_to_a_plan(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("resident")
    for path in ("", "ask/emergency"):
        assert HERE in client.get(f"/carers/{cast.request.reference}/{path}").links


def test_somebody_who_must_not_be_told_is_named_in_no_title(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        secret = {**SAYS[About.PERSON, 1], "name": "Hortensia", "aware": "not_to_be_told"}
        build_plan(cast.carer, {**SAYS, (About.PERSON, 1): secret})
        db.session.commit()
    client = client_for("carer")
    page = client.get(f"{HERE}/print")
    assert "must not know of this plan" in page.main
    paper = client.post(f"{HERE}/print", {"way": "pdf"}, 200).body
    assert "Hortensia" in words_of(paper)
    assert "Hortensia" not in title_of(paper)
    outline = outline_of(paper)
    assert outline[:3] == ["Emergency plan", "I look after someone", "Who you look after"]
    assert not any(name in entry for entry in outline for name in ("Hortensia", "Iris"))
    for path in ("", "/print", "/contacts"):
        assert "Hortensia" not in client.get(HERE + path).soup.title.text
