"""Which ways are safe, when to ask again, and how a safe address is found in a text."""

from datetime import date, timedelta

import pytest

from portal.contact.rules import ContactWay, gives_away, is_due, safe_ways

DAY = date(2026, 3, 12)
PLACE = "Flat 4, 17 Heron Row, Norwich NR3 1XX"
PHONE = "07700 900 123"


def test_no_way_chosen_leaves_only_the_portal() -> None:
    assert safe_ways([], may_say_who=True, voicemail=True).portal_only


@pytest.mark.parametrize("way", ContactWay)
def test_a_way_that_was_chosen_is_the_only_one(way: ContactWay) -> None:
    ways = safe_ways([way], may_say_who=True, voicemail=True)
    open_ways = {"email": ways.email, "text": ways.text, "call": ways.call, "post": ways.letter}
    assert [name for name, is_open in open_ways.items() if is_open] == [way.value]
    assert ways.voicemail == (way is ContactWay.CALL)


@pytest.mark.parametrize(("days", "due"), [(364, False), (365, True)])
def test_it_is_asked_again_after_a_year(days: int, due: bool) -> None:
    assert is_due(DAY - timedelta(days=days), DAY, every_days=365) is due


def test_it_is_asked_of_whoever_was_never_asked() -> None:
    assert is_due(None, DAY, every_days=365)


@pytest.mark.parametrize(
    "text",
    [
        "She has moved to 17 Heron Row.",
        "send it to 17, HERON   ROW please",
        "17-heron-row",
        "the new postcode is nr31xx",
        "NR3 1XX",
        "n r 3 1 x x",
        "ring 07700900123",
        "ring 07700-900-123 after six",
        "ring +44 7700 900123",
        "ring 0044 (0)7700 900123",
        "at 12 Hawthorn Rd now",
        "12 hawthorn rd.",
        "the door is 4471",
    ],
)
def test_a_safe_place_is_found_however_it_is_written(text: str) -> None:
    assert gives_away(text, [PLACE, PHONE, "Flat 3 12 Hawthorn Road, Norwich", "The code is 4471"])


@pytest.mark.parametrize(
    "text", ["She lives in Norwich.", "17 people came", "We met in Heron Row cafe", "", "Flat"]
)
def test_what_many_places_share_is_no_sign(text: str) -> None:
    assert not gives_away(text, [PLACE, PHONE])


def test_nothing_is_found_where_there_is_no_safe_place() -> None:
    assert not gives_away("17 Heron Row", [])
    assert not gives_away("17 Heron Row", [""])
