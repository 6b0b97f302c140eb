"""docs/import-files.md says what the code reads."""

from pathlib import Path

import pytest

from portal.core.places import CHECKOUT
from portal.exchange.document import document
from portal.exchange.rows import ROWS, read_row
from portal.exchange.rules import FileKind, Why

PAGE = Path(CHECKOUT, "docs", "import-files.md")


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("kind", FileKind)
def test_every_example_on_it_is_one_that_can_be_read(kind):
    examples = {name: field.examples[0] for name, field in ROWS[kind].model_fields.items()}
    for name in examples:
        read = read_row(kind, examples)
        wrong = [] if not isinstance(read, list) else [why for why in read if why.column == name]
        assert not [why for why in wrong if why.why not in (Why.DOES_NOT_ADD_UP, Why.WEEK_IS_OFF)]
