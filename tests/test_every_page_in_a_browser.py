"""Every page in a real browser: axe, narrow screens, the keyboard, forced colours, no scripts."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.core import language
from portal.core.language import EASY_READ, ENGLISH
from tests.asking.helping import ASKED_FOR
from tests.browser import NARROW, PHONE, Window, axe, too_wide
from tests.budgets.drafting import EDIT
from tests.cast import NOBODY, Cast
from tests.visits import STATES, on_the_way, read_matrix, visitors

pytestmark = pytest.mark.parametrize("database", ["sqlite"])
PAGES = pytest.mark.parametrize(("rule", "who"), visitors())
ALWAYS_ANSWERED = {
    *("/language", "/sign-in/send-code", "/sign-in/by-worker", "/staff/letters/<uuid:letter_id>"),
    *("/account/authenticator/off", "/helpers/ask/check", "/helping/not-for-me"),
    *("/sign-in/outside/there", "/staff/assisting", "/staff/assisting/language"),
    *(f"/staff/carers/<uuid:request_id>/{step}" for step in ("accept", "take-back")),
    *(EDIT, f"{EDIT}/grounds", f"{EDIT}/preview", f"{EDIT}/publish"),
    *(each for each in ASKED_FOR if not each.endswith("<kind>")),
}
"""Forms of nothing but a button, or of choices one of which is always made."""
SCRIPTED = {"/account/passkeys/new", "/account/prove/passkey", "/sign-in/passkey"}
"""Forms that a script fills: tests/accounts/test_passkeys_in_a_browser.py."""
NOT_YET = {
    "/staff/concerns",
    "/staff/people/<uuid:person_id>/copy",
    "/staff/retention/<uuid:list_id>",
    "/carers/<reference>/asked",
    "/carers/<reference>/withdrawn",
    "/staff/carers/<uuid:request_id>/hand-over",
    "/for/<uuid:person_id>/messages",
    "/for/<uuid:person_id>/messages/<uuid:thread_id>/sent/<uuid:message_id>",
}
"""Pages on which there is no form before somebody asks, before a wait is over, or any more."""
FORMS = [
    (rule, who)
    for rule, who in visitors()
    if (read_matrix().get(f"POST {rule}", {}).get(who) == 422 or rule in STATES)
    and rule not in ALWAYS_ANSWERED | SCRIPTED | NOT_YET
]
SENDS = "main form[method=post] button:visible:not(.govuk-button--secondary)"
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary"
LOOKED_AT = [
    (council, rule, who)
    for council in ("norfolk", "quillshire")
    for rule, who in visitors()
    if council == "norfolk" or (who == NOBODY and rule not in STATES)
]
EMPTIED = """() => document.querySelectorAll('main input, main textarea').forEach(each => {
    if (['checkbox', 'radio'].includes(each.type)) each.checked = false;
    else if (each.type !== 'hidden') each.value = '';
})"""
TO_REACH = """focusable => [...document.querySelectorAll(focusable)].map((each, number) => {
    const others = each.type === 'radio' ? document.getElementsByName(each.name) : [each];
    const chosen = [...others].find(other => other.checked) || others[0];
    return each.checkVisibility({visibilityProperty: true}) && each === chosen ? number : -1;
}).filter(number => number >= 0)"""
NOTE_DOWN = """focusable => {
    window.reached = [];
    document.addEventListener('focusin', ({target: here}) => {
        const label = here.labels && here.labels[0];
        const drawn = [getComputedStyle(here), ...(label ? [
            getComputedStyle(label), getComputedStyle(label, '::before')] : [])];
        window.reached.push({
            number: [...document.querySelectorAll(focusable)].indexOf(here),
            what: here.outerHTML.slice(0, 100),
            seen: drawn.some(each =>
                each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0),
        });
    });
}"""
"""What each press of Tab leads to, written down in the page: one question at the end, not many."""


def spoken(app: Flask) -> list[str]:
    with app.app_context():
        return [each.code for each in language.offered()]


def opened(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200


@pytest.mark.parametrize(("council", "rule", "who"), LOOKED_AT)
def test_a_page_is_accessible_and_fits_a_small_screen(
    window: Window, app: Flask, cast: Cast, council: str, rule: str, who: str
) -> None:
    """In every language; axe looks at words and at pictures. What another council writes is on
    the pages for everybody."""
    visit = on_the_way(app, cast, rule, who)
    with window.showing(visit.client, scripts=False) as page:
        for code in spoken(app):
            page.set_viewport_size({"width": NARROW, "height": 640})
            opened(page, f"{visit.url}?language={code}")
            assert too_wide(page) == [], code
            if code == ENGLISH or (code == EASY_READ and council == "norfolk"):
                page.set_viewport_size({"width": PHONE, "height": 740})
                assert axe(page) == [], code


@pytest.mark.parametrize(("rule", "who"), FORMS)
def test_a_refused_form_is_accessible_and_works_without_scripts(
    window: Window, app: Flask, cast: Cast, rule: str, who: str
) -> None:
    visit = on_the_way(app, cast, rule, who)
    with window.showing(visit.client, scripts=False) as page:
        opened(page, visit.url)
        page.evaluate(EMPTIED)
        page.locator(SENDS).last.click()
        page.wait_for_load_state()
        assert page.get_by_role("alert").is_visible()
        assert axe(page) == []
        page.get_by_role("alert").get_by_role("link").first.click()
        assert page.evaluate("document.activeElement.matches('input, select, textarea')")


@PAGES
def test_a_page_can_be_used_with_the_keyboard_alone(
    window: Window, app: Flask, cast: Cast, rule: str, who: str
) -> None:
    """Every link, button and field is reached by Tab, in order, and can be seen to be."""
    visit = on_the_way(app, cast, rule, who)
    with window.showing(visit.client, forced_colours=True) as page:
        opened(page, visit.url)
        wanted = page.evaluate(TO_REACH, FOCUSABLE)
        assert len(wanted) > 5
        page.evaluate(NOTE_DOWN, FOCUSABLE)
        for _ in wanted:
            page.keyboard.press("Tab")
        reached = page.evaluate("reached")
    assert [each["number"] for each in reached] == wanted, [each["what"] for each in reached]
    assert [each["what"] for each in reached if not each["seen"]] == []
