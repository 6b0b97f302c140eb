"""Who may do what: the whole policy on one page.

A row of the table allows when every test in it is true; a permission is granted when any of its
rows allows. A test that meets a missing attribute refuses (`allowed` fails closed).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from portal.permissions import Can, Role, Scope

__all__ = ["TABLE", "Actor", "Can", "Role", "Scope", "Subject", "allowed", "assists", "on_caseload"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking, as far as the policy needs to know, on a London date.

    `reasons`: whose records a worker gave a reason for opening, which still holds, and its id.
    `partner`: the organisation a partner's worker works for, by its code.
    `assisting`: with whom a worker is filling something in at this moment, and in which sitting;
    `assisted`: with whom they were, in this session, when the sitting was over.
    """

    account_id: UUID
    role: Role
    council: str
    today: date
    person_id: UUID | None = None
    worker_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()
    acts_for: Mapping[UUID, frozenset[Scope]] = field(default_factory=dict)
    second_factor: bool = False
    reasons: Mapping[UUID, UUID] = field(default_factory=dict)
    partner: str | None = None
    assisting: UUID | None = None
    sitting_id: UUID | None = None
    assisted: UUID | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose record a thing belongs to, and who holds that record today."""

    person_id: UUID
    council: str
    team_ids: frozenset[UUID] = frozenset()
    worker_ids: frozenset[UUID] = frozenset()
    partner: str | None = None  # the organisation that was handed it


type_of_test = Callable[[Actor, Any], bool]


def is_person(actor: Actor, thing: Any) -> bool:
    return actor.role is Role.PERSON


def is_worker(actor: Actor, thing: Any) -> bool:
    return actor.role in (Role.WORKER, Role.MANAGER) and actor.second_factor


def is_manager(actor: Actor, thing: Any) -> bool:
    return actor.role is Role.MANAGER and actor.second_factor


def is_administrator(actor: Actor, thing: Any) -> bool:
    return actor.role is Role.ADMINISTRATOR and actor.second_factor


def is_finance(actor: Actor, thing: Any) -> bool:
    return actor.role is Role.FINANCE and actor.second_factor


def is_own(actor: Actor, thing: Any) -> bool:
    return actor.person_id is not None and thing.subject.person_id == actor.person_id


def is_in_intake(actor: Actor, thing: Any) -> bool:
    return bool(thing.intake_ids & actor.team_ids)


def is_not_about_them(actor: Actor, thing: Any) -> bool:
    """True unless it is about this worker; of nobody who is no worker."""
    return actor.worker_id is not None and thing.about_worker != actor.worker_id


def about_nobody(actor: Actor, thing: Any) -> bool:
    return thing.subject is None


def same_council(actor: Actor, thing: Any) -> bool:
    return bool(thing.subject.council == actor.council)


def leads(actor: Actor, thing: Any) -> bool:
    """True of a worker in a team of the manager's; other managers are not theirs to close."""
    return thing.role is Role.WORKER and bool(thing.team_ids & actor.team_ids)


def on_caseload(actor: Actor, thing: Any) -> bool:
    subject: Subject = thing.subject
    return actor.worker_id in subject.worker_ids or bool(subject.team_ids & actor.team_ids)


def is_named_worker(actor: Actor, thing: Any) -> bool:
    """True of the worker who holds the record; of nobody else in the team."""
    return actor.worker_id is not None and actor.worker_id in thing.subject.worker_ids


def has_no_named_worker(actor: Actor, thing: Any) -> bool:
    return not thing.subject.worker_ids


def is_partner(actor: Actor, thing: Any) -> bool:
    return actor.role is Role.PARTNER and actor.second_factor and actor.partner is not None


def handed_to(actor: Actor, thing: Any) -> bool:
    return actor.partner is not None and thing.subject.partner == actor.partner


def has_given_reason(actor: Actor, thing: Any) -> bool:
    return thing.subject.person_id in actor.reasons


def assists(actor: Actor, thing: Any) -> bool:
    return actor.assisting is not None and thing.subject.person_id == actor.assisting


def acts_for(scope: Scope) -> type_of_test:
    """True for somebody who was given this scope, from a date that has come and not ended."""

    def acts_for_with_scope(actor: Actor, thing: Any) -> bool:
        return scope in actor.acts_for.get(thing.subject.person_id, frozenset())

    return acts_for_with_scope


def sent_it(actor: Actor, thing: Any) -> bool:
    """True of whoever sent something themselves, for them or for somebody else."""
    return actor.person_id is not None and thing.sent_by == actor.person_id


def acts_for_anything(actor: Actor, thing: Any) -> bool:
    return bool(actor.acts_for.get(thing.subject.person_id))


# While nobody is allocated, the manager of the team that holds the record stands in.
NAMED: list[list[type_of_test]] = [
    [is_worker, same_council, is_named_worker],
    [is_manager, same_council, on_caseload, has_no_named_worker],
]

# Whoever deals with a carer's request: the team that holds it, or the partner it was handed to.
HANDLES: list[list[type_of_test]] = [
    [is_worker, same_council, on_caseload],
    [is_partner, same_council, handed_to],
]

# Whoever is there in an emergency: the teams that know the carer, or a colleague with a reason.
PLANNED_FOR: list[list[type_of_test]] = [
    [is_worker, same_council, on_caseload],
    [is_worker, same_council, has_given_reason],
]

TABLE: Mapping[Can, list[list[type_of_test]]] = {
    Can.USE_ACCOUNT: [[is_person], [is_worker], [is_administrator], [is_finance], [is_partner]],
    Can.CHANGE_ROUTES: [[is_person]],
    Can.SEE_HOME: [[is_person, is_own]],
    Can.VIEW_STATUS: [[is_person, is_own], [is_person, acts_for(Scope.VIEW_STATUS)]],
    Can.VIEW_BUDGET: [[is_person, is_own], [is_person, acts_for(Scope.VIEW_BUDGET)]],
    Can.VIEW_ACCOUNT: [[is_person, is_own], [is_person, acts_for(Scope.MANAGE_DP)]],
    Can.MANAGE_HELPERS: [[is_person, is_own], [is_worker, same_council, assists]],
    Can.STOP_HELPING: [[is_person, acts_for_anything]],
    Can.CHOOSE_CONTACT: [[is_person, is_own], [is_worker, same_council, assists]],
    Can.CHOOSE_SAFE_PLACE: [[is_person, is_own]],
    Can.SEE_LOOKS: [[is_person, is_own]],
    Can.VIEW_RECORD: [
        [is_worker, same_council, on_caseload],
        [is_worker, same_council, has_given_reason],
    ],
    Can.VIEW_RECORD_BUDGET: [[is_worker, same_council, on_caseload], [is_finance, same_council]],
    Can.MANAGE_BUDGET: [[is_worker, same_council, on_caseload], [is_finance, same_council]],
    Can.MOVE_REQUEST: [[is_worker, same_council, on_caseload]],
    Can.SEE_MONEY: [[is_finance]],
    Can.ASK_FOR_SAFE_ADDRESS: NAMED,
    Can.VIEW_SAFE_ADDRESS: NAMED,
    Can.VIEW_KEY_SAFE: NAMED,
    Can.INVITE_PERSON: [[is_worker, same_council, on_caseload]],
    Can.FIND_PERSON: [[is_worker]],
    Can.SEE_OUTSIDE_LOOKS: [[is_worker]],
    Can.MARK_LOOKS_SEEN: [[is_manager]],
    Can.ASSIST: [[is_worker, same_council, on_caseload]],
    Can.STOP_ASSISTING: [[is_worker]],
    Can.CHOOSE_LANGUAGE_WITH: [[is_worker, same_council, assists]],
    Can.DENY_SITTING: [[is_person, is_own]],
    Can.RECORD_REPRESENTATION: [[is_worker, same_council, on_caseload]],
    Can.SUSPEND_HELPER: [[is_worker, same_council, on_caseload]],
    Can.PRINT_LETTERS: [[is_worker, same_council, on_caseload]],
    Can.LET_IN: [[is_worker, same_council, on_caseload]],
    Can.SEE_STAFF_HOME: [[is_worker], [is_administrator], [is_partner]],
    Can.SEE_CASELOAD: [[is_worker]],
    Can.SEE_TEAM: [[is_manager]],
    Can.MANAGE_STAFF: [[is_administrator]],
    Can.SEE_COLLEAGUES: [[is_administrator], [is_manager]],
    Can.MANAGE_COLLEAGUE: [[is_administrator], [is_manager, leads]],
    Can.MANAGE_RETENTION: [[is_administrator]],
    Can.OWN_COPY: [[is_person, is_own]],
    Can.CHECK_COPY: [[is_worker, same_council, on_caseload]],
    Can.HOLD_RECORD: [[is_manager, same_council, on_caseload]],
    Can.SEE_IMPORTS: [[is_administrator]],
    Can.OWN_REJECTED_ROWS: [[is_administrator]],
    Can.OWN_CARER_REQUEST: [[is_person, is_own]],
    Can.SEE_CARER_QUEUE: [[is_worker], [is_partner]],
    Can.VIEW_CARER_REQUEST: HANDLES,
    Can.WORK_CARER_REQUEST: HANDLES,
    Can.ROUTE_CARER_REQUEST: [[is_worker, same_council, on_caseload]],
    Can.ENTER_CARER_REQUEST: [[is_worker]],
    Can.TAKE_CARER_REQUEST: [[is_partner, same_council, handed_to]],
    Can.OWN_EMERGENCY_PLAN: [[is_person, is_own]],
    Can.MAKE_EMERGENCY_PLAN: [[is_person, is_own], [is_worker, same_council, assists]],
    Can.VIEW_EMERGENCY_PLAN: PLANNED_FOR,
    Can.VIEW_PLAN_KEY_SAFE: PLANNED_FOR,
    Can.ASK: [[is_person, is_own], [is_person, acts_for(Scope.SUBMIT_FORMS)]],
    Can.OWN_ASK: [[is_person, is_own], [is_person, acts_for(Scope.SUBMIT_FORMS), sent_it]],
    Can.VIEW_ASK: [[is_person, is_own], [is_person, acts_for(Scope.VIEW_STATUS), sent_it]],
    Can.SEE_ASKED: [[is_worker]],
    Can.WORK_ASK: [[is_worker, same_council, on_caseload]],
    Can.MESSAGE: [[is_person, is_own], [is_person, acts_for(Scope.MESSAGE)]],
    Can.READ_THREAD: [[is_person, is_own], [is_person, acts_for(Scope.MESSAGE), sent_it]],
    Can.SEE_INBOX: [[is_worker]],
    Can.SEE_DEAD_LETTERS: [[is_worker], [is_administrator]],
    Can.SEE_TO_DEAD_LETTER: [
        [is_administrator, about_nobody],
        [is_worker, same_council, on_caseload],
    ],
    Can.SAY_WORRIED: [[is_person]],
    Can.OWN_CONCERN: [[is_person, is_own]],
    Can.READ_CONCERN: [[is_worker, is_in_intake, is_not_about_them]],
    Can.SAY_AWAY: [[is_worker]],
    Can.KEEP_REPLIES: [[is_manager]],
    Can.WORK_THREAD: [[is_worker, same_council, on_caseload]],
}


def allowed(actor: Actor | None, permission: Can, thing: Any = None) -> bool:
    """Whether this person may do this to this thing. Nobody signed in may do nothing."""
    if actor is None:
        return False
    try:
        return any(all(test(actor, thing) for test in row) for row in TABLE[permission])
    except AttributeError:
        return False
