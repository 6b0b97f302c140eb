"""Helping ends: in one press, by itself, by the helper; and it goes on when the person says so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.contact.models import SafeContact
from portal.core import clock
from portal.extensions import db
from portal.people.models import Representation
from portal.representation.actions import reminding
from tests.accounts.steps import notices
from tests.cast import Cast
from tests.client import Client
from tests.representation.steps import rights

ClientFor = Callable[..., Client]


def ends_in(app: Flask, cast: Cast, days: int) -> None:
    """Make the carer's help end in so many days, half a year after it began."""
    with app.app_context():
        row = db.session.get_one(Representation, cast.representations["carer"].id)
        row.to_on = clock.today() + timedelta(days=days)
        row.from_on = row.to_on - timedelta(days=182)
        db.session.commit()


def hides_from_nobody(app: Flask, cast: Cast) -> None:
    """Take away what shows that the resident hides, so that those who helped are told."""
    with app.app_context():
        found = db.session.scalars(select(SafeContact)).one()
        found.must_not_know_sealed = found.address_sealed = None
        db.session.commit()


def test_one_press_ends_it_in_every_open_browser(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """R1: what was given is asked for again at every request, so an end counts at once."""
    hides_from_nobody(app, cast)
    open_ones = [client_for("carer"), client_for("carer")]
    pages = [f"/for/{cast.resident.owner.id}", f"/for/{cast.resident.owner.id}/budget"]
    for browser in open_ones:
        for url in pages:
            browser.get(url)
    somebody = client_for("resident")
    somebody.get("/helpers")
    somebody.post(f"/helpers/{cast.representations['carer'].id}/end")
    for browser in open_ones:
        for url in pages:
            browser.get(url, 404)
        assert cast.resident.owner.name not in browser.get("/home").main
    assert ("helping_ended", cast.carer.email) in {(n.kind, n.to) for n in notices(app)}
    assert ("helpers_changed_staff", cast.worker.email) in {(n.kind, n.to) for n in notices(app)}


def test_a_helper_without_the_scope_finds_nothing(cast: Cast, client_for: ClientFor) -> None:
    """R1: status was given, the budget was not."""
    browser = client_for("helper")
    browser.get(f"/for/{cast.resident.owner.id}")
    browser.get(f"/for/{cast.resident.owner.id}/budget", 404)


def test_it_can_end_without_a_word(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    somebody = client_for("resident")
    somebody.get(f"/helpers/{cast.representations['carer'].id}/end")
    somebody.submit({"tell": "no"})
    assert cast.carer.email not in {told.to for told in notices(app)}
    assert rights(app, cast)[0].ended_at or rights(app, cast)[1].ended_at


def test_whoever_hides_from_somebody_ends_it_without_a_word(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """The resident of the cast has said who must not know where they are."""
    somebody = client_for("resident")
    somebody.post(f"/helpers/{cast.representations['carer'].id}/end")
    assert cast.carer.email not in {told.to for told in notices(app)}


def test_only_the_person_ends_it(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    for who in ("carer", "helper", "stranger", "worker"):
        client_for(who).post(f"/helpers/{cast.representations['carer'].id}/end", status=404)
    assert not any(row.ended_at for row in rights(app, cast))


def test_it_ends_by_itself_on_the_day(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """Nothing runs in the background: what holds today is asked today."""
    ends_in(app, cast, 3)
    with time_machine.travel(clock.now() + timedelta(days=3)):
        client_for("carer").get(f"/for/{cast.resident.owner.id}")
    with time_machine.travel(clock.now() + timedelta(days=4)):
        client_for("carer").get(f"/for/{cast.resident.owner.id}", 404)


@pytest.mark.parametrize(("days", "asks"), [(14, True), (15, False), (0, True)])
def test_the_person_is_asked_two_weeks_before(
    app: Flask, cast: Cast, client_for: ClientFor, days: int, asks: bool
) -> None:
    ends_in(app, cast, days)
    page = client_for("resident").get("/home")
    assert ("Should it go on?" in page.main) == asks
    assert "Should it go on?" not in client_for("carer").get("/home").main


@pytest.mark.parametrize(("days", "told"), [(14, 1), (15, 0), (0, 1), (-1, 0)])
def test_a_notice_asks_once_by_the_safe_way(
    app: Flask, cast: Cast, client_for: ClientFor, days: int, told: int
) -> None:
    """The portal's own page is not enough for somebody who rarely opens it."""
    ends_in(app, cast, days)
    for _twice in range(2):
        with app.app_context():
            reminding.remind()
            db.session.commit()
    asked = [each.to for each in notices(app) if each.kind == "helping_ends_soon"]
    assert asked == [cast.resident.email] * told
    if told:
        somebody = client_for("resident")
        somebody.get("/helpers")
        somebody.post(f"/helpers/{cast.representations['carer'].id}/keep")
        with app.app_context():
            assert reminding.remind() == 0, "it was renewed: the new day is far off"


def test_yes_makes_it_as_long_again(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    ends_in(app, cast, 5)
    somebody = client_for("resident")
    somebody.get("/home")
    somebody.submit()
    [row] = [each for each in rights(app, cast) if each.to_on]
    assert row.to_on == clock.today() + timedelta(days=182)
    assert row.renewed_on == clock.today()
    assert "Should it go on?" not in somebody.get("/home").main
    somebody.post(f"/helpers/{row.id}/keep")
    assert [each.to_on for each in rights(app, cast) if each.to_on] == [row.to_on]


def test_no_ends_it_today(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    ends_in(app, cast, 5)
    somebody = client_for("resident")
    somebody.get("/home")
    somebody.submit(number=1)
    client_for("carer").get(f"/for/{cast.resident.owner.id}", 404)


def test_a_helper_may_stop_and_the_button_says_about_whom(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    browser = client_for("carer")
    page = browser.get(f"/for/{cast.resident.owner.id}/stop")
    name = cast.resident.owner.name
    assert page.soup.select_one(".portal-whose strong").get_text() == name
    assert page.soup.select_one("main button[type=submit]").get_text().strip().endswith(name)
    browser.submit()
    browser.get(f"/for/{cast.resident.owner.id}", 404)
    assert notices(app)[0].to == cast.resident.email


def test_a_change_counts_at_once_and_both_hear_of_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    browser = client_for("helper")
    browser.get(f"/for/{cast.resident.owner.id}/budget", 404)
    somebody = client_for("resident")
    somebody.get(f"/helpers/{cast.representations['helper'].id}/change")
    somebody.submit({"scopes": ["view_status", "view_budget"]})
    browser.hidden.pop(cast.resident.money_marker)
    browser.get(f"/for/{cast.resident.owner.id}/budget")
    told = {(each.kind, each.to) for each in notices(app)}
    assert {
        ("helping_changed", cast.helper.email),
        ("helpers_changed", cast.resident.email),
    } <= told


def test_the_list_says_what_helpers_opened(cast: Cast, client_for: ClientFor) -> None:
    client_for("carer").get(f"/for/{cast.resident.owner.id}/budget")
    page = client_for("resident").get("/helpers")
    assert "Looked at your budget: 1 time" in page.main
    assert "They have not opened anything yet" in page.main
