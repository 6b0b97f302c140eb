"""What every page may need and is the same for everybody all day: worked out once a process."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flask import current_app

T = TypeVar("T")


def for_the_day(name: str, day: date, make: Callable[[], T]) -> T:
    """What `make` says on a day, kept until another day is asked for."""
    kept: dict[str, tuple[date, Any]] = current_app.extensions.setdefault("kept_for_the_day", {})
    found = kept.get(name)
    if found is None or found[0] != day:
        found = kept[name] = (day, make())
    value: T = found[1]
    return value
