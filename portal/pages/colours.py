"""The council's colours, as a style sheet over the portal's own."""

import hashlib
from dataclasses import dataclass

from flask import current_app

from portal.core import council

ONE_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Sheet:
    """A style sheet, and a short fingerprint of it for its address."""

    css: str
    version: str


def sheet() -> Sheet:
    """This council's style sheet, made once for each app."""
    made: Sheet | None = current_app.extensions.get("brand_sheet")
    if made is None:
        colours = council.current().brand
        css = (
            ":root {\n"
            f"  --portal-brand: {colours.brand};\n"
            f"  --portal-brand-pale: {colours.brand_pale};\n"
            f"  --portal-ink: {colours.ink};\n"
            f"  --portal-edge: {colours.edge};\n"
            "}\n"
        )
        made = Sheet(css, hashlib.sha256(css.encode()).hexdigest()[:12])
        current_app.extensions["brand_sheet"] = made
    return made
