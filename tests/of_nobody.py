"""Rows that are nobody's record: an import, and a list of what is due to be destroyed."""

from datetime import timedelta
from typing import Any

from portal.core import clock, council
from portal.core.columns import new_id
from portal.extensions import db
from portal.upkeep.models import ErasureItem, ErasureList
from tests.records import build_import


def build_of_nobody() -> dict[str, Any]:
    """An import with a row left over, and a list that waits."""
    run, row = build_import()
    return {"run": run, "row": row, "due": build_erasure_list()}


def build_erasure_list() -> ErasureList:
    """A list that was made at a terminal today and waits: an import whose time is over."""
    today = clock.today()
    made = ErasureList(
        id=new_id(),
        council=council.current().code,
        made_at=clock.now(),
        as_of=today,
        waits_until=today + timedelta(days=14),
    )
    item = ErasureItem(
        list_id=made.id,
        table_name="import_run",
        thing_id=new_id(),
        record_class="import_file",
        counted_from="created",
        since=today - timedelta(days=90),
        due_on=today,
    )
    db.session.add(made)
    db.session.flush()
    db.session.add(item)
    return made
