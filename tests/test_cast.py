"""The cast is who it says it is, on both databases and for both councils."""

import pytest
from flask import Flask

from portal.people.queries import record
from tests.cast import MAY_SEE, NOBODY, SIGNED_IN, Cast


@pytest.mark.parametrize("council", ["norfolk", "quillshire"])
def test_the_resident_is_held_by_her_worker(app: Flask, cast: Cast) -> None:
    with app.app_context():
        held = record(cast.resident.person.id)
    assert held is not None
    assert held.holder.name == cast.worker.worker.name
    assert held.subject.team_ids == {cast.teams["here"].id}


def test_nobody_of_the_cast_is_forgotten_in_what_people_may_see() -> None:
    assert set(MAY_SEE) == {*SIGNED_IN, NOBODY}
    assert len(SIGNED_IN) == 11
