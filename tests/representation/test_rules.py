"""What each right may carry, what shows it, and how long helping lasts: tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.people.rules import Basis
from portal.policy import Scope
from portal.representation.rules import helping
from portal.representation.rules.helping import State
from portal.representation.rules.rights import RIGHTS, Kind, Refusal, refusals

TODAY = date(2026, 3, 31)
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def test_every_basis_has_a_right_with_its_source() -> None:
    assert set(RIGHTS) == set(Basis)
    for right in RIGHTS.values():
        assert right.source
        assert right.evidence
        assert not right.usual & right.never


def test_messages_come_first_and_every_scope_has_a_place() -> None:
    assert helping.SCOPE_ORDER[0] is Scope.MESSAGE
    assert set(helping.SCOPE_ORDER) == set(Scope)


@pytest.mark.parametrize(
    ("basis", "never"),
    [
        (Basis.LPA_FINANCE, {Scope.VIEW_PLAN}),
        (Basis.LPA_WELFARE, {Scope.MANAGE_DP}),
        (Basis.ADVOCATE, {Scope.MANAGE_DP}),
        (
            Basis.APPOINTEE,
            {Scope.VIEW_STATUS, Scope.VIEW_BUDGET, Scope.VIEW_PLAN, Scope.MANAGE_DP},
        ),
    ],
)
def test_what_a_right_never_carries(basis: Basis, never: set[Scope]) -> None:
    assert RIGHTS[basis].never == never


def refused(basis: Basis, **changes: object) -> list[Refusal]:
    given: dict[str, object] = {
        "scopes": frozenset(RIGHTS[basis].usual),
        "kind": RIGHTS[basis].evidence[0],
        "sighted_on": TODAY,
        "to_on": date(2027, 3, 31),
        "can_decide": False,
        "today": TODAY,
    }
    return refusals(basis, **{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("basis", Basis)
def test_a_right_with_its_usual_scopes_may_be_recorded(basis: Basis) -> None:
    assert refused(basis) == []


@pytest.mark.parametrize("basis", Basis)
def test_what_stands_against_it(basis: Basis) -> None:
    right = RIGHTS[basis]
    everything = refused(basis, scopes=frozenset(Scope))
    assert everything == ([Refusal.NEVER] if right.never else [])
    other = next(kind for kind in Kind if kind not in right.evidence)
    assert refused(basis, kind=other) == [Refusal.EVIDENCE]
    assert refused(basis, to_on=None) == ([Refusal.END] if right.ends else [])
    assert refused(basis, to_on=TODAY) == [Refusal.END]
    assert refused(basis, can_decide=True) == ([Refusal.CAPACITY] if right.without_capacity else [])
    assert refused(basis, sighted_on=date(2026, 4, 1)) == [Refusal.SEEN_LATER]


def test_care_decisions_wait_until_the_person_cannot_decide() -> None:
    """Mental Capacity Act 2005 section 11(7); Care Act 2014 section 32(4)."""
    waits = {basis for basis, right in RIGHTS.items() if right.without_capacity}
    assert waits == {Basis.LPA_WELFARE, Basis.DP_AUTHORISED}


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 12, date(2027, 3, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 6, date(2027, 6, 1)),
    ],
)
def test_months_end_where_months_end(day: date, months: int, after: date) -> None:
    assert helping.months_after(day, months) == after


@pytest.mark.parametrize(
    ("answer", "withdrawn", "days", "state"),
    [
        (None, False, 1, State.WAITING),
        (None, False, 0, State.EXPIRED),
        (None, True, 1, State.WITHDRAWN),
        ("yes", False, 0, State.ACCEPTED),
        ("no", True, 1, State.DECLINED),
        ("not_me", False, 1, State.RETURNED),
    ],
)
def test_what_has_become_of_an_invitation(
    answer: str | None, withdrawn: bool, days: int, state: State
) -> None:
    until = NOW + timedelta(days=days)
    assert helping.state(NOW, until, answer, NOW if withdrawn else None) is state


def test_it_is_never_renewed_beyond_two_years() -> None:
    until = helping.renewed_until(date(2020, 1, 1), date(2026, 4, 1), TODAY)
    assert until == date(2028, 3, 31)
