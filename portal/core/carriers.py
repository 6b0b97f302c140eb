"""Who carries a notice: the mail server, the text provider, and the council's calling machine.

Each says that it took a notice by returning, and raises an OSError where it did not, so that the
outbox tries again. What they answer is never kept: it could repeat what was sent.
"""

import smtplib
import sys
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from typing import Any

from flask import current_app

from portal.core import notifying
from portal.core.outbox import Opened, Way
from portal.core.untaken import NotReached, NotTaken
from portal.core.writing import write_message, write_short
from portal.settings import Settings

SECONDS = 15

Carrier = Callable[[Opened], None]


def carriers(settings: Settings) -> Mapping[Way, Carrier]:
    """Who carries what, as the settings say. Nobody carries letters: people print them."""
    return {
        Way.EMAIL: _by_mail(settings),
        Way.TEXT: notifying.texts(settings) if settings.texts == "notify" else to_console,
        Way.CALL: by_webhook(settings) if settings.calls == "webhook" else to_console,
    }


def lead_anywhere() -> frozenset[Way]:
    """The ways that reach people. The console is for a demonstration, where every way does."""
    settings: Settings = current_app.extensions["settings"]
    shown = settings.mail == "console"
    real = {
        Way.TEXT: shown or settings.texts == "notify",
        Way.CALL: shown or settings.calls == "webhook",
    }
    return frozenset(way for way in Way if real.get(way, True))


def to_console(notice: Opened) -> None:
    """Show a text or a call in the terminal: for a demonstration, never for real people."""
    sys.stdout.write(
        f"\n--- {notice.way.value} to {notice.to} ---\n{write_short(notice)}\n--- end ---\n"
    )
    sys.stdout.flush()


def _by_mail(settings: Settings) -> Carrier:
    if settings.mail == "notify":
        return notifying.mails(settings)
    send = by_smtp(settings) if settings.mail == "smtp" else _show
    return lambda notice: send(write_message(notice, settings))


def _show(message: EmailMessage) -> None:
    sys.stdout.write(f"\n--- e-mail ---\n{message}\n--- end ---\n")
    sys.stdout.flush()


def by_smtp(settings: Settings) -> Callable[[EmailMessage], None]:
    """Hand each notice to the council's mail server."""

    def send(message: EmailMessage) -> None:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SECONDS) as server:
            if settings.smtp_tls:
                server.starttls()
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(message)

    return send


def by_webhook(settings: Settings) -> Carrier:
    """Ask the council's calling machine to ring a number and say some words, in a language.

    The same `id` twice is the same call: a machine that remembers it rings once.
    """

    def send(notice: Opened) -> None:
        _post(
            settings.call_url,
            settings.call_secret.get_secret_value(),
            {
                "id": str(notice.row.id),
                "to": notice.to,
                "language": notice.row.language,
                "say": write_short(notice),
            },
        )

    return send


def _post(url: str, token: str, said: Mapping[str, Any]) -> None:
    import requests

    try:
        answer = requests.post(
            url,
            json=dict(said),
            headers={"Authorization": f"Bearer {token}"},
            timeout=SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException:
        raise NotReached from None
    if not answer.ok or answer.is_redirect:
        raise NotTaken(str(answer.status_code))
