"""A statement of an account: as a page, as a PDF, and for a spreadsheet."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from portal.core import looks, pdf
from portal.core.looks import Kind
from portal.extensions import db
from portal.payments.models import PaymentAccount, PaymentTransaction
from portal.people.models import Representation
from portal.policy import Scope
from tests.pdfs import title_of, unpacked, words_of

FORMS = ("", "/pdf", "/csv")
NOBODYS = [
    *("stranger", "carer", "helper", "worker_elsewhere", "manager_elsewhere"),
    *("administrator", "partner"),
]


def part(cast, first=None):
    account = cast.accounts["resident"]
    return f"payments/{account.id}/{(first or account.from_on).isoformat()}"


def yours(cast, first=None):
    return f"/your-budget/{part(cast, first)}"


def theirs(cast):
    return f"/for/{cast.resident.person.id}/budget/{part(cast)}"


def for_staff(cast):
    return f"/staff/people/{cast.resident.person.id}/budget/{part(cast)}"


def change(app, reference, **values):
    with app.app_context():
        db.session.execute(
            update(PaymentTransaction)
            .where(PaymentTransaction.reference == reference)
            .values(**values)
        )
        db.session.commit()


def test_the_worked_example_to_the_penny(client_for, cast):
    page = client_for("resident").get(yours(cast))
    assert "At the end there was £627.00." in page.main
    assert "about 4.6 weeks" in page.main
    assert "This is within the usual range." in page.main
    table = page.soup.select_one("table")
    left = [row.select("td")[-1].get_text() for row in table.select("tbody tr")]
    pence = ["£612.40", "£1,159.60", "£679.60", "£627.00", "£627.00"]
    assert [text.replace("What was left", "").strip() for text in left] == pence
    assert "£547.20" in table.select("tbody tr")[-1].get_text()
    assert "£532.60" in table.select("tbody tr")[-1].get_text()
    assert "do not add up" not in page.main


def test_more_than_usual_is_a_reason_to_talk_and_never_to_take_it_back(app, client_for, cast):
    with app.app_context():
        db.session.execute(update(PaymentAccount).values(week_pence=7_000))
        db.session.commit()
    main = client_for("resident").get(yours(cast)).main
    assert "more than the 8 weeks that we usually leave" in main
    assert "Nothing is taken back because of it." in main


def test_lines_that_do_not_add_up_are_said_plainly(app, client_for, cast):
    change(app, "0002", balance_pence=67_961)
    assert "These lines do not add up" in client_for("resident").get(yours(cast)).main


def test_a_statement_that_is_not_over_says_how_far_it_goes(client_for, cast):
    later = cast.accounts["resident"].from_on + timedelta(days=28)
    main = client_for("resident").get(yours(cast, later)).main
    assert "The account was last read on" in main
    assert "usual range" not in main
    assert "£627.00" in main  # brought forward from the statement before


def test_a_shop_is_named_only_where_the_council_says_so(client_for, cast):
    shop = f"Shop {cast.resident.money_marker}"
    for form in ("", "/csv"):
        assert shop.encode() not in client_for("resident").raw.get(yours(cast) + form).data


@pytest.mark.parametrize("council", ["quillshire"])
def test_another_council_names_whoever_was_paid(client_for, cast):
    shop = f"Shop {cast.resident.money_marker}"
    for form in ("", "/csv"):
        answer = client_for("resident").raw.get(f"https://localhost{yours(cast)}{form}")
        assert shop.encode() in answer.data


def test_the_pdf_is_tagged_and_its_name_says_nothing_of_anybody(client_for, cast):
    saved = client_for("resident").raw.get(f"https://localhost{yours(cast)}/pdf")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="statement.pdf"'
    for sign in (b"pdfuaid", b"/StructTreeRoot"):
        assert sign in unpacked(saved.data)
    assert cast.resident.marker not in title_of(saved.data)
    words = words_of(saved.data)
    for said in ("£627.00", "£612.40", "about 4.6 weeks", cast.resident.person.name):
        assert said in words


def test_without_its_libraries_there_is_the_page_to_print(client_for, cast, monkeypatch):
    def missing(_name):
        raise OSError("no such library")

    monkeypatch.setattr(pdf.importlib, "import_module", missing)
    assert "Print this page" in client_for("resident").get(f"{yours(cast)}/pdf").main


def test_the_spreadsheet_says_the_same_and_holds_no_formula(app, client_for, cast):
    change(app, "0002", description="=HYPERLINK(A1)")
    saved = client_for("resident").raw.get(f"https://localhost{yours(cast)}/csv")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="statement.csv"'
    rows = list(csv.reader(io.StringIO(saved.data.decode("utf-8-sig"))))
    assert rows[0] == [
        *("Day", "What", "What it is for", "Money in", "Money out", "What was left"),
    ]
    assert [row[-1] for row in rows[1:]] == ["612.40", "1159.60", "679.60", "627.00", "627.00"]
    assert rows[3][1] == "'=HYPERLINK(A1)"


@pytest.mark.parametrize("first", ["2025-04-08", "yesterday", "0001-01-01"])
def test_no_other_day_begins_a_statement(client_for, cast, first):
    account = cast.accounts["resident"]
    client_for("resident").get(f"/your-budget/payments/{account.id}/{first}", 404)
    off = (account.from_on + timedelta(days=1)).isoformat()
    client_for("resident").get(f"/your-budget/payments/{account.id}/{off}", 404)


def test_nobody_reaches_anothers_account_by_its_number(client_for, cast):
    theirs_id, day = cast.accounts["stranger"].id, cast.accounts["stranger"].from_on
    assert isinstance(day, date)
    for form in FORMS:
        place = f"/your-budget/payments/{theirs_id}/{day.isoformat()}{form}"
        client_for("resident").get(place, 404)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", NOBODYS)
def test_nobody_else_gets_it_in_any_form(client_for, cast, who, form):
    client_for(who).get(theirs(cast) + form, 404)
    client_for(who).get(for_staff(cast) + form, 404)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", ["worker", "manager", "finance"])
def test_whoever_deals_with_it_gets_it_in_every_form(client_for, cast, who, form):
    answer = client_for(who).raw.get(f"https://localhost{for_staff(cast)}{form}")
    assert answer.status_code == 200


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scope", list(Scope))
def test_a_helper_needs_the_scope_for_the_direct_payment(app, client_for, cast, scope, form):
    with app.app_context():
        db.session.execute(update(Representation).values(scope_words=scope.value))
        db.session.commit()
    answer = client_for("carer").raw.get(f"https://localhost{theirs(cast)}{form}")
    assert answer.status_code == (200 if scope is Scope.MANAGE_DP else 404)


def test_a_file_taken_away_is_written_down_as_that(app, client_for, cast):
    client_for("finance").raw.get(f"https://localhost{for_staff(cast)}/csv")
    with app.app_context():
        found = db.session.query(looks.Look).filter_by(person_id=cast.resident.person.id).all()
        assert [look.kind for look in found] == [Kind.DOWNLOAD.value]
