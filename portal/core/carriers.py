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
from joserfc import jwk, jwt

from portal.core import clock
from portal.core.outbox import Opened, Way
from portal.core.writing import write_message, write_short
from portal.settings import Settings

SECONDS = 15
UUID_LENGTH = 36

Carrier = Callable[[Opened], None]


class NotTaken(OSError):
    """A provider answered, and did not take the notice."""


class NotReached(ConnectionError):
    """A provider did not answer."""


def named(fault: Exception) -> str:
    """What the outbox and the logs keep of a fault: its name and a status, never its words."""
    status = f" {fault}" if isinstance(fault, NotTaken) else ""
    return type(fault).__name__ + status


def carriers(settings: Settings) -> Mapping[Way, Carrier]:
    """Who carries what, as the settings say. Nobody carries letters: people print them."""
    return {
        Way.EMAIL: _by_mail(settings),
        Way.TEXT: by_notify(settings) if settings.texts == "notify" else to_console,
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


def by_notify(settings: Settings) -> Carrier:
    """Send text messages through GOV.UK Notify, or whatever speaks as it does.

    The key is `name-<service id>-<secret>`; each request carries a token signed with the secret.
    The template at Notify is one placeholder, ((body)), so that the words are all ours.
    """
    key = settings.notify_key.get_secret_value()
    service, secret = key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1], key[-UUID_LENGTH:]

    def send(notice: Opened) -> None:
        claims = {"iss": service, "iat": int(clock.now().timestamp())}
        token = jwt.encode({"alg": "HS256"}, claims, jwk.OctKey.import_key(secret))
        _post(
            f"{settings.notify_url.rstrip('/')}/v2/notifications/sms",
            token,
            {
                "phone_number": notice.to,
                "template_id": settings.notify_text_template,
                "personalisation": {"body": write_short(notice)},
                "reference": str(notice.row.id),
            },
        )

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
