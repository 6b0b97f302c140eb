"""The whole story: from a council's files to a person who sees their budget and who has looked."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import ADDRESS, Council
from tests.journeys.pages import Person, code_in

OpenBrowser = Callable[[], Page]
ON_THE_BUDGET = ("£258.30", "£85.07", "£173.23", "Help in the morning", "Ada Brightwater")


def test_robin_sees_their_budget_and_who_has_looked(
    council_portal: Council, open_browser: OpenBrowser
) -> None:
    jo = new_member_of_staff(open_browser(), council_portal.code, council_portal.reference)
    invites_ada(jo)
    letter = council_portal.mailbox.letter_to("ada@council.example", "Your code")
    ada = new_member_of_staff(open_browser(), code_in(letter.text), "W-7001")
    invites_robin(ada)
    letter = council_portal.mailbox.letter_to("robin@home.example", "Your code")
    assert "Marshlight" not in str(letter.message)
    assert f"{ADDRESS}/invitation" in letter.text
    robin = takes_up_an_account(open_browser(), code_in(letter.text))
    reads_their_budget(robin)
    finds_who_has_looked(robin)
    robin.signs_out()
    robin.page.goto("/your-budget")
    robin.signs_in("robin@home.example")
    robin.sees("Your budget")


def new_member_of_staff(page: Page, code: str, reference: str) -> Person:
    who = Person(page)
    who.takes_up(code)
    who.is_worker(reference)
    who.chooses_password()
    who.sets_up_an_app()
    who.keeps_recovery_codes()
    return who


def invites_ada(jo: Person) -> None:
    jo.follows("Colleagues")
    jo.follows("Ada Brightwater")
    jo.follows("Invite")
    jo.presses("Send the invitation to Ada Brightwater")
    jo.sees("Ada Brightwater")


def invites_robin(ada: Person) -> None:
    ada.follows("People")
    ada.follows("Robin Marshlight")
    ada.follows("Invite")
    ada.page.get_by_role("radio").first.check()
    ada.presses("Send the invitation to Robin Marshlight")


def takes_up_an_account(page: Page, code: str) -> Person:
    robin = Person(page)
    robin.takes_up(code)
    robin.was_born("12", "6", "1954")
    robin.chooses_password()
    robin.sets_up_an_app()
    robin.keeps_recovery_codes()
    return robin


def reads_their_budget(robin: Person) -> None:
    robin.follows("Your budget")
    robin.sees("Your budget")
    for words in ON_THE_BUDGET:
        expect(robin.page.get_by_text(words).first).to_be_visible()


def finds_who_has_looked(robin: Person) -> None:
    robin.follows("Who has looked")
    robin.sees("Who has looked at your record")
    expect(robin.page.get_by_role("heading", level=3).first).to_have_text("Ada Brightwater")
