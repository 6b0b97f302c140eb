"""Our macros give the markup that the design system publishes for each of its components."""

import copy
from typing import Any

import pytest

from tests.components.markup_trees import published, tree
from tests.components.not_supported import FLOOR, NOT_SUPPORTED
from tests.components.page_examples import ADAPTERS
from tests.components.question_examples import NotSupported


def reproduced(component: str, example: dict[str, Any]) -> bool:
    """Say whether our macro, given what an example was made from, gives the same markup."""
    try:
        ours = ADAPTERS[component](copy.deepcopy(example["options"]))
    except (NotSupported, TypeError):  # TypeError: our macro has no such argument
        return False
    return bool(tree(ours) == tree(example["html"]))


@pytest.mark.parametrize("component", sorted(ADAPTERS))
def test_component_gives_the_published_markup(component: str) -> None:
    listed = NOT_SUPPORTED.get(component, {})
    examples = published(component)
    same = {example["name"] for example in examples if reproduced(component, example)}
    different = {example["name"] for example in examples} - same

    assert different - set(listed) == set(), "these differ and are not listed as unsupported"
    assert set(listed) - different == set(), "these are listed as unsupported and are not"
    assert len(same) >= FLOOR[component]


def test_every_list_is_about_components_we_have() -> None:
    assert set(FLOOR) == set(ADAPTERS)
    assert set(NOT_SUPPORTED) <= set(ADAPTERS)


def test_text_is_escaped_wherever_it_is_put() -> None:
    nasty = "<script>alert(1)</script>"
    for component in ("label", "hint", "tag", "inset-text", "button", "error-message", "back-link"):
        assert "<script>" not in ADAPTERS[component]({"text": nasty})
