"""From the first page to the receipt in a real browser, on the narrowest screen.

Every kind of asker, with the portal's scripts and without; one by keyboard alone, one in each
language. Fields are found by their names, for the words differ. axe looks at each page once.
"""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from portal.carers.models import CarerEvent, CarerRequest
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.core.language import EASY_READ, ENGLISH, KNOWN
from portal.extensions import db
from tests.browser import NARROW, Window, axe, too_wide
from tests.carers.test_asking import typed
from tests.client import Client

pytestmark = pytest.mark.parametrize("database", ["sqlite"])
YOUNG = {Step.AGE: {"carer_age": "under_16"}}
INSTEAD: Mapping[str, Mapping[Step, Mapping[str, Any]]] = {
    "self": {
        Step.PAID: {"paid": "partly"},
        Step.CARRY_ON: {"carry_on": "no"},
        Step.RISK: {"at_risk": "yes"},
    },
    "friend": {Step.CARING_NOW: {"caring": "no_longer"}},
    "professional": {Step.CARED_FOR_AGE: {"cared_for_age": "child"}},
    "young": YOUNG,
}
SENDS = "main form[method=post]:not([action]) button"
ONWARD = "main a.govuk-button:not(.govuk-exit-this-page__button)"
SKIPS = "main form[action*='/skip/'] button"
looked_at: set[str] = set()
"""Pages that axe has seen; in which journey does not matter."""


def answers(kind: str, step: Step) -> Mapping[str, Any]:
    """What somebody types on a page."""
    return INSTEAD[kind].get(step, typed(step))


def fill(page: Page, given: Mapping[str, Any]) -> None:
    """Answer by the names of the fields."""
    for name, said in given.items():
        field = page.locator(f"main [name='{name}']")
        kind = field.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            for each in [said] if isinstance(said, str) else said:
                page.locator(f"main [name='{name}'][value='{each}']").check()
        else:
            field.fill(str(said))


def press(page: Page, button: str) -> None:
    """Press the first of these, and wait for the page that comes of it."""
    with page.expect_navigation():
        page.locator(button).first.click()


def begins(page: Page, kind: str, code: str = ENGLISH) -> None:
    """Open the first page, and say who it is."""
    page.set_viewport_size({"width": NARROW, "height": 640})
    page.goto(f"/carers/?language={code}")
    seen(page)
    press(page, ONWARD)
    seen(page)
    asker = Asker.SELF if kind == "young" else Asker(kind)
    fill(page, {"asker": asker.value})
    press(page, SENDS)


def seen(page: Page) -> str:
    """What is asked here; the page fits the screen."""
    assert too_wide(page) == [], page.url
    return page.url.partition("?")[0].rpartition("/")[2]


def heard_by_axe(page: Page, name: str) -> None:
    """axe finds nothing wrong with it."""
    if name not in looked_at:
        looked_at.add(name)
        assert axe(page) == [], page.url


def walks(page: Page, kind: str, *, skips: bool, looks: bool) -> None:
    """Go on until all is answered that is asked, or passed over."""
    while not page.url.endswith("/check"):
        name = seen(page)
        if looks:
            heard_by_axe(page, name)
        if "/about/" in page.url:
            press(page, ONWARD)
        elif skips and page.locator(SKIPS).count():
            press(page, SKIPS)
        else:
            fill(page, answers(kind, Step(name)))
            press(page, SENDS)


def steps_of(app: Flask, url: str) -> list[str]:
    """What was done to the request whose page this is."""
    reference = url.split("/carers/")[1].split("/", maxsplit=1)[0]
    with app.app_context():
        return list(
            db.session.scalars(
                select(CarerEvent.event)
                .join(CarerRequest, CarerRequest.id == CarerEvent.request_id)
                .where(CarerRequest.reference == reference)
                .order_by(CarerEvent.number)
            )
        )


def sends(app: Flask, page: Page) -> None:
    """Press the last button twice; go back, and there is no such button any more."""
    page.locator(SENDS).dblclick()  # without scripts, the first of two is broken off
    expect(page).to_have_url(re.compile("/receipt$"))
    page.wait_for_load_state()
    arrived(app, page)
    page.go_back()
    assert page.url.endswith("/check")
    assert page.locator(SENDS).count() == 0


def arrived(app: Flask, page: Page) -> None:
    """It was sent once, and its page says so."""
    seen(page)
    reference = page.url.split("/carers/")[1].split("/")[0]
    assert reference in page.locator("main").inner_text()
    assert steps_of(app, page.url) == ["submit", "acknowledge"]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("kind", ["self", "young"])
def test_who_asks_for_themselves_gets_to_the_receipt(
    app: Flask, window: Window, nobody: Client, kind: str, scripts: bool
) -> None:
    """With a double click at the end, and back again."""
    with window.showing(nobody, scripts=scripts) as page:
        begins(page, kind)
        walks(page, kind, skips=scripts, looks=not scripts)
        sends(app, page)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("kind", ["friend", "professional"])
def test_who_asks_for_somebody_else_sees_that_it_came(
    app: Flask, window: Window, nobody: Client, kind: str, scripts: bool
) -> None:
    with window.showing(nobody, scripts=scripts) as page:
        begins(page, kind)
        walks(page, kind, skips=True, looks=not scripts)
        press(page, SENDS)
        assert page.url.endswith("/asked")
        arrived(app, page)


@pytest.mark.parametrize("code", sorted({*KNOWN} - {ENGLISH}))
def test_it_is_the_same_in_every_language(
    app: Flask, window: Window, nobody: Client, code: str
) -> None:
    with window.showing(nobody, scripts=code == EASY_READ) as page:
        begins(page, "young", code)
        walks(page, "young", skips=True, looks=False)
        press(page, SENDS)
        assert page.url.endswith("/receipt")
        assert page.locator("html").get_attribute("lang") == KNOWN[code].html_lang
        arrived(app, page)


def goes_to(page: Page, wanted: str) -> None:
    """Press Tab until it is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} on {page.url} cannot be reached with Tab")


def types(page: Page, given: Mapping[str, Any]) -> None:
    """Answer with keys alone: arrows choose among radios, the space bar ticks."""
    for name, said in given.items():
        kind = page.locator(f"main [name='{name}']").first.get_attribute("type")
        if kind == "radio":
            goes_to(page, f"[name='{name}']")
            page.keyboard.press("Space")
            while page.evaluate("document.activeElement.value") != said:
                page.keyboard.press("ArrowDown")
        elif kind == "checkbox":
            for each in said:
                goes_to(page, f"[name='{name}'][value='{each}']")
                page.keyboard.press("Space")
        else:
            goes_to(page, f"[name='{name}']")
            page.keyboard.type(str(said))


def test_a_young_person_needs_no_mouse(app: Flask, window: Window, nobody: Client) -> None:
    with window.showing(nobody) as page:
        page.goto("/carers/start")
        types(page, {"asker": "self"})
        while True:
            goes_to(page, f"{ONWARD}, {SENDS}")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            if page.url.endswith("/receipt"):
                break
            if "/ask/" in page.url:
                types(page, answers("young", Step(seen(page))))
        arrived(app, page)


def test_what_is_refused_stays_and_says_what_is_wrong(window: Window, nobody: Client) -> None:
    """The summary takes the reader to the field, with all that was typed."""
    with window.showing(nobody) as page:
        begins(page, "self")
        fill(page, answers("self", Step.AGE))
        press(page, SENDS)
        fill(page, {"given_name": "Sam", "known_as": "Sammy"})
        press(page, SENDS)
        page.get_by_role("alert").get_by_role("link").first.click()
        assert page.evaluate("document.activeElement.name") == "family_name"
        assert page.locator("[name=given_name]").input_value() == "Sam"
        assert page.locator("[name=known_as]").input_value() == "Sammy"
