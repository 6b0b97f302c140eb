"""What can be answered where the answer decides something."""

from enum import StrEnum


class Asker(StrEnum):
    """Who fills in the request."""

    SELF = "self"
    FRIEND = "friend"
    PROFESSIONAL = "professional"
    ORGANISATION = "organisation"


class Agrees(StrEnum):
    """Whether the carer knows of a request made by somebody else, and agrees to it."""

    YES = "yes"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"


class Caring(StrEnum):
    """Whether somebody looks after a person now. `about_to`: s.10(3) covers who intends to."""

    NOW = "now"
    ABOUT_TO = "about_to"
    NO_LONGER = "no_longer"


class CarerAge(StrEnum):
    """How old the carer is. The law of adults begins at 18."""

    UNDER_16 = "under_16"
    FROM_16 = "16_17"
    ADULT = "adult"


class CaredForAge(StrEnum):
    """How old the person looked after is."""

    CHILD = "child"
    ADULT = "adult"


class Paid(StrEnum):
    """Whether somebody is paid to care. Carer's Allowance is no pay for work (s.10(9))."""

    NO = "no"
    ALLOWANCE = "allowance"
    PARTLY = "partly"
    EMPLOYED = "employed"


class Place(StrEnum):
    """Whether the person looked after lives in this council's area."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class CarryOn(StrEnum):
    """Whether the carer is able to go on (s.10(5))."""

    YES = "yes"
    WITH_HELP = "with_help"
    NOT_MUCH_LONGER = "not_much_longer"
    NO = "no"


class AtRisk(StrEnum):
    """Whether anybody may come to harm."""

    NO = "no"
    YES = "yes"
    NOT_SURE = "not_sure"


class Aware(StrEnum):
    """Whether the person looked after knows of the request, and may know."""

    YES = "yes"
    NO = "no"
    NOT_TO_BE_TOLD = "not_to_be_told"
