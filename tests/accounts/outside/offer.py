"""What a council and an operator write so that a provider outside is offered."""

from functools import cache
from pathlib import Path

from flask import Flask

from portal.accounts.outside import offered
from portal.core.council import load
from portal.core.council.file import SHIPPED
from tests.accounts.outside.forger import CLIENT, Forger, new_key

NONE = "outside_sign_in = []"
OFFERS = """outside_sign_in = [
  {profile = "gov-uk-one-login", groups = ["people", "staff"]},
  {profile = "council", groups = ["staff"]},
]"""


def offering(folder: Path, offers: str = OFFERS) -> Path:
    """Norfolk's file, with other providers in it."""
    words = (SHIPPED / "norfolk.toml").read_text("utf-8")
    assert NONE in words
    path = folder / "norfolk.toml"
    path.write_text(words.replace(NONE, offers), "utf-8")
    return path


def operator_file(folder: Path, forger: Forger, **more: object) -> Path:
    """The file that an operator writes, with a key beside it."""
    (folder / "ours.pem").write_bytes(forger.client_key.as_pem(private=True))
    shared = {"issuer": forger.url, "client_id": CLIENT, "key": "ours.pem"}
    lines = ["[gov-uk-one-login]"]
    lines += [f"{name} = {_toml(value)}" for name, value in {**shared, **more}.items()]
    lines += [
        "[gov-uk-one-login.identity]",
        f'issuer = "{forger.url}identity"',
        f'controller = "{forger.controller}"',
        f'keys = "{forger.url}did.json"',
        f'trustmark = "{forger.url}trustmark"',
    ]
    path = folder / "outside.toml"
    path.write_text("\n".join(lines))
    return path


def _toml(value: object) -> str:
    return str(value).replace("'", '"') if isinstance(value, list) else repr(value)


@cache
def running() -> Forger:
    """A provider that runs for as long as this process: for sweeps, which forge nothing."""
    return Forger(new_key("ours")).up()


def offer_a_provider(app: Flask) -> None:
    """Let a portal that runs already offer a provider."""
    folder = app.extensions["settings"].data
    offers = load(offering(folder)).outside_sign_in
    here = app.extensions["council"]
    app.extensions["council"] = here.model_copy(update={"outside_sign_in": offers})
    file = operator_file(folder, running())
    app.extensions["outside"] = offered.read(file, app.extensions["settings"].url)
