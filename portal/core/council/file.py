"""Reading a council file, and saying in one sentence what is wrong with it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portal.core.council import schema
from portal.core.council.model import Council

SHIPPED = Path(__file__).parents[2] / "councils"


class CouncilFileError(Exception):
    """A council file that cannot be used. Its text names the file, the key and the remedy."""


def load(path_or_code: str | Path) -> Council:
    """The council whose file is shipped under this code, or of a file anywhere else.

    Raises CouncilFileError, in one sentence, if there is no such file or a key is wrong.
    """
    path = _path(path_or_code)
    return _shipped(path) if path.parent == SHIPPED else _valid(path)


@cache
def _shipped(path: Path) -> Council:
    return _valid(path)


def _valid(path: Path) -> Council:
    given = _read(path)
    try:
        return Council.model_validate(given)
    except ValidationError as refused:
        raise CouncilFileError(_sentence(path, given, refused.errors())) from refused


def _path(path_or_code: str | Path) -> Path:
    if isinstance(path_or_code, str) and not path_or_code.endswith(".toml"):
        return SHIPPED / f"{path_or_code}.toml"
    return Path(path_or_code)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        codes = ", ".join(sorted(each.stem for each in SHIPPED.glob("*.toml")))
        message = f"{path}: there is no such council file; give a path, or one of: {codes}."
        raise CouncilFileError(message) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as refused:
        raise CouncilFileError(f"{path}: this is not a TOML file: {refused}.") from refused


def _sentence(path: Path, given: dict[str, Any], errors: list[ErrorDetails]) -> str:
    """The first thing to mend, and how many more there are."""
    more = f" (and {len(errors) - 1} more to mend)" if len(errors) > 1 else ""
    return f"{path.name}: {_problem(given, errors[0])}{more}."


def _problem(given: dict[str, Any], error: ErrorDetails) -> str:
    steps = [step for step in error["loc"] if step != "[key]"]
    key = _named(given, steps)
    field = schema.field_at(Council, steps)
    if error["type"] == "missing" and field:
        return f"{key} is missing: {_small(field.description)}; it must be {schema.kind_of(field)}"
    if error["type"] == "extra_forbidden":
        return f"{key} is not a key of this table; its keys are {_keys_beside(steps)}"
    if "[key]" in error["loc"] and field:
        codes = ", ".join(schema.codes_in(field.annotation))
        return f"{key} is not one of the codes; they are {codes}"
    if error["type"] == "value_error":
        return f"{key} {error['ctx']['error']}".strip()
    kind = schema.kind_of(field) if field else "a table of the keys in docs/council-file.md"
    return f"{key} must be {kind}, not {error['input']!r}"


def _named(given: object, steps: list[str | int]) -> str:
    """The path as people write it: the entry's code, or its place if it has none."""
    names: list[str] = []
    for step in steps:
        given = _entry(given, step)
        code = given.get("code") if isinstance(given, dict) and isinstance(step, int) else None
        names.append(str(code or (step + 1 if isinstance(step, int) else step)))
    return ".".join(names)


def _entry(given: object, step: str | int) -> object:
    if isinstance(given, dict):
        return given.get(step)
    return given[step] if isinstance(given, list) and isinstance(step, int) else None


def _keys_beside(steps: list[str | int]) -> str:
    parent = schema.field_at(Council, steps[:-1])
    table = (schema.table_in(parent.annotation) if parent else None) or Council
    return ", ".join(table.model_fields)


def _small(sentence: str | None) -> str:
    words = (sentence or "").rstrip(".")
    return words[:1].lower() + words[1:]
