"""The deliverer: takes due notices, sends each outside any transaction, and notes the result."""

import json
import os
import signal
import smtplib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate

import structlog
from flask import current_app, render_template
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.language import speaking
from portal.core.outbox import Outbox
from portal.core.sealing import keyring
from portal.extensions import db
from portal.settings import Settings

LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=3)
BATCH = 10

Transport = Callable[[EmailMessage], None]
log = structlog.get_logger()


@dataclass(frozen=True)
class Claimed:
    """A notice this process has a lease on."""

    row: Outbox
    to: str
    parts: dict[str, str]


def to_console(message: EmailMessage) -> None:
    """Show a notice in the terminal: for a demonstration, never for real people."""
    sys.stdout.write(f"\n--- e-mail ---\n{message}\n--- end ---\n")
    sys.stdout.flush()


def to_smtp(settings: Settings) -> Transport:
    """A transport that hands each notice to the council's mail server."""

    def send(message: EmailMessage) -> None:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as server:
            if settings.smtp_tls:
                server.starttls()
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(message)

    return send


def transport(settings: Settings) -> Transport:
    """The transport that the settings name."""
    return to_smtp(settings) if settings.mail == "smtp" else to_console


def _claim(at: datetime) -> list[Claimed]:
    free = (Outbox.locked_until.is_(None)) | (Outbox.locked_until < at)
    due = (
        select(Outbox.id)
        .where(Outbox.sent_at.is_(None), Outbox.given_up_at.is_(None), Outbox.due_at <= at, free)
        .order_by(Outbox.due_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    with _writing() as session, session.begin():
        ids = session.scalars(due).all()
        session.execute(
            update(Outbox)
            .where(Outbox.id.in_(ids))
            .values(locked_until=at + LEASE, attempts=Outbox.attempts + 1)
        )
        rows = session.scalars(select(Outbox).where(Outbox.id.in_(ids))).all()
        return [_opened(row) for row in rows]


def _opened(row: Outbox) -> Claimed:
    ring = keyring()
    to = ring.open(row.to_sealed or b"", f"outbox:to:{row.id}")
    parts = json.loads(ring.open(row.parts_sealed or b"", f"outbox:parts:{row.id}"))
    return Claimed(row, to, parts)


def _writing() -> Session:
    return Session(db.engine.execution_options(write=True), expire_on_commit=False)


def write_message(claimed: Claimed, settings: Settings) -> EmailMessage:
    """The notice as an e-mail. Its first line is the subject; it never names the person."""
    with speaking(claimed.row.language):
        text = render_template(f"notices/{claimed.row.kind}.txt", **claimed.parts)
    subject, _, body = text.strip().partition("\n")
    message = EmailMessage()
    message["Subject"] = subject.removeprefix("Subject:").strip()
    message["From"] = settings.mail_from
    message["To"] = claimed.to
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{claimed.row.id}@portal.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body.strip() + "\n")
    return message


def deliver_due(send: Transport) -> int:
    """Send every notice that is due now; returns how many went. A failure waits and tries again."""
    sent = 0
    settings: Settings = current_app.extensions["settings"]
    while claimed := _claim(clock.now()):
        for one in claimed:
            try:
                send(write_message(one, settings))
            except (OSError, smtplib.SMTPException) as fault:
                _put_off(one.row, fault)
            else:
                _mark_sent(one.row)
                sent += 1
    return sent


def _mark_sent(row: Outbox) -> None:
    with _writing() as session, session.begin():
        session.execute(
            update(Outbox)
            .where(Outbox.id == row.id)
            .values(sent_at=clock.now(), to_sealed=None, parts_sealed=None, fault=None)
        )
    log.info("notice_sent", outbox_id=str(row.id), kind=row.kind, attempts=row.attempts)


def _put_off(row: Outbox, fault: Exception) -> None:
    at = clock.now()
    wait = min(FIRST_WAIT * 2 ** min(row.attempts - 1, 12), LONGEST_WAIT)
    ended = at - row.created_at > GIVE_UP_AFTER
    with _writing() as session, session.begin():
        session.execute(
            update(Outbox)
            .where(Outbox.id == row.id)
            .values(
                due_at=at + wait,
                locked_until=None,
                fault=type(fault).__name__,
                given_up_at=at if ended else None,
            )
        )
    log.warning("notice_put_off", outbox_id=str(row.id), fault=type(fault).__name__, gave_up=ended)


def run(send: Transport, *, parent: int | None = None, pause: float = 1.0) -> None:
    """Deliver until SIGTERM, SIGINT, or the death of `parent`; what is under way is finished."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set() and parent in (None, os.getppid()):
        try:
            deliver_due(send)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the next notice must go
            log.error("deliverer_stumbled", fault=type(fault).__name__)
        stop.wait(pause)
