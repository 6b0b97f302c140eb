"""Which language a page speaks, and dates in it. Easy Read is a language of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlencode

from babel import Locale
from babel.dates import format_date, format_time
from babel.support import NullTranslations, Translations
from flask import Response, current_app, g, has_request_context, request
from flask.globals import _cv_app
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response as Answer

from portal.core import addresses, council
from portal.core.clock import LONDON
from portal.core.places import TRANSLATIONS
from portal.settings import Settings

ENGLISH = "en"
EASY_READ = "easy"
YEAR_SECONDS = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Language:
    """A language people can choose: `code` names its catalogue, `html_lang` its pages."""

    code: str
    name: str
    html_lang: str
    locale: str


KNOWN = {
    "en": Language("en", "English", "en-GB", "en_GB"),
    "pl": Language("pl", "Polski", "pl", "pl"),
    "easy": Language("easy", "Easy Read", "en-GB", "en_GB"),
}


def catalogue(code: str) -> NullTranslations:
    """The texts of one language; English is what the code itself says."""
    settings: Settings = current_app.extensions["settings"]
    return _catalogue(settings.translations or TRANSLATIONS, code)


@cache
def _catalogue(folder: Path, code: str) -> NullTranslations:
    if code == ENGLISH:
        return NullTranslations()
    return Translations.load(str(folder), [code])


@cache
def locale_of(code: str) -> Locale:
    """How this language writes dates, numbers and plurals."""
    return Locale.parse(KNOWN[code].locale)


def checked_by(code: str) -> str | None:
    """Who has read this catalogue and found it right, or None while nobody has."""
    if code == ENGLISH:
        return "written in English"
    said = catalogue(code).info().get("x-checked-by", "")
    return None if not said or said.startswith("not yet checked") else said


def offered() -> tuple[Language, ...]:
    """The languages this council shows, in its order."""
    found: tuple[Language, ...] | None = current_app.extensions.get("languages")
    if found is None:
        found = current_app.extensions["languages"] = tuple(
            KNOWN[code] for code in configured() if not hidden(code)
        )
    return found


def configured() -> tuple[str, ...]:
    """The codes of the languages in the council's file that this portal speaks, in its order."""
    return tuple(code for code in council.current().languages.offered if code in KNOWN)


def hidden(code: str) -> bool:
    """Whether the council waits with this language until one of its readers has checked it."""
    return council.current().languages.require_checked and checked_by(code) is None


def current() -> str:
    """The code of the language in use: asked for, chosen before, the browser's, or English."""
    # Asked for more than a hundred times a page: through Flask's `g`, that took a twentieth of it.
    here = _cv_app.get(None)
    if here is None:
        return ENGLISH  # outside the app
    code: str | None = here.g.get("language")
    if code is None:
        code = here.g.language = _choose() if has_request_context() else ENGLISH
    return code


def _choose() -> str:
    codes = tuple(language.code for language in offered())
    for asked in (request.args.get("language"), request.cookies.get(cookie_name())):
        if asked in codes:
            return str(asked)
    return _best(request.headers.get("Accept-Language", ""), codes)


@lru_cache(maxsize=256)
def _best(accepted: str, codes: tuple[str, ...]) -> str:
    # Easy Read is a choice that nobody can make for somebody else, so no browser makes it.
    spoken = [code for code in codes if code != EASY_READ]
    return parse_accept_header(accepted, LanguageAccept).best_match(spoken, ENGLISH) or ENGLISH


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use one language for a while, for a notice to somebody who is not looking at a page."""
    before = g.get("language")
    g.language = code if code in KNOWN else ENGLISH
    try:
        yield
    finally:
        if before is None:
            g.pop("language")
        else:
            g.language = before


def remember(response: Response) -> Response:
    """Keep the choice that a language link made."""
    asked = request.args.get("language")
    if asked is not None and asked == g.get("language"):
        remember_choice(response, asked)
    return response


def cookie_name() -> str:
    """The name of the cookie that keeps the choice; see `accounts.sessions.cookie_name`."""
    plain = current_app.extensions["settings"].insecure_cookies
    return "portal-language" if plain else "__Host-portal-language"


def remember_choice(response: Answer, code: str) -> None:
    """Set the cookie that keeps a language for a year; it holds nothing else."""
    response.set_cookie(
        cookie_name(),
        code,
        max_age=YEAR_SECONDS,
        secure=not current_app.extensions["settings"].insecure_cookies,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def on_date(day: date, style: str = "long") -> str:
    """A date as people say it: 3 March 2026."""
    return written(day, "d MMMM y" if style == "long" else style, current())


@lru_cache(maxsize=4096)
def written(day: date, pattern: str, code: str) -> str:
    """A date by a pattern in one language; the same few dates stand on many pages."""
    return format_date(day, pattern, locale_of(code))


def at_time(instant: datetime) -> str:
    """An instant as a London date and time: 3 March 2026, 14:05."""
    local = instant.astimezone(LONDON)
    place = locale_of(current())
    return f"{format_date(local, 'd MMMM y', place)}, {format_time(local, 'HH:mm', locale=place)}"


def day_and_month(day: date) -> str:
    """A date in a list where the year is plain: 3 March."""
    return written(day, "d MMMM", current())


def switch_url(code: str) -> str:
    """The address of this same page, with what was asked of it, in another language."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "language"]
    return f"{addresses.this_page()}?{urlencode([*kept, ('language', code)])}"
