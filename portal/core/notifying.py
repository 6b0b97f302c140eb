"""GOV.UK Notify, by its own client: texts, and e-mails where a council chooses.

The templates at Notify are placeholders alone, `((body))` for a text, `((subject))` and `((body))`
for an e-mail, so that all words are ours. The reference is the id of the notice: nothing personal.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from portal.core.outbox import Opened
from portal.core.untaken import NotReached, NotTaken, Refused
from portal.core.writing import subject_and_body, write_short
from portal.settings import Settings

if TYPE_CHECKING:
    from notifications_python_client.errors import HTTPError
    from notifications_python_client.notifications import NotificationsAPIClient

SECONDS = 15
BAD_REQUEST = 400
ADDRESS_FIELDS = ("phone_number", "email_address")
FAILED = frozenset({"permanent-failure", "temporary-failure", "technical-failure"})
"""What a delivery receipt says of a notice that did not arrive, in Notify's words."""
DELIVERED = "delivered"


def texts(settings: Settings) -> Callable[[Opened], None]:
    """Send text messages."""
    send = _sender(settings)

    def text(notice: Opened) -> None:
        send(
            "send_sms_notification",
            phone_number=notice.to,
            template_id=settings.notify_text_template,
            personalisation={"body": write_short(notice)},
            reference=str(notice.row.id),
        )

    return text


def mails(settings: Settings) -> Callable[[Opened], None]:
    """Send e-mails."""
    send = _sender(settings)

    def mail(notice: Opened) -> None:
        subject, body = subject_and_body(notice)
        send(
            "send_email_notification",
            email_address=notice.to,
            template_id=settings.notify_mail_template,
            personalisation={"subject": subject, "body": body},
            reference=str(notice.row.id),
        )

    return mail


def _sender(settings: Settings) -> Callable[..., None]:
    """Ask Notify once. Raises `NotReached`, `NotTaken` with the status, or `Refused`."""
    made: list[NotificationsAPIClient] = []

    def send(method: str, **said: Any) -> None:
        # Loaded when it is first needed: 30 MB that processes which serve pages never use.
        from notifications_python_client.errors import HTTPError, InvalidResponse

        if not made:
            made.append(_client(settings))
        try:
            getattr(made[0], method)(**said)
        except HTTPError as fault:
            raise _fault(fault) from None
        except InvalidResponse:
            return  # taken, though it said so in a form that we cannot read

    return send


def _client(settings: Settings) -> "NotificationsAPIClient":
    from notifications_python_client.notifications import NotificationsAPIClient

    client = NotificationsAPIClient(  # type: ignore[no-untyped-call]
        settings.notify_key.get_secret_value(), base_url=settings.notify_url, timeout=SECONDS
    )
    client.request_session.max_redirects = 0  # our words go nowhere else
    return client


def _fault(fault: "HTTPError") -> OSError:
    if fault.response is None:
        return NotReached()
    status = fault.response.status_code
    errors: Any = fault.message
    about = [
        str(each.get("message", ""))
        for each in (errors if isinstance(errors, list) else ())
        if isinstance(each, dict)
    ]
    # A wrong template or key is ours to put right, and then it goes; a wrong number never will.
    if status == BAD_REQUEST and any(words.startswith(ADDRESS_FIELDS) for words in about):
        return Refused(str(status))
    return NotTaken(str(status))
