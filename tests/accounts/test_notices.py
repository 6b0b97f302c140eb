"""What the emails about an account say, and what they never say."""

from pathlib import Path

import pytest
from flask import Flask

from portal.core import language, outbox, writing
from portal.core.outbox import Outbox, notify
from portal.extensions import db

FOLDER = Path(writing.__file__).parents[1] / "templates/notices/accounts"
KINDS = sorted(path.stem for path in FOLDER.glob("*.txt") if "." not in path.stem)
PARTS = {
    "code": "7KQ2-M9TX-04WD",
    "link": "https://localhost/somewhere",
    "days": "14",
    "minutes": "60",
    "left": "7",
    "when": "3 March 2026, 14:05",
    "device": "Chrome / Android",
    "wrong": "4",
}
OF_CARE = ("care", "budget", "support", "social", "worker", "record", "assessment")


def written(app: Flask, kind: str, code: str) -> tuple[str, str]:
    """Subject and text of a notice, as the deliverer writes it."""
    with app.app_context():
        row_id = notify(f"accounts/{kind}", "somebody@example.org", language=code, **PARTS)
        db.session.flush()
        notice = outbox.opened(db.session.get_one(Outbox, row_id))
        message = writing.write_message(notice, app.extensions["settings"])
        db.session.rollback()
    return str(message["Subject"]), str(message.get_content())


@pytest.mark.parametrize("code", sorted(language.KNOWN))
def test_each_notice_has_a_subject_and_names_the_council(app: Flask, code: str) -> None:
    council = app.extensions["council"]
    for kind in KINDS:
        subject, text = written(app, kind, code)
        assert council.name in subject, kind
        assert text.rstrip().endswith(council.name), kind
        assert "Subject" not in text, kind
        assert "%(" not in subject + text, kind


def test_no_notice_says_anything_of_care(app: Flask) -> None:
    for kind in KINDS:
        subject, text = written(app, kind, "en")
        said = (subject + text).lower()
        assert [word for word in OF_CARE if word in said] == [], kind


def test_each_notice_says_what_to_do_if_it_was_somebody_else(app: Flask) -> None:
    phone = app.extensions["council"].contact.phone
    for kind in KINDS:
        _subject, text = written(app, kind, "en")
        assert kind == "account_ready" or phone in text or "do nothing" in text, kind


def test_only_what_brings_a_code_holds_one_and_only_a_link_page_a_link(app: Flask) -> None:
    with_code = {kind for kind in KINDS if PARTS["code"] in written(app, kind, "en")[1]}
    with_link = {kind for kind in KINDS if PARTS["link"] in written(app, kind, "en")[1]}
    assert with_code == {"code", "invitation", "invitation_staff"}
    assert with_link == {
        "invitation",
        "invitation_staff",
        "account_ready",
        "new_password_link",
        "signed_in",
        "helpers_changed",
        "helpers_changed_staff",
        "partner_silent_staff",
        "late_staff",
        "asked_late_staff",
        "message_late_staff",
        "dead_letter_staff",
        "concern_staff",
        "charge_amiss_staff",
        "helping_changed",
        "helping_ends_soon",
        "draft_ends",
        "check_again",
        "invitation_returned",
        "sitting_started",
    }
