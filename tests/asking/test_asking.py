"""A person asks about their budget: form, check, receipt, tracker, taking it back."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.asking.models import Ask
from portal.asking.rules import Kind, State
from portal.core import clock, council
from portal.extensions import db
from tests.asking.asks import build_ask

ASK = "/your-budget/ask"
WORDS = "My rent is £90.\nYou wrote £70."
SENT_AT = datetime(2026, 3, 2, 9, tzinfo=clock.LONDON)  # a Monday


def asks_of(app, who):
    """What somebody has asked, by now."""
    with app.app_context():
        mine = select(Ask).where(Ask.person_id == who.person.id).order_by(Ask.sent_at)
        return list(db.session.scalars(mine))


def begin(client, kind, words=WORDS, **more):
    """Fill in the form; its check page is open."""
    client.get(f"{ASK}/{kind}")
    return client.submit({"words": words, **more}, status=200)


@pytest.mark.parametrize("council", ["norfolk", "quillshire"])
def test_the_page_says_in_what_the_choices_differ_and_by_when(client_for, council):
    with time_machine.travel(SENT_AT, tick=False):
        page = client_for("stranger").get(ASK)
    assert {f"{ASK}/{kind}" for kind in Kind} <= set(page.links)
    for words in ("The law gives you the right to ask.", "We cannot promise it."):
        assert words in page.main
    first, last = {
        "norfolk": ("5 March 2026", "15 April 2026"),
        "quillshire": ("5 March 2026", "30 March 2026"),
    }[council]
    complaint = page.soup.select_one("#complaint").parent.get_text(" ", strip=True)
    assert f"we tell you by {first} that we have it. We mean to answer by {last}." in complaint


@pytest.mark.parametrize("kind", Kind)
def test_what_is_asked_is_checked_sent_once_and_followed(app, client_for, cast, kind):
    client = client_for("stranger")
    page = begin(client, kind)
    assert "My rent is £90." in page.main
    assert asks_of(app, cast.stranger) == [], "nothing is kept before it is sent"
    client.submit()
    page = client.follow()
    (ask,) = asks_of(app, cast.stranger)
    assert (ask.kind, ask.state, ask.sent_by) == (kind, State.SENT, cast.stranger.person.id)
    assert ask.number in page.main
    assert "What happens next" in page.main
    page = client.get(f"/your-budget/asked/{ask.id}")
    assert "You wrote £70." in page.main
    assert "We have not said yet that we have it." in page.main
    assert f"/your-budget/asked/{ask.id}" in client.get(ASK).links


def test_a_form_sent_twice_asks_once(app, client_for, cast):
    client = client_for("stranger")
    form = begin(client, "complaint").form()
    places = [client.post(form.action, form.fields).location for _ in range(2)]
    assert places[0] == places[1]
    assert len(asks_of(app, cast.stranger)) == 1


@pytest.mark.parametrize("kind", ["complaint", "correction"])
def test_a_complaint_and_a_correction_need_words(app, client_for, cast, kind):
    client = client_for("stranger")
    client.get(f"{ASK}/{kind}")
    page = client.submit({"words": "  ", "wants_help": "y"}, status=422)
    assert list(page.errors) == ["words"]
    assert page.soup.select_one("input[name=wants_help]").has_attr("checked")
    assert asks_of(app, cast.stranger) == []


@pytest.mark.parametrize("kind", ["explanation", "review", "advocate"])
def test_the_others_need_none(app, client_for, cast, kind):
    client = client_for("stranger")
    begin(client, kind, words="")
    client.submit()
    (ask,) = asks_of(app, cast.stranger)
    assert ask.words_sealed is None


def test_too_many_words_are_kept_and_refused(app, client_for, cast):
    client = client_for("stranger")
    client.get(f"{ASK}/review")
    page = client.submit({"words": "Long. " * 400}, status=422)
    assert page.soup.select_one("textarea").get_text().count("Long.") == 400
    assert asks_of(app, cast.stranger) == []


def test_changing_it_on_the_check_page_gives_the_words_back(app, client_for, cast):
    client = client_for("stranger")
    begin(client, "review", wants_help="y")
    page = client.submit({"change": "1"}, status=200)
    assert page.soup.select_one("textarea").get_text().split() == WORDS.split()
    assert page.soup.select_one("input[name=wants_help]").has_attr("checked")
    client.submit({"words": "Something else"}, status=200)
    client.submit()
    (ask,) = asks_of(app, cast.stranger)
    assert ask.wants_help
    assert "Something else" in client.get(f"/your-budget/asked/{ask.id}").main


@pytest.mark.parametrize(
    ("council", "kind", "acknowledge_by", "answer_by"),
    [
        ("norfolk", "complaint", date(2026, 3, 5), date(2026, 4, 15)),
        ("norfolk", "review", date(2026, 3, 5), date(2026, 3, 30)),
        ("norfolk", "correction", date(2026, 3, 5), date(2026, 3, 23)),
        ("quillshire", "complaint", date(2026, 3, 5), date(2026, 3, 30)),
        ("quillshire", "explanation", date(2026, 3, 7), date(2026, 3, 10)),
    ],
)
def test_the_days_are_the_councils_own(app, client_for, cast, kind, acknowledge_by, answer_by):
    with time_machine.travel(SENT_AT, tick=False):
        client = client_for("stranger")
        begin(client, kind)
        client.submit()
    (ask,) = asks_of(app, cast.stranger)
    assert (ask.acknowledge_by, ask.answer_by) == (acknowledge_by, answer_by)


def test_it_can_be_taken_back_once_and_not_after_the_answer(app, client_for, cast):
    client = client_for("resident")
    place = f"/your-budget/asked/{cast.ask.id}"
    client.get(f"{place}/withdraw")
    client.submit()
    assert "This was taken back." in client.follow().main
    client.get(f"{place}/withdraw", status=303)
    client.post(f"{place}/withdraw")
    with app.app_context():
        assert db.session.get_one(Ask, cast.ask.id).state is State.WITHDRAWN
        answered = build_ask(cast.resident, Kind.REVIEW, State.ANSWERED).id
        db.session.commit()
    client.post(f"/your-budget/asked/{answered}/withdraw")
    assert "We have answered this." in client.get(f"/your-budget/asked/{answered}").main


def test_the_words_are_sealed(app, client_for, cast):
    client = client_for("stranger")
    begin(client, "complaint", words="Nobody came on Tuesday")
    client.submit()
    (ask,) = asks_of(app, cast.stranger)
    assert b"Tuesday" not in ask.words_sealed


@pytest.mark.parametrize(
    ("state", "days_ago", "goes_on"),
    [(State.ANSWERED, 1, True), (State.LOOKED_AT, 200, True), (State.LOOKED_AT, 100, False)],
)
def test_a_complaint_shows_the_ombudsman_when_answered_or_after_too_long(
    app, client_for, cast, state, days_ago, goes_on
):
    with app.app_context():
        ask = build_ask(cast.stranger, Kind.COMPLAINT, state, days_ago=days_ago)
        if state is State.ANSWERED:
            ask.answered_at = ask.closed_at = clock.now()
        db.session.commit()
        place, here = f"/your-budget/asked/{ask.id}", council.current().asking.ombudsman
    page = client_for("stranger").get(place)
    leads_there = page.soup.select(f"main a[href='{here.website}']") != []
    assert (here.phone in page.main, leads_there) == (goes_on, goes_on)


def test_a_row_of_the_working_is_named_and_kept(app, client_for, cast):
    client = client_for("resident")
    [link, *_] = [
        each for each in client.get("/your-budget/what-you-pay").links if "about=" in each
    ]
    assert link.endswith("about=charge/now/1")
    page = client.get(link)
    assert "You say that this is wrong:" in page.main
    client.submit({"words": "It is less."}, status=200)
    client.submit()
    ask = asks_of(app, cast.resident)[-1]
    assert ask.about == f"charge/C-{cast.resident.marker}/1", "what it was on that day"
    assert ask.about_words
    assert ask.about_words in client_for("worker").get(f"/staff/asked/{ask.id}").main


def test_a_line_of_the_budget_is_named_and_a_row_of_somebody_elses_is_not(app, client_for, cast):
    page = client_for("resident").get(f"{ASK}/correction?about=budget/2/1")
    assert f"Help at home {cast.resident.money_marker}" in page.main
    for about in ("budget/2/9", "budget/7/1", "charge/none/1", "nothing", "budget/2/0"):
        page = client_for("resident").get(f"{ASK}/correction?about={about}")
        assert "You say that this is wrong:" not in page.main
    reference = f"charge/C-{cast.resident.marker}/1"
    page = client_for("stranger").may_see(cast.resident).get(f"{ASK}/correction?about={reference}")
    assert "You say that this is wrong:" not in page.main


def test_the_page_asks_the_database_as_often_for_many(app, client_for, cast):
    with app.app_context():
        for number in range(30):
            build_ask(cast.stranger, days_ago=number)
        db.session.commit()
        assert db.session.scalar(select(func.count()).select_from(Ask)) > 30
    page = client_for("stranger").get(ASK)
    assert len([each for each in page.links if "/asked/" in each]) == 30
    assert timedelta(0) <= clock.now() - asks_of(app, cast.stranger)[-1].sent_at
