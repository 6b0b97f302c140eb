"""Telephone numbers, however they are written."""

import pytest

from portal.accounts.rules.numbers import Line, ending, line_of, normalised


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("07700 900 111", "+447700900111"),
        ("+44 (0)7700 900111", "+447700900111"),
        ("0044 7700-900-111", "+447700900111"),
        ("01632 960321", "+441632960321"),
        ("(020) 7946 0018", "+442079460018"),
        ("0344 800 8020", "+443448008020"),
        ("016977 2123", "+44169772123"),
        ("7700 900111", None),
        ("0900 123 4567", None),
        ("070 1234 5678", None),
        ("07624 900111", "+447624900111"),
        ("0760 123 4567", None),
        ("+33 1 23 45 67 89", None),
        ("999", None),
        ("", None),
        ("+", None),
        ("٠٧٧٠٠٩٠٠١١١", None),
        ("call me", None),
    ],
)
def test_a_number_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert normalised(typed) == kept


def test_a_mobile_is_told_from_a_landline() -> None:
    assert line_of("+447700900111") is Line.MOBILE
    assert line_of("+441632960321") is Line.LANDLINE
    assert ending("+441632960321") == "21"
