"""What GOV.UK Notify says became of the notices that it took: no page, and no person reads it."""

import hmac
from contextlib import suppress
from uuid import UUID

from flask import Response, abort, current_app, request

from portal.core import notifying
from portal.core.access import public
from portal.core.outbox import take_receipt
from portal.extensions import csrf
from portal.pages.home_views import bp

__all__ = ["bp"]
NOTHING = 204
SAYS = ("reference", "status")


@bp.post("/notices/receipt")
@public("Notify has no account; it shows a token that only it was given")
def receipt() -> Response:
    """Take one delivery receipt; 401 without the right token, or where none was set."""
    given = current_app.extensions["settings"].notify_callback_token.get_secret_value()
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not given or not hmac.compare_digest(shown.encode(), given.encode()):
        abort(Response(status=401))
    said = request.get_json(silent=True)
    told = {name: str(said.get(name)) for name in SAYS} if isinstance(said, dict) else {}
    with suppress(KeyError, ValueError):
        row_id, status = UUID(told["reference"]), told["status"]
        if status == notifying.DELIVERED or status in notifying.FAILED:
            take_receipt(row_id, arrived=status == notifying.DELIVERED, status=status)
    return Response(status=NOTHING)


csrf.exempt(receipt)
