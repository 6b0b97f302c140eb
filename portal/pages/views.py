"""Pages that anybody may open: they say what the portal is and how it treats people."""

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from portal.accounts import sessions
from portal.core import addresses, clock, council
from portal.core import language as speech
from portal.core.access import public, reader
from portal.pages import actions, colours, navigation, queries, words
from portal.pages.forms import LanguageForm

bp = Blueprint("pages", __name__)
bp.app_context_processor(navigation.context)


@bp.url_defaults
def _with_version(endpoint: str, parts: dict[str, object]) -> None:
    if endpoint == "pages.brand":
        parts.setdefault("v", colours.sheet().version)


@bp.get("/")
@public("says what this is; whoever is signed in goes home")
def start() -> str | Answer:
    """The front door."""
    who = reader()
    if who is not None:
        return redirect(navigation.home_of(who), code=303)
    return render_template("pages/start.html")


@bp.get("/help")
@public("help is for everybody")
def help() -> str:  # noqa: A001 - the address of the page, as base.html names it
    """Who to ring, and what to do when the website is the trouble."""
    today = clock.today()
    partners = [each for each in council.current().partners if each.in_force(today)]
    return render_template("pages/help.html", partners=partners)


@bp.get("/cookies")
@public("the law says that everybody may know")
def cookies() -> str:
    """What we keep in a browser."""
    return render_template(
        "pages/cookies.html",
        session_cookie=sessions.cookie_name(),
        known_cookie=sessions.cookie_name(known=True),
        form_cookie=current_app.config["SESSION_COOKIE_NAME"],
        language_cookie=speech.cookie_name(),
        idle_minutes=council.current().sessions.people.idle_minutes,
    )


@bp.get("/privacy")
@public("the law says that everybody may know")
def privacy() -> str:
    """Who sees what, how long it is kept, and what rights people have."""
    here, today = council.current(), clock.today()
    return render_template(
        "pages/privacy.html",
        controllers=[
            each for each in here.partners if each.data_controller and each.in_force(today)
        ],
        kept=[
            (
                words.RECORD_CLASSES[name],
                words.how_long(keep),
                words.COUNTED_FROM[keep.counted_from],
                keep.reason,
            )
            for name, keep in here.retention.items()
        ],
    )


@bp.get("/accessibility")
@public("the law says that everybody may know")
def accessibility() -> str:
    """The accessibility statement, in the form that the law asks for."""
    unchecked = [each for each in speech.offered() if speech.checked_by(each.code) is None]
    return render_template(
        "pages/accessibility.html",
        address=current_app.extensions["settings"].url,
        prepared_on=words.STATEMENT_PREPARED_ON,
        unchecked=unchecked,
        reply=council.current().replies.message,
    )


@bp.route("/language", methods=["GET", "POST"])
@public("a language is needed before signing in")
def language() -> tuple[str, int] | Answer:
    """Choose a language, which this browser keeps, and the account of whoever is signed in."""
    form = LanguageForm()
    if not form.is_submitted():
        form.chosen.data = speech.current()
        form.then.data = addresses.local_or(request.args.get("next"), addresses.came_from() or "/")
    if form.is_valid():
        return _speak(form.chosen.data, form.then.data)
    spoken = [
        (speech.KNOWN[code], speech.checked_by(code), speech.hidden(code))
        for code in speech.configured()
    ]
    status = 422 if form.is_submitted() else 200
    return render_template("pages/language.html", form=form, spoken=spoken), status


def _speak(code: str, then: str | None) -> Answer:
    who = reader()
    if who is not None:
        actions.choose_language(who.account_id, code)
    there = addresses.local_or(then, url_for("pages.start"))
    g.language = code  # whatever a link in the address asked for
    response = redirect(addresses.without("language", there), code=303)
    speech.remember_choice(response, code)
    return response


@bp.get("/brand.css")
@public("every page wears it")
def brand() -> Answer:
    """The council's colours. Kept for a year under an address that changes with them."""
    sheet = colours.sheet()
    response = make_response(sheet.css)
    response.mimetype = "text/css"
    response.set_etag(sheet.version)
    if request.args.get("v") == sheet.version:
        response.headers["Cache-Control"] = f"public, max-age={colours.ONE_YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)


@bp.get("/healthz")
@public("says only that this process is alive")
def healthz() -> Response:
    """For whatever restarts a process that has stopped. Asks nothing of the database."""
    return jsonify(alive=True)


@bp.get("/readyz")
@public("says nothing about anybody")
def readyz() -> tuple[Response, int]:
    """For whatever sends people here: 503 when the database is away or has another shape."""
    found = queries.readiness()
    return jsonify(found.said()), 200 if found.ready else 503


@bp.get("/robots.txt")
@public("search engines read it before anything else")
def robots() -> Response:
    """Nothing here is for a search engine."""
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")
