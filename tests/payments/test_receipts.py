"""Receipts: sent once, kept without what a photo tells of its place, seen by staff."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import delete, func, select, update

from portal.core.photos import LONGEST_SIDE, NotAPicture, kept
from portal.core.uploads import LARGEST_FILE_BYTES
from portal.extensions import db
from portal.payments.models import PaymentTransaction, Receipt
from portal.payments.receipt_queries import file_of
from portal.people.models import Representation
from portal.permissions import Scope
from tests.cast import Cast
from tests.client import HOST, Client
from tests.payments.records import photo

ClientFor = Callable[..., Client]
YOURS = "/your-budget/receipts"
PLACE_TAKEN = 0x8825  # where the place is in what a camera writes


def with_its_place() -> bytes:
    """A photo that says where it was taken."""
    told = Image.Exif()
    told[0x010E] = "Refuge in Secret Lane"
    told.get_ifd(PLACE_TAKEN)[1] = "N"
    return photo(exif=told)


def send(client: Client, file: bytes | None, url: str = YOURS, **more: str) -> Any:
    """Send the form as a browser does, with its token; the raw answer."""
    page = client.get(url)
    token = page.soup.select_one('main [name="csrf_token"]')["value"]
    data: dict[str, Any] = {"csrf_token": token, "what_for": "else", **more}
    if file is not None:
        data["file"] = (BytesIO(file), "photo.jpg")
    answer = client.raw.post(
        url, data=data, base_url=HOST, headers={"Referer": f"{HOST}{url}"},
        content_type="multipart/form-data",
    )  # fmt: skip
    answer.request.environ["wsgi.input"].close()  # a large one is a file of the test's own
    return answer


def count(app: Flask, cast: Cast) -> int:
    with app.app_context():
        theirs = Receipt.person_id == cast.resident.person.id
        return db.session.scalar(select(func.count()).select_from(Receipt).where(theirs)) or 0


@pytest.fixture
def none_sent(app: Flask) -> None:
    with app.app_context():
        db.session.execute(delete(Receipt))
        db.session.commit()


@pytest.mark.usefixtures("none_sent")
def test_it_arrives_with_a_number_and_a_day_and_can_be_seen_again(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    resident = client_for("resident")
    answer = send(resident, photo())
    assert answer.status_code == 303
    page = resident.get(answer.location)
    assert "Your receipt has arrived" in page.main
    assert "Its number is" in page.main
    assert "Nobody has looked at it yet. You do not need to do anything." in page.main
    picture = page.soup.select_one("main img")["src"]
    shown = resident.raw.get(picture, base_url=HOST)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(BytesIO(shown.get_data())).size == (40, 60)
    assert resident.get(YOURS).main.count("Sent on") == 1


@pytest.mark.usefixtures("none_sent")
def test_the_same_file_twice_is_one_receipt(app: Flask, client_for: ClientFor, cast: Cast) -> None:
    resident = client_for("resident")
    places = {send(resident, photo()).location for _ in range(3)}
    assert len(places) == count(app, cast) == 1
    send(resident, photo(size=(41, 60)))
    assert count(app, cast) == 2


@pytest.mark.usefixtures("none_sent")
def test_what_a_camera_wrote_into_it_is_not_kept(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    assert b"Secret Lane" in with_its_place()
    send(client_for("resident"), with_its_place())
    with app.app_context():
        row = db.session.scalars(select(Receipt)).one()
        content = file_of(row.id)
        assert b"Secret Lane" not in content
        assert not dict(Image.open(BytesIO(content)).getexif())
        assert content[:10] not in row.content_sealed


def test_a_large_photo_is_made_smaller_and_stood_upright() -> None:
    lying = Image.Exif()
    lying[0x0112] = 6  # turned by a quarter
    found = Image.open(BytesIO(kept(photo(size=(4000, 3000), exif=lying)).content))
    assert (found.format, found.size) == ("JPEG", (LONGEST_SIDE * 3 // 4, LONGEST_SIDE))
    assert kept(photo("PNG")).mime == "image/jpeg"
    assert kept(b"%PDF-1.7 and so on").mime == "application/pdf"


def test_the_largest_photo_of_a_telephone_is_read_at_the_size_that_is_kept() -> None:
    """Read whole, this one took 443 MB; read small, 33 MB."""
    assert Image.open(BytesIO(kept(photo(size=(8000, 6000))).content)).size == (1800, 1350)


@pytest.mark.parametrize(
    "content",
    [
        b"<script>",
        b"\xff\xd8\xff" * 9,
        photo("GIF"),
        photo()[:200],
        photo("PNG", (4000, 3000)),
        photo(size=(4000, 3000), progressive=True),
        photo(size=(20_000, 6000)),
    ],
    ids=["script", "no end", "gif", "cut off", "large png", "large progressive", "far too large"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        kept(content)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (None, "Choose a photo or a PDF of the receipt"),
        (b"", "Choose a photo or a PDF of the receipt"),
        (b"MZ an English programme", "We could not read this file."),
        (b"%PDF-" + bytes(LARGEST_FILE_BYTES), "This file is larger than 10 MB."),
    ],
    ids=["none", "empty", "no picture", "too large"],
)
def test_bad_files_get_a_sentence_and_nothing_is_kept(
    app: Flask, client_for: ClientFor, cast: Cast, file: bytes | None, says: str
) -> None:
    before = count(app, cast)
    answer = send(client_for("resident"), file)
    assert answer.status_code == 422
    assert says in answer.get_data(as_text=True)
    assert count(app, cast) == before


def test_what_is_far_too_large_is_not_even_read(client_for: ClientFor) -> None:
    answer = send(client_for("resident"), b"%PDF-" + bytes(LARGEST_FILE_BYTES + 100_000))
    assert answer.status_code == 413


def test_other_pages_take_no_large_file(client_for: ClientFor) -> None:
    client = client_for("resident")
    assert send(client, bytes(3 * 2**20), "/your-budget/ask/review").status_code == 413


def test_it_is_for_what_still_needs_one_and_for_nobody_elses(
    app: Flask, client_for: ClientFor, cast: Cast
) -> None:
    with app.app_context():
        mine, other = (
            db.session.scalars(
                select(PaymentTransaction.id).where(
                    PaymentTransaction.account_id == cast.accounts[who].id,
                    PaymentTransaction.receipt_required,
                )
            ).one()
            for who in ("resident", "stranger")
        )
    resident = client_for("resident")
    assert send(resident, photo(size=(9, 9)), what_for=str(other)).status_code == 422
    assert "PA wages, 32 h at £15.00: £480.00" in resident.get(YOURS).main
    answer = send(resident, photo(size=(9, 9)), what_for=str(mine))
    assert "It is for: PA wages, 32 h at £15.00 , £480.00" in resident.get(answer.location).main
    assert resident.get(YOURS).soup.select_one('[name="what_for"]') is None


@pytest.mark.parametrize("scope", list(Scope))
def test_a_helper_needs_the_scope_and_the_person_reads_who_sent_it(
    app: Flask, client_for: ClientFor, cast: Cast, scope: Scope
) -> None:
    may = scope is Scope.MANAGE_DP
    place = f"/for/{cast.resident.person.id}/budget/receipts"
    one = f"{place}/{cast.accounts['resident'].id}"
    helper = client_for("carer").may_see(cast.resident)
    with app.app_context():
        db.session.execute(update(Representation).values(scope_words=scope.value))
        db.session.commit()
    for url in (place, one, f"{one}/file"):
        assert helper.raw.get(url, base_url=HOST).status_code == (200 if may else 404)
    if may:
        answer = send(helper, photo(size=(8, 8)), place)
        assert "The receipt has arrived" in helper.get(answer.location).main
        assert "sent this for you." in client_for("resident").get(YOURS).main


def test_staff_see_it_once_and_the_person_reads_that(client_for: ClientFor, cast: Cast) -> None:
    worker, resident = client_for("worker"), client_for("resident")
    page = worker.get(f"/staff/people/{cast.resident.person.id}/budget/receipts")
    assert "Nobody has looked at it yet." in page.main
    worker.submit()
    main = resident.get(f"{YOURS}/{cast.accounts['resident'].id}").main
    assert f"{cast.worker.worker.name} has seen it" in main
    assert worker.get(page.url).soup.select_one("main form") is None


def test_a_pdf_is_saved_and_never_shown_in_a_page(client_for: ClientFor) -> None:
    resident = client_for("resident")
    page = resident.get(send(resident, b"%PDF-1.7 \n1 0 obj").location)
    assert page.soup.select_one("main img") is None
    link = next(each["href"] for each in page.soup.select("main a") if "file" in each["href"])
    sent = resident.raw.get(link, base_url=HOST)
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["Content-Type"] == "application/pdf"
