"""The receipt: what comes next, by which day; and a copy to keep that gives nobody away."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from portal.carers import queries, receipts
from portal.carers.models import CarerRequest
from portal.carers.rules.routing import Route
from portal.carers.rules.stages import State
from portal.core import language, pdf
from portal.core.outbox import Outbox, opened
from portal.core.writing import subject_and_body
from portal.extensions import db
from tests.carers.requests import build_request
from tests.carers.staff import page_of, stands
from tests.carers.steps import Kept, comes_back, kept
from tests.cast import Cast
from tests.client import Client
from tests.pdfs import unpacked, words_of

ClientFor = Callable[..., Client]
pytestmark = pytest.mark.parametrize("database", ["sqlite"])
FRIDAY = datetime(2026, 4, 3, 9, 0, tzinfo=UTC)  # Good Friday: nobody works before Tuesday
HIDDEN = {"relationship": "partner", "their_name": "Hortensia Quibble"}
SAFE = {"ways": ["call"], "must_not_know": "My sister-in-law Petronella"}


def promised(**pages: dict[str, object]) -> list[tuple[str, str, str | None]]:
    """What the receipt of a request promises: by which day, what, and what a partner does."""
    row = build_request(**pages)
    with language.speaking("en"):
        found = receipts.receipt(queries.as_asked(row))
        return [(str(each.by), str(each.what), each.partner) for each in found.steps]


@pytest.mark.parametrize(
    ("pages", "days", "route"),
    [
        ({}, ["2026-04-08", "2026-04-10", "2026-04-15", "2026-05-27"], Route.ADULT),
        ({"RISK": {"at_risk": "yes"}}, ["2026-04-07", "2026-04-07", "2026-04-10"], Route.ADULT),
        ({"AGE": {"carer_age": "under_16"}}, ["2026-04-08", "2026-04-10", "2026-04-17"], None),
        ({"WHERE": {"unknown": True}}, ["2026-04-08", "2026-04-10"], Route.UNKNOWN),
    ],
)
def test_the_days_are_working_days_of_the_councils_promises(
    app: Flask, pages: dict, days: list[str], route: Route | None
) -> None:
    with app.app_context(), time_machine.travel(FRIDAY, tick=False):
        steps = promised(**pages)
    assert [day for day, _, _ in steps][: len(days)] == days
    assert all(what for _, what, _ in steps)
    if route is Route.UNKNOWN:
        assert "still need to know" in steps[1][1]


def test_the_receipt_says_who_does_what_and_offers_a_copy(
    cast: Cast, client_for: ClientFor
) -> None:
    page = client_for("resident").get(f"/carers/{cast.request.reference}/receipt")
    assert cast.request.reference in page.main
    assert "does this" in page.main
    assert f"/carers/{cast.request.reference}/copy" in page.links


def with_a_secret(app: Flask, nobody: Client) -> Kept:
    """A request of which somebody must not learn, open in a browser."""
    one = kept(app, RELATIONSHIP=HIDDEN, AWARE={"aware": "not_to_be_told"}, SAFE=SAFE)
    comes_back(nobody, one)
    return one


def test_the_page_warns_before_anything_is_printed(app: Flask, nobody: Client) -> None:
    page = nobody.get(with_a_secret(app, nobody).at("copy"))
    for words in ("somebody must not know", "Other people can find paper", "share this computer"):
        assert words in page.main
    assert "I look after my husband" in page.main
    for secret in ("Hortensia", "Petronella"):
        assert secret not in page.html


def test_the_pdf_is_tagged_and_gives_nobody_away(app: Flask, nobody: Client) -> None:
    one = with_a_secret(app, nobody)
    nobody.get(one.at("copy"))
    saved = nobody.submit(status=200)
    assert saved.headers["Content-Disposition"] == 'attachment; filename="your-copy.pdf"'
    inside = unpacked(saved.body)
    for sign in (b"pdfuaid", b"/StructTreeRoot", b"/Lang (en-GB)", b"(What you told us)"):
        assert sign in inside
    said = words_of(saved.body)
    assert "I look after my husband" in said
    for secret in ("Hortensia", "Petronella", one.code):
        assert secret not in said


def test_without_libraries_the_page_says_how_to_print(
    app: Flask, nobody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    one = kept(app)
    comes_back(nobody, one)
    nobody.get(one.at("copy"))
    monkeypatch.setattr(pdf.importlib, "import_module", missing)
    page = nobody.submit(status=200)
    assert "We cannot make a PDF here now" in page.main
    assert "Ctrl and P" in page.main


def test_what_was_not_sent_has_no_receipt_and_no_copy(app: Flask, nobody: Client) -> None:
    one = kept(app, send=False)
    comes_back(nobody, one)
    nobody.get(one.at("receipt"), 404)
    nobody.get(one.at("copy"), 404)


def test_the_letter_of_an_outcome_waits_for_the_team_that_deals_with_it(
    app: Flask, cast: Cast, client_for: ClientFor, database: str
) -> None:
    """Care Act 2014, s.12(3): a copy in writing. The person's own record is held elsewhere."""
    stands(app, cast, State.IN_PROGRESS)
    somebody = client_for("worker")
    somebody.get(f"{page_of(cast)}/do/record_outcome")
    somebody.submit({"kind": "not_eligible", "reason": "You manage now.", "copy_way": "letter"})
    with app.app_context():
        row = db.session.query(Outbox).filter_by(kind="carers/outcome").one()
        there = f"/staff/letters/{row.id}"
        assert cast.resident.person.name in opened(row).to
        assert "You manage now." in subject_and_body(opened(row))[1]
        db.session.get_one(CarerRequest, cast.request.id).team_id = cast.teams["elsewhere"].id
        db.session.commit()
    assert there in somebody.get("/staff/letters").links
    other = client_for("worker_elsewhere").may_see(cast.resident)
    assert there in other.get("/staff/letters").links
    assert "You manage now." in other.get(there).main
