"""Somebody chooses the language that the portal speaks to them."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Account
from portal.core.audit import AuditEvent
from portal.extensions import db

COOKIE = "__Host-portal-language"


def kept_for(app, somebody) -> str | None:
    with app.app_context():
        return db.session.get_one(Account, somebody.account.id).language


def test_nobody_chooses_and_the_browser_keeps_it(nobody):
    nobody.get("/language")
    answer = nobody.submit({"chosen": "pl"})
    assert f"{COOKIE}=pl" in answer.headers["Set-Cookie"]
    assert nobody.follow().lang == "pl"


def test_somebody_signed_in_gets_letters_in_it_too(app, cast, client_for):
    browser = client_for("resident")
    browser.get("/language")
    browser.submit({"chosen": "easy"})
    assert kept_for(app, cast.resident) == "easy"
    assert kept_for(app, cast.stranger) is None
    with app.app_context():
        (noted,) = db.session.scalars(select(AuditEvent).filter_by(action="choose_language"))
        assert noted.actor_id == cast.resident.account.id


def test_a_link_changes_what_is_read_but_nothing_that_is_kept(app, cast, client_for):
    client_for("resident").get("/help?language=pl")
    assert kept_for(app, cast.resident) is None


def test_it_leads_back_to_where_somebody_was(nobody):
    nobody.get("/language?next=/help%3Fa%3D1%26language%3Den")
    assert nobody.submit({"chosen": "pl"}).location == "/help?a=1"
    nobody.get("/language", headers={"Referer": "https://localhost/cookies"})
    assert nobody.submit({"chosen": "pl"}).location == "/cookies"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", "x\n", "/ż /"],
)
def test_it_leads_nowhere_else(nobody, elsewhere):
    nobody.get("/language")
    answer = nobody.submit({"chosen": "en", "then": elsewhere})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("odd", ["", "xx", "easy\x00", "PL", "../pl", "ż" * 500])
def test_a_language_there_is_not_is_refused(app, cast, client_for, odd):
    browser = client_for("resident")
    browser.get("/language")
    page = browser.submit({"chosen": odd}, status=422)
    assert page.errors
    assert kept_for(app, cast.resident) is None


@pytest.mark.parametrize("council", ["quillshire"])
def test_a_language_that_waits_to_be_checked_is_named_but_not_offered(nobody):
    page = nobody.get("/language")
    assert [each["value"] for each in page.soup.select("input[name=chosen]")] == ["en"]
    assert "We do not show it until it is checked" in page.main


def test_the_page_says_who_has_checked_each(nobody):
    page = nobody.get("/language")
    assert page.main.count("Not yet checked by a reader of this language") == 2


def test_the_choice_in_use_is_chosen(nobody):
    page = nobody.get("/language?language=easy")
    assert page.soup.select_one("input[name=chosen][checked]")["value"] == "easy"
    answer = nobody.post("/language?language=easy", {"chosen": "pl", "then": "/help"})
    assert [each for each in answer.headers.getlist("Set-Cookie") if COOKIE in each][-1].startswith(
        f"{COOKIE}=pl"
    )
