"""The parts of a page that are the same for everybody, rendered once for each language.

The head, the council's name, the numbers to ring and the foot of the page hold nothing about the
reader, and cost more to render than all the rest of a page together.
"""

from flask import current_app, render_template, request
from markupsafe import Markup

from portal.core import council, language


def standing(name: str) -> Markup:
    """Return `templates/standing/<name>.html`, kept after the first time.

    Such a template may use the council, the language and addresses, and nothing else.
    """
    kept: dict[tuple[str, ...], Markup] = current_app.extensions.setdefault("standing", {})
    key = (name, language.current(), council.current().code, request.script_root)
    if key not in kept:
        kept[key] = Markup(render_template(f"standing/{name}.html"))  # noqa: S704 - our template
    return kept[key]
