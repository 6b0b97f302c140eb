"""How long others waited at the stage somebody is at: from the last 90 days, never from a few."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.core import clock
from portal.core.columns import new_id
from portal.extensions import db
from portal.journey.models import Journey, StageEvent
from portal.journey.rules import Stage
from tests.cast import Cast
from tests.client import Client

ClientFor = Callable[..., Client]
HALF = "Half of them waited {} or less. Nine in ten waited {} or less."
TOO_FEW = "Too few people have been at this step lately to say."


def waited(app: Flask, cast: Cast, *days: int, left_ago: int = 5) -> None:
    """Requests of somebody else's that left sign-off some days ago, after so many days there."""
    today = clock.today()
    with app.app_context():
        for number, stayed in enumerate(days):
            journey = Journey(
                id=new_id(),
                council=cast.stranger.person.council,
                reference=f"J-waited-{left_ago}-{number}",
                person_id=cast.stranger.person.id,
                started_on=today - timedelta(days=400),
                closed_on=today - timedelta(days=left_ago),
            )
            db.session.add(journey)
            db.session.flush()
            left = today - timedelta(days=left_ago)
            for stage, day in (
                (Stage.SIGN_OFF, left - timedelta(days=stayed)),
                (Stage.FINAL_BUDGET, left),
            ):
                db.session.add(
                    StageEvent(
                        journey_id=journey.id, stage=stage, entered_on=day, acts_next="council"
                    )
                )
        db.session.commit()


def test_half_and_nine_in_ten_are_said_from_how_many(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    waited(app, cast, 1, 2, 3, 4, 5, 6, 7, 8, 9, 40)
    for who, place in (("resident", "/your-budget"), ("carer", None)):
        main = client_for(who).get(place or f"/for/{cast.resident.person.id}/budget").main
        assert "We looked at the 10 requests that left this step in the last 90 days." in main
        assert HALF.format("5 days", "9 days") in main


@pytest.mark.parametrize("days", [(), (3,) * 9])
def test_of_too_few_nothing_is_said(
    app: Flask, cast: Cast, client_for: ClientFor, days: tuple[int, ...]
) -> None:
    waited(app, cast, *days)
    assert TOO_FEW in client_for("resident").get("/your-budget").main


def test_what_was_left_longer_ago_does_not_count(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    waited(app, cast, *[3] * 10, left_ago=90)
    assert TOO_FEW in client_for("resident").get("/your-budget").main


def test_whoever_may_not_see_the_status_is_told_no_wait(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    waited(app, cast, *[3] * 10)
    main = client_for("finance").get(f"/staff/people/{cast.resident.person.id}/budget").main
    assert "last 90 days" not in main
