"""What was told, on paper: a page to print, and a PDF that a screen reader can read."""

from flask import abort, render_template
from werkzeug.wrappers import Response

from portal.carers import answer_words, receipts
from portal.carers.queries import Asked
from portal.carers.rules import path
from portal.carers.rules.answers import Asker
from portal.carers.views.blueprint import bp, page
from portal.carers.visiting import own_request
from portal.core import pdf
from portal.core.forms import BaseForm

NAME = "your-copy.pdf"
"""What the file is called: whoever sees it in a list of files learns nothing from it."""


@bp.get("/<reference>/copy")
@own_request
def copy(asked: Asked) -> str:
    """What was told, to print or to save, with what to heed first."""
    return _as_page(asked, no_pdf=False)


@bp.post("/<reference>/copy")
@own_request
def copy_pdf(asked: Asked) -> Response | str:
    """The same as a PDF; else the page again, and how to print it. No link leads to the file."""
    if not BaseForm().is_valid():
        return _as_page(asked, no_pdf=False)
    made = pdf.to_save(render_template("carers/copy_pdf.html", **_told(asked)), NAME)
    return made or _as_page(asked, no_pdf=True)


def _as_page(asked: Asked, *, no_pdf: bool) -> str:
    return page("copy", no_pdf=no_pdf, careful=answer_words.is_careful(asked), **_told(asked))


def _told(asked: Asked) -> dict[str, object]:
    if asked.row.sent_at is None:
        abort(404)
    steps = path.path(asked.facts)
    for_other = asked.row.asker != Asker.SELF
    answers = answer_words.on_paper(asked)
    return {
        "asked": asked,
        "receipt": receipts.receipt(asked),
        "parts": list(answer_words.in_parts(steps, answers, for_other=for_other)),
        "names": answer_words.PARTS,
    }
