"""What kinds of budgets and lines there are (Care Act 2014 ss.25-26, 31-33; SI 2015/313 reg 2)."""

from enum import StrEnum


class Kind(StrEnum):
    """Whether the numbers are a first estimate or agreed."""

    ESTIMATED = "estimated"
    AGREED = "agreed"


class Method(StrEnum):
    """How a line is paid."""

    COUNCIL_MANAGED = "council_managed"
    DIRECT_PAYMENT = "direct_payment"
    ISF = "isf"


class Unit(StrEnum):
    """What a line is counted in."""

    HOUR = "hour"
    SESSION = "session"
    NIGHT = "night"
    WEEK = "week"


class ChargeBasis(StrEnum):
    """Whether a line can be charged for; section 117 after-care and reablement are free."""

    CHARGEABLE = "chargeable"
    S117_FREE = "s117_free"
    REABLEMENT_FREE = "reablement_free"
    NHS = "nhs"
    CARER_FREE = "carer_free"


class Outcome(StrEnum):
    """The ten outcomes of the national eligibility rules; all rank equally."""

    NUTRITION = "A1"
    HYGIENE = "A2"
    TOILET = "A3"
    CLOTHING = "A4"
    SAFE_HOME = "A5"
    HABITABLE_HOME = "A6"
    RELATIONSHIPS = "A7"
    WORK = "A8"
    COMMUNITY = "A9"
    CARING_FOR_CHILD = "A10"
