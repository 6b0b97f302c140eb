"""Which providers this portal offers, and to whom: none, until an operator says so.

The council's file says which; the setting PORTAL_OUTSIDE_SIGN_IN names a file of client ids and
keys, which is never in git. A profile that lacks either is not offered.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from flask import Flask, current_app
from joserfc.errors import JoseError
from pydantic import ValidationError

from portal.accounts.outside.profile import Profile, known, profile
from portal.accounts.outside.provider import Provider
from portal.accounts.outside.signing import our_key
from portal.core.council import Council
from portal.core.council.file import CouncilFileError
from portal.settings import SettingsError

Offered = dict[str, Provider]
SETTING = "PORTAL_OUTSIDE_SIGN_IN"


def read(path: Path, url: str) -> Offered:
    """Every provider for which a file has what it takes. Raises `SettingsError`, one sentence."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise SettingsError(f"The setting {SETTING} is wrong: {path.name}: {wrong}.") from None
    return {code: Provider(_one(code, given, path), url) for code, given in tables.items()}


def _one(code: str, given: object, path: Path) -> Profile:
    """One profile whose key really is one. What is wrong is said without saying the value."""
    if code not in known() or not isinstance(given, dict):
        raise SettingsError(f"{path.name}: {code} is not one of {', '.join(known())}.")
    try:
        found = profile(code, given, path.parent)
        our_key(found)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join([code, *map(str, first["loc"])])
        raise SettingsError(f"{path.name}: {where}: {first['msg']}.") from None
    except (OSError, ValueError, JoseError):
        raise SettingsError(
            f"{path.name}: {code}.key must name a file with a private key for its algorithm."
        ) from None
    return found


def init_app(app: Flask) -> None:
    """Find out what is offered, and refuse to start on a file that makes no sense."""
    settings, here = app.extensions["settings"], app.extensions["council"]
    _check(here)
    path = settings.outside_sign_in
    app.extensions["outside"] = read(path, settings.url) if path else {}
    app.jinja_env.globals["outside_providers"] = providers


def _check(here: Council) -> None:
    lost = [each.profile for each in here.outside_sign_in if each.profile not in known()]
    if lost:
        raise CouncilFileError(
            f"outside_sign_in: {lost[0]!r} is not a profile; they are {', '.join(known())}."
        )


def _groups(code: str) -> Iterable[str]:
    here: Council = current_app.extensions["council"]
    return [group for each in here.outside_sign_in if each.profile == code for group in each.groups]


def provider(code: str) -> Provider | None:
    """A provider that this council offers to anybody; None for any other."""
    providers: Offered = current_app.extensions["outside"]
    return providers.get(code) if _groups(code) else None


def is_for(code: str, *, staff: bool) -> bool:
    """Whether a profile is offered to staff, or to people."""
    return ("staff" if staff else "people") in _groups(code)


def providers(*, staff: bool | None = None) -> list[Provider]:
    """What is offered, in the order of the council's file; to one group, or to anybody."""
    here: Council = current_app.extensions["council"]
    codes = dict.fromkeys(each.profile for each in here.outside_sign_in)
    found = [each for code in codes if (each := provider(code))]
    return [each for each in found if staff is None or is_for(each.profile.code, staff=staff)]
