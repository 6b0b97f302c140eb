"""Telling a carer something, with or without an account, only where that is safe for them.

No notice names the carer or the person they look after, or says anything of what was told.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Account
from portal.accounts.rules import numbers
from portal.carers.answers import Answers
from portal.carers.models import CarerRequest
from portal.carers.queries import Asked
from portal.carers.rules.path import Step
from portal.contact import queries as contact
from portal.contact.rules import SafeWays, safe_ways
from portal.core.carriers import lead_anywhere
from portal.core.outbox import Way, notify
from portal.core.writing import NEUTRAL, QUIET
from portal.extensions import db
from portal.people.models import Person

NO_WAY = safe_ways((), may_say_who=False, voicemail=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a carer can be reached outside the portal, and what is safe there."""

    ways: SafeWays
    email: str | None
    mobile: str | None


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
    return Reach(_ways(row, answers), email or None, number if texts else None)


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


def tell(row: CarerRequest, answers: Answers, kind: str, **parts: Any) -> bool:
    """Promise a notice of `notices/carers/<kind>.txt`; says whether there was a safe way.

    Where we may not say who we are, an e-mail says only that there is something to see, and no
    text goes: it would show our name.
    """
    to = reach(row, answers)
    if to.ways.email and to.email:
        named = to.ways.email_may_say_who
        kind = f"carers/{kind}" if named else NEUTRAL
        notify(kind, to.email, language=row.language, **(parts if named else {}))
        return True
    if to.ways.text_may_say_who and to.mobile:
        notify(f"carers/{kind}", to.mobile, language=row.language, way=Way.TEXT, **parts)
        return True
    return False


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


def envelope(asked: Asked) -> str:
    """The lines of an envelope to the carer: where they want letters to go, else where they live.

    Who has given no address is known by their reference; their worker finds it out.
    """
    row, answers = asked.row, asked.answers
    person = db.session.get_one(Person, row.person_id)
    where = contact.letter_address(person.id) or "\n".join(
        filter(None, (answers.text(Step.ADDRESS, "lines"), answers.text(Step.ADDRESS, "postcode")))
    )
    return f"{person.name}\n{where or person.reference}"
