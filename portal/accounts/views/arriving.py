"""What follows every complete sign-in, by whatever way: the cookies, and a word where it is odd."""

from flask import request
from werkzeug.wrappers import Response

from portal.accounts import sessions
from portal.accounts.actions import arriving
from portal.accounts.models import Account
from portal.accounts.views.blueprint import this_device


def arrived(response: Response, account: Account, token: str, *, tell: bool = True) -> Response:
    """Give the browser its session, and say so to the person if the device was never seen.

    `tell` is False where the person has just made the account in this very browser.
    """
    kept = request.cookies.get(sessions.cookie_name(known=True)) or None
    known = arriving.arrive(account, token, device=this_device(), known=kept, tell=tell)
    if known is not None:
        sessions.give_known_cookie(response, known)
    return sessions.give_cookie(response, token)
