"""Serves the gallery on this machine. It needs no database and shows nobody's record."""

import sys
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, g, render_template, request
from flask_babel import Babel
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from wtforms.fields.choices import SelectChoice

from portal.core import council
from portal.core.forms import (
    BaseForm,
    Check,
    CheckboxesField,
    CheckboxField,
    CodeField,
    DateField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    TextareaField,
    TextField,
)
from portal.core.places import ASSETS, STATIC
from portal.core.standing import standing

LANGUAGES = [
    SimpleNamespace(code="en", name="English", html_lang="en-GB"),
    SimpleNamespace(code="pl", name="Polski", html_lang="pl"),
    SimpleNamespace(code="easy", name="Easy Read", html_lang="en-GB"),
]
PAGES = ("start", "home", "budget", "question", "form", "staff", "components")
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Everything(BaseForm):
    """One of each kind of question."""

    name = TextField("Your name", required="Enter your name", hint="As it is in the letter")
    email = EmailField("Your email address", required="Enter your email address", width=30)
    code = CodeField("The code from your letter", required="Enter the code", width=10)
    password = PasswordField("Choose a password", new=True, required="Enter a password")
    amount = TextField("How much you paid", prefix="£", width=5, required="Enter how much you paid")
    born = DateField(
        "When were you born?",
        named="Your date of birth",
        birth=True,
        required="Enter your date of birth",
        hint="For example, 27 3 1950",
        validators=[Check(lambda day: day.year < 2026, "It must be in the past")],
    )
    nights = RadioField(
        "How often are your nights disturbed?",
        choices=[SelectChoice(word, word.capitalize()) for word in ("never", "sometimes", "often")],
        hints={"sometimes": "Once or twice a week"},
        required="Choose how often",
        size="m",
    )
    help_with = CheckboxesField(
        "What do you need help with?",
        choices=[SelectChoice(word, word.capitalize()) for word in ("washing", "meals", "nothing")],
        exclusive="nothing",
        divider_before="nothing",
    )
    team = SelectField("Team", choices=[SelectChoice("n", "North")], nothing_chosen="Choose a team")
    story = TextareaField("What is it like?", most=50)
    agree = CheckboxField("I have read this", required="Tick the box if you have read this")


class Question(BaseForm):
    """One question on a page of its own."""

    born = DateField(
        "What is your date of birth?",
        heading=True,
        named="Your date of birth",
        birth=True,
        required="Enter your date of birth",
        hint="For example, 27 3 1950. We check it against what the council knows.",
    )


def context() -> dict[str, Any]:
    """Return what the portal gives each page, made up."""
    code = g.language = request.args.get("language", "en")
    chosen = next(each for each in LANGUAGES if each.code == code)
    staff = request.path == "/staff"
    names = ("Who is waiting", "People", "Your team") if staff else ("Home", "Your budget")
    nav = [(name, "#", index == 0) for index, name in enumerate(names)]
    return {
        "council": council.current(),
        "portal_name": council.local(council.current().portal_name, code),
        "demo": "plain" not in request.args,
        "language": code,
        "html_lang": chosen.html_lang,
        "languages": LANGUAGES,
        "switch_url": lambda other: f"?language={other}",
        "acting_for": request.args.get("for"),
        "nav": [] if request.path == "/start" else [*nav, ("Sign out", "#", False)],
        "timeout": {
            "seconds": int(request.args.get("seconds", 1200)),
            "warn_seconds": 120,
            "stay_url": "/go/brand",
        },
        "today": date(2026, 3, 12),
    }


def create_gallery(code: str = "norfolk") -> Flask:
    """Return an app that shows the components, and nothing of the portal."""
    app = Flask("portal", static_folder=None)
    app.config.update(SECRET_KEY="gallery", WTF_CSRF_ENABLED=False, WTF_I18N_ENABLED=False)
    app.extensions["council"] = council.load(code)
    Babel(app)
    env = app.jinja_env
    env.loader = ChoiceLoader([env.loader, FileSystemLoader("tools/gallery")])  # type: ignore[list-item]
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.globals["standing"] = standing
    env.globals["asset"] = lambda name: f"/asset/{name}"
    env.filters["tel"] = council.tel
    env.filters["local"] = lambda text: council.local(text, request.args.get("language", "en"))
    app.context_processor(context)
    for endpoint in ("start", "help", "cookies", "privacy", "accessibility", "language", "brand"):
        app.add_url_rule(f"/go/{endpoint}", f"pages.{endpoint}", brand)
    app.add_url_rule("/go/sign-in", "accounts.sign_in", brand)
    app.add_url_rule("/asset/<path:name>", "asset", asset)
    app.add_url_rule("/<page>", "page", show, methods=["GET", "POST"])
    return app


def brand() -> Response:
    """Answer as the portal does for a council's colours."""
    colours = council.current().brand
    pairs = {"brand": colours.brand, "brand-pale": colours.brand_pale}
    pairs |= {"ink": colours.ink, "edge": colours.edge}
    lines = "".join(f"--portal-{name}:{value};" for name, value in pairs.items())
    return Response(f":root{{{lines}}}", mimetype="text/css")


def asset(name: str) -> Response:
    """Answer with a static file, ours or the design system's."""
    for folder in (STATIC, ASSETS):
        path = folder / name
        if path.is_file():
            return Response(path.read_bytes(), mimetype=KINDS[path.suffix])
    return Response(status=404)


def show(page: str) -> tuple[str, int]:
    """Show one page of the gallery."""
    if page not in PAGES:
        return "", 404
    form = {"question": Question, "form": Everything}.get(page, BaseForm)()
    good = form.is_valid()
    return render_template(
        f"{page}.gallery.html", form=form
    ), 200 if good or not form.errors else 422


if __name__ == "__main__":
    create_gallery(*sys.argv[1:2]).run(port=8765)
