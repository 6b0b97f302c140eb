"""The pages of the story, by what a person sees on them: headings, labels, buttons, links."""

import re
import time
from dataclasses import dataclass

import pyotp
from playwright.sync_api import Page, expect

PASSWORD = "Gravel Lantern Otter"
CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){2,3}[0-9A-Z]{4}\b")


def code_in(letter: str) -> str:
    """The code that a letter brings."""
    found = CODE.search(letter)
    assert found, letter
    return found.group()


@dataclass
class Person:
    """Somebody at a browser of their own."""

    page: Page
    secret: str = ""

    def sees(self, heading: str) -> None:
        """Wait for a page by its heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(heading))

    def presses(self, name: str) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=re.compile(name)).first.click()

    def follows(self, name: str) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=re.compile(name)).first.click()

    def fills(self, label: str, text: str) -> None:
        """Answer a question by its label."""
        self.page.get_by_label(label, exact=True).fill(text)

    def takes_up(self, code: str) -> None:
        """Give the code of an invitation."""
        self.page.goto("/invitation")
        self.sees("Enter your code")
        self.fills("Your code", code)
        self.presses("Continue")
        self.sees("Show that it is you")

    def is_worker(self, reference: str) -> None:
        """Prove it as staff do."""
        self.fills("Your staff reference", reference)
        self.presses("Continue")

    def was_born(self, day: str, month: str, year: str) -> None:
        """Prove it as people do."""
        for label, text in (("Day", day), ("Month", month), ("Year", year)):
            self.fills(label, text)
        self.presses("Continue")

    def chooses_password(self) -> None:
        """Make the account."""
        self.sees("Choose how you sign in")
        self.fills("Your new password", PASSWORD)
        self.presses("Continue")

    def sets_up_an_app(self) -> None:
        """Read the letters under the picture, and give the code that they make now."""
        self.sees("Make your account safer")
        self.page.get_by_text("I cannot use the picture").click()
        shown = self.page.locator(".portal-code").inner_text()
        self.secret = shown.replace(" ", "")
        self.fills("Code from your app", self.code())
        self.presses("Continue")

    def keeps_recovery_codes(self) -> None:
        """Write the codes down, as far as the portal can tell."""
        self.sees("Get your recovery codes")
        self.presses("Show my recovery codes")
        self.sees("Your recovery codes")
        assert self.page.locator(".portal-code").count() >= 8
        self.presses("I have kept them")

    def signs_in(self, email: str) -> None:
        """Come back: with the next code of the app, for each works once."""
        self.sees("Sign in")
        self.fills("Your email address", email)
        self.fills("Your password", PASSWORD)
        self.presses("Sign in")
        self.fills("Code from your app", self.code(ahead=1))
        self.presses("Sign in")

    def signs_out(self) -> None:
        """Leave."""
        self.follows("Sign out")
        self.presses("Sign out")

    def code(self, ahead: int = 0) -> str:
        """What the app shows; ahead: so many times thirty seconds from now."""
        return pyotp.TOTP(self.secret).at(int(time.time()) + 30 * ahead)
