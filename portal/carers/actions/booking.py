"""The day of the talk: book it, move it, call it off, begin."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import update

from portal.carers.actions import working
from portal.carers.actions.moving import seal
from portal.carers.actions.working import Doer
from portal.carers.models import CarerBooking
from portal.carers.queries import Asked
from portal.carers.rules.dealing import MeetingWay
from portal.carers.rules.stages import Event
from portal.core import clock
from portal.core.columns import new_id
from portal.extensions import db


@dataclass(frozen=True, slots=True)
class Meeting:
    """When, how and where the talk is, and who comes."""

    on_day: date
    at_time: str
    way: MeetingWay
    place: str
    who_comes: str


def book(asked: Asked, event: Event, meeting: Meeting, by: Doer) -> CarerBooking:
    """Book the talk, or move it to another day. Raises ValueError for a day that is over.

    The day is also the one by which we expect to be further.
    """
    if meeting.on_day < clock.today():
        raise ValueError("a talk cannot be in the past")
    row = working.step(asked, event, by, due=meeting.on_day)
    _end(row.id)
    booked = CarerBooking(
        id=new_id(),
        request_id=row.id,
        on_day=meeting.on_day,
        at_time=meeting.at_time,
        way=meeting.way.value,
        who_comes=meeting.who_comes,
        booked_at=clock.now(),
    )
    booked.place_sealed = seal(booked, "place_sealed", meeting.place)
    db.session.add(booked)
    return booked


def end_with(asked: Asked, event: Event, by: Doer, note: str = "") -> None:
    """Take a step after which the day that was booked no longer counts."""
    _end(working.step(asked, event, by, note).id)


def _end(request_id: UUID) -> None:
    db.session.execute(
        update(CarerBooking)
        .where(CarerBooking.request_id == request_id, CarerBooking.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
