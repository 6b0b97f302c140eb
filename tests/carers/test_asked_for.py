"""Who asks for somebody else: theirs until it is sent, the carer's after that."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.carers import own_queries
from portal.carers.models import CarerRequest
from portal.carers.rules.answers import Asker
from portal.carers.rules.stages import State
from portal.core import clock
from portal.extensions import db
from tests.accounts.steps import notices
from tests.carers.steps import begun, comes_back, kept, row_of
from tests.cast import Cast
from tests.client import Client

SAFE = {"REACH": {"email": "sam@example.org", "phone": "07700 900123"}}


def test_who_asked_for_another_goes_on_until_it_is_sent_and_sees_one_line_after(
    app: Flask, nobody: Client
) -> None:
    one = kept(app, Asker.FRIEND, send=False)
    comes_back(nobody, one)
    assert nobody.get(one.at("ask/reach")).form().fields["phone"] == "07700 900123"
    nobody.get(one.at("check"))
    nobody.submit()
    nobody.follow(303)
    page = nobody.follow()
    assert one.reference in page.main
    assert f"{one.code[:4]} {one.code[4:]}" in page.main
    assert "We have the request" in page.main
    assert "07700" not in page.html


@pytest.mark.parametrize(
    "page", ["", "check", "ask/reach", "changes", "withdraw", "receipt", "save", "about/paid-care"]
)
def test_who_asked_for_another_opens_no_page_with_answers(
    app: Flask, nobody: Client, page: str
) -> None:
    one = kept(app, Asker.PROFESSIONAL)
    comes_back(nobody, one)
    assert nobody.get(one.at(page), 303).location == one.at("asked")


def test_who_asked_for_another_changes_and_withdraws_nothing_once_it_is_sent(
    app: Flask, nobody: Client
) -> None:
    one = kept(app, Asker.ORGANISATION)
    comes_back(nobody, one)
    nobody.post(one.at("ask/in-your-words"), {"sentence": "Something else"})
    nobody.post(one.at("withdraw"))
    with app.app_context():
        assert row_of(one).state_word == "acknowledged"
        assert own_queries.changes_of(one.id) == []


def test_the_code_that_reached_the_carer_opens_all_of_it(app: Flask, cast: Cast) -> None:
    """Whoever asked for them keeps their own code, and their one line."""
    one = kept(app, Asker.FRIEND, **SAFE, SAFE={"ways": ["email"]})
    carer, friend = Client(app, cast), Client(app, cast)
    carer.get("/carers/lost-code")
    carer.submit({"reference": one.reference})
    comes_back(carer, one, code=notices(app)[-1].parts["code"])
    carer.get(one.at("ask/reach"))
    comes_back(friend, one)
    friend.get(one.at("ask/reach"), 303)


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (State.TRIAGE, "We are dealing with it"),
        (State.IN_PROGRESS, "We are talking with"),
        (State.NOT_ELIGIBLE, "We have dealt with it"),
        (State.WITHDRAWN, "We have dealt with it"),
    ],
)
def test_what_came_of_it_is_the_carers_to_tell(
    app: Flask, nobody: Client, state: State, line: str
) -> None:
    one = kept(app, Asker.FRIEND)
    with app.app_context():
        row_of(one).state_word = state.value
        db.session.commit()
    comes_back(nobody, one)
    nobody.follow(303)
    assert line in nobody.follow().main


def test_who_turns_out_to_ask_for_another_sees_no_answers_either(
    app: Flask, nobody: Client
) -> None:
    reference = begun(nobody)
    nobody.get(f"/carers/{reference}/ask/who")
    nobody.submit({"asker": "friend"})
    with app.app_context():
        row = db.session.scalars(
            select(CarerRequest).where(CarerRequest.reference == reference)
        ).one()
        assert row.asker == "friend"
        row.sent_at = clock.now()
        db.session.commit()
    assert nobody.get(f"/carers/{reference}/check", 303).location.endswith("/asked")
