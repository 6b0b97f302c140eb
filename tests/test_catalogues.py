"""A catalogue that a page could fall out of fails the check."""

from pathlib import Path

import pytest
from babel.support import Translations

from tools import catalogues

CODE = '''"""A page."""
from flask_babel import gettext as _, ngettext
WAIT = _("Wait for %(name)s")
DAYS = ngettext("One day", "%(num)d days", 2)
'''
TEMPLATE = """{% trans name="Ada" %}
  Hello
  <b>{{ name }}</b>
{% endtrans %}"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small portal, with every text in every catalogue."""
    folder = tmp_path / "portal" / "templates"
    folder.mkdir(parents=True)
    (tmp_path / "portal" / "page.py").write_text(CODE)
    (folder / "page.html").write_text(TEMPLATE)
    catalogues.update(tmp_path)
    for path in catalogues.files(tmp_path).values():
        text = path.read_text()
        for plural in range(3):
            text = text.replace(f'msgstr[{plural}] ""', f'msgstr[{plural}] "%(num)d dni"')
        text = said(text, "Wait for %(name)s", "Poczekaj: %(name)s")
        path.write_text(said(text, "Hello <b>%(name)s</b>", "Hej <b>%(name)s</b>"))
    return tmp_path


def said(text: str, source: str, translation: str) -> str:
    """A catalogue with one more translation in it."""
    assert f'msgid "{source}"\nmsgstr ""' in text
    return text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')


def polish(root: Path) -> Path:
    """The Polish catalogue."""
    return catalogues.files(root)["pl"]


def test_a_whole_catalogue_passes_and_stays_as_it_is(checkout: Path) -> None:
    """A second gathering changes nothing, so that differences show only words."""
    before = {path: path.read_text() for path in catalogues.files(checkout).values()}
    catalogues.update(checkout)
    assert {path: path.read_text() for path in before} == before
    assert list(catalogues.complaints(checkout)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('"Poczekaj: %(name)s"', '""', "has no translation"),
        ('msgstr[2] "%(num)d dni"', 'msgstr[2] ""', "has no translation"),
        ('"Poczekaj: %(name)s"', '"Poczekaj"', "placeholders: %(name)s"),
        ('"Poczekaj: %(name)s"', '"Poczekaj: %(nome)s"', "placeholders"),
        ('"Poczekaj: %(name)s"', '"100% %(name)s"', "write %% for a per cent"),
        ('"Hej <b>%(name)s</b>"', '"Hej <a>%(name)s</a>"', "mark-up"),
        ("#, python-format\nmsgid", "#, fuzzy, python-format\nmsgid", "fuzzy"),
    ],
)
def test_a_fault_in_one_text_is_found(
    checkout: Path, right: str, wrong: str, complaint: str
) -> None:
    """Each way in which a text can be unfit to show."""
    path = polish(checkout)
    assert right in path.read_text()
    path.write_text(path.read_text().replace(right, wrong))
    found = list(catalogues.complaints(checkout))
    assert found
    assert all(complaint in line for line in found)


def test_a_text_that_was_never_gathered_is_found(checkout: Path) -> None:
    """In every language, with the command that mends it."""
    page = checkout / "portal" / "page.py"
    page.write_text(page.read_text() + 'NEW = _("Something new")\n')
    found = list(catalogues.complaints(checkout))
    assert len(found) == len(catalogues.PLURALS)
    assert all("make messages" in line for line in found)


def test_who_has_checked_a_catalogue_is_kept(checkout: Path) -> None:
    """And nobody has, until a person says so."""
    path = polish(checkout)
    assert f"X-Checked-By: {catalogues.NOT_CHECKED}" in path.read_text()
    path.write_text(path.read_text().replace(catalogues.NOT_CHECKED, "Ewa, Norwich, May 2027"))
    catalogues.update(checkout)
    assert "X-Checked-By: Ewa, Norwich, May 2027" in path.read_text()


def test_the_compiled_form_says_who_checked_it_and_counts_as_poles_do(checkout: Path) -> None:
    """What the server reads: see portal/core/language.py."""
    catalogues.compile_all(checkout)
    spoken = Translations.load(str(checkout / "translations"), ["pl"])
    assert spoken.info()["x-checked-by"] == catalogues.NOT_CHECKED
    assert [spoken.plural(number) for number in (1, 2, 5, 12, 22)] == [0, 1, 2, 2, 1]
