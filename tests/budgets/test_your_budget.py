"""A person reads their own budget."""

from sqlalchemy import delete, select, update
from sqlalchemy import event as event_of_engine

from portal.budgets.models import Budget, BudgetLine
from portal.extensions import db
from portal.journey.rules import Acts, Stage
from portal.people.models import Allocation
from tests.journey.facts import ask_again, days_ago, event, forget
from tests.records import build_journey


def first_words(page) -> str:
    """What stands first in the page, after its heading."""
    return page.main.removeprefix(page.h1).strip()


def change(app, cast, kind, **values):
    """Change every version of the resident's budget of one kind."""
    with app.app_context():
        theirs = Budget.person_id == cast.resident.person.id
        db.session.execute(update(Budget).where(theirs, Budget.kind == kind).values(**values))
        db.session.commit()


def take_away(app, who, kind):
    with app.app_context():
        theirs = (Budget.person_id == who.person.id) & (Budget.kind == kind)
        ids = db.session.scalars(select(Budget.id).where(theirs)).all()
        db.session.execute(delete(BudgetLine).where(BudgetLine.budget_id.in_(ids)))
        db.session.execute(delete(Budget).where(Budget.id.in_(ids)))
        db.session.commit()


def test_the_answer_comes_first(client_for):
    page = client_for("resident").get("/your-budget")
    assert first_words(page).startswith("Your budget is waiting for sign-off. It has been there")


def test_late_says_why(client_for, cast):
    main = client_for("resident").get("/your-budget").main
    assert "This is late. We expected it by" in main
    assert f"The reason: We wait for a quote {cast.resident.marker}" in main


def test_late_without_a_reason_says_so_and_whom_to_ring(app, client_for, cast):
    ask_again(app, cast.resident, event(Stage.SIGN_OFF, 20, due_in=-3))
    main = client_for("resident").get("/your-budget").main
    assert f"We have not said why yet. To ask, ring {cast.worker.worker.name} on" in main
    assert cast.worker.worker.phone in main
    assert "You do not need to do anything." in main


def test_what_there_is_to_do_is_said_once(app, client_for, cast):
    turn = event(Stage.FINANCIAL_ASSESSMENT, 3, due_in=9, acts_next=Acts.PERSON.value, note="Bills")
    ask_again(app, cast.resident, turn)
    main = client_for("resident").get("/your-budget").main
    assert main.count("Tell us about your money, so that we can work out what you pay.") == 1
    assert main.count("A note from us: Bills") == 1
    assert "You do not need to do anything" not in main


def test_three_numbers_for_three_periods(client_for):
    main = client_for("resident").get("/your-budget").main
    for amount in ("£290.29", "£85.07", "£205.22", "£1,161.16", "£15,095.08", "£4,423.64"):
        assert amount in main
    assert "A year here is 52 weeks." in main


def test_an_agreed_budget_is_called_so(client_for):
    page = client_for("resident").get("/your-budget")
    assert "Agreed budget We agreed this on" in page.main
    assert "estimate" not in page.main.lower().replace("estimated budget", "", 1)


def test_no_number_of_an_estimate_stands_without_the_word(app, client_for, cast):
    take_away(app, cast.resident, "agreed")
    page = client_for("resident").get("/your-budget")
    assert "This is an estimate from" in page.main
    weekly = page.main.count("a week") - page.main.count("a week from")  # what is paid is sure
    assert weekly == page.main.count("a week (estimate)") + page.main.count("Hours a week")


def test_lines_stand_under_what_they_help_with(client_for, cast):
    page = client_for("resident").get("/your-budget")
    titles = [each.get_text() for each in page.soup.select("main h3, main h4")]
    assert titles == ["Eating and drinking", *[f"Help at home {cast.resident.money_marker}"] * 2]
    for words in ("You can use it for Getting up", "Direct payment", "It also helps with Keeping"):
        assert words in page.main


def test_a_review_that_is_overdue_is_called_late(app, client_for, cast):
    change(app, cast, "agreed", next_review_on=days_ago(3))
    assert "The review was due on" in client_for("resident").get("/your-budget").main


def test_a_budget_that_is_to_come_is_announced(app, client_for, cast):
    change(app, cast, "agreed", to_on=days_ago(-30))
    with app.app_context():
        new = Budget(
            council=cast.resident.person.council,
            reference="B-new",
            version=3,
            person_id=cast.resident.person.id,
            kind="agreed",
            became_on=days_ago(1),
            from_on=days_ago(-31),
            published_on=days_ago(1),
            total_pence=30_000,
            person_pence=0,
            council_pence=30_000,
        )
        db.session.add(new)
        db.session.commit()
    main = client_for("resident").get("/your-budget").main
    assert "A new budget is agreed. It starts on" in main
    assert "The total is £300.00 a week." in main
    assert "£290.29" in main


def test_the_worker_and_how_to_reach_them(client_for, cast):
    aside = client_for("resident").get("/your-budget").soup.aside.get_text(" ")
    worker = cast.worker.worker
    for words in (worker.name, worker.phone, worker.job_title, worker.base):
        assert words in aside


def test_a_record_that_nobody_holds_is_the_duty_teams(app, client_for, cast):
    with app.app_context():
        db.session.execute(delete(Allocation))
        db.session.commit()
        duty = app.extensions["council"].team(app.extensions["council"].default_team)
    page = client_for("resident").get("/your-budget")
    assert duty.name in page.soup.aside.get_text(" ")
    assert "No worker has been named yet." in page.text


def test_somebody_without_anything_is_told_so_and_given_a_way_on(client_for):
    page = client_for("helper").get("/your-budget")
    assert first_words(page).startswith("There is no budget yet. To ask about a budget, ring")


def test_a_budget_without_a_request_is_shown(app, client_for, cast):
    with app.app_context():
        forget(cast.resident)
        db.session.commit()
    page = client_for("resident").get("/your-budget")
    assert first_words(page).startswith("Agreed budget")


def queries(app, client, url):
    """How many statements a page takes."""
    seen = []

    def note(*about):
        seen.append(about[2])

    with app.app_context():
        engine = db.engine
    event_of_engine.listen(engine, "before_cursor_execute", note)
    client.get(url)
    event_of_engine.remove(engine, "before_cursor_execute", note)
    return len([said for said in seen if said.lstrip().upper().startswith("SELECT")])


def test_seven_queries_at_most_and_as_many_for_much_as_for_little(app, client_for, cast):
    client = client_for("resident")
    assert queries(app, client, "/your-budget") <= 7
    little = queries(app, client, "/your-budget")  # how long others waited is kept for the day
    with app.app_context():
        for number in range(20):
            build_journey(cast.resident).reference += f"-{number}"
            db.session.flush()
        db.session.commit()
    assert queries(app, client, "/your-budget") == little
