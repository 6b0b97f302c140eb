"""Where files live: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent


def _first(*choices: Path) -> Path:
    return next((choice for choice in choices if choice.is_dir()), choices[-1])


STATIC = _first(PACKAGE / "_static", CHECKOUT / "static")
ASSETS = _first(PACKAGE / "_assets", CHECKOUT / "build" / "assets")
TRANSLATIONS = _first(PACKAGE / "_translations", CHECKOUT / "translations")
DEMO = _first(PACKAGE / "_demo", CHECKOUT / "demo")
