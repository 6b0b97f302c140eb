"""Telling a carer something, with or without an account, only where that is safe for them.

No notice names the carer or the person they look after, or says anything of what was told.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.accounts.models import Account
from portal.accounts.rules import numbers
from portal.carers.actions import letters
from portal.carers.answers import Answers
from portal.carers.models import CarerRequest
from portal.carers.rules.path import Step
from portal.contact import queries as contact
from portal.contact.actions import hold
from portal.contact.rules import SafeWays, safe_ways
from portal.core.carriers import lead_anywhere
from portal.core.outbox import Way, notify
from portal.core.writing import NEUTRAL, QUIET
from portal.extensions import db

WAITS = "portal"
"""The way of a notice that waits on the carer's own page."""
NO_WAY = safe_ways((), may_say_who=False, voicemail=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a carer can be reached outside the portal, and what is safe there.

    `phone`: whether there is a number to ring.
    """

    ways: SafeWays
    email: str | None
    mobile: str | None
    phone: bool

    @property
    def by_post_alone(self) -> bool:
        """Whether a letter is the only safe way that leads anywhere."""
        rung = self.ways.call and self.phone
        written = (self.ways.email and self.email) or (self.ways.text_may_say_who and self.mobile)
        return self.ways.letter and not rung and not written


def reach(row: CarerRequest, answers: Answers) -> Reach:
    """How a carer may be reached: as their own record says, else as their request does.

    While nobody has asked them what is safe, nothing is.
    """
    account = _account_of(row)
    email = account.email if account else answers.get(Step.REACH, "email")
    given = contact.safe_phone(row.person_id) if row.person_id else ""
    number = numbers.normalised(given or answers.text(Step.REACH, "phone"))
    takes_texts = number is not None and numbers.line_of(number) is numbers.Line.MOBILE
    texts = takes_texts and Way.TEXT in lead_anywhere()
    mobile = number if texts else None
    return Reach(_ways(row, answers), email or None, mobile, phone=number is not None)


def _ways(row: CarerRequest, answers: Answers) -> SafeWays:
    told = contact.safe_contact(row.person_id) if row.person_id else None
    if told is not None and told.reviewed_on is not None:
        return contact.ways_of(told)
    if answers.ways is None:
        return NO_WAY
    manner = {"may_leave_voicemail": True, "may_say_who": True, **answers.manner}
    voicemail = manner.pop("may_leave_voicemail")
    return safe_ways(answers.ways, voicemail=voicemail, **manner)


def _account_of(row: CarerRequest) -> Account | None:
    if row.person_id is None:
        return None
    return db.session.scalars(
        select(Account).where(Account.person_id == row.person_id, Account.closed_at.is_(None))
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Promised:
    """A notice that goes by a way, or waits on the carer's own page. `quiet`: it says nothing."""

    way: str
    quiet: bool = False
    outbox_id: UUID | None = None


def tell(row: CarerRequest, answers: Answers, kind: str, **parts: Any) -> Promised | None:
    """Promise a notice of `notices/carers/<kind>.txt` by a safe way; None where there is none.

    Where we may not say who we are, an e-mail says only that there is something to see, and no
    text goes: it would show our name. What could not be said waits on the page of whoever has an
    account. Where post alone is safe, a letter waits for somebody at the council to print it.
    """
    to, kind = reach(row, answers), f"carers/{kind}"
    if to.ways.email_may_say_who and to.email:
        return Promised("email", outbox_id=notify(kind, to.email, language=row.language, **parts))
    waits = _hold(row, kind)
    if to.ways.email and to.email:
        return Promised("email", True, notify(NEUTRAL, to.email, language=row.language))
    if to.ways.text_may_say_who and to.mobile:
        sent = notify(kind, to.mobile, language=row.language, way=Way.TEXT, **parts)
        return Promised("text", outbox_id=sent)
    if to.by_post_alone and letters.address(row, answers):
        quiet = row.not_told or not to.ways.letter_may_say_who
        letter = (
            letters.quiet(row, answers) if quiet else letters.write(row, answers, kind, **parts)
        )
        return Promised(Way.LETTER.value, quiet, letter)
    return Promised(WAITS) if waits else None


def _hold(row: CarerRequest, kind: str) -> bool:
    """Let a notice wait on the first page of whoever has an account."""
    account = _account_of(row)
    if account is None or account.person_id is None:
        return False
    waiting = contact.waiting_for(account.person_id)
    if not any(each.kind == kind for each in waiting):  # one line is enough for all that is new
        hold(account.person_id, kind)
    return True


def send_code(row: CarerRequest, answers: Answers, code: str) -> bool:
    """Promise a code to whoever reads it alone; says whether there is such a way."""
    to, kind = reach(row, answers), f"{QUIET}new_code"
    if to.ways.email and not to.ways.shares_email and to.email:
        notify(kind, to.email, language=row.language, code=code)
        return True
    if to.ways.text_may_say_who and to.mobile:
        notify(kind, to.mobile, language=row.language, way=Way.TEXT, code=code)
        return True
    return False
