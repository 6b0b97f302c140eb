"""Pages as PDF files that screen readers can read (PDF/UA). Only where WeasyPrint can run.

WeasyPrint needs libraries of the system (on Debian and Ubuntu: `apt-get install libpango-1.0-0
libpangoft2-1.0-0 libharfbuzz-subset0`). Without them the portal runs as ever and offers the page
to print; the log says at each press what is missing.
"""

import importlib
from typing import Any

import structlog
from werkzeug.wrappers import Response

log = structlog.get_logger()
REMEDY = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def _fetch_nothing(url: str, *_more: Any, **_named: Any) -> Any:
    raise ValueError(f"a copy fetches nothing: {url[:20]}")


def as_pdf(html: str) -> bytes | None:
    """A page as a tagged PDF, or None where the libraries for it are missing."""
    try:
        # Loaded when it is first needed: half a second, and 40 MB that most processes never use.
        weasyprint = importlib.import_module("weasyprint")
    except (ImportError, OSError) as fault:
        log.warning("no_pdf", fault=type(fault).__name__, remedy=REMEDY)
        return None
    page = weasyprint.HTML(string=html, url_fetcher=_fetch_nothing)
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made


def to_save(html: str, name: str) -> Response | None:
    """A page as a PDF file to save under this name, or None where it cannot be made.

    The name stays in a list of files that others may see, so it says nothing of anybody.
    """
    made = as_pdf(html)
    if made is None:
        return None
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
