"""Handing a request to another organisation, and having it back. The duty stays the council's."""

from uuid import UUID

from portal.carers import handing_queries
from portal.carers.actions import asking, booking, remarking, working
from portal.carers.actions.moving import NotNow
from portal.carers.actions.working import Doer
from portal.carers.models import CarerRequest
from portal.carers.queries import Asked
from portal.carers.rules.dealing import Remark
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Event, Party
from portal.core import clock
from portal.policy import Actor


def hand_over(asked: Asked, by: Doer) -> CarerRequest:
    """Give a request to the partner of its route. Raises `NotNow` without the carer's agreement."""
    row = working.locked(asked, by)
    partner = handing_queries.partner_for(asked)
    if partner is None or handing_queries.hindrance(asked) is not None:
        raise NotNow
    working.step(asked, Event.HAND_OVER, by, to=partner.code)
    row.handed_over_at, row.partner_accepted_at = clock.now(), None
    return row


def take_back(asked: Asked, by: Doer) -> None:
    """Have a request back, whoever it was given to; a day that they had booked is off."""
    booking.end_with(asked, Event.TAKE_BACK, by)


def accept(asked: Asked, by: Doer) -> None:
    """Say for a partner that it takes a request on. Whoever does deals with it, until they say."""
    row = working.step(asked, Event.ACCEPT, by)
    row.partner_accepted_at = clock.now()
    row.partner_worker_id = row.partner_worker_id or by.worker_id


def give(asked: Asked, colleague: UUID, by: Doer) -> None:
    """Say for a partner which of its people deals with a request; again changes nothing.

    Raises `NotNow` for what is over, and for somebody who does not work there today.
    """
    row = working.locked(asked, by)
    names = dict(handing_queries.colleagues(by.partner or "", row.council, clock.today()))
    if colleague not in names or row.closed_at is not None:
        raise NotNow
    if row.partner_worker_id == colleague:
        return
    row.partner_worker_id = colleague
    remarking.remark(asked, Remark.GIVEN, names[colleague], by)


def give_back(asked: Asked, by: Doer, reason: str) -> None:
    """Give a request back to the council for a partner, which then has it no longer."""
    booking.end_with(asked, Event.GIVE_BACK, by, reason)


def note_yes(asked: Asked, how: str, by: Doer, actor: Actor) -> None:
    """Write down that the carer lets us tell the partner of their route, and how they said it."""
    partner = handing_queries.partner_for(asked)
    if partner is None:
        raise NotNow
    remarking.remark(asked, Remark.AGREED, how, by)
    may_tell = asked.answers.get(Step.CONSENT, "may_tell") or ()
    told = [*(each for each in may_tell if each != partner.code), partner.code]
    asking.keep(asked, Step.CONSENT, {"may_tell": told}, Party.COUNCIL, actor)
