"""The policy page, as a table: every permission, every kind of person."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest

from portal.policy import TABLE, Actor, Can, Role, Scope, Subject, allowed

HERE, ELSEWHERE, PERSON, WORKER = uuid4(), uuid4(), uuid4(), uuid4()


def actor(role: Role, **more: object) -> Actor:
    staff = role is not Role.PERSON
    given = {"person_id": None if staff else uuid4(), "worker_id": uuid4() if staff else None}
    return Actor(
        account_id=uuid4(),
        role=role,
        council="norfolk",
        today=date(2026, 3, 3),
        **{**given, "second_factor": staff, **more},  # type: ignore[arg-type]
    )


THING = SimpleNamespace(
    subject=Subject(
        PERSON,
        "norfolk",
        team_ids=frozenset({HERE}),
        worker_ids=frozenset({WORKER}),
        partner="ours",
    )
)
CAST = {
    "R": actor(Role.PERSON, person_id=PERSON),  # resident: it is their own
    "S": actor(Role.PERSON, acts_for={PERSON: frozenset({Scope.VIEW_STATUS})}),
    "B": actor(Role.PERSON, acts_for={PERSON: frozenset({Scope.VIEW_BUDGET})}),
    "D": actor(Role.PERSON, acts_for={PERSON: frozenset({Scope.MANAGE_DP})}),
    "s": actor(Role.PERSON),  # stranger
    "W": actor(Role.WORKER, worker_id=WORKER),  # holds the record
    "T": actor(Role.WORKER, team_ids=frozenset({HERE})),  # in the team that holds it
    "w": actor(Role.WORKER, team_ids=frozenset({ELSEWHERE})),
    "M": actor(Role.MANAGER, team_ids=frozenset({HERE})),
    "m": actor(Role.MANAGER, team_ids=frozenset({ELSEWHERE})),
    "A": actor(Role.ADMINISTRATOR, team_ids=frozenset({HERE})),
    "F": actor(Role.FINANCE),
    "P": actor(Role.PARTNER, partner="ours"),  # was handed it
    "p": actor(Role.PARTNER, partner="another"),
}
EXPECTED = {
    Can.USE_ACCOUNT: "RSBDsWTwMmAFPp",
    Can.CHANGE_ROUTES: "RSBDs",
    Can.SEE_HOME: "R",
    Can.VIEW_STATUS: "RS",
    Can.VIEW_BUDGET: "RB",
    Can.VIEW_ACCOUNT: "RD",
    Can.MANAGE_HELPERS: "R",
    Can.STOP_HELPING: "SBD",
    Can.CHOOSE_CONTACT: "R",
    Can.CHOOSE_SAFE_PLACE: "R",
    Can.ASK_FOR_SAFE_ADDRESS: "W",
    Can.VIEW_SAFE_ADDRESS: "W",
    Can.VIEW_KEY_SAFE: "W",
    Can.SEE_LOOKS: "R",
    Can.VIEW_RECORD: "WTM",
    Can.VIEW_RECORD_BUDGET: "WTMF",
    Can.MANAGE_BUDGET: "WTMF",
    Can.MOVE_REQUEST: "WTM",
    Can.SEE_MONEY: "F",
    Can.INVITE_PERSON: "WTM",
    Can.LET_IN: "WTM",
    Can.PRINT_LETTERS: "WTM",
    Can.FIND_PERSON: "WTwMm",
    Can.SEE_OUTSIDE_LOOKS: "WTwMm",
    Can.MARK_LOOKS_SEEN: "Mm",
    Can.RECORD_REPRESENTATION: "WTM",
    Can.SUSPEND_HELPER: "WTM",
    Can.ASSIST: "WTM",
    Can.STOP_ASSISTING: "WTwMm",
    Can.CHOOSE_LANGUAGE_WITH: "",
    Can.DENY_SITTING: "R",
    Can.SEE_STAFF_HOME: "WTwMmAPp",
    Can.SEE_CASELOAD: "WTwMm",
    Can.SEE_TEAM: "Mm",
    Can.MANAGE_STAFF: "A",
    Can.SEE_COLLEAGUES: "MmA",
    Can.MANAGE_COLLEAGUE: "A",
    Can.MANAGE_RETENTION: "A",
    Can.OWN_COPY: "R",
    Can.CHECK_COPY: "WTM",
    Can.HOLD_RECORD: "M",
    Can.SEE_IMPORTS: "A",
    Can.OWN_REJECTED_ROWS: "A",
    Can.OWN_CARER_REQUEST: "R",
    Can.SEE_CARER_QUEUE: "WTwMmPp",
    Can.VIEW_CARER_REQUEST: "WTMP",
    Can.WORK_CARER_REQUEST: "WTMP",
    Can.ROUTE_CARER_REQUEST: "WTM",
    Can.ENTER_CARER_REQUEST: "WTwMm",
    Can.TAKE_CARER_REQUEST: "P",
    Can.OWN_EMERGENCY_PLAN: "R",
    Can.MAKE_EMERGENCY_PLAN: "R",
    Can.VIEW_EMERGENCY_PLAN: "WTM",
    Can.VIEW_PLAN_KEY_SAFE: "WTM",
    Can.ASK: "R",
    Can.OWN_ASK: "R",
    Can.VIEW_ASK: "R",
    Can.SEE_ASKED: "WTwMm",
    Can.WORK_ASK: "WTM",
    Can.MESSAGE: "R",
    Can.READ_THREAD: "R",
    Can.SEE_INBOX: "WTwMm",
    Can.SEE_DEAD_LETTERS: "WTwMmA",
    Can.SEE_TO_DEAD_LETTER: "WTM",
    Can.SAY_WORRIED: "RSBDs",
    Can.OWN_CONCERN: "R",
    Can.READ_CONCERN: "",
    Can.SAY_AWAY: "WTwMm",
    Can.KEEP_REPLIES: "Mm",
    Can.WORK_THREAD: "WTM",
}


OF_A_RECORD = [
    Can.VIEW_RECORD,
    Can.VIEW_RECORD_BUDGET,
    Can.MANAGE_BUDGET,
    Can.MOVE_REQUEST,
    Can.INVITE_PERSON,
    Can.RECORD_REPRESENTATION,
    Can.SUSPEND_HELPER,
    Can.ASSIST,
    Can.WORK_ASK,
    Can.WORK_THREAD,
]
OF_A_PERSON = [Can.SEE_HOME, Can.VIEW_STATUS, Can.VIEW_BUDGET, Can.SEE_LOOKS]
# What a reason opens, and what a sitting opens: nothing else, and neither opens the other's.
BY_REASON = {Can.VIEW_RECORD, Can.VIEW_EMERGENCY_PLAN, Can.VIEW_PLAN_KEY_SAFE}
BY_SITTING = {
    Can.CHOOSE_LANGUAGE_WITH,
    Can.MANAGE_HELPERS,
    Can.CHOOSE_CONTACT,
    Can.MAKE_EMERGENCY_PLAN,
}


def test_every_permission_has_rows_and_an_expectation() -> None:
    assert set(TABLE) == set(Can) == set(EXPECTED)


@pytest.mark.parametrize("permission", Can)
def test_a_permission_is_for_these_people_only(permission: Can) -> None:
    got_in = "".join(name for name, who in CAST.items() if allowed(who, permission, THING))
    assert got_in == EXPECTED[permission]


def test_a_helper_has_of_what_was_asked_only_what_they_sent() -> None:
    helper = actor(
        Role.PERSON,
        acts_for={PERSON: frozenset({Scope.SUBMIT_FORMS, Scope.VIEW_STATUS, Scope.MESSAGE})},
    )
    ask = SimpleNamespace(subject=THING.subject, sent_by=helper.person_id)
    theirs = SimpleNamespace(subject=THING.subject, sent_by=PERSON)
    for permission, scope in (
        (Can.OWN_ASK, Scope.SUBMIT_FORMS),
        (Can.VIEW_ASK, Scope.VIEW_STATUS),
        (Can.READ_THREAD, Scope.MESSAGE),
    ):
        assert allowed(helper, permission, ask)
        assert not allowed(helper, permission, theirs)
        for given in (set(), set(Scope) - {scope}):
            without = replace(helper, acts_for={PERSON: frozenset(given)})
            assert not allowed(without, permission, ask)


@pytest.mark.parametrize("permission", Can)
def test_nobody_may_do_anything_signed_out(permission: Can) -> None:
    assert not allowed(None, permission, THING)


@pytest.mark.parametrize("permission", Can)
def test_staff_without_a_second_factor_may_do_nothing(permission: Can) -> None:
    for name in "WTMAFP":
        assert not allowed(replace(CAST[name], second_factor=False), permission, THING)


@pytest.mark.parametrize("permission", OF_A_RECORD)
def test_another_councils_record_stays_shut(permission: Can) -> None:
    for name in "WTMF":
        assert not allowed(replace(CAST[name], council="elsewhere"), permission, THING)


@pytest.mark.parametrize("thing", [None, SimpleNamespace(), SimpleNamespace(subject=None)])
@pytest.mark.parametrize("permission", [*OF_A_RECORD, *OF_A_PERSON])
def test_a_missing_attribute_refuses(permission: Can, thing: object) -> None:
    assert not any(allowed(who, permission, thing) for who in CAST.values())


@pytest.mark.parametrize("permission", [*OF_A_RECORD, *OF_A_PERSON])
def test_a_reason_opens_the_record_and_nothing_else(permission: Can) -> None:
    asking = replace(CAST["w"], reasons={PERSON: uuid4()})
    assert allowed(asking, permission, THING) == (permission in BY_REASON)
    assert not allowed(replace(asking, second_factor=False), permission, THING)
    assert not allowed(replace(asking, council="elsewhere"), permission, THING)
    assert not allowed(replace(asking, reasons={uuid4(): uuid4()}), permission, THING)
    assert not allowed(replace(CAST["A"], reasons={PERSON: uuid4()}), permission, THING)


@pytest.mark.parametrize("permission", Can)
def test_a_sitting_opens_what_a_person_may_fill_in_and_nothing_else(permission: Can) -> None:
    without = allowed(CAST["W"], permission, THING)
    sitting = replace(CAST["W"], assisting=PERSON, sitting_id=uuid4())
    assert allowed(sitting, permission, THING) == (without or permission in BY_SITTING)
    elsewhere = replace(CAST["W"], assisting=uuid4(), sitting_id=uuid4())
    assert allowed(elsewhere, permission, THING) == without


class OfAnIntake:
    """A concern that one team reads, about one worker."""

    subject = None
    intake_ids = frozenset({HERE})
    about_worker = WORKER


def test_only_the_intake_reads_a_concern_and_never_whom_it_is_about():
    there = {"team_ids": frozenset({HERE})}
    about_them = actor(Role.WORKER, worker_id=WORKER, **there)
    colleague = actor(Role.WORKER, worker_id=PERSON, **there)
    elsewhere = actor(Role.MANAGER, worker_id=PERSON, team_ids=frozenset({ELSEWHERE}))
    nobodys = actor(Role.ADMINISTRATOR, worker_id=PERSON, **there)
    found = [allowed(who, Can.READ_CONCERN, OfAnIntake()) for who in
             (about_them, colleague, elsewhere, nobodys)]  # fmt: skip
    assert found == [False, True, False, False]
