"""What somebody may say who is worried about somebody, how far it has got, and to whom it goes.

Care Act 2014 s.42; handbook domain 4.4: received, looked at, passed on, with dates, no detail.
"""

from enum import StrEnum


class About(StrEnum):
    """Whom somebody is worried about."""

    ME = "me"
    OTHER = "other"
    HELPER = "helper"
    WORKER = "worker"


class Answer(StrEnum):
    """What may be said to a question that can be left out."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Contact(StrEnum):
    """How the council may get in touch about it. `NOTHING`: it does not even stand here."""

    SAFE = "safe"
    HERE = "here"
    NOTHING = "nothing"


class State(StrEnum):
    """How far it has got: all that whoever said it is told."""

    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    PASSED_ON = "passed_on"


class PassedTo(StrEnum):
    """Who sees to it from there."""

    ADULTS = "adults"
    CHILDREN = "children"
    POLICE = "police"
    HEALTH = "health"
    CONDUCT = "conduct"
    NOBODY = "nobody"


def read_about(chosen: str) -> tuple[About, str]:
    """Whom a form names: what kind, and the id of a helper or a worker, where it says one."""
    kind, _space, whose = chosen.partition(" ")
    return (About(kind), whose) if kind in set(About) else (About.OTHER, "")
