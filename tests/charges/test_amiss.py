"""A charge that does not add up: those who look after the money are told, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from portal.accounts.models import Account
from portal.charges.amiss import tell_of_amiss
from portal.charges.models import Contribution
from portal.core import clock
from portal.extensions import db
from portal.people.models import Worker
from portal.upkeep.tidying import tidy
from tests.accounts.steps import notices
from tests.cast import Cast

KIND = "charge_amiss_staff"


def told(app: Flask) -> list[str]:
    return sorted(each.to for each in notices(app) if each.kind == KIND)


def runs(app: Flask) -> int:
    with app.app_context():
        return tell_of_amiss()


@pytest.fixture
def charge(app: Flask, cast: Cast) -> Callable[..., None]:
    """Change what everybody in the cast is asked to pay."""

    def change(**values: object) -> None:
        with app.app_context():
            db.session.execute(update(Contribution).values(**values))
            db.session.commit()

    return change


def test_what_adds_up_is_told_to_nobody(app: Flask, charge: Callable[..., None]) -> None:
    assert runs(app) == 0
    assert told(app) == []


def test_each_is_told_once_and_names_nobody(
    app: Flask, cast: Cast, charge: Callable[..., None]
) -> None:
    charge(charged_pence=9_000)
    with app.app_context():
        found = tidy()["charges that do not add up"]
    assert found > 0
    assert runs(app) == 0
    assert told(app) == [cast.finance.email]
    [notice] = [each for each in notices(app) if each.kind == KIND]
    for secret in (cast.resident.marker, cast.resident.money_marker, "9000", "90.00"):
        assert secret not in f"{notice.parts}"


def test_one_that_was_put_right_and_goes_wrong_again_is_told_again(
    app: Flask, cast: Cast, charge: Callable[..., None]
) -> None:
    for charged in (9_000, 8_507, 9_000):
        charge(charged_pence=charged)
        runs(app)
    assert told(app) == [cast.finance.email] * 2


def test_one_that_is_over_is_told_to_nobody(app: Flask, charge: Callable[..., None]) -> None:
    charge(charged_pence=9_000, to_on=clock.today() - timedelta(1))
    assert runs(app) == 0


def test_where_nobody_can_be_told_it_is_tried_again(
    app: Flask, cast: Cast, charge: Callable[..., None]
) -> None:
    charge(charged_pence=9_000)
    staff = update(Account).where(Account.worker_id.is_not(None))
    with app.app_context():
        db.session.execute(staff.values(closed_at=clock.now()))
        db.session.commit()
    runs(app)
    assert told(app) == []
    with app.app_context():
        db.session.execute(staff.values(closed_at=None))
        db.session.commit()
    assert runs(app) > 0
    assert told(app) == [cast.finance.email]


def test_without_finance_the_administrators_are_told(
    app: Flask, cast: Cast, charge: Callable[..., None]
) -> None:
    charge(charged_pence=9_000)
    with app.app_context():
        gone = db.session.get_one(Worker, cast.finance.worker.id)
        gone.left_on = clock.today() - timedelta(1)
        db.session.commit()
    runs(app)
    assert told(app) == [cast.administrator.email]
