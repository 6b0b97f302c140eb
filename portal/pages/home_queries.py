"""What the first page asks before anything else: which of its parts there is anything for."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, exists, select

from portal.carers.models import CarerRequest
from portal.contact.models import SafeContact, WaitingNotice
from portal.core import clock
from portal.core.columns import Instant
from portal.emergency.models import EmergencyPlan
from portal.emergency.queries import is_due
from portal.extensions import db
from portal.people.models import Representation, Sitting
from portal.people.sitting_queries import ON_HOME_FOR


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts of a person's first page have something in them."""

    notices: bool
    sittings: bool
    helpers: bool
    has_asked_as_carer: bool
    plan_checked_at: datetime | None
    contact_put_off_at: datetime | None
    contact_reviewed_on: date | None

    @property
    def plan_is_due(self) -> bool:
        """Whether to ask if the emergency plan is still right."""
        return is_due(self.plan_checked_at)


@cache
def _parts() -> Select[bool, bool, bool, bool, datetime | None, datetime | None, date | None]:
    # Most people have none of these: one question in place of five.
    who = bindparam("person_id", type_=Uuid)
    checked = select(EmergencyPlan.checked_at).where(EmergencyPlan.person_id == who)
    put_off = select(SafeContact.put_off_at).where(SafeContact.person_id == who)
    reviewed = select(SafeContact.reviewed_on).where(SafeContact.person_id == who)
    begin = bindparam("begin", type_=Instant())
    return select(
        exists().where(WaitingNotice.person_id == who, WaitingNotice.read_at.is_(None)),
        exists().where(Sitting.person_id == who, Sitting.started_at >= begin),
        exists().where(Representation.person_id == who),
        exists().where(CarerRequest.person_id == who),
        checked.scalar_subquery(),
        put_off.scalar_subquery(),
        reviewed.scalar_subquery(),
    )


def parts(person_id: UUID) -> Parts:
    """What there is for a person's first page."""
    asked = {"person_id": person_id, "begin": clock.now() - ON_HOME_FOR}
    return Parts(*db.session.execute(_parts(), asked).one())
