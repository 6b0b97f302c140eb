"""Every exception that becomes a page, in one place."""

import re
from typing import Any

import structlog
from flask import Flask, current_app, g, make_response, render_template, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from portal.core import addresses, language
from portal.core.database import SAFE_METHODS
from portal.core.typed import typed

log = structlog.get_logger()

WITH_WORDS = frozenset({400, 404, 405, 413, 429, 500, 503})
OUR_MISTAKES = (exc.IntegrityError, exc.ProgrammingError, exc.NotSupportedError)
TRY_AGAIN_SECONDS = "60"
TRIED_TOO_OFTEN_SECONDS = str(15 * 60)  # what the page says


def page(code: int, **headers: str) -> Response:
    """The page for a status. It needs no database, so it works when the database does not."""
    if code >= 500:
        g.without_database = True
    if request_ctx.url_adapter is None:
        # The request named a host that cannot be one; our own links need none.
        request_ctx.url_adapter = current_app.url_map.bind("localhost")
    shown = code if code in WITH_WORDS else (400 if code < 500 else 500)
    reading = request.method in SAFE_METHODS
    body = render_template(
        "errors/error.html",
        # Two pages that are not there answer alike to the byte, so neither names its address.
        switch_url=_same_place if code == 404 else language.switch_url,
        code=shown,
        back=addresses.came_from(),
        typed=typed() if code == 503 else None,
        unsafe=not reading,
    )
    return make_response(body, code, headers)


def _same_place(code: str) -> str:
    rule = request.url_rule
    can_be_opened = rule is None or "GET" in (rule.methods or ())
    return f"{'' if can_be_opened else '/'}?language={code}"


def _http(fault: HTTPException) -> Response:
    if isinstance(fault, InternalServerError) and fault.original_exception is not None:
        return _while_finishing(fault.original_exception)
    if fault.response is not None or fault.code is None or fault.code < 400:
        return make_response(fault.get_response())
    kept = {name: value for name, value in fault.get_headers() if name in ("Allow", "Retry-After")}
    if fault.code == 429:
        kept.setdefault("Retry-After", TRIED_TOO_OFTEN_SECONDS)
    return page(fault.code, **kept)


def _while_finishing(fault: BaseException) -> Response:
    # A commit fails after the view has answered, so the exception comes wrapped.
    if isinstance(fault, (exc.DBAPIError, exc.TimeoutError)) and not isinstance(
        fault, OUR_MISTAKES
    ):
        return _database(fault)
    return page(500)


def _form_too_old(fault: CSRFError) -> tuple[str, int]:
    why = re.sub(r"[^a-z]+", "_", str(fault.description).lower()).strip("_")
    log.info("form_refused", why=why)
    back = addresses.came_from()
    return render_template("errors/form_too_old.html", back=back, typed=typed()), 400


def _database(fault: exc.DBAPIError | exc.TimeoutError) -> Response:
    """A database that cannot be reached, is locked, full or read-only; or a text it refuses."""
    if isinstance(fault, OUR_MISTAKES):
        raise fault
    if isinstance(fault, exc.DataError):
        return page(400)
    origin = getattr(fault, "orig", None) or fault
    log.error("database_fault", endpoint=request.endpoint, fault=type(origin).__name__)
    return page(503, **{"Retry-After": TRY_AGAIN_SECONDS})


def where(fault: BaseException) -> str:
    """The line that raised, without what it was working on."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown"
    code = trace.tb_frame.f_code
    return f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}:{code.co_name}"


def _note(exc_info: Any) -> None:
    # In place of Flask's own, which would write the values that the code was working on.
    fault = exc_info[1]
    log.error(
        "unexpected", endpoint=request.endpoint, fault=type(fault).__name__, where=where(fault)
    )


def init_app(app: Flask) -> None:
    """Map exceptions to pages. Tests see unexpected ones raised instead."""
    app.register_error_handler(CSRFError, _form_too_old)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(exc.DBAPIError, _database)
    app.register_error_handler(exc.TimeoutError, _database)
    app.log_exception = _note  # type: ignore[method-assign]
