"""A real mail server for tests: it keeps what it gets, and can be taken down."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.ops.processes import free_port

LONG = 30


@dataclass(frozen=True)
class Letter:
    """One message, as it came in."""

    to: tuple[str, ...]
    message: EmailMessage

    @property
    def subject(self) -> str:
        """Its subject."""
        return str(self.message["Subject"])

    @property
    def id(self) -> str:
        """Its Message-ID, which a second copy of it shares."""
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        """What it says, with the line ends of a page rather than of a mail server."""
        return str(self.message.get_content()).replace("\r\n", "\n")


class Mailbox:
    """Letters in the order they came. `with Mailbox() as mailbox:` runs the server."""

    def __init__(self) -> None:
        self.port = free_port()
        self.letters: list[Letter] = []
        self.announced = 0
        self.on_announced: Callable[[int], object] = lambda _number: None
        self.on_letter: Callable[[int], object] = lambda _number: None
        self._arrived = threading.Condition()
        self._server: Controller | None = None

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Hear that a letter is coming: the name is aiosmtpd's."""
        envelope.mail_from = address
        self.announced += 1
        self.on_announced(self.announced)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter in: the name is aiosmtpd's."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self._arrived:
            self.letters.append(Letter(tuple(envelope.rcpt_tos), message))
            self._arrived.notify_all()
        self.on_letter(len(self.letters))
        return "250 OK"

    def letter_to(self, address: str, about: str) -> Letter:
        """The first letter to an address with these words in its subject; waits for it."""
        with self._arrived:
            come = self._arrived.wait_for(lambda: self._found(address, about), timeout=LONG)
        assert come, f"no letter about {about!r} to {address}, among {len(self.letters)}"
        return come

    def _found(self, address: str, about: str) -> Letter | None:
        fits = (each for each in self.letters if (address,) == each.to and about in each.subject)
        return next(fits, None)

    def up(self) -> "Mailbox":
        """Start taking letters."""
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)
        self._server.start()
        return self

    def down(self) -> None:
        """Take no more letters until `up`."""
        if self._server:
            self._server.stop()
        self._server = None

    def __enter__(self) -> "Mailbox":
        return self.up()

    def __exit__(self, *_fault: object) -> None:
        self.down()
