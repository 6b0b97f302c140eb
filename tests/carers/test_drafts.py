"""A draft that nobody goes on with: told of, if that is safe, and deleted on the day it said."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from portal.carers.actions import drafts
from portal.carers.models import CarerAnswer
from portal.core import clock
from portal.extensions import db
from portal.upkeep import tidying
from tests.accounts.steps import notices
from tests.carers.requests import build_request
from tests.carers.steps import Kept, comes_back, kept, left, row_of, visits_of
from tests.cast import Cast
from tests.client import Client

NOON = "2026-02-03 12:00:00+00:00"
KEPT, WARNED = timedelta(days=90), timedelta(days=14)


def tidied(app: Flask) -> None:
    with app.app_context():
        tidying.tidy()


def is_there(app: Flask, one: Kept) -> bool:
    with app.app_context():
        return row_of(one) is not None


def test_a_draft_is_told_of_and_deleted_on_the_day_that_its_page_names(
    app: Flask, nobody: Client
) -> None:
    with time_machine.travel(NOON, tick=False) as moved:
        one = left(app, ["email"])
        comes_back(nobody, one)
        assert "4 May 2026" in nobody.get(one.at("save")).main
        moved.shift(KEPT - WARNED - timedelta(days=1))
        tidied(app)
        assert notices(app) == []
        for _ in range(2):
            moved.shift(timedelta(days=1))
            tidied(app)
        assert [(each.kind, each.to) for each in notices(app)] == [
            ("carers/draft_ends", "sam@example.org")
        ]
        moved.shift(WARNED - timedelta(days=2))
        tidied(app)
        assert is_there(app, one)
        moved.shift(timedelta(days=1))
        tidied(app)
        assert not is_there(app, one)
    with app.app_context():
        answers = select(func.count()).where(CarerAnswer.request_id == one.id)
        assert (db.session.scalar(answers), visits_of(one)) == (0, [])


@pytest.mark.parametrize(
    ("ways", "safe", "kinds"),
    [
        (["email"], {}, ["carers/draft_ends"]),
        (["email"], {"may_say_who": "no"}, ["something_to_see"]),
        (["text"], {}, ["carers/draft_ends"]),
        (["text"], {"may_say_who": "no"}, []),
        (["text"], {"shares_phone": "yes"}, []),
        (["call", "post"], {}, []),
        (["none"], {}, []),
        (None, {}, []),
    ],
)
def test_it_is_told_only_where_that_is_safe(
    app: Flask, ways: list[str] | None, safe: dict[str, str], kinds: list[str]
) -> None:
    with time_machine.travel(NOON, tick=False) as moved:
        one = left(app, ways, **safe)
        moved.shift(KEPT - WARNED)
        tidied(app)
        assert [each.kind for each in notices(app)] == kinds
        moved.shift(WARNED)
        tidied(app)
        assert not is_there(app, one)


def test_whoever_was_told_late_has_all_the_days_they_were_told(app: Flask) -> None:
    """The portal may have stood still."""
    with time_machine.travel(NOON, tick=False) as moved:
        one = left(app, ["email"])
        moved.shift(KEPT + timedelta(days=3))
        tidied(app)
        assert is_there(app, one)
        with app.app_context():
            assert drafts.goes_on(row_of(one)) == clock.today() + WARNED
        moved.shift(WARNED)
        tidied(app)
        assert not is_there(app, one)


def test_whoever_comes_back_has_all_the_time_again(app: Flask, nobody: Client) -> None:
    with time_machine.travel(NOON, tick=False) as moved:
        one = left(app, ["email"])
        moved.shift(KEPT - timedelta(days=1))
        tidied(app)
        comes_back(nobody, one)
        moved.shift(KEPT - timedelta(days=1))
        tidied(app)
        assert is_there(app, one)
        assert len(notices(app)) == 2


@pytest.mark.parametrize("send", [True, False])
def test_what_the_team_has_seen_is_no_draft(
    app: Flask, cast: Cast, client_for: Callable[..., Client], send: bool
) -> None:
    with time_machine.travel(NOON, tick=False) as moved:
        one = kept(app, send=send)
        moved.shift(2 * KEPT)
        tidied(app)
        assert is_there(app, one)
        with app.app_context():
            assert drafts.goes_on(row_of(one)) is None
    assert notices(app) == []


def test_somebody_who_signs_in_is_told_by_their_own_choice(app: Flask, cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False) as moved:
        with app.app_context():
            row = build_request(who=cast.carer, send=False, SAFE={"ways": ["email"]})
            row.first_contact_at = None
            db.session.commit()
        moved.shift(KEPT - WARNED)
        tidied(app)
        assert [(each.kind, each.to) for each in notices(app)] == [("draft_ends", cast.carer.email)]
