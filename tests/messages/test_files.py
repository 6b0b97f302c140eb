"""Files with messages: both ways, as downloads through the door, scanned, all kept or nothing."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from portal.core import attaching
from portal.extensions import db
from portal.messages.actions import filing
from portal.messages.models import Message, MessageFile
from portal.messages.rules import FileState
from tests import databases
from tests.client import HOST, Client
from tests.core.test_attaching import A_PDF, docx, picture
from tests.messages.scanner import EICAR, Scanner

NEW = "/messages/about/payment"
WORDS = "Here is the letter."


def send(client, *files, status=303, words=WORDS):
    client.get(NEW)
    return client.submit(
        {"words": words, "files": [(io.BytesIO(content), name) for name, content in files]}, status
    )


def files(app):
    with app.app_context():
        return list(db.session.scalars(select(MessageFile).order_by(MessageFile.made_at.desc())))


def count(app, model=Message):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_files_go_both_ways_and_are_only_ever_saved(app, client_for, cast):
    person, worker = client_for("resident"), client_for("worker")
    send(person, ("Letter from bank.pdf", A_PDF), ("photo.png", picture("PNG")))
    place = person.page.location.split("/sent/")[0].removeprefix(HOST)
    link = next(each for each in person.get(place).links if "/files/" in each)
    got = person.raw.get(link, base_url=HOST)
    assert got.data == A_PDF
    assert got.headers["Content-Disposition"] == 'attachment; filename="Letter from bank.pdf"'
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    theirs = worker.get(f"/staff{place}")
    assert sum("/files/" in each for each in theirs.links) == 2
    worker.submit({"words": "Sign this.", "files": [(io.BytesIO(docx()), "form.docx")]}, number=0)
    assert "form.docx" in person.get(place).main
    link = next(each for each in person.page.links if "/files/" in each and each != link)
    for who in ("carer", "stranger", "worker_elsewhere"):
        client_for(who).get(link, status=404)
        client_for(who).get(f"/staff{link}", status=404)


def test_the_proof_covers_the_files(app, client_for):
    send(client_for("resident"), ("a.pdf", A_PDF))
    with app.app_context():
        row = db.session.scalars(select(Message).order_by(Message.sent_at.desc())).first()
        sign = row.fingerprint
    worker = client_for("worker")
    assert "nothing of it was changed" in worker.get(f"/staff/messages?receipt={sign}").main
    with app.app_context():
        found = select(MessageFile).where(MessageFile.message_id == row.id)
        db.session.scalars(found).one().digest = "0" * 64
        db.session.commit()
    assert "not as it was sent" in worker.get(f"/staff/messages?receipt={sign}").main


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ([("song.mp3", b"ID3 la la la")], "song.mp3 is none of these"),
        ([("a.pdf", A_PDF), ("torn.pdf", A_PDF[:-9])], "torn.pdf did not arrive whole"),
        ([("x.pdf", A_PDF + docx())], "x.pdf has something else hidden in it"),
        ([(f"{n}.pdf", A_PDF) for n in range(4)], "Choose 3 files or fewer"),
    ],
)
def test_a_bad_file_gets_a_sentence_keeps_the_words_and_nothing_else(
    app, client_for, sent, sentence
):
    before = count(app), count(app, MessageFile)
    page = send(client_for("resident"), *sent, status=422)
    assert sentence in page.main
    assert WORDS in page.main
    assert (count(app), count(app, MessageFile)) == before


def test_a_form_that_is_refused_for_its_words_says_that_the_files_are_to_be_chosen_again(
    app, client_for
):
    page = send(client_for("resident"), ("a.pdf", A_PDF), status=422, words=" ")
    assert "Write your message" in page.main
    assert "Choose your files again" in page.main


def test_too_large_a_request_is_refused_before_it_is_read(app, client_for):
    before, client = count(app), client_for("resident")
    client.get(NEW)
    answer = client.raw.post(
        NEW,
        base_url=HOST,
        data=b"--x\r\n" + b"0" * 11_000_000,
        content_type="multipart/form-data; boundary=x",
        headers={"Referer": HOST + NEW},
    )
    assert answer.status_code == 413
    assert "too much to send at once" in answer.get_data(as_text=True).lower()
    assert count(app) == before


@pytest.fixture
def scanner(tmp_path):
    with Scanner(tmp_path) as running:
        yield running


def infected():
    return A_PDF.replace(b"endobj", b"% " + EICAR + b"\nendobj")


def test_what_the_scanner_finds_is_not_kept_and_the_words_are(app_with, cast, scanner):
    app = app_with(clamd=scanner.path)
    client, before = Client(app, cast, "resident").sign_in(cast.resident), count(app)
    page = send(client, ("bad.pdf", infected()), status=422)
    assert "could harm a computer" in page.main
    assert WORDS in page.main
    assert count(app) == before
    send(client, ("good.pdf", A_PDF))
    assert files(app)[0].scanned_at is not None


@pytest.mark.parametrize("says", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"nonsense"])
def test_while_the_scanner_is_down_nobody_opens_it_and_it_is_scanned_later(
    app_with, cast, scanner, says
):
    app = app_with(clamd=scanner.path)
    scanner.says = says
    client = Client(app, cast, "resident").sign_in(cast.resident)
    send(client, ("good.pdf", A_PDF))
    send(client, ("bad.pdf", infected()))
    place = client.page.location.split("/sent/")[0].removeprefix(HOST)
    bad, good = files(app)[:2]
    assert {bad.state, good.state} == {FileState.HELD}
    assert "we still check that it is safe" in client.get(place).main
    client.get(f"{place}/files/{bad.id}", status=404)
    with app.app_context():
        assert filing.scan_held() == 0
        scanner.says = None
        assert filing.scan_held() == 2
    bad, good = files(app)[:2]
    assert (bad.state, good.state) == (FileState.STOPPED, FileState.CLEAN)
    client.get(f"{place}/files/{bad.id}", status=404)
    assert "nobody can open it" in client.get(place).main


def test_a_council_may_take_no_file_while_the_scanner_is_down(app_with, cast, tmp_path):
    app = app_with(clamd=str(tmp_path / "nobody"), clamd_down="refuse")
    client, before = Client(app, cast, "resident").sign_in(cast.resident), count(app)
    page = send(client, ("good.pdf", A_PDF), status=422)
    assert "We cannot check files just now" in page.main
    send(client)
    assert count(app) == before + 1


def test_two_uploads_at_once_are_both_whole(servers, cast):
    start = Barrier(2)
    sent = [A_PDF.replace(b"1 0 obj", b"%d 0 obj" % number) * 1 for number in (7, 8)]

    def upload(number):
        client = Client(servers[number], cast, "resident").sign_in(cast.resident)
        client.get(NEW)
        start.wait(30)
        client.submit({"words": WORDS, "files": [(io.BytesIO(sent[number]), "same.pdf")]})

    with ThreadPoolExecutor(2) as both:
        list(both.map(upload, range(2)))
    with servers[0].app_context():
        rows = list(db.session.scalars(select(MessageFile).where(MessageFile.name == "same.pdf")))
        kept = {row.digest for row in rows}
        wanted = {
            filing.Checked(attaching.attachment("x", each), FileState.CLEAN).digest for each in sent
        }
        assert kept == wanted
    for portal in servers:
        databases.close(portal)


def test_an_export_lists_the_files(client_for):
    person = client_for("resident")
    send(person, ("a.pdf", A_PDF))
    place = person.page.location.split("/sent/")[0].removeprefix(HOST)
    found = json.loads(client_for("worker").raw.get(f"/staff{place}/json", base_url=HOST).data)
    [entry] = found["entries"]
    assert [each["name"] for each in entry["files"]] == ["a.pdf"]
