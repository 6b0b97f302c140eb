"""The catalogues: gather what the portal says, compile what it says elsewhere, refuse gaps.

    python -m tools.catalogues update | check | compile

English is what code and templates say. Every other language has a catalogue, written by people,
in translations/<code>/LC_MESSAGES/messages.po. `update` keeps them in step with the code,
`check` refuses one that a page could fall out of, and `compile` makes what the server reads.
"""

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

from tools.catalogue_faults import faults

CHECKOUT = Path(__file__).resolve().parent.parent
NOT_CHECKED = "not yet checked by a reader of this language"
PLURALS = {
    "easy": "nplurals=2; plural=(n != 1);",
    "pl": (
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}
COMMENT = "# `make messages` keeps this in step with the code; people write the translations."
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
# As the app's own templates are read: see portal/core/assembly.py.
JINJA_OPTIONS = {
    "trimmed": "true",
    "newstyle_gettext": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
}
SHOWN = 20


class Translations(Catalog):
    """A catalogue whose header says who has checked it, and nothing that changes by itself."""

    checked_by = NOT_CHECKED

    def __init__(self, code: str) -> None:
        super().__init__(locale=code, header_comment=COMMENT, fuzzy=False)
        self._set_mime_headers([("plural-forms", PLURALS[code])])

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        code = str(self.locale_identifier)
        return [
            ("Language", code),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", PLURALS[code]),
            ("X-Checked-By", f"{self.checked_by}\n"),
        ]

    def _read_mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        headers = list(headers)
        self._set_mime_headers(headers)
        self.checked_by = dict(headers).get("X-Checked-By", NOT_CHECKED)

    mime_headers = property(_get_mime_headers, _read_mime_headers)


def files(root: Path) -> dict[str, Path]:
    """Each language's catalogue, whether it is there yet or not."""
    return {code: root / "translations" / code / "LC_MESSAGES/messages.po" for code in PLURALS}


def gathered(root: Path) -> Catalog:
    """What the code and the templates under `root` say, in order of file and line."""
    found = Catalog(fuzzy=False)
    for path in sorted((root / "portal").rglob("*")):
        template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if not (template or path.suffix == ".py"):
            continue
        name = path.relative_to(root).as_posix()
        method = "jinja2.ext:babel_extract" if template else "python"
        options = JINJA_OPTIONS if template else {}
        for line, words, comments, _context in extract_from_file(
            method, path, KEYWORDS, ["Translators:"], options, strip_comment_tags=True
        ):
            found.add(words, None, [(name, line)], auto_comments=comments)
    return found


def read(path: Path, code: str) -> Translations:
    """The catalogue as it stands; an empty one for a language that has none yet."""
    catalogue = Translations(code)
    if path.exists():
        with path.open("rb") as text:
            PoFileParser(catalogue, abort_invalid=True).parse(text)
        catalogue.header_comment = COMMENT
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """The catalogue as text, the same each time for the same words."""
    text = io.BytesIO()
    write_po(
        text, catalogue, width=100, sort_by_file=True, ignore_obsolete=True, include_lineno=False
    )
    return text.getvalue()


def update(root: Path) -> None:
    """Brings every catalogue in step with the code; a changed text is marked fuzzy for a reader."""
    said = gathered(root)
    for code, path in files(root).items():
        catalogue = read(path, code)
        catalogue.update(said, update_creation_date=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = written(catalogue)
        if not path.exists() or path.read_bytes() != new:
            path.write_bytes(new)
        empty = sum(1 for message in catalogue if message.id and not _is_said(message))
        print(f"{path.relative_to(root)}: {len(catalogue)} texts, {empty} to translate")


def _is_said(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings) and not message.fuzzy


def compile_all(root: Path) -> None:
    """Writes beside each catalogue the form that the server reads."""
    for code, path in files(root).items():
        if path.exists():
            data = io.BytesIO()
            write_mo(data, read(path, code))
            new = path.with_suffix(".mo.new")
            new.write_bytes(data.getvalue())
            new.replace(path.with_suffix(".mo"))


def complaints(root: Path) -> Iterator[str]:
    """One line for each reason why a page could not be shown whole in some language."""
    said = gathered(root)
    wanted = {message.id for message in said if message.id}
    for code, path in files(root).items():
        name = path.relative_to(root)
        catalogue = read(path, code)
        there = {message.id for message in catalogue if message.id}
        if wanted != there:
            yield (
                f"{name}: {len(wanted - there)} texts are not in it and {len(there - wanted)} are "
                "no longer used: run `make messages`."
            )
        for message in catalogue:
            if message.id in wanted:
                yield from (f"{name}: {fault}" for fault in faults(message, catalogue.num_plurals))


def check(root: Path) -> int:
    """Prints what is wrong, and returns how much of it there is."""
    found = list(complaints(root))
    for line in found[:SHOWN]:
        print(line)
    if len(found) > SHOWN:
        print(f"… and {len(found) - SHOWN} more.")
    return len(found)


def main() -> None:
    """Does what the command line asks."""
    parser = argparse.ArgumentParser(prog="tools.catalogues")
    parser.add_argument("what", choices=["update", "check", "compile"])
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="the checkout to work on")
    asked = parser.parse_args()
    if asked.what == "update":
        update(asked.root)
    elif asked.what == "compile":
        compile_all(asked.root)
    elif check(asked.root):
        sys.exit(1)


if __name__ == "__main__":
    main()
