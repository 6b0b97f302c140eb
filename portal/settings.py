"""Every setting, typed, with why it exists. A missing secret refuses to start.

Settings come from the environment (`PORTAL_…`), then from `portal.env` in the data folder, which
`portal init` writes. `DATABASE_URL` keeps its usual name because hosts set it by that name.
"""

import os
import re
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

NOTIFY_KEY = re.compile(r".*-[0-9a-f-]{36}-[0-9a-f-]{36}")


def _is_safe(url: str) -> bool:
    """Whether codes may be sent there: encrypted, or without leaving this machine."""
    return url.startswith(("https://", "http://127.0.0.1:", "http://localhost:"))


class SettingsError(Exception):
    """One sentence that says which setting is wrong and how to put it right."""


class Settings(BaseSettings):
    """How this copy of the portal runs. Facts about the council live in the council's file."""

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_", frozen=True, extra="ignore", populate_by_name=True
    )

    data: Path = Field(
        default=Path("instance"),
        description="Folder for the SQLite database and for the keys that `portal init` makes.",
    )
    council: str = Field(
        default="norfolk",
        description="Code of a council file that ships with the portal, or a path to one.",
    )
    translations: Path | None = Field(
        default=None,
        description="Folder of catalogues to speak from, for a council with wording of its own.",
    )
    secret_key: SecretStr = Field(
        description="Signs form tokens. Changing it makes people send open forms again."
    )
    seal_keys: SecretStr = Field(
        description=(
            "Keys that encrypt authenticator secrets and codes on their way out, newest first: "
            "`id:64 hex digits`, with commas between. An old key stays until nothing uses it."
        )
    )
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="Empty for SQLite in the data folder, or postgresql+psycopg://…",
    )
    url: str = Field(
        default="http://127.0.0.1:8000",
        description="Address people use. Links in e-mails come from here, never from a request.",
    )
    insecure_cookies: bool = Field(
        default=False,
        description="Drops `Secure` from cookies, for a browser that refuses them on plain http.",
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        description="How many proxies in front set X-Forwarded-*. None is believed by default.",
    )
    mail: Literal["console", "smtp", "notify"] = Field(
        default="console",
        description="Where notices go: this terminal, a mail server, or GOV.UK Notify.",
    )
    mail_from: str = Field(
        default="portal@localhost", description="Sender of notices; says nothing about care."
    )
    mail_from_neutral: str = Field(
        default="",
        description="Sender for people to whom we may not say who we are. Empty: the one above.",
    )
    smtp_host: str = Field(default="127.0.0.1", description="The mail server.")
    smtp_port: int = Field(default=25, description="The mail server's port.")
    smtp_user: str = Field(default="", description="Empty where the mail server asks for none.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="Goes with the user.")
    smtp_tls: bool = Field(default=False, description="Start TLS, and refuse to go on without.")
    texts: Literal["console", "notify"] = Field(
        default="console", description="Where text messages go: this terminal, or GOV.UK Notify."
    )
    notify_url: str = Field(
        default="https://api.notifications.service.gov.uk",
        description="GOV.UK Notify, or what speaks as it does.",
    )
    notify_key: SecretStr = Field(
        default=SecretStr(""), description="The key that Notify gives: `name-<id>-<secret>`."
    )
    notify_text_template: str = Field(
        default="", description="Id of the template at Notify that says only `((body))`."
    )
    notify_mail_template: str = Field(
        default="",
        description="Id of the e-mail template at Notify: `((subject))`, and `((body))` below it.",
    )
    notify_callback_token: SecretStr = Field(
        default=SecretStr(""),
        description=(
            "What Notify sends as a bearer token with its delivery receipts, to /notices/receipt. "
            "Empty: no receipts are taken."
        ),
    )
    clamd: str = Field(
        default="",
        description=(
            "ClamAV's daemon: the path of its socket, or host:port. Empty: files are not scanned."
        ),
    )
    clamd_down: Literal["hold", "refuse"] = Field(
        default="hold",
        description=(
            "While it does not answer: take a file and let nobody open it before it was scanned, "
            "or ask people to send it later."
        ),
    )
    calls: Literal["console", "webhook"] = Field(
        default="console",
        description="Where calls to a landline go: this terminal, or the council's own machine.",
    )
    call_url: str = Field(
        default="", description="Takes `id`, `to`, `language` and `say` as JSON, and rings."
    )
    call_secret: SecretStr = Field(
        default=SecretStr(""), description="Sent to it as a bearer token, so that it knows us."
    )
    outside_sign_in: Path | None = Field(
        default=None,
        description=(
            "File of client ids and keys, one table for each provider that people may sign in "
            "through. Without it there is none: docs/outside-sign-in.md."
        ),
    )
    workers: int = Field(default=2, ge=1, description="Server processes: one for each core.")
    threads: int = Field(
        default=8,
        ge=1,
        description=(
            "Threads in each: a slow phone holds one while it uploads. Each keeps some 3 MB "
            "(a connection and what it remembers), so more cost memory and win no speed."
        ),
    )
    cheap_passwords: bool = Field(
        default=False, description="Quick password hashes, for tests only; refused outside them."
    )

    @model_validator(mode="after")
    def _knows_its_carriers(self) -> Self:
        """A provider without what it needs would lose every code, so the portal does not start."""
        if self.texts == "notify" and not (
            NOTIFY_KEY.fullmatch(self.notify_key.get_secret_value()) and self.notify_text_template
        ):
            raise ValueError(
                "PORTAL_TEXTS=notify needs PORTAL_NOTIFY_KEY and PORTAL_NOTIFY_TEXT_TEMPLATE"
            )
        if self.mail == "notify" and not (
            NOTIFY_KEY.fullmatch(self.notify_key.get_secret_value()) and self.notify_mail_template
        ):
            raise ValueError(
                "PORTAL_MAIL=notify needs PORTAL_NOTIFY_KEY and PORTAL_NOTIFY_MAIL_TEMPLATE"
            )
        if self.calls == "webhook" and not (
            _is_safe(self.call_url) and self.call_secret.get_secret_value()
        ):
            raise ValueError(
                "PORTAL_CALLS=webhook needs PORTAL_CALL_URL, with https, and PORTAL_CALL_SECRET"
            )
        if not _is_safe(self.notify_url):
            raise ValueError("PORTAL_NOTIFY_URL must start with https")
        return self

    @cached_property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        if self.database_url:
            return self.database_url.replace("postgres://", "postgresql+psycopg://", 1)
        return f"sqlite:///{(self.data / 'portal.sqlite').absolute()}"

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self.database.startswith("sqlite")


def load_settings(**given: object) -> Settings:
    """Read the settings. Raises `SettingsError`, one sentence, when one is missing or wrong."""
    folder = Path(str(given.get("data") or os.environ.get("PORTAL_DATA") or "instance"))
    try:
        return Settings(_env_file=folder / "portal.env", **given)  # type: ignore[arg-type]
    except ValidationError as wrong:
        first = wrong.errors()[0]
        if not first["loc"]:
            raise SettingsError(f"{first['msg'].removeprefix('Value error, ')}.") from None
        name = str(first["loc"][0]).lower()
        if first["type"] == "missing":
            raise SettingsError(
                f"The setting PORTAL_{name.upper()} is missing: run `portal init`, which makes "
                f"the keys in {folder}/portal.env, or set it yourself."
            ) from None
        label = "DATABASE_URL" if name == "database_url" else f"PORTAL_{name.upper()}"
        raise SettingsError(f"The setting {label} is wrong: {first['msg']}.") from None
