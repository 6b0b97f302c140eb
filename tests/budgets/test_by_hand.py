"""Staff enter a version by hand, publish it, and see that it was opened."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from portal.budgets.models import Budget, BudgetLine
from portal.contact.models import WaitingNotice
from portal.core import clock
from portal.core.outbox import Outbox
from portal.extensions import db

NUMBERS = {"total": "250.29", "you_pay": "85.07", "council_pays": "165.22"}
HOURS = {"quantity": "8", "rate": "20.00"}


def edit(cast, part="", who="resident"):
    return f"/staff/people/{cast[who].person.id}/budget/edit{part}"


def day(name, days):
    found = clock.today() + timedelta(days=days)
    return {f"{name}-{part}": str(getattr(found, part)) for part in ("day", "month", "year")}


def begin(client, cast, who="resident"):
    client.get(edit(cast, who=who))
    client.post(edit(cast, "/begin", who))
    return client


def send(client, cast, part, status=303, who="resident", **answers):
    client.get(edit(cast, part, who))
    return client.submit(answers, status)


def versions(app, cast, **more):
    with app.app_context():
        asked = select(func.count()).select_from(Budget)
        return db.session.scalar(asked.filter_by(person_id=cast.resident.person.id, **more))


def lower(client, cast):
    """Forty pounds a week less, in the figures and in a line."""
    begin(client, cast)
    send(client, cast, "/figures", **NUMBERS)
    send(client, cast, "/lines/1", **HOURS)


EXPLAINED = {
    "reason_code": "needs_less",
    "reason": "You need two hours less.",
    "reassessment": "A0007",
    **day("letter_on", -1),
}


@pytest.mark.parametrize("who", ["worker", "manager", "finance"])
def test_a_version_goes_from_draft_to_the_persons_page(app, client_for, cast, who):
    staff, resident = client_for(who), client_for("resident")
    lower(staff, cast)
    assert "£250.29" not in resident.get("/your-budget").main
    assert "£250.29" in staff.get(edit(cast, "/preview")).main
    refused = staff.get(edit(cast, "/publish"))
    assert "You cannot publish it yet" in refused.main
    assert "The budget goes down. Give the date of the letter about it." in refused.main
    staff.post(edit(cast, "/publish"))
    assert "£250.29" not in resident.get("/your-budget").main
    send(staff, cast, "/grounds", **EXPLAINED)
    page = staff.get(edit(cast, "/publish"))
    assert "The message says nothing of what it is." in page.main
    staff.submit()
    main = resident.get("/your-budget").main
    assert "£250.29" in main
    assert "The total went down by £40.00 a week." in main
    assert "You need two hours less." in resident.get("/your-budget/history/compare").main


def publish(client, cast):
    lower(client, cast)
    send(client, cast, "/grounds", **EXPLAINED)
    client.get(edit(cast, "/publish"))
    return client.submit()


def test_the_notice_says_nothing_of_it_and_it_is_published_once(app, client_for, cast):
    worker = client_for("worker")
    publish(worker, cast)
    worker.post(edit(cast, "/publish"), status=303)
    with app.app_context():
        told = db.session.scalars(select(Outbox).where(Outbox.kind == "accounts/budget_news"))
        waits = db.session.scalars(select(WaitingNotice))
        assert len([*told, *waits]) == 1
        row = db.session.scalars(select(Budget).where(Budget.version == 3)).one()
        assert (row.published_on, row.published_by) == (clock.today(), cast.worker.worker.id)
        assert row.entered_by == cast.worker.worker.id


def test_staff_see_when_it_was_opened(client_for, cast):
    worker = client_for("worker")
    publish(worker, cast)
    assert "Not yet" in worker.get(edit(cast)).main.split("version 2")[0]
    client_for("resident").get("/your-budget")
    assert "Not yet" not in worker.get(edit(cast)).main.split("version 2")[0]


def test_who_opened_it_first_is_kept(app, client_for, cast):
    client_for("carer").get(f"/for/{cast.resident.person.id}/budget")
    client_for("resident").get("/your-budget")
    with app.app_context():
        row = db.session.get_one(Budget, cast.budgets["resident"].id)
        assert row.seen_by == cast.carer.account.id
        assert row.seen_at is not None


def test_a_draft_is_begun_once_and_can_be_thrown_away(app, client_for, cast):
    worker = client_for("worker")
    begin(begin(worker, cast), cast)
    assert versions(app, cast) == 3
    worker.post(edit(cast, "/drop"))
    worker.post(edit(cast, "/drop"))
    assert versions(app, cast) == 2
    assert versions(app, cast, published_on=None) == 0


def test_a_draft_begins_with_the_lines_of_the_version_before(client_for, cast):
    page = begin(client_for("worker"), cast).get(edit(cast))
    assert page.main.count(f"Help at home {cast.resident.money_marker}") >= 2
    assert "Version 3 is a draft." in page.main


def test_somebody_without_a_budget_gets_an_estimate_of_nothing(app, client_for, cast):
    with app.app_context():
        theirs = select(Budget.id).where(Budget.person_id == cast.resident.person.id)
        db.session.execute(delete(BudgetLine).where(BudgetLine.budget_id.in_(theirs)))
        db.session.execute(delete(Budget).where(Budget.id.in_(theirs)))
        db.session.commit()
    page = begin(client_for("worker"), cast).get(edit(cast))
    assert "Version 1 is a draft." in page.main
    assert "Estimated budget" in page.main


@pytest.mark.parametrize(
    ("part", "answers", "sentence"),
    [
        ("/figures", {**NUMBERS, "you_pay": "85.08"}, "The two parts must make the total."),
        ("/figures", {**NUMBERS, "total": "about 250"}, "Enter an amount in pounds and pence"),
        ("/figures", {**NUMBERS, **day("became_on", 1)}, "The day must be today or earlier"),
        (
            "/figures",
            {**NUMBERS, **day("from_on", 9), **day("to_on", 8)},
            "The last day must not be before the first",
        ),
        ("/lines/1", {"quantity": "4.555"}, "Enter how many a week, like 4.5"),
        ("/lines/1", {"rate": "-3"}, "Enter an amount in pounds and pence"),
        ("/lines/3", {"description": ""}, "Enter what it is"),
    ],
)
def test_what_cannot_be_is_asked_again_with_what_was_typed(
    client_for, cast, part, answers, sentence
):
    worker = begin(client_for("worker"), cast)
    page = send(worker, cast, part, 422, **answers)
    assert sentence in page.main
    for name, typed in answers.items():
        field = page.soup.find(attrs={"name": name})
        assert field.get("value", "") == typed


def test_lines_are_added_once_changed_and_taken_out(client_for, cast):
    worker = begin(client_for("worker"), cast)
    new = {
        "description": "Art class", "method": "isf", "unit": "session", "quantity": "1",
        "rate": "12.50", "charge_basis": "chargeable", **day("from_on", 3),
    }  # fmt: skip
    for _ in range(2):
        send(worker, cast, "/lines/3", **new)
    page = worker.get(edit(cast))
    assert len([each for each in page.soup.select(".portal-card h3") if "Art" in each.text]) == 1
    assert "The lines must make the total." in page.main
    for _ in range(2):
        worker.post(edit(cast, "/lines/3/remove"))
    assert "Art class" not in worker.get(edit(cast)).main


def test_an_end_needs_notice_before_it(client_for, cast):
    worker = begin(client_for("worker"), cast)
    send(worker, cast, "/figures", **day("to_on", 30))
    assert "Give the day of the notice." in worker.get(edit(cast, "/publish")).main
    send(worker, cast, "/grounds", **day("notice_on", 0))
    worker.get(edit(cast, "/publish"))
    worker.submit()
    assert "Until" in client_for("resident").get("/your-budget/history").main


@pytest.mark.parametrize("part", ["/figures", "/grounds", "/lines/1", "/preview", "/publish"])
def test_without_a_draft_one_is_begun_first(client_for, cast, part):
    page = client_for("worker").get(edit(cast, part))
    assert "Begin a new version" in page.main
