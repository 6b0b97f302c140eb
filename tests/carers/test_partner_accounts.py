"""The accounts of people of other organisations: invited, closed, and never more than that."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.carers.rules.stages import State
from portal.core import clock
from portal.extensions import db
from portal.people.models import Worker
from portal.policy import Role
from tests.accounts.steps import notices
from tests.carers.handed import handed_over, of_partner, theirs
from tests.carers.requests import partner_code
from tests.carers.staff import PLACE, page_of, row_of
from tests.cast import Cast
from tests.client import Client
from tests.factories import build_worker

ClientFor = Callable[..., Client]
SQLITE = pytest.mark.parametrize("database", ["sqlite"])
NEW = {
    "name": "Una Flint",
    "reference": "CM-7",
    "email": "una@carers.example",
    "base": "Norwich",
    "phone": "01632 960170",
    "job_title": "Adviser",
    "employer": "Carers Matter Norfolk",
    **{f"from_on-{part}": str(getattr(clock.today(), part)) for part in ("day", "month", "year")},
}


def test_an_administrator_invites_somebody_of_an_organisation(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    somebody = client_for("administrator")
    somebody.get("/staff/colleagues/new")
    here = str(cast.teams["here"].id)
    wrong = [
        ({"role": "partner", "partner": ""}, "partner"),
        ({"role": "worker", "partner": "carers-matter"}, "partner"),
        ({"role": "partner", "partner": "nobody"}, "partner"),
        ({"role": "partner", "partner": "carers-matter", "team": here}, "team"),
    ]
    for typed, where in wrong:
        page = somebody.post("/staff/colleagues/new", {**NEW, **typed}, 422)
        assert where in page.errors
    somebody.post("/staff/colleagues/new", {**NEW, "role": "partner", "partner": "carers-matter"})
    somebody.follow()
    somebody.submit()
    assert [each.kind for each in notices(app)] == ["invitation_staff"]
    with app.app_context():
        made = db.session.scalars(select(Worker).where(Worker.reference == "CM-7")).one()
        assert (made.role, made.partner) == (Role.PARTNER, "carers-matter")
    assert "Carers Matter Norfolk" in somebody.get(f"/staff/colleagues/{made.id}").main
    on = {name.replace("from_on", "on"): value for name, value in NEW.items()}
    moved = {"left": "", "to": here, **on}
    page = somebody.post(f"/staff/colleagues/{made.id}/move", moved, 422)
    assert "in no team of ours" in page.main


def test_a_manager_invites_nobody_of_an_organisation(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    somebody = client_for("manager")
    assert "organisation" not in somebody.get("/staff/colleagues/new").main
    team = {"team": str(cast.teams["here"].id)}
    sent = {**NEW, **team, "role": "partner", "partner": "carers-matter"}
    somebody.post("/staff/colleagues/new", sent)
    with app.app_context():
        made = db.session.scalars(select(Worker).where(Worker.reference == "CM-7")).one()
        assert (made.role, made.partner) == (Role.WORKER, None)
    somebody.get(f"/staff/colleagues/{cast.partner.worker.id}", 404)


def test_a_closed_account_and_an_organisation_that_stopped_open_nothing(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    handed_over(app, cast)
    closed, stopped = of_partner(cast, client_for), of_partner(cast, client_for)
    closed.get(page_of(cast))
    boss = client_for("administrator")
    boss.get(f"/staff/colleagues/{cast.partner.worker.id}/close")
    here = app.extensions["council"]
    over = {"to_on": clock.today() - timedelta(1)}
    gone = [each.model_copy(update=over) for each in here.partners]
    app.extensions["council"] = here.model_copy(update={"partners": tuple(gone)})
    stopped.get(page_of(cast), 303)
    app.extensions["council"] = here
    stopped.get(page_of(cast))
    boss.submit()
    closed.get(page_of(cast), 303)
    closed.post(f"{page_of(cast)}/accept", status=401)
    assert row_of(app, cast).state is State.WITH_PARTNER


@SQLITE
def test_without_a_second_factor_there_is_nothing(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    with app.app_context():
        plain = build_worker("plain", "Has no app.", Role.PARTNER, None)
        plain.worker.partner = partner_code()
        db.session.commit()
    theirs(app, cast)
    somebody = Client(app, cast, "nobody")
    object.__setattr__(plain, "totp_secret", None)
    somebody.sign_in(plain)
    for address in (PLACE, page_of(cast), "/staff"):
        somebody.get(address, 404)
