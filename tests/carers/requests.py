"""Carers' requests for tests: answers that will do, and requests that have got somewhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert

from portal.carers import queries
from portal.carers.actions import asking, sending
from portal.carers.models import CarerEvent, CarerRequest
from portal.carers.rules import path
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Party
from portal.core import clock, council
from portal.core.columns import new_id
from portal.extensions import db
from portal.policy import Actor, Role
from tests.factories import Somebody

COLUMNS = CarerRequest.__table__.columns
FIELDS = {"state": "state_word", "route": "route_word"}
ANSWERS: Mapping[Step, Mapping[str, Any]] = {
    Step.AGREED: {"agrees": "yes"},
    Step.ASKER: {"asker_name": "Nina Quickly", "asker_reach": "01632 960111"},
    Step.AGE: {"carer_age": "adult"},
    Step.NAME: {"given_name": "Samuel", "family_name": "Kettle"},
    Step.REACH: {"phone": "07700 900123"},
    Step.SAFE: {"ways": ["call", "text"]},
    Step.SENTENCE: {"sentence": "I look after my husband and I am tired."},
    Step.CARING_NOW: {"caring": "now"},
    Step.CARED_FOR_AGE: {"cared_for_age": "adult"},
    Step.WHERE: {"postcode": "NR1 1AA"},
    Step.PAID: {"paid": "no"},
    Step.BIRTH: {"born_on": "1980-03-27"},
    Step.ADDRESS: {"no_address": True},
    Step.RELATIONSHIP: {"relationship": "partner"},
    Step.AWARE: {"aware": "yes"},
    Step.RISK: {"at_risk": "no"},
    Step.CONSENT: {"may_tell": []},
}


def build_request(
    asker: Asker = Asker.SELF,
    who: Somebody | None = None,
    *,
    send: bool = True,
    **pages: Mapping[str, Any],
) -> CarerRequest:
    """A request with an answer on every starred page; `pages` replaces some, by name of the step.

    `who` asks for themselves, signed in.
    """
    actor = _actor(who) if who else None
    row = asking.start(new_id(), asker, "en", actor)
    wanted = {**ANSWERS, **{Step[name]: answers for name, answers in pages.items()}}
    for step in path.ORDER:
        asked = queries.as_asked(row)
        if step in wanted and step in path.path(asked.facts):
            asking.keep(asked, step, dict(wanted[step]), Party.CARER, actor)
    if send:
        sending.send(queries.as_asked(row), Party.CARER, actor)
    db.session.flush()
    return row


def copies(one: CarerRequest, rows: Iterable[Mapping[str, Any]]) -> None:
    """More requests like one, with what each row says; each has come as far as it says itself."""
    like = db.session.get_one(CarerRequest, one.id)
    same = {column.name: getattr(like, FIELDS.get(column.name, column.name)) for column in COLUMNS}
    made = [{**same, "id": new_id(), "reference": f"M-{new_id()}", **row} for row in rows]
    events = [
        {
            "id": new_id(), "request_id": row["id"], "council": like.council, "number": 1,
            "event": "acknowledge", "state": "acknowledged", "by": "council",
            "at": clock.now(), "left_at": clock.now(), "days": number % 30,
        }
        for number, row in enumerate(made)
    ]  # fmt: skip
    # The tables, not the classes: some columns have another name in those.
    for table, some in ((CarerRequest.__table__, made), (CarerEvent.__table__, events)):
        db.session.execute(insert(table), some)  # type: ignore[arg-type]
    db.session.commit()


def _actor(who: Somebody) -> Actor:
    assert who.account is not None
    assert who.person is not None
    return Actor(
        account_id=who.account.id,
        role=Role.PERSON,
        council=who.person.council,
        today=clock.today(),
        person_id=who.person.id,
    )


def partner_code() -> str:
    """The organisation that the requests of adults are handed to, inside an app context."""
    found = next(
        each.partner
        for each in council.current().carers.routes
        if each.kind == "adult" and each.partner
    )
    assert found is not None
    return found
