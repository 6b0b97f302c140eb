"""Somebody of another organisation in the demonstration, who deals with what was handed to it."""

from sqlalchemy.orm import Session

from portal.core import council
from portal.core.columns import new_id
from portal.people.models import Worker
from portal.policy import Role

REFERENCE = "W901"


def add_partners(session: Session) -> None:
    """Put the people of the organisation that adults' requests are handed to into the database."""
    here = council.current()
    codes = {route.partner for route in here.carers.routes if route.kind == "adult"}
    partner = next((each for each in here.partners if each.code in codes), None)
    session.add(
        Worker(
            id=new_id(),
            council=here.code,
            reference=REFERENCE,
            name="Delphine Ropewalk",
            email="delphine.ropewalk@demo.example",
            phone=partner.phone if partner and partner.phone else here.contact.phone,
            job_title="Carers’ adviser",
            employer=partner.name if partner else here.name,
            base="Norwich",
            role=Role.PARTNER.value,
            partner=partner.code if partner else None,
            made_by_hand=True,
        )
    )
    session.flush()
