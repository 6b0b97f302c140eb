"""An emergency plan of the demonstration: Alex Marshlight's, who looks after Robin."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.emergency.models import EmergencyPart, EmergencyPlan
from portal.emergency.rules import About, Place
from portal.people.models import Person

WHOSE, NUMBER = "P0301", "DEM0-P1AN"
KEY_SAFE = "Grey box behind the water butt, 4093"
SAYS: Mapping[Place, Mapping[str, Any]] = {
    (About.PERSON, 1): {
        "name": "Robin",
        "relation": "My brother",
        "conditions": ["mental_health"],
        "aware": "yes",
    },
    (About.HELP, 1): {
        "help": "Robin needs somebody to call in each morning, and to see that he has eaten.",
        "often": "daily",
        "comfort": "He likes to be told beforehand who is coming. Loud voices upset him.",
    },
    (About.CONTACT, 1): {
        "name": "Iris Longmead",
        "phone": "01632 960444",
        "relation": "Our neighbour",
        "will_do": "Calls in each morning",
        "asked": "yes",
        "has_key": "yes",
    },
    (About.CONTACT, 2): {
        "name": "Bram Fenwillow",
        "phone": "07700 900444",
        "relation": "A friend",
        "will_do": "Cooks, and stays the night if Robin wants that",
        "asked": "yes",
        "has_key": "no",
    },
    (About.HOME, 1): {"pets": "A cat called Hector. Iris feeds him."},
}


def add_plans(session: Session) -> None:
    """Put the plan into a demonstration that has its people."""
    person_id = session.scalars(select(Person.id).where(Person.reference == WHOSE)).one()
    begun = clock.now() - timedelta(days=40)
    row = EmergencyPlan(
        id=new_id(),
        council=council.current().code,
        person_id=person_id,
        number=NUMBER,
        created_at=begun,
        touched_at=begun,
        ready_at=begun,
        checked_at=begun,
    )
    row.key_safe_sealed = keyring().seal(
        KEY_SAFE, place_of("emergency_plan", "key_safe_sealed", row.id)
    )
    session.add(row)
    session.flush()
    for (about, number), told in SAYS.items():
        part = EmergencyPart(
            id=new_id(), plan_id=row.id, about=about.value, position=number, answered_at=begun
        )
        place = place_of("emergency_part", "answers_sealed", part.id)
        part.answers_sealed = keyring().seal(json.dumps(dict(told)), place)
        session.add(part)
