"""Beginning a request, and keeping each answer as it is given."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.accounts.rules import codes
from portal.carers import queries
from portal.carers.actions import arriving, consents, moving
from portal.carers.models import (
    CarerAnswer,
    CarerChange,
    CarerEquality,
    CarerRequest,
    CarerVisit,
)
from portal.carers.queries import Asked
from portal.carers.rules import stages
from portal.carers.rules.answers import Asker
from portal.carers.rules.path import STEPS, Part, Step
from portal.carers.rules.stages import Party, State
from portal.core import audit, clock, council
from portal.core.columns import new_id
from portal.core.sealing import keyring, place_of
from portal.extensions import db
from portal.policy import Actor

REFERENCE_LENGTH = 8
CODE_LENGTH = 8


def start(request_id: UUID, asker: Asker, language: str, actor: Actor | None) -> CarerRequest:
    """Begin a request. The id comes of the page, so that sending it twice begins one.

    Somebody who is signed in and asks for themselves has it among their own requests; a worker
    who fills it in with somebody is named in it.
    """
    begun = db.session.get(CarerRequest, request_id)
    if begun is not None:
        return begun
    row = _new(request_id, asker, language, actor)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        # Another server was quicker with the same page; it has finished, or we had not got here.
        return db.session.get_one(CarerRequest, request_id)
    _write(row.id, Step.WHO, {"asker": asker.value})
    return row


def _new(request_id: UUID, asker: Asker, language: str, actor: Actor | None) -> CarerRequest:
    now = clock.now()
    row = CarerRequest(
        id=request_id,
        council=council.current().code,
        reference=codes.in_groups(codes.new_code(REFERENCE_LENGTH)),
        person_id=actor.person_id if actor and asker is Asker.SELF else None,
        entered_by=actor.worker_id if actor else None,
        asker=asker.value,
        state_word=State.DRAFT.value,
        since_at=now,
        acts_next=Party.CARER.value,
        language=language,
        created_at=now,
        touched_at=now,
    )
    code = codes.new_digits(CODE_LENGTH)
    row.code_sealed = keyring().seal(code, place_of("carer_request", "code_sealed", row.id))
    return row


def enter(row: CarerRequest, actor: Actor) -> None:
    """Write down that a worker goes on with a request in the carer's place."""
    row.entered_by = row.entered_by or actor.worker_id
    audit.record("carer_request_entered", actor_id=actor.account_id, about_id=row.person_id)


def let_in(row: CarerRequest, token: str, actor: Actor | None, *, as_asker: bool) -> None:
    """Let the browser with this token go on, as the carer or as somebody who asks for them."""
    moving.lock(row.id)
    visit = db.session.scalars(
        select(CarerVisit).where(
            CarerVisit.token_hash == queries.hash_of(token), CarerVisit.request_id == row.id
        )
    ).one_or_none()
    now = clock.now()
    if visit is None:
        visit = CarerVisit(
            request_id=row.id,
            token_hash=queries.hash_of(token),
            as_asker=as_asker,
            began_at=now,
            last_seen_at=now,
        )
        db.session.add(visit)
    visit.as_asker = as_asker
    visit.account_id = actor.account_id if actor else None
    visit.began_at, visit.last_seen_at, visit.ended_at = now, now, None


def end_visits(token: str) -> None:
    """Shut every request in the browser with this token."""
    db.session.execute(
        update(CarerVisit)
        .where(CarerVisit.token_hash == queries.hash_of(token), CarerVisit.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def keep(asked: Asked, step: Step, answers: dict[str, Any], by: Party, actor: Actor | None) -> None:
    """Keep the answers of one page, and what follows from them for the request.

    Once the request has been sent, what the page said before is kept beside it. Raises `NotNow`
    when there is an outcome: the answers are what it rests on.
    """
    asked = _locked(asked)
    if asked.row.sent_at is not None and asked.answers.pages.get(step) != answers:
        _note_change(asked, step, answers, by, actor)
    if step is Step.EQUALITY:
        _keep_apart(asked.row.id, answers)
    else:
        _write(asked.row.id, step, answers)
    if step is Step.WHO and asked.row.sent_at is None:
        _is_asked_by(asked.row, Asker(answers["asker"]))
    if step is Step.CONSENT and asked.row.sent_at is not None:
        consents.renew(asked.row.id, answers.get("may_tell") or ())
    db.session.flush()
    follow(asked.row)


def _is_asked_by(row: CarerRequest, asker: Asker) -> None:
    """Who asks decides what each browser sees once it is sent."""
    row.asker = asker.value
    db.session.execute(
        update(CarerVisit)
        .where(CarerVisit.request_id == row.id)
        .values(as_asker=asker is not Asker.SELF)
    )


def skip(asked: Asked, part: Part) -> None:
    """Pass over a group of questions. What was answered of it before stays."""
    asked = _locked(asked)
    for step in STEPS[part]:
        if step not in asked.answers.pages and step not in asked.skipped:
            db.session.add(
                CarerAnswer(
                    request_id=asked.row.id, step=step.value, skipped=True, answered_at=clock.now()
                )
            )
    asked.row.touched_at = clock.now()


def _locked(asked: Asked) -> Asked:
    """The request as it is now, while no other tab or server can change it."""
    row = moving.lock(asked.row.id)
    if row is None or not stages.may_amend(row.state):
        raise moving.NotNow
    return queries.as_asked(row)


def follow(row: CarerRequest) -> None:
    """Work out again what the answers decide: route, urgency, who must not know, the clock."""
    answers, _ = queries.answers_of(row.id)
    arriving.follow(row, answers)
    row.touched_at = clock.now()


def _write(request_id: UUID, step: Step, answers: dict[str, Any]) -> None:
    row = db.session.scalars(
        select(CarerAnswer).where(
            CarerAnswer.request_id == request_id, CarerAnswer.step == step.value
        )
    ).one_or_none()
    if row is None:
        row = CarerAnswer(id=new_id(), request_id=request_id, step=step.value)
        db.session.add(row)
    row.skipped, row.answered_at = False, clock.now()
    place = place_of("carer_answer", "answers_sealed", row.id)
    row.answers_sealed = keyring().seal(json.dumps(answers), place)


def _keep_apart(request_id: UUID, answers: dict[str, Any]) -> None:
    row = db.session.scalars(
        select(CarerEquality).where(CarerEquality.request_id == request_id)
    ).one_or_none()
    if row is None:
        row = CarerEquality(id=new_id(), request_id=request_id)
        db.session.add(row)
    place = place_of("carer_equality", "answers_sealed", row.id)
    row.answers_sealed = keyring().seal(json.dumps(answers), place)
    # The case knows only that the page was seen.
    _write(request_id, Step.EQUALITY, {})


def _note_change(
    asked: Asked, step: Step, answers: dict[str, Any], by: Party, actor: Actor | None
) -> None:
    before = {} if step is Step.EQUALITY else dict(asked.answers.pages.get(step, {}))
    after = {} if step is Step.EQUALITY else answers
    row = CarerChange(
        id=new_id(),
        request_id=asked.row.id,
        step=step.value,
        at=clock.now(),
        by=by.value,
        worker_id=actor.worker_id if actor else None,
    )
    ring = keyring()
    for column, said in (("before_sealed", before), ("after_sealed", after)):
        place = place_of("carer_change", column, row.id)
        setattr(row, column, ring.seal(json.dumps(said), place))
    db.session.add(row)
