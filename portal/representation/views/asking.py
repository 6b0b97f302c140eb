"""Asking somebody to help: who, what and for how long, check, send; then the number to say.

Between the pages the browser's form cookie holds what was typed, for this account alone.
"""

from datetime import date
from typing import Any

from flask import session

from portal.accounts import links
from portal.accounts.proving import proved_again
from portal.core.access import must_actor, needs
from portal.core.forms import BaseForm
from portal.people import queries as people
from portal.people.queries import Record
from portal.policy import Can, Scope
from portal.representation import queries
from portal.representation.actions import asking
from portal.representation.actions.asking import Wish
from portal.representation.forms import WhatAndHowLongForm, WhoForm, last_day
from portal.representation.queries import Asked
from portal.representation.rules import helping
from portal.representation.rules.helping import Way
from portal.representation.views.blueprint import Answer, bp, go, page, question

KEPT = "asking"


def _kept() -> dict[str, Any]:
    """What was typed so far by whoever is signed in; nothing of anybody else's."""
    kept = session.get(KEPT) or {}
    return kept if kept.get("by") == _by() else {}


def _by() -> str:
    """Who types; a worker who does so with a person starts anew in each sitting."""
    who = must_actor()
    return f"{who.account_id}:{who.sitting_id or ''}"


def _keep(**more: Any) -> None:
    session[KEPT] = {**_kept(), **more, "by": _by()}


@bp.route("/helpers/ask", methods=["GET", "POST"])
@needs(Can.MANAGE_HELPERS, of=people.record, mine=True)
def ask(_record: Record) -> Answer:
    """Whom to ask, and how the code reaches them."""
    form = WhoForm(data=_kept())
    if not form.is_valid():
        return question("ask", form)
    _keep(**{name: form[name].data for name in ("given_name", "family_name", "way", "email")})
    return go("representation.ask_what")


@bp.route("/helpers/ask/what", methods=["GET", "POST"])
@needs(Can.MANAGE_HELPERS, of=people.record, mine=True)
def ask_what(_record: Record) -> Answer:
    """What they may see and do, and for how long."""
    kept = _kept()
    if "way" not in kept:
        return go("representation.ask")
    form = WhatAndHowLongForm(
        scopes=kept.get("scopes"), lasts=kept.get("lasts"), until=_day(kept.get("until"))
    )
    to_on = last_day(form) if form.is_valid() else None
    if to_on is None:
        return question("ask_what", form, name=kept["given_name"])
    _keep(
        scopes=form.scopes.data,
        lasts=form.lasts.data,
        until=form.until.data.isoformat() if form.until.data else None,
        to_on=to_on.isoformat(),
    )
    return go("representation.ask_check")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@bp.route("/helpers/ask/check", methods=["GET", "POST"])
@needs(Can.MANAGE_HELPERS, of=people.record, mine=True)
@proved_again
def ask_check(record: Record) -> Answer:
    """Everything once more, and the button that sends it."""
    kept = _kept()
    if "to_on" not in kept:
        return go("representation.ask")
    form, wish = BaseForm(), _wish(kept)
    if not form.is_valid():
        return question("ask_check", form, wish=wish, scopes=helping.in_order(wish.scopes))
    row = asking.ask(record, wish, must_actor().account_id)
    session.pop(KEPT, None)
    return go("representation.asked", invitation_id=row.id)


def _wish(kept: dict[str, Any]) -> Wish:
    way = Way(kept["way"])
    return Wish(
        kept["given_name"],
        kept["family_name"],
        way,
        kept["email"] if way is Way.EMAIL else None,
        frozenset(Scope(each) for each in kept["scopes"]),
        date.fromisoformat(kept["to_on"]),
    )


@bp.get("/helpers/asked/<uuid:invitation_id>")
@needs(Can.MANAGE_HELPERS, of=queries.asked, mine=True)
def asked(given: Asked) -> str:
    """The number to say, as long as there is no answer; a letter to print, where that was asked."""
    return page(
        "asked",
        asked=given,
        secrets=asking.secrets_of(given.row, given.now),
        address=links.link("/invitation"),
    )


@bp.post("/helpers/asked/<uuid:invitation_id>/again")
@needs(Can.MANAGE_HELPERS, of=queries.asked, mine=True)
@proved_again
def ask_again(given: Asked) -> Answer:
    """A new code and a new number for the same helper."""
    form = BaseForm()
    row = given.row
    if form.is_valid() and row.answer != helping.Answer.YES:
        row = asking.ask_again(given.record, row, must_actor().account_id)
    return go("representation.asked", invitation_id=row.id)


@bp.post("/helpers/asked/<uuid:invitation_id>/take-back")
@needs(Can.MANAGE_HELPERS, of=queries.asked, mine=True)
def take_back(given: Asked) -> Answer:
    """End an invitation before it is answered."""
    form = BaseForm()
    if form.is_valid():
        asking.take_back(given.record, given.row, must_actor().account_id)
    return go("representation.your_helpers")
