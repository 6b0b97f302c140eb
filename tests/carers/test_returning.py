"""Coming back without an account: the code opens, nothing tells which half was wrong."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.carers import queries
from portal.carers.models import CarerRequest
from portal.core import clock
from portal.core.columns import new_id
from portal.core.outbox import Outbox
from portal.extensions import db
from tests.accounts.steps import notices
from tests.carers.requests import build_request
from tests.carers.steps import Kept, begun, comes_back, kept, row_of
from tests.cast import Cast
from tests.client import HOST, Client

ClientFor = Callable[..., Client]
NOWHERE = "ZZZZ-ZZZZ"
WORDS = "She fell again last night, and I could not lift her."


def test_reference_and_code_open_the_request_and_one_without_the_other_does_not(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    one = kept(app)
    nobody.get(one.at("check"), 303)
    comes_back(nobody, one, 422, code="00000000")
    nobody.get(one.at("check"), 303)
    comes_back(nobody, one)
    nobody.get(one.at("check"))
    nobody.get(f"/carers/{cast.request.reference}/check", 303)


@pytest.mark.parametrize("letters", [("O", "0"), ("I", "1"), ("L", "1")])
def test_a_reference_is_read_as_it_was_meant(
    app: Flask, nobody: Client, letters: tuple[str, str]
) -> None:
    typed, meant = letters
    one = kept(app)
    with app.app_context():
        row_of(one).reference = f"{meant}7M2-9QX{meant}"
        db.session.commit()
    comes_back(nobody, one, reference=f" {typed.lower()}7m2 9qx{typed} ")
    nobody.follow()


def test_a_wrong_pair_answers_as_one_that_is_not_there(app: Flask, nobody: Client) -> None:
    one = kept(app)
    answers = [
        comes_back(nobody, one, 422, reference=reference, code="00000000").main.replace(
            reference, ""
        )
        for reference in (one.reference, NOWHERE)
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("there", [True, False])
def test_five_tries_and_then_a_wait(app: Flask, cast: Cast, there: bool) -> None:
    """R7, for references: whichever browser tries, and whether there is such a request or not."""
    one = kept(app)
    reference = one.reference if there else NOWHERE
    with time_machine.travel(clock.now(), tick=False) as moved:
        for _ in range(5):
            comes_back(Client(app, cast), one, 422, reference=reference, code="00000000")
        page = comes_back(Client(app, cast), one, 422, reference=reference)
        assert "Wait half an hour, or ring us" in page.errors["code"]
        moved.shift(timedelta(minutes=31))
        comes_back(Client(app, cast), one, 303 if there else 422, reference=reference)


def test_an_address_with_the_reference_only_fills_it_in(app: Flask, nobody: Client) -> None:
    one = kept(app)
    page = nobody.get(one.at("save"), 303)
    page = nobody.follow()
    assert page.form().fields["reference"] == one.reference
    assert page.form().fields["code"] == ""


def test_a_visit_that_ended_loses_no_answer(app: Flask, nobody: Client) -> None:
    """The form is given back, the code is entered, and the same form goes through."""
    one = kept(app, send=False)
    with time_machine.travel(clock.now(), tick=False) as moved:
        comes_back(nobody, one)
        nobody.get(one.at("ask/in-your-words"))
        moved.shift(timedelta(minutes=16))
        page = nobody.submit({"sentence": WORDS}, 401)
        assert WORDS in page.main
        assert "tired" not in page.main  # what was kept before is not shown without the code
        again = page.form()
        comes_back(nobody, one)
        nobody.post(again.action, {**again.fields, "csrf_token": nobody.token_for("/")})
    with app.app_context():
        said = queries.answers_of(one.id)[0]
        assert said.text(queries.Step.SENTENCE, "sentence") == WORDS


def test_what_another_site_sends_is_not_shown_back(app: Flask, nobody: Client) -> None:
    one = kept(app, send=False)
    sent = {"sentence": "Ring this number at once", "csrf_token": "made up"}
    answer = nobody.raw.post(one.at("ask/in-your-words"), base_url=HOST, data=sent)
    assert answer.status_code in (400, 401)
    assert b"Ring this number" not in answer.data


def test_a_code_is_never_given_back(app: Flask, nobody: Client) -> None:
    page = comes_back(nobody, kept(app), 422, reference=NOWHERE, code="48151623")
    assert "48151623" not in page.main


def test_ending_here_shuts_every_request_of_the_browser(app: Flask, nobody: Client) -> None:
    one, another = kept(app), kept(app)
    comes_back(nobody, one)
    comes_back(nobody, another)
    button = next(form for form in nobody.get(one.at("save")).soup.select("main form"))
    assert button["action"] == "/carers/end"
    nobody.submit(number=0)
    assert "shut" in nobody.follow().h1
    for each in (one, another):
        nobody.get(each.at(), 303)


def test_the_page_warns_before_the_visit_ends_and_staying_keeps_it(
    app: Flask, nobody: Client
) -> None:
    one = kept(app, send=False)
    with time_machine.travel(clock.now(), tick=False) as moved:
        comes_back(nobody, one)
        body = nobody.get(one.at("ask/in-your-words")).soup.body
        assert body["data-stay-url"] == one.at("stay")
        assert int(body["data-seconds"]) < 15 * 60
        moved.shift(timedelta(minutes=14))
        nobody.post(one.at("stay"), status=204)
        moved.shift(timedelta(minutes=14))
        nobody.get(one.at("check"))
        moved.shift(timedelta(minutes=16))
        nobody.post(one.at("stay"), status=401)


def test_a_visit_of_somebody_signed_in_ends_with_their_session(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    helper = client_for("helper")
    reference = begun(helper, "friend")
    helper.get(f"/carers/{reference}/save")
    helper.raw.delete_cookie("__Host-portal", domain="localhost", path="/")
    helper.get(f"/carers/{reference}/save", 303)


def test_the_page_of_one_browser_begins_nothing_in_another(
    app: Flask, cast: Cast, nobody: Client
) -> None:
    """Whoever knows the id of a request cannot open it by naming it as the page's own."""
    nobody.get("/carers/start")
    nobody.submit({"asker": "self", "once": str(cast.request.id)})
    with app.app_context():
        rows = db.session.scalars(select(CarerRequest)).all()
        assert len(rows) == 2
    nobody.get(f"/carers/{cast.request.reference}/check", 303)


SAFE = {"REACH": {"email": "sam@example.org", "phone": "07700 900123"}}


@pytest.mark.parametrize(
    ("pages", "sent"),
    [
        ({**SAFE, "SAFE": {"ways": ["email"]}}, ["quiet/new_code"]),
        ({**SAFE, "SAFE": {"ways": ["email"], "may_say_who": "no"}}, ["quiet/new_code"]),
        ({**SAFE, "SAFE": {"ways": ["email"], "shares_email": "yes"}}, []),
        ({**SAFE, "SAFE": {"ways": ["text"]}}, ["quiet/new_code"]),
        ({**SAFE, "SAFE": {"ways": ["text"], "may_say_who": "no"}}, []),
        ({**SAFE, "SAFE": {"ways": ["none"]}}, []),
        ({**SAFE, "SAFE": {"ways": ["call", "post"]}}, []),
        ({}, []),
    ],
)
def test_a_new_code_goes_only_where_the_carer_alone_reads_it(
    app: Flask, nobody: Client, pages: dict, sent: list
) -> None:
    one = kept(app, **pages) if pages else Kept(new_id(), NOWHERE, "")
    nobody.get("/carers/lost-code")
    nobody.submit({"reference": one.reference})
    page = nobody.follow()
    assert "If there is a request with this reference" in page.main
    assert [each.kind for each in notices(app)] == sent
    with app.app_context():
        assert all("council" not in str(row.kind) for row in db.session.scalars(select(Outbox)))


def test_a_new_code_opens_and_the_old_one_does_until_then(app: Flask, cast: Cast) -> None:
    """Nobody who knows only the reference can shut the carer out."""
    one = kept(app, **SAFE, SAFE={"ways": ["email"]})
    asks = Client(app, cast)
    asks.get("/carers/lost-code")
    asks.submit({"reference": one.reference})
    new = notices(app)[-1].parts["code"]
    comes_back(Client(app, cast), one)
    comes_back(Client(app, cast), one, code=new)
    comes_back(Client(app, cast), one, 422)
    comes_back(Client(app, cast), one, code=new)


@pytest.mark.parametrize("there", [True, False])
def test_new_codes_are_not_sent_without_end(app: Flask, nobody: Client, there: bool) -> None:
    one = kept(app, **SAFE, SAFE={"ways": ["email"]})
    reference = one.reference if there else NOWHERE
    for status in (303, 303, 303, 422):
        nobody.get("/carers/lost-code")
        nobody.submit({"reference": reference}, status)
    assert len(notices(app)) == (3 if there else 0)


def test_a_person_who_gets_an_account_later_finds_their_request(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        row = build_request(who=cast.stranger)
        db.session.commit()
        reference = row.reference
    client_for("stranger").get(f"/carers/{reference}/check")
    client_for("carer").get(f"/carers/{reference}/check", 303)
