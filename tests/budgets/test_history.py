"""Everything that has happened: stages, and versions of the budget."""

from portal.core.language import on_date
from portal.extensions import db
from portal.journey.rules import Stage
from tests.journey.facts import add_request, days_ago, event


def cards(page) -> list[str]:
    return [
        " ".join(card.get_text(" ").split()) for card in page.soup.select(".portal-card--apart")
    ]


def test_every_stage_with_its_day_and_its_reason(client_for, cast):
    main = client_for("resident").get("/your-budget/history").main
    for words in ("Request received", "Assessment", "Estimated budget", "Waiting for sign-off"):
        assert words in main
    assert main.count(f"A note from us: Noted {cast.resident.marker}") == 4
    assert f"Why it was late: We wait for a quote {cast.resident.marker}" in main


def test_a_version_that_was_replaced_says_when(app, client_for):
    current, old = cards(client_for("resident").get("/your-budget/history"))
    with app.test_request_context():
        day = on_date(days_ago(20))
    assert "Agreed budget, version 2 This is the one now" in current
    assert f"Estimated budget, version 1 Replaced on {day}" in old
    assert old.count("(estimate)") >= 3
    assert "estimate" not in current


def test_older_requests_stay(app, client_for, cast):
    with app.app_context():
        add_request(cast.resident, event(Stage.NOT_ELIGIBLE, 500), started=520, closed=500)
        db.session.commit()
    page = client_for("resident").get("/your-budget/history")
    headings = [each.get_text() for each in page.soup.select("main h2")]
    assert len([each for each in headings if each.startswith("The request from")]) == 2
    assert "This request was closed on" in page.main


def test_nothing_yet(client_for):
    main = client_for("helper").get("/your-budget/history").main
    assert "There is no request for support yet." in main
    assert "There is no budget yet." in main


def test_what_lies_ahead_has_not_happened(app, client_for, cast):
    with app.app_context():
        add_request(cast.resident, event(Stage.CONTACT, -5), started=-5)
        db.session.commit()
    main = client_for("resident").get("/your-budget/history").main
    assert main.count("The request from") == 1


def test_the_usual_wait_stands_under_what_still_waits_alone(app, client_for, cast):
    said = "How long others waited at this step"
    with app.app_context():
        add_request(cast.resident, event(Stage.SIGN_OFF, 500), started=520, closed=490)
        db.session.commit()
    main = client_for("resident").get("/your-budget/history").main
    assert main.count(said) == 1
    assert "Too few people have been at this step lately to say." in main
