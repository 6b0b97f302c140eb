"""Every exception that becomes a page, in one place."""

import structlog
from flask import Flask, render_template, request
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from portal.extensions import db

log = structlog.get_logger()
Page = tuple[str, int]

TITLES = {
    400: _l("We could not read what was sent"),
    404: _l("We cannot find that page"),
    405: _l("That did not work"),
    413: _l("That is too big to send"),
    429: _l("Please wait a little"),
    500: _l("Something went wrong"),
    503: _l("Nothing was saved"),
}


def page(code: int) -> Page:
    """The page for a status. It needs no database, so it works when the database does not."""
    shown = code if code in TITLES else (400 if code < 500 else 500)
    return render_template("errors/error.html", code=shown, title=TITLES[shown]), code


def _http(fault: HTTPException) -> Page | Response:
    if fault.response is not None or fault.code is None or fault.code < 400:
        return fault.get_response()
    return page(fault.code)


def _form_too_old(fault: CSRFError) -> Page:
    log.info("form_refused", why=fault.description)
    return render_template("errors/form_too_old.html"), 400


def _database(fault: OperationalError) -> Page:
    db.session.rollback()
    log.error("database_fault", endpoint=request.endpoint, fault=type(fault.orig).__name__)
    return page(503)


def _unexpected(fault: Exception) -> Page:
    db.session.rollback()
    log.error(
        "unexpected", endpoint=request.endpoint, fault=type(fault).__name__, where=_where(fault)
    )
    return page(500)


def _where(fault: Exception) -> str:
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown"
    code = trace.tb_frame.f_code
    return f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}"


def init_app(app: Flask) -> None:
    """Map exceptions to pages. Tests see unexpected ones raised instead."""
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)
