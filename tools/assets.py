"""Puts the design system's published files in build/assets, without what is not ours to use.

The design system's own typeface and the royal crest are for services on the national
government's domain. A council's portal has neither, so both are taken out here, and the build
stops if a new version brings one in by a way not known here. Our own style and script go
there too, compressed, because nothing compresses a file while it is served.
"""

import gzip
import json
import re
import sys
from pathlib import Path

import brotli

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGE = CHECKOUT / "node_modules" / "govuk-frontend"
ASSETS = CHECKOUT / "build" / "assets"
STATIC = CHECKOUT / "static"
BANNER = (
    "/*! govuk-frontend {version}, Crown copyright, MIT licence (https://opensource.org/license/mit)"
    "{changed} */\n"
)
CHANGED = "; changed here: typeface and crest taken out"


class AssetsError(Exception):
    """One sentence that says why the published files cannot be used as they are."""


def clean_css(css: str) -> str:
    """The published style sheet in plain Arial, naming no file but itself.

    Raises AssetsError if the typeface, or any picture or font, is still in it afterwards.
    """
    css = css.removeprefix('@charset "UTF-8";')
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r'"?GDS Transport"?,\s*', "", css)
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none")
    css = without_map(css)
    for left in ("GDS", "/assets", "url(", "@import"):
        if left in css:
            raise AssetsError(
                f"The design system's style sheet still has {left!r} after cleaning: "
                "look at what changed in it, then at clean_css in tools/assets.py."
            )
    return css


def without_map(text: str) -> str:
    """The text without its last comment, which points at a source map we do not serve."""
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$", "", text)


def write(path: Path, text: str) -> None:
    """Writes the file, and beside it the two compressed forms that browsers ask for."""
    data = text.encode()
    path.write_bytes(data)
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))
    path.with_name(path.name + ".br").write_bytes(brotli.compress(data, quality=11))


def build() -> None:
    """Fills build/assets from what npm installed."""
    published = PACKAGE / "dist" / "govuk"
    if not published.is_dir():
        raise AssetsError("The design system is not in node_modules: run `make assets`.")
    version = json.loads((PACKAGE / "package.json").read_text())["version"]
    css = clean_css((published / "govuk-frontend.min.css").read_text())
    script = without_map((published / "govuk-frontend.min.js").read_text())
    ASSETS.mkdir(parents=True, exist_ok=True)
    write(
        ASSETS / "govuk-frontend.css",
        '@charset "UTF-8";\n' + BANNER.format(version=version, changed=CHANGED) + css,
    )
    write(ASSETS / "govuk-frontend.js", BANNER.format(version=version, changed="") + script)
    for ours in (*STATIC.glob("*.css"), *STATIC.glob("*.js")):
        write(ASSETS / ours.name, ours.read_text())


if __name__ == "__main__":
    try:
        build()
    except AssetsError as error:
        sys.exit(str(error))
