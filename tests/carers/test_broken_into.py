"""Somebody who tries to get at a request that is not theirs, or to spoil one."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.carers.models import CarerAnswer, CarerEvent, CarerRequest
from portal.carers.rules import path
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Facts, Step
from portal.extensions import db
from tests.carers.steps import comes_back, kept, row_of
from tests.carers.test_asking import typed
from tests.cast import Cast
from tests.client import HOST, Client, Page

ClientFor = Callable[..., Client]
OWN = (
    "",
    "check",
    "receipt",
    "copy",
    "save",
    "changes",
    "withdraw",
    "ask/reach",
    "about/paid-care",
)
ODD = ("%00", "%ED%A0%80", "%F0%9F%99%82", "..%2F..", "%27%3B--", "A" * 300, "%E2%80%8B")
"""Parts of addresses that are no reference, no step and no filter."""
ANSWERED = (200, 303, 308, 400, 404)
HUGE = "a long story " * 9_000
NASTY = ("Sam\x00Kettle", "\ud800", "<script>alert(1)</script>", HUGE)


def everything(app: Flask) -> list[str]:
    """All that is kept of requests."""
    with app.app_context():
        return [
            repr(sorted((key, value) for key, value in vars(row).items() if key[0] != "_"))
            for model in (CarerRequest, CarerAnswer, CarerEvent)
            for row in db.session.query(model).order_by(model.id)
        ]


def test_one_request_in_a_browser_opens_no_other(app: Flask, nobody: Client) -> None:
    mine, theirs = kept(app), kept(app, SENTENCE={"sentence": "Only for Quillfeather."})
    comes_back(nobody, mine)
    before = everything(app)
    for page in OWN:
        assert "/come-back" in nobody.get(theirs.at(page), 303).location
    for page in ("check", "withdraw", "copy", "skip/caring", "ask/reach", "stay"):
        shown = nobody.post(theirs.at(page), {"phone": "01632 960999"}, status=401)
        assert "Quillfeather" not in shown.html
    assert everything(app) == before


@pytest.mark.parametrize("odd", ODD)
def test_odd_addresses_are_answered_as_wrong_ones(
    app: Flask, cast: Cast, client_for: ClientFor, odd: str
) -> None:
    resident, worker = client_for("resident"), client_for("worker")
    mine = f"/carers/{cast.request.reference}"
    asked = [
        (resident, f"/carers/{odd}/"),
        (resident, f"/carers/{odd}/ask/reach"),
        (resident, f"{mine}/ask/{odd}"),
        (resident, f"{mine}/about/{odd}"),
        (resident, f"{mine}/about/paid-care?after={odd}"),
        (resident, f"/carers/come-back?reference={odd}"),
        (worker, f"/staff/carers?q={odd}&partner={odd}&team={odd}&stage={odd}&after={odd}"),
        (worker, f"/staff/carers?after=1_{'9' * 17}_{cast.request.id.hex}"),
    ]
    for client, url in asked:
        assert client.raw.get(url, base_url=HOST).status_code in ANSWERED, url


def test_only_what_is_asked_can_be_answered(cast: Cast, client_for: ClientFor) -> None:
    client, asked = client_for("resident"), path.path(Facts(Asker.SELF))
    for step in set(Step) - set(asked):
        client.get(f"/carers/{cast.request.reference}/ask/{step}", 404)
        client.post(f"/carers/{cast.request.reference}/ask/{step}", typed(step), 404)
    client.post(f"/carers/{cast.request.reference}/skip/first", status=404)


@pytest.mark.parametrize("nasty", NASTY, ids=["nul", "half-a-letter", "script", "huge"])
def test_no_words_break_a_page(app: Flask, nobody: Client, nasty: str) -> None:
    """In each field of each page: kept or refused, shown as words, and the request still opens."""
    one = kept(app, send=False)
    comes_back(nobody, one)
    for step in path.path(Facts(Asker.SELF)):
        url = one.at(f"ask/{step}")
        form = nobody.get(url).form().fields
        told = {**dict.fromkeys(form, nasty), **chosen(nobody.page, step)}
        told["csrf_token"] = form["csrf_token"]
        sent = nobody.raw.post(
            url,
            base_url=HOST,
            data={name: each.encode("utf-8", "surrogatepass") for name, each in told.items()},
            headers={"Referer": HOST + url},
        )
        assert sent.status_code in (303, 422), (step, sent.status_code)
        assert "<script>alert" not in sent.get_data(as_text=True)
    assert "<script>alert" not in nobody.get(one.at("check")).html


def chosen(page: Page, step: Step) -> dict[str, str]:
    """An answer to each choice, so that the words beside it are read."""
    found: dict[str, str] = {}
    for each in page.soup.select("main form [type=radio], main form [type=checkbox]"):
        found.setdefault(str(each["name"]), str(each["value"]))
    usual = {name: each for name, each in typed(step).items() if isinstance(each, str)}
    return {name: usual.get(name, first) for name, first in found.items()}


def test_what_was_taken_back_takes_nothing_more(app: Flask, nobody: Client) -> None:
    """Forms of pages that were open before are sent again: each says that it is over."""
    one = kept(app)
    comes_back(nobody, one)
    nobody.get(one.at("withdraw"))
    nobody.submit({"why": "I changed my mind."})
    before = everything(app)
    for page in ("ask/reach", "skip/caring", "withdraw"):
        nobody.post(one.at(page), {"phone": "01632 960999", "why": "Again."}, status=409)
    nobody.post(one.at("check"))
    assert everything(app) == before
    with app.app_context():
        assert row_of(one).state_word == "withdrawn"


def test_a_page_that_another_tab_took_away_takes_no_answer(app: Flask, nobody: Client) -> None:
    """One tab says that the carer is 15; what the other asks of adults is kept no more."""
    one = kept(app, send=False)
    comes_back(nobody, one)
    nobody.get(one.at("ask/date-of-birth"))
    adult = {**nobody.page.form().fields, **typed(Step.BIRTH)}
    nobody.get(one.at("ask/age"))
    nobody.submit({"carer_age": "under_16"})
    nobody.post(one.at("ask/date-of-birth"), adult, 404)
    with app.app_context():
        assert row_of(one).under_18


def test_signing_out_leaves_no_request_open(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """Whoever sits down next finds its address in the browser, and is asked for the code."""
    one = kept(app)
    client = client_for("resident")
    with app.app_context():
        assert row_of(one).person_id != cast.resident.person.id
    comes_back(client, one)
    client.get(one.at())
    client.get("/sign-out")
    client.submit()
    assert "/come-back" in client.get(one.at(), 303).location
