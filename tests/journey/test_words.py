"""The sentences that say where a request stands."""

from datetime import date, timedelta
from itertools import product

import pytest
from flask import Flask

from portal.journey import words
from portal.journey.rules import RESTING, Acts, Fact, Stage, standing

TODAY = date(2026, 3, 12)


def said(fact: Fact, name: str | None = None):
    return words.said(standing([fact], TODAY), TODAY, name)


def fact(stage: Stage, due_in: int | None = None, acts: Acts = Acts.COUNCIL) -> Fact:
    due = None if due_in is None else TODAY + timedelta(days=due_in)
    return Fact(stage, date(2026, 3, 3), due, acts)


@pytest.fixture(autouse=True)
def in_english(app: Flask):
    with app.test_request_context("/?language=en"):
        yield


def test_every_stage_says_what_since_when_and_who():
    # In one test: an app for each of 570 cases would take minutes.
    names = (None, "Ada 100% Reed")
    for stage, acts, due_in, name in product(Stage, Acts, (None, 2, -2), names):
        sentences = said(fact(stage, due_in, acts), name)
        assert sentences.what.endswith(".")
        assert "3 March" in sentences.since
        assert "%(" not in "".join(vars_of(sentences))
        assert bool(sentences.need) == (name is None or acts is Acts.PERSON)
        assert words.to_do(stage, name).endswith(".")


def vars_of(sentences):
    return [getattr(sentences, name) for name in sentences.__slots__]


def test_the_sentence_for_sign_off():
    sentences = said(fact(Stage.SIGN_OFF, 2))
    assert sentences.what == "Your budget is waiting for sign-off."
    assert sentences.since == "It has been there since 3 March."
    assert sentences.by == "We expect to decide by 14 March."
    assert (sentences.acts, sentences.need) == ("We act next.", "You do not need to do anything.")


def test_to_anybody_else_it_is_about_the_person():
    assert said(fact(Stage.SIGN_OFF), "Ada Reed").what == "The budget is waiting for sign-off."
    assert said(fact(Stage.WAITING_ASSESSMENT), "Ada Reed").what.startswith("Ada Reed is waiting")
    asked = said(fact(Stage.PLANNING, acts=Acts.PERSON), "Ada Reed")
    assert asked.need == "We need something from Ada Reed."


BY_WHEN = [
    (None, Acts.COUNCIL, "We do not have a date for this yet."),
    (2, Acts.COUNCIL, "We expect to finish this by 14 March."),
    (2, Acts.PROVIDER, "We expect this to be done by 14 March."),
    (2, Acts.PERSON, "Please do this by 14 March."),
    (-2, Acts.COUNCIL, "This is late. We expected it by 10 March."),
    (-2, Acts.NHS, "This is late. We expected it by 10 March."),
    (-2, Acts.PERSON, "We asked for this by 10 March. If you need more time, ring us."),
]


def test_by_when():
    for due_in, acts, sentence in BY_WHEN:
        assert said(fact(Stage.PLANNING, due_in, acts)).by == sentence


def test_where_nobody_waits_no_day_is_given():
    for stage in RESTING:
        assert said(fact(stage, -2, Acts.NOBODY)).by == ""


def test_another_year_is_said():
    assert words.when(date(2025, 3, 3), TODAY) == "3 March 2025"
    assert words.when(date(2026, 3, 3), TODAY) == "3 March"


def test_every_stage_has_a_name_of_its_own():
    assert len({str(words.label(stage)) for stage in Stage}) == len(Stage)
