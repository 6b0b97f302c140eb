"""Why a carrier did not take a notice: what is tried again, and what never will go."""

import smtplib

SMTP_NEVER = 500


class NotTaken(OSError):
    """A provider answered, and did not take the notice. It is tried again."""


class Refused(NotTaken):
    """A provider answered that it never will take the notice: there is no such address."""


class NotReached(ConnectionError):
    """A provider did not answer."""


def named(fault: Exception) -> str:
    """What the outbox and the logs keep of a fault: its name and a status, never its words."""
    status = f" {fault}" if isinstance(fault, NotTaken) else ""
    return type(fault).__name__ + status


def is_for_good(fault: Exception) -> bool:
    """Whether trying again is of no use: the address is none, as a provider or a server says.

    RFC 5321 4.2.1: an answer from 500 on is permanent. Everything else may be put right.
    """
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return all(code >= SMTP_NEVER for code, _words in fault.recipients.values())
    return isinstance(fault, Refused)
