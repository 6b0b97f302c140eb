"""A request, page by page: for oneself, for a friend, for work, for an organisation; and the young.

What is in tests/test_every_page.py for one page of questions is asked here of all of them.
"""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.carers.forms import FORMS
from portal.carers.models import CarerRequest
from portal.carers.rules import path
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step, Topic
from portal.carers.rules.stages import State
from portal.core import language
from portal.extensions import db
from portal.people.models import Person
from tests.carers.requests import ANSWERS
from tests.cast import Cast
from tests.client import Client, Page
from tests.test_every_page import SPOKEN_AS

ClientFor = Callable[..., Client]
ONWARD = "main a.govuk-button:not(.govuk-exit-this-page__button)"


def typed(step: Step) -> dict[str, object]:
    """The answers of a page, as a browser sends them."""
    answers = dict(ANSWERS.get(step, {}))
    born_on = answers.pop("born_on", None)
    if born_on:
        year, month, day = str(born_on).split("-")
        answers |= {"born_on-day": day, "born_on-month": month, "born_on-year": year}
    return {name: "yes" if value is True else value for name, value in answers.items()}


def walks(client: Client, asker: Asker, **instead: dict[str, object]) -> list[str]:
    """Somebody answers every page, with as little as will do; returns the steps they saw."""
    client.get("/carers/")
    client.get("/carers/start")
    client.submit({"asker": asker.value})
    seen = []
    while "/check" not in client.page.location:
        page = client.follow()
        if "/about/" in page.url:
            client.get(page.soup.select_one(ONWARD)["href"])
            page = client.page
        if "/check" in page.url:
            break
        step = Step(page.url.partition("/ask/")[2].partition("?")[0])
        seen.append(step)
        client.submit(instead.get(step.name, typed(step)))
    return seen


@pytest.mark.parametrize("asker", Asker)
def test_every_kind_of_asker_gets_to_the_receipt(app: Flask, nobody: Client, asker: Asker) -> None:
    seen = walks(nobody, asker)
    assert (Step.AGREED in seen) is (asker is not Asker.SELF)
    assert (Step.EQUALITY in seen) is (asker is Asker.SELF)
    nobody.follow()
    nobody.submit()
    if asker is not Asker.SELF:  # whoever asks for another sees that it came, and no more
        nobody.get(nobody.page.location, 303)
    page = nobody.follow()
    assert page.h1
    with app.app_context():
        row = (
            db.session.query(CarerRequest)
            .filter_by(asker=asker.value)
            .order_by(CarerRequest.created_at.desc())
            .first()
        )
        assert row.state is State.ACKNOWLEDGED
        assert row.reference in page.html


def test_a_young_person_tells_little_and_is_no_adult(app: Flask, nobody: Client) -> None:
    seen = walks(nobody, Asker.SELF, AGE={"carer_age": "under_16"})
    assert Step.BIRTH not in seen
    nobody.follow()
    nobody.submit()
    with app.app_context():
        row = db.session.query(CarerRequest).filter_by(under_18=True).one()
        assert row.route_word == "young"
        assert db.session.get_one(Person, row.person_id).under_18


def test_nothing_is_sent_for_somebody_who_refuses(app: Flask, nobody: Client) -> None:
    nobody.get("/carers/start")
    nobody.submit({"asker": "friend"})
    nobody.follow()
    nobody.submit({"agrees": "refused"})
    page = nobody.follow()
    assert page.h1 == "They must agree first"
    assert page.soup.select_one(ONWARD) is None
    reference = page.url.split("/")[2]
    nobody.get(f"/carers/{reference}/check")
    assert nobody.page.soup.find("button", string="Send my request") is None


def test_three_answers_start_the_clock_and_the_team_sees_it(app: Flask, nobody: Client) -> None:
    nobody.get("/carers/start")
    nobody.submit({"asker": "self"})
    for step in (Step.AGE, Step.NAME, Step.REACH, Step.SAFE):
        nobody.follow()
        nobody.submit(typed(step))
    nobody.follow()
    with app.app_context():
        assert not db.session.query(CarerRequest).filter_by(state_word="draft").one().person_id
    nobody.submit(typed(Step.SENTENCE))
    with app.app_context():
        row = db.session.query(CarerRequest).filter_by(state_word="draft").one()
        assert row.first_contact_at is not None
        assert row.person_id is not None


def test_what_is_typed_is_kept_and_the_sentence_says_what_to_do(nobody: Client) -> None:
    nobody.get("/carers/start")
    nobody.submit({"asker": "self"})
    nobody.follow()
    nobody.submit(typed(Step.AGE))
    nobody.follow()
    nobody.submit({"given_name": "Sam"}, status=422)
    page = nobody.page
    assert "Enter a last name" in page.html
    assert page.soup.select_one("input[name=given_name]")["value"] == "Sam"


def test_every_step_that_is_asked_has_its_page() -> None:
    assert set(FORMS) == set(Step) == set(path.ORDER)


def any_words(_page: Page, _rule: str) -> None:
    """Nothing is known here of how plain other languages are."""


@pytest.mark.parametrize("database", ["sqlite"])
@pytest.mark.parametrize("code", ["en", "pl", "easy"])
def test_every_page_of_questions_is_whole(cast: Cast, client_for: ClientFor, code: str) -> None:
    client = client_for("resident")
    for step in path.path(path.Facts(Asker.SELF)):
        if step is Step.WHO:
            continue
        page = client.get(f"/carers/{cast.request.reference}/ask/{step}?language={code}")
        assert page.lang == language.KNOWN[code].html_lang
        SPOKEN_AS.get(code, any_words)(page, "/carers/<reference>/ask/<step>")
    for topic in Topic:
        page = client.get(f"/carers/{cast.request.reference}/about/{topic}?language={code}")
        SPOKEN_AS.get(code, any_words)(page, "/carers/<reference>/about/<topic>")
