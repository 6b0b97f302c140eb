"""What was promised goes out: once where nothing goes wrong, at least once whatever does."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select

from portal.core import carriers, clock, delivery
from portal.core.outbox import Outbox, notify
from portal.extensions import db
from tests.mailbox import Mailbox
from tests.ops.processes import PAUSE, portal

NOTICE = "Subject: Something for you\n\nYour code is {{ code }}.\n"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as box:
        yield box


@pytest.fixture
def sending(app: Flask) -> Iterator[Flask]:
    """The app with one notice more."""
    notices = DictLoader({"notices/tried.txt": NOTICE})
    app.jinja_env.loader = ChoiceLoader([notices, app.jinja_env.loader])  # type: ignore[list-item]
    with app.app_context():
        yield app


def promise(number: int) -> None:
    for each in range(number):
        notify("tried", f"person{each}@example.org", language="en", code=f"QQ-{each:04}")
    db.session.commit()


def deliver(app: Flask, mailbox: Mailbox, later: timedelta = timedelta()) -> int:
    """Deliver what is due after a while."""
    settings = app.extensions["settings"]
    there = settings.model_copy(update={"mail": "smtp", "smtp_port": mailbox.port})
    with time_machine.travel(clock.now() + later):
        return delivery.deliver_due(carriers.carriers(there))


def waiting() -> list[Outbox]:
    with db.session.no_autoflush:
        db.session.rollback()
        db.session.expire_all()
        return list(db.session.scalars(select(Outbox).where(Outbox.sent_at.is_(None))))


def test_each_notice_goes_to_one_address_with_its_own_part(
    sending: Flask, mailbox: Mailbox
) -> None:
    promise(12)
    assert deliver(sending, mailbox) == 12
    for letter in mailbox.letters:
        [to] = letter.to
        assert letter.message["To"] == to
        assert letter.text == f"Your code is QQ-{int(to[6:].split('@')[0]):04}.\n"


def test_what_has_gone_does_not_go_again(sending: Flask, mailbox: Mailbox) -> None:
    promise(3)
    assert [deliver(sending, mailbox), deliver(sending, mailbox, timedelta(days=1))] == [3, 0]


def test_what_has_gone_leaves_no_address_and_no_code(sending: Flask, mailbox: Mailbox) -> None:
    promise(1)
    deliver(sending, mailbox)
    [row] = db.session.scalars(select(Outbox))
    assert (row.to_sealed, row.parts_sealed) == (None, None)


def test_a_mail_server_down_for_five_minutes_loses_nothing(
    sending: Flask, mailbox: Mailbox
) -> None:
    promise(15)
    mailbox.down()
    for seconds in (0, 15, 60, 150, 300):
        assert deliver(sending, mailbox, timedelta(seconds=seconds)) == 0
    assert len(waiting()) == 15
    mailbox.up()
    deliver(sending, mailbox, timedelta(minutes=10))
    assert len({letter.to for letter in mailbox.letters}) == len(mailbox.letters) == 15


def test_an_address_that_never_works_is_given_up_after_days(
    sending: Flask, mailbox: Mailbox
) -> None:
    promise(1)
    mailbox.down()
    deliver(sending, mailbox, timedelta(days=3, hours=1))
    [row] = waiting()
    assert row.given_up_at is not None
    assert row.fault == "ConnectionRefusedError"


@pytest.mark.parametrize("moment", ["on_announced", "on_letter"])
def test_a_deliverer_killed_in_the_middle_loses_none(
    sending: Flask, mailbox: Mailbox, moment: str
) -> None:
    """It dies at its seventh letter: that one may come twice, the others come once."""
    promise(25)
    with deliverer(sending, mailbox) as process:
        setattr(mailbox, moment, lambda number: process.kill() if number == 7 else None)
        assert process.wait(60) == -signal.SIGKILL
    deliver(sending, mailbox, delivery.LEASE + timedelta(seconds=5))
    came = Counter(letter.id for letter in mailbox.letters)
    assert len(came) == 25
    assert sum(came.values()) <= 26
    assert waiting() == []


@contextmanager
def deliverer(app: Flask, mailbox: Mailbox) -> Iterator[subprocess.Popen[bytes]]:
    """A deliverer of its own process."""
    settings = app.extensions["settings"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.core.deliverer", NOTICE],
        env={
            **os.environ,
            "PORTAL_DATA": str(settings.data),
            "DATABASE_URL": settings.database_url,
            "PORTAL_SECRET_KEY": settings.secret_key.get_secret_value(),
            "PORTAL_SEAL_KEYS": settings.seal_keys.get_secret_value(),
            "PORTAL_MAIL": "smtp",
            "PORTAL_SMTP_PORT": str(mailbox.port),
        },
    )
    yield process
    process.kill()
    process.wait()


def test_several_deliverers_at_once_send_each_notice_once(sending: Flask, mailbox: Mailbox) -> None:
    promise(60)
    with (
        deliverer(sending, mailbox) as first,
        deliverer(sending, mailbox) as second,
        deliverer(sending, mailbox) as third,
    ):
        while len(mailbox.letters) < 60:
            assert {each.poll() for each in (first, second, third)} == {None}
            PAUSE.wait(0.05)
        for each in (first, second, third):
            each.terminate()
            assert each.wait(60) == 0
    assert sorted(Counter(letter.id for letter in mailbox.letters).values()) == [1] * 60
    assert waiting() == []


def test_the_command_sends_what_is_due_once_and_ends(
    sending: Flask, mailbox: Mailbox, tmp_path: Path
) -> None:
    notify("accounts/password_changed", "somebody@example.org", language="en")
    db.session.commit()
    settings = sending.extensions["settings"]
    there = {
        "DATABASE_URL": settings.database,
        "PORTAL_SECRET_KEY": settings.secret_key.get_secret_value(),
        "PORTAL_SEAL_KEYS": settings.seal_keys.get_secret_value(),
        "PORTAL_MAIL": "smtp",
        "PORTAL_SMTP_PORT": str(mailbox.port),
    }
    said = [portal("deliver", "--once", data=tmp_path, **there).stdout for _ in range(2)]
    assert said == ["Notices sent: 1\n", "Notices sent: 0\n"]
    assert len(mailbox.letters) == 1
