"""Finding the way in a council file: what a key is, what it must be, and what it says."""

import types
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from portal.core.council.table import Kind, LocalText, Table

_PLAIN_KINDS = {
    str: "text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date such as 2026-04-01",
    LocalText: 'words, or a table of words by language such as {en = "…", pl = "…"}',
}


def unwrapped(annotation: Any) -> Any:
    """The type itself, without `| None` and without notes beside it."""
    if get_origin(annotation) is Annotated:
        return unwrapped(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return unwrapped(next(each for each in get_args(annotation) if each is not type(None)))
    return annotation


def table_in(annotation: Any) -> type[Table] | None:
    """The kind of table that a key holds: one, a list of them, or one for each code."""
    plain = unwrapped(annotation)
    if isinstance(plain, type) and issubclass(plain, Table):
        return plain
    inner = [each for each in get_args(plain) if each is not Ellipsis]
    return table_in(inner[-1]) if inner and get_origin(plain) is not Literal else None


def codes_in(annotation: Any) -> tuple[str, ...]:
    """The codes that a table of tables may have as its keys."""
    plain = unwrapped(annotation)
    if get_origin(plain) is Mapping or plain is Mapping:
        return get_args(unwrapped(get_args(plain)[0]))
    return ()


def is_list(annotation: Any) -> bool:
    """Whether a key holds a list."""
    return get_origin(unwrapped(annotation)) is tuple


def kind_of(field: FieldInfo) -> str:
    """What a key must be, in words that finish the sentence "it must be …"."""
    return _noted(field.metadata) or _kind(field.annotation)


def _kind(annotation: Any) -> str:
    if get_origin(annotation) is Annotated:
        return _noted(get_args(annotation)[1:]) or _kind(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _kind(next(each for each in get_args(annotation) if each is not type(None)))
    if get_origin(annotation) is Literal:
        return "one of " + ", ".join(get_args(annotation))
    if get_origin(annotation) is tuple:
        first = get_args(annotation)[0]
        return "a list of tables" if table_in(first) else f"a list, each {_kind(first)}"
    return _PLAIN_KINDS.get(annotation, "a table")


def _noted(notes: Sequence[object]) -> str | None:
    return next((note.words for note in notes if isinstance(note, Kind)), None)


def field_at(table: type[Table], path: Sequence[str | int]) -> FieldInfo | None:
    """The described key nearest to a place in the file; None if no key leads there."""
    found = None
    inside: type[Table] | None = table
    for step in path:
        if inside is not None and step in inside.model_fields:
            found = inside.model_fields[str(step)]
            inside = table_in(found.annotation)
    return found


def value_at(table: Table, path: str) -> object | None:
    """What stands at a path such as `crisis.listen.hours`; None if nothing does."""
    here: object = table
    for step in path.split("."):
        here = _inside(here, step)
    return here


def _inside(here: object, step: str) -> object | None:
    if isinstance(here, Table):
        return getattr(here, step) if step in type(here).model_fields else None
    if isinstance(here, Mapping):
        return here.get(step)
    if isinstance(here, tuple):
        return next((each for each in here if getattr(each, "code", None) == step), None)
    return None


def texts(here: object, path: str = "") -> Iterator[tuple[str, LocalText]]:
    """Every text that residents read, with its path."""
    if isinstance(here, LocalText):
        yield path.lstrip("."), here
    elif isinstance(here, Table):
        for key in type(here).model_fields:
            yield from texts(getattr(here, key), f"{path}.{key}")
    elif isinstance(here, Mapping):
        for key, value in here.items():
            yield from texts(value, f"{path}.{key}")
    elif isinstance(here, tuple):
        for value in here:
            yield from texts(value, f"{path}.{getattr(value, 'code', '')}")
