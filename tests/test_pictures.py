"""The pictures: each is listed with what it means, small, and safe under the portal's policy."""

import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).parents[1] / "static/pictures"
FILES = sorted(FOLDER.glob("*.svg"), key=lambda path: path.stem)
MOST_BYTES = 2_500
SVG = "{http://www.w3.org/2000/svg}"
COLOURS = {"none", "#1d2a33", "#0b5d5a", "#e6f1f0", "#ffffff"}
SHAPES = {SVG + name for name in ("svg", "g", "path", "rect", "circle", "ellipse")}


def test_each_picture_is_listed_once_with_its_meaning():
    meanings = tomllib.loads((FOLDER / "pictures.toml").read_text("utf-8"))

    assert sorted(meanings) == [path.stem for path in FILES]
    assert len(set(meanings.values())) == len(meanings)
    assert all(meaning.endswith(".") for meaning in meanings.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_picture_is_plain_shapes_in_our_colours(path):
    root = ElementTree.parse(path).getroot()
    parts = list(root.iter())

    assert path.stat().st_size <= MOST_BYTES
    assert root.get("viewBox") == "0 0 160 160"
    assert {part.tag for part in parts} <= SHAPES
    for part in parts:
        assert not {name for name in part.attrib if name == "style" or name.startswith("on")}
        assert {part.get("fill", "none"), part.get("stroke", "none")} <= COLOURS
