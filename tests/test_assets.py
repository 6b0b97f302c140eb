"""The published style sheet is ours to serve only without its typeface and crest."""

import pytest

from tools.assets import ASSETS, AssetsError, clean_css

PUBLISHED = (
    '@charset "UTF-8";@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}'
    "p{font-family:GDS Transport,arial,sans-serif}"
    "a{background:url(/assets/images/govuk-crest.svg)}\n/*# sourceMappingURL=a.css.map */\n"
)


def test_typeface_and_crest_are_taken_out() -> None:
    """What is left is plain Arial."""
    assert clean_css(PUBLISHED) == "p{font-family:arial,sans-serif}a{background:none}\n"


@pytest.mark.parametrize(
    "new", ["b{font:1em GDS}", "b{background:url(/assets/images/new.svg)}", "@import 'b.css';"]
)
def test_a_version_that_brings_something_new_is_refused(new: str) -> None:
    """So that a new version cannot slip a font or a picture past us."""
    with pytest.raises(AssetsError, match=r"clean_css in tools/assets\.py"):
        clean_css(PUBLISHED + new)


def test_what_is_served_says_whose_it_is() -> None:
    """The licence asks for that, in both files."""
    for name in ("govuk-frontend.css", "govuk-frontend.js"):
        assert "Crown copyright, MIT licence" in (ASSETS / name).read_text()
