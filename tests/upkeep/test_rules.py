"""One form for every value, whichever database it came from."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest

from portal.upkeep.rules.sameness import Count, Tally, differences, one_form

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NOON, NOON.astimezone(timezone(timedelta(hours=1)))),
        (NOON, NOON.replace(tzinfo=None)),
        (b"\x00\xff", memoryview(b"\x00\xff")),
        (UUID(int=1), str(UUID(int=1))),
        (date(2026, 6, 1), "2026-06-01"),
    ],
)
def test_the_same_is_written_alike(one: object, other: object) -> None:
    assert one_form(one) == one_form(other)


def tally(*rows: tuple[object, ...]) -> Tally:
    count = Count(["a", "b"])
    count.take(rows)
    return count.tally


@pytest.mark.parametrize(
    "rows", [[(1, None)], [(1, "2"), (3, "4")], [("1", 2)], [(1, "2,3")], [(True, "2")], [(1, "")]]
)
def test_every_difference_makes_another_hash(rows: list[tuple[object, ...]]) -> None:
    assert tally(*rows) != tally((1, "2"))
    assert tally(*rows) == tally(*rows)


def test_a_difference_is_said_of_its_table() -> None:
    here = {"a": tally((1, 2)), "b": tally(), "c": tally((1, 2))}
    there = {"a": tally((1, 3)), "b": tally((1, 2)), "d": tally()}
    assert [sentence.split(" ")[2] for sentence in differences(here, there)] == ["a", "b", "c", "d"]
    assert differences(here, here) == []
