"""Pages as PDF files that screen readers can read (PDF/UA). Only where WeasyPrint can run.

WeasyPrint needs libraries of the system (on Debian and Ubuntu: `apt-get install libpango-1.0-0
libpangoft2-1.0-0 libharfbuzz-subset0`). Without them the portal runs as ever and offers the page
to print; the log says once a press what is missing.
"""

import importlib
from typing import Any

import structlog

log = structlog.get_logger()


def _fetch_nothing(url: str, *_more: Any, **_named: Any) -> Any:
    raise ValueError(f"a copy fetches nothing: {url[:20]}")


def as_pdf(html: str) -> bytes | None:
    """A page as a tagged PDF, or None where the libraries for it are missing."""
    try:
        # Loaded when it is first needed: half a second, and 40 MB that most processes never use.
        weasyprint = importlib.import_module("weasyprint")
    except (ImportError, OSError) as fault:
        log.warning("no_pdf", fault=type(fault).__name__, remedy="apt-get install libpango-1.0-0")
        return None
    page = weasyprint.HTML(string=html, url_fetcher=_fetch_nothing)
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made
