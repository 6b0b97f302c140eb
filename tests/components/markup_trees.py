"""The published examples of each component, and a way to compare markup by what it means."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

PACKAGE = Path(__file__).parents[2] / "node_modules" / "govuk-frontend"
COMPONENTS = PACKAGE / "dist" / "govuk" / "components"
DRAWN = ("class", "aria-hidden", "focusable")


@cache
def published(component: str) -> list[dict[str, Any]]:
    """Return the examples that the package publishes for a component.

    Fails, and does not skip, where the package is not installed.
    """
    path = COMPONENTS / component / "fixtures.json"
    if not path.is_file():
        pytest.fail(
            f"The examples of {component} are missing: run `make test`, or `npm ci`, which "
            "puts the design system in node_modules.",
            pytrace=False,
        )
    fixtures: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["fixtures"]
    return fixtures


def tree(html: str) -> Any:
    """Return markup as nested tuples without what does not matter.

    Left out are white space, the order of attributes and classes, and the lines of drawings:
    ours are our own.
    """
    body = BeautifulSoup(html, "html5lib").body
    assert body is not None
    return [branch for child in body.children if (branch := _branch(child))]


def _branch(node: Any) -> Any:
    if isinstance(node, Comment):
        return None
    if isinstance(node, NavigableString):
        return re.sub(r"\s+", " ", str(node)).strip()
    assert isinstance(node, Tag)
    drawing = node.name == "svg"
    attributes = {
        name: " ".join(sorted(value)) if isinstance(value, list) else value
        for name, value in node.attrs.items()
        if not drawing or name in DRAWN
    }
    children = [] if drawing else [b for child in node.children if (b := _branch(child))]
    return node.name, sorted(attributes.items()), children
