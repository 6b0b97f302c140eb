"""Every fault becomes a page that says what happened, keeps what was typed, and leads on."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from flask import Flask, abort, render_template_string
from sqlalchemy import event, text
from sqlalchemy.exc import DataError, IntegrityError
from werkzeug.exceptions import TooManyRequests

from portal.core import audit
from portal.core.access import needs
from portal.core.forms import BaseForm, PasswordField, TextareaField, TextField
from portal.core.typed import names_of
from portal.extensions import db
from portal.policy import Can
from tests.client import HOST
from tests.core.conftest import House, anybody
from tests.pages_checked import faults

pytestmark = pytest.mark.parametrize("database", ["sqlite"])


class LetterForm(BaseForm):
    title = TextField("Title")
    letter = TextareaField("Letter")


class LockedLetterForm(LetterForm):
    locked_with = PasswordField("Password")


@pytest.fixture
def live(house: House) -> House:
    """A house that answers as it would to people, where a test would be told of a fault."""
    house.app.config["PROPAGATE_EXCEPTIONS"] = False
    return house


def send(house: House, url: str = "/letter", **words: str):
    return house.post(url, **words)


def page_of(answer, app: Flask):
    soup = BeautifulSoup(answer.text, "html.parser")
    phone = app.extensions["council"].contact.phone
    assert faults(answer.text, status=answer.status_code, phone=phone) == []
    return soup


def refuse_writing(app: Flask) -> None:
    """From now on the database takes nothing, as on a full disk."""
    with app.app_context():
        db.engine.dispose()
        event.listen(
            db.engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON")
        )


def take_away_database(app: Flask) -> None:
    """From now on there is no database."""
    path = app.extensions["settings"].data
    with app.app_context():
        db.engine.dispose()
    for each in path.glob("portal.sqlite*"):
        each.unlink()
    (path / "portal.sqlite").mkdir()


def write_letter() -> str:
    LetterForm().is_valid()
    audit.record("tried", actor_id=None)
    return "saved"


def put_in_letter(house: House) -> None:
    house.put_in("/letter", anybody(write_letter), "GET", "POST")


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 413, 429, 500, 502, 503])
def test_each_refusal_has_a_page_with_a_way_on(live: House, code):
    live.put_in("/refuse", anybody(lambda: abort(code)))
    answer = live.get("/refuse")
    assert answer.status_code == code
    soup = page_of(answer, live.app)
    assert soup.select_one("main a[href='/']")
    assert soup.select_one("main a[href^='tel:']")


def test_the_way_back_is_where_somebody_came_from(live: House):
    sent = {"base_url": HOST, "headers": {"Referer": f"{HOST}/help?a=1"}}
    soup = page_of(live.client.raw.get("/nonesuch", **sent), live.app)
    assert soup.select_one("main a[href='/help?a=1']")
    elsewhere = {"base_url": HOST, "headers": {"Referer": "https://elsewhere.example/help"}}
    assert "elsewhere" not in live.client.raw.get("/nonesuch", **elsewhere).text


def test_a_form_sent_to_what_is_not_there_names_no_address(live: House):
    """So that what is not yours and what does not exist answer alike to the byte."""

    def refuse(**_parts: object) -> None:
        abort(404)

    live.put_in("/<uuid:thing>/note", anybody(refuse), "GET", "POST")
    live.put_in("/<uuid:thing>/own", anybody(refuse), "POST")
    sent = {
        "base_url": HOST,
        "data": {"csrf_token": live.get("/token").text},
        "headers": {"Referer": f"{HOST}/help"},
    }
    for end, there in (("note", "?language=pl"), ("own", "/?language=pl")):
        first, second = (live.client.raw.post(f"/{uuid4()}/{end}", **sent) for _ in range(2))
        assert first.status_code == second.status_code == 404
        assert first.data == second.data
        assert page_of(first, live.app).select_one(f"header a[href='{there}']")


def test_headers_that_machines_need_stay(live: House):
    def refuse() -> str:
        raise TooManyRequests(retry_after=900)

    live.put_in("/often", anybody(refuse))
    assert live.get("/often").headers["Retry-After"] == "900"
    wrong_way = live.client.raw.post("/help", base_url=HOST)
    assert wrong_way.status_code == 405
    assert "GET" in wrong_way.headers["Allow"]


def test_too_much_is_said_in_words(live: House):
    put_in_letter(live)
    answer = send(live, letter="x" * 3_000_000)
    assert answer.status_code == 413
    assert "too much" in page_of(answer, live.app).h1.text


def test_a_commit_that_fails_says_that_nothing_was_saved(live: House):
    put_in_letter(live)
    assert send(live, letter="Dear all").status_code == 200
    refuse_writing(live.app)
    answer = send(live, title="Help", letter="My ramp\nis <broken>", other="kept too")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    soup = page_of(answer, live.app)
    assert soup.h1.text == "Nothing was saved"
    assert "My ramp" in soup.main.text
    assert "is <broken>" in soup.main.text
    form = soup.select_one("main form")
    assert form["action"] == "/letter"
    fields = {each["name"]: each["value"] for each in form.select("input[name]")}
    assert fields.pop("csrf_token")
    assert fields == {"title": "Help", "letter": "My ramp\nis <broken>", "other": "kept too"}


def test_sending_it_again_works_once_the_database_does(live: House):
    put_in_letter(live)
    live.put_in("/fail", anybody(lambda: db.session.execute(text("SELECT * FROM nowhere"))), "POST")
    answer = send(live, "/fail?to=us", letter="Dear all")
    assert answer.status_code == 503
    assert page_of(answer, live.app).select_one("main form")["action"] == "/fail?to=us"


def test_a_password_is_never_given_back(live: House):
    put_in_letter(live)
    refuse_writing(live.app)
    answer = send(live, letter="Dear all", locked_with="kept in my head")
    assert answer.status_code == 503
    assert "kept in my head" not in answer.text
    soup = page_of(answer, live.app)
    assert "Dear all" in soup.main.text
    assert not soup.select("main form")


def test_every_password_and_code_of_every_form_is_known(database):
    assert "locked_with" in names_of(PasswordField)
    assert not names_of(PasswordField) & names_of(TextField)


def test_a_form_that_is_too_old_keeps_what_was_typed_if_it_is_ours(live: House):
    put_in_letter(live)
    for site, kept in (("same-origin", True), ("cross-site", False), ("", False)):
        answer = live.client.raw.post(
            "/letter",
            base_url=HOST,
            data={"csrf_token": "old", "letter": "Dear all"},
            headers={"Sec-Fetch-Site": site},
        )
        assert answer.status_code == 400
        assert ("Dear all" in page_of(answer, live.app).main.text) is kept


def test_pages_for_everybody_and_faults_open_without_a_database(live: House):
    live.put_in("/private", needs(Can.USE_ACCOUNT)(lambda: "private"))
    live.sign_in("resident")
    take_away_database(live.app)
    for url in ("/", "/help", "/privacy", "/language", "/nonesuch"):
        answer = live.get(url)
        assert answer.status_code == (404 if url == "/nonesuch" else 200), url
        page_of(answer, live.app)
        assert "Sign in" not in page_of(answer, live.app).header.text
    private = live.get("/private")
    assert private.status_code == 503
    assert "cannot open" in page_of(private, live.app).h1.text


def test_a_fault_of_ours_says_so_and_shows_nothing(live: House):
    live.put_in("/break", anybody(lambda: {}["Zn-secret"]))
    answer = live.get("/break")
    assert answer.status_code == 500
    page_of(answer, live.app)
    assert "Zn-secret" not in answer.text
    assert "KeyError" not in answer.text


@pytest.mark.parametrize(("fault", "status"), [(DataError, 400), (IntegrityError, 500)])
def test_what_the_database_refuses(live: House, fault, status):
    def refuse() -> str:
        raise fault("INSERT", {"name": "Zn-secret"}, ValueError("Zn-secret"))

    live.put_in("/refuse", anybody(refuse))
    answer = live.get("/refuse")
    assert answer.status_code == status
    assert "Zn-secret" not in answer.text


def test_faults_of_ours_reach_a_test(house: House):
    house.put_in("/break", anybody(lambda: render_template_string("{{ nothing }}")))
    with pytest.raises(Exception, match="nothing"):
        house.get("/break")
