"""What a carer does with their emergency plan: begin, tell, change, check, delete.

A worker does it with them, and then their name is kept with what they typed.
"""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select

from portal.accounts import links, notices
from portal.accounts.models import Account
from portal.accounts.rules import codes
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.once import add_once
from portal.core.sealing import keyring, place_of
from portal.emergency import queries
from portal.emergency.models import EmergencyPart, EmergencyPlan
from portal.emergency.queries import Plan
from portal.emergency.rules import About, asked_of
from portal.extensions import db
from portal.policy import Actor

NUMBER_LENGTH = 8
AT_ONCE = 200


class NotReady(Exception):
    """The plan lacks what it cannot do without."""


def begin(person_id: UUID, actor: Actor) -> EmergencyPlan:
    """A plan for this carer; the one they have, where there is one."""
    found = queries.of_person(person_id)
    if found is not None:
        return found
    row = EmergencyPlan(
        id=new_id(),
        council=council.current().code,
        person_id=person_id,
        number=codes.in_groups(codes.new_code(NUMBER_LENGTH)),
        created_at=clock.now(),
        touched_at=clock.now(),
    )
    found = add_once(row, quicker=lambda: queries.of_person(person_id))
    if found is not None:
        return found
    _note("emergency_plan_begun", row, actor)
    return row


def keep(plan: Plan, about: About, number: int, answers: dict[str, Any], actor: Actor) -> None:
    """Keep the answers of one page, in place of what it said before."""
    row = _locked(plan)
    part = db.session.scalars(
        select(EmergencyPart).where(
            EmergencyPart.plan_id == row.id,
            EmergencyPart.about == about.value,
            EmergencyPart.position == number,
        )
    ).one_or_none()
    if part is None:
        part = EmergencyPart(id=new_id(), plan_id=row.id, about=about.value, position=number)
        db.session.add(part)
    part.answered_at, part.entered_by = clock.now(), actor.worker_id
    place = place_of("emergency_part", "answers_sealed", part.id)
    part.answers_sealed = keyring().seal(json.dumps(answers), place)
    _note("emergency_plan_kept", row, actor)


def keep_key_safe(plan: Plan, code: str, actor: Actor) -> None:
    """Keep how to get in; nothing, where there is no code any more."""
    row = _locked(plan)
    place = place_of("emergency_plan", "key_safe_sealed", row.id)
    row.key_safe_sealed = keyring().seal(code, place) if code else None
    row.key_safe_entered_by = actor.worker_id
    _note("emergency_plan_kept", row, actor)


def remove(plan: Plan, about: About, number: int, actor: Actor) -> None:
    """Take somebody out: a contact, or a person with the help that they need."""
    row = _locked(plan)
    gone = {about.value, *({About.HELP.value} if about is About.PERSON else ())}
    db.session.execute(
        delete(EmergencyPart).where(
            EmergencyPart.plan_id == row.id,
            EmergencyPart.about.in_(gone),
            EmergencyPart.position == number,
        )
    )
    _note("emergency_plan_kept", row, actor)


def say_right(plan: Plan, actor: Actor) -> None:
    """The carer says that all of it is right: the first time, the council has it from now on.

    Raises `NotReady` while it does not say whom it is for, or what help they need.
    """
    row = _locked(plan)
    if plan.missing:
        raise NotReady
    row.ready_at = row.ready_at or clock.now()
    row.checked_at, row.checked_with = clock.now(), actor.worker_id
    _note("emergency_plan_right", row, actor)


def forget(plan: Plan, actor: Actor) -> None:
    """Delete a plan, with all that it says."""
    row = _locked(plan)
    _note("emergency_plan_deleted", row, actor)
    db.session.execute(delete(EmergencyPart).where(EmergencyPart.plan_id == row.id))
    db.session.delete(row)


def remind() -> int:
    """Ask each carer whose plan was not checked for the council's months; how many. Commits.

    Once for each time that they last checked it, by their safe way. The notice says of nothing what
    it is about: their own first page does. Whoever has no account yet is asked once they have one.
    """
    told, last = 0, UUID(int=0)
    while some := _not_checked(last):
        last = some[-1].id
        for row in some:
            row.reminded_at = clock.now()
            notices.tell_person(row.person_id, "check_again", link=links.link("/home"))
        db.session.commit()
        told += len(some)
    return told


def _not_checked(after: UUID) -> list[EmergencyPlan]:
    months = council.current().carers.emergency_line(clock.today()).check_months
    last_day = asked_of(clock.today(), months)
    has_account = exists().where(
        Account.person_id == EmergencyPlan.person_id, Account.closed_at.is_(None)
    )
    return list(
        db.session.scalars(
            select(EmergencyPlan)
            .where(
                EmergencyPlan.council == council.current().code,
                EmergencyPlan.checked_at < clock.end_of(last_day),
                EmergencyPlan.reminded_at.is_(None)
                | (EmergencyPlan.reminded_at <= EmergencyPlan.checked_at),
                has_account,
                EmergencyPlan.id > after,
            )
            .order_by(EmergencyPlan.id)
            .limit(AT_ONCE)
            .with_for_update()
        )
    )


def _locked(plan: Plan) -> EmergencyPlan:
    row = db.session.scalars(
        select(EmergencyPlan)
        .where(EmergencyPlan.id == plan.row.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    row.touched_at = clock.now()
    return row


def _note(action: str, row: EmergencyPlan, actor: Actor) -> None:
    audit.record(action, actor_id=actor.account_id, about_id=row.person_id)
