"""The safe address and the way into a home: for named workers, each opened by a press."""

from flask import Blueprint, render_template

from portal.contact import queries
from portal.core.access import needs
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can

bp = Blueprint("staff_contact", __name__)
PLACE = ("address", "phone", "code_word", "must_not_know", "note")


def _page(record: Record, *names: str) -> str:
    told = queries.safe_contact(record.person.id)
    return render_template(
        "staff_contact/safe_address.html",
        record=record,
        there={name for name in (*PLACE, "key_safe") if queries.has(told, name)},
        shown={name: queries.opened(told, name) for name in names},
    )


@bp.get("/staff/people/<uuid:person_id>/safe-address")
@needs(Can.ASK_FOR_SAFE_ADDRESS, of=people.record)
def safe_address(record: Record) -> str:
    """What there is, hidden: a named worker may come here without having seen any of it."""
    return _page(record)


@bp.post("/staff/people/<uuid:person_id>/safe-address")
@needs(Can.VIEW_SAFE_ADDRESS, of=people.record)
def show_safe_address(record: Record) -> str:
    """Where somebody is, and who must not know. The look was written down by the door."""
    return _page(record, *PLACE)


@bp.post("/staff/people/<uuid:person_id>/safe-address/key-safe")
@needs(Can.VIEW_KEY_SAFE, of=people.record)
def show_key_safe(record: Record) -> str:
    """How to get into somebody's home, which has a look of its own."""
    return _page(record, "key_safe")
