"""What each right to act may carry, what never, and what shows it.

A right never carries what the law behind it does not give. If the person agrees to more, that is
recorded beside it as consent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from portal.people.rules import Basis
from portal.policy import Scope

EVERYTHING = frozenset(Scope)
NOTHING: frozenset[Scope] = frozenset()


class Kind(StrEnum):
    """What a member of staff saw."""

    PERSON_SAID = "person_said"
    SIGNED_FORM = "signed_form"
    OPG_REGISTER = "opg_register"
    USE_AN_LPA = "use_an_lpa"
    STAMPED_LPA = "stamped_lpa"
    COURT_ORDER = "court_order"
    BF57 = "bf57"
    DP_AGREEMENT = "dp_agreement"
    REFERRAL = "referral"


LPA = (Kind.USE_AN_LPA, Kind.OPG_REGISTER, Kind.STAMPED_LPA)


@dataclass(frozen=True, slots=True)
class Right:
    """One basis: what is ticked to begin with, what can never be, and what must be known.

    `ends`: it must have a last day. `by_person`: the person gave it, so they end it as they like.
    `without_capacity`: it holds only once the person cannot make these decisions. `source`: where
    the law says so.
    """

    usual: frozenset[Scope]
    never: frozenset[Scope]
    evidence: tuple[Kind, ...]
    source: str
    ends: bool = False
    by_person: bool = False
    without_capacity: bool = False

    @property
    def may(self) -> frozenset[Scope]:
        """What it can carry at all."""
        return EVERYTHING - self.never


RIGHTS: Mapping[Basis, Right] = {
    Basis.CONSENT: Right(
        usual=NOTHING,
        never=NOTHING,
        evidence=(Kind.PERSON_SAID, Kind.SIGNED_FORM),
        source="Care Act 2014 section 1(3); UK GDPR article 7(3)",
        ends=True,
        by_person=True,
    ),
    Basis.LPA_WELFARE: Right(
        usual=frozenset({Scope.VIEW_STATUS, Scope.VIEW_PLAN, Scope.MESSAGE, Scope.SUBMIT_FORMS}),
        never=frozenset({Scope.MANAGE_DP}),
        evidence=LPA,
        source="Mental Capacity Act 2005 sections 9 and 11(7)",
        without_capacity=True,
    ),
    Basis.LPA_FINANCE: Right(
        usual=frozenset({Scope.VIEW_BUDGET, Scope.MANAGE_DP, Scope.RECEIVE_LETTERS}),
        never=frozenset({Scope.VIEW_PLAN}),
        evidence=LPA,
        source="Mental Capacity Act 2005 section 9(1)(b)",
    ),
    Basis.DEPUTY: Right(
        usual=NOTHING,  # as the order says, and no more
        never=NOTHING,
        evidence=(Kind.COURT_ORDER,),
        source="Mental Capacity Act 2005 sections 16 and 19",
    ),
    Basis.APPOINTEE: Right(
        usual=frozenset({Scope.SUBMIT_FORMS, Scope.RECEIVE_LETTERS}),
        never=frozenset({Scope.VIEW_STATUS, Scope.VIEW_BUDGET, Scope.VIEW_PLAN, Scope.MANAGE_DP}),
        evidence=(Kind.BF57,),
        source="Social Security (Claims and Payments) Regulations 1987 regulation 33; DWP BF57",
    ),
    Basis.DP_NOMINATED: Right(
        usual=frozenset({Scope.VIEW_BUDGET, Scope.MANAGE_DP, Scope.MESSAGE}),
        never=NOTHING,
        evidence=(Kind.DP_AGREEMENT,),
        source="Care Act 2014 section 31(1)(b)",
        by_person=True,
    ),
    Basis.DP_AUTHORISED: Right(
        usual=frozenset({Scope.VIEW_BUDGET, Scope.VIEW_PLAN, Scope.MANAGE_DP, Scope.MESSAGE}),
        never=NOTHING,
        evidence=(Kind.DP_AGREEMENT,),
        source="Care Act 2014 section 32(4) to (9)",
        without_capacity=True,
    ),
    Basis.ADVOCATE: Right(
        usual=frozenset({Scope.VIEW_STATUS, Scope.VIEW_PLAN, Scope.MESSAGE}),
        never=frozenset({Scope.MANAGE_DP}),
        evidence=(Kind.REFERRAL,),
        source="Care Act 2014 sections 67 and 68",
        ends=True,
        by_person=True,
    ),
}


class Refusal(Enum):
    """Why a right to act cannot be recorded so."""

    NEVER = "never"
    EVIDENCE = "evidence"
    END = "end"
    CAPACITY = "capacity"
    SEEN_LATER = "seen_later"


def refusals(
    basis: Basis,
    scopes: frozenset[Scope],
    kind: Kind,
    *,
    sighted_on: date,
    to_on: date | None,
    can_decide: bool,
    today: date,
) -> list[Refusal]:
    """Everything that stands against recording a right; nothing when it may be recorded."""
    right = RIGHTS[basis]
    found = {
        Refusal.NEVER: bool(scopes & right.never),
        Refusal.EVIDENCE: kind not in right.evidence,
        Refusal.END: (right.ends and to_on is None) or (to_on is not None and to_on <= today),
        Refusal.CAPACITY: right.without_capacity and can_decide,
        Refusal.SEEN_LATER: sighted_on > today,
    }
    return [each for each, stands in found.items() if stands]
