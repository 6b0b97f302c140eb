"""Form fields: what they take, what they refuse in which words, and where an error leads."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from flask_babel import Babel
from jinja2 import StrictUndefined
from wtforms.fields.choices import SelectChoice

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

PORTAL = Path(__file__).parents[2] / "portal"
ANSWERS = {
    "name": "Ada",
    "email": "ada@example.com",
    "code": "123456",
    "password": "correct horse",
    "born-day": "27",
    "born-month": "3",
    "born-year": "1950",
    "nights": "often",
    "agree": "yes",
}


class Asks(BaseForm):
    """One of each kind of question."""

    name = TextField("Your name", required="Enter your name", most=10)
    email = EmailField("Your email address", required="Enter your email address")
    code = CodeField("Your code", required="Enter your code")
    password = PasswordField("Your password", required="Enter your password")
    born = DateField(
        "Your date of birth",
        named="Your date of birth",
        required="Enter your date of birth",
        validators=[Check(lambda day: day < date(2020, 1, 1), "It must be in the past")],
    )
    moved = DateField("When you moved")
    nights = RadioField(
        "Your nights",
        choices=[SelectChoice("never", "Never"), SelectChoice("often", "Often")],
        required="Choose how often",
    )
    needs = CheckboxesField("Your needs", choices=[SelectChoice("meals", "Meals")])
    team = SelectField("Team", choices=[SelectChoice("1", "North")], coerce=int, nothing_chosen="-")
    story = TextareaField("Your story")
    agree = CheckboxField("I have read this", required="Tick the box")


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    """A browser at a page with every kind of question; it answers with what the form says."""
    app = Flask("portal", root_path=str(PORTAL))
    app.config.update(SECRET_KEY="test", WTF_CSRF_ENABLED=False, WTF_I18N_ENABLED=False)
    app.jinja_env.undefined = StrictUndefined
    Babel(app)

    @app.route("/", methods=["GET", "POST"])
    def page() -> Any:
        form = Asks()
        if form.is_valid():
            return {name: str(value) for name, value in form.data.items()}
        shown = render_template_string(
            "{% for q in form.questions() %}{{ q() }}{% endfor %}", form=form
        )
        return {"errors": form.error_summary, "html": shown}, 422

    with app.test_client() as browser:
        yield browser


def refused(client: FlaskClient, **changes: str) -> tuple[dict[str, str], BeautifulSoup]:
    """Send good answers with these changed; return the sentences by link, and the page."""
    answer = client.post(
        "/", data=ANSWERS | {key.replace("__", "-"): changes[key] for key in changes}
    )
    assert answer.status_code == 422
    assert answer.json is not None
    return dict(answer.json["errors"]), BeautifulSoup(answer.json["html"], "html5lib")


def test_good_answers_are_taken(client: FlaskClient) -> None:
    answer = client.post("/", data=ANSWERS)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["born"] == "1950-03-27"
    assert answer.json["agree"] == "True"


def test_every_error_leads_to_a_box_that_says_so(client: FlaskClient) -> None:
    answer = client.post("/", data={})
    assert answer.json is not None
    page = BeautifulSoup(answer.json["html"], "html5lib")
    assert len(answer.json["errors"]) == 7
    for link, sentence in answer.json["errors"]:
        box = page.select_one(link)
        assert box is not None
        assert box.name == "input"
        described = box.find_parent(attrs={"aria-describedby": True}) or box
        told = page.find(id=str(described["aria-describedby"]).split()[-1])
        assert told is not None
        assert sentence in told.get_text()


def test_what_was_typed_is_kept_but_never_a_password(client: FlaskClient) -> None:
    _, page = refused(client, email="wrong", password="secret words", story="<b>It is hard</b>")
    assert page.find(id="email")["value"] == "wrong"  # type: ignore[index]
    assert "secret words" not in str(page)
    assert page.find(id="story").get_text() == "<b>It is hard</b>"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("day", "month", "year", "link", "sentence"),
    [
        ("", "", "", "#born-day", "Enter your date of birth"),
        ("27", "", "1950", "#born-month", "Your date of birth must include a month."),
        ("", "3", "", "#born-day", "Your date of birth must include a day and a year."),
        ("31", "2", "1950", "#born-day", "Your date of birth must be a real date, like 27 3 1950."),
        (
            "1",
            "smarch",
            "1950",
            "#born-day",
            "Your date of birth must be a real date, like 27 3 1950.",
        ),
        ("27", "3", "50", "#born-year", "The year must have 4 numbers, like 1950."),
        ("²", "3", "1950", "#born-day", "Your date of birth must be a real date, like 27 3 1950."),
        ("1", "1", "9999", "#born-day", "It must be in the past"),
    ],
)
def test_a_wrong_date_says_which_part(
    client: FlaskClient, day: str, month: str, year: str, link: str, sentence: str
) -> None:
    errors, page = refused(client, born__day=day, born__month=month, born__year=year)
    assert errors == {link: sentence}
    assert "govuk-input--error" in page.select_one(link)["class"]  # type: ignore[index]


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR."])
def test_a_month_may_be_a_number_or_a_word(client: FlaskClient, month: str) -> None:
    assert client.post("/", data=ANSWERS | {"born-month": month}).status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("name", "x" * 11, "Use 10 characters or fewer. You used 11."),
        ("email", "ada", "Check the email address. It must look like name@example.com."),
        ("code", "12345", "Enter the 6 numbers of the code."),
        ("nights", "always", "Choose from the answers on this page."),
        ("needs", "money", "Choose from the answers on this page."),
        ("team", "north", "Choose from the answers on this page."),
        ("team", "7", "Choose from the answers on this page."),
    ],
)
def test_a_wrong_answer_says_how_to_put_it_right(
    client: FlaskClient, name: str, value: str, sentence: str
) -> None:
    errors, _ = refused(client, **{name: value})
    assert errors == {f"#{name}": sentence}


def test_a_code_may_be_typed_with_spaces_and_hyphens(client: FlaskClient) -> None:
    answer = client.post("/", data=ANSWERS | {"code": " 12 34-56 "})
    assert answer.json is not None
    assert answer.json["code"] == "123456"


def test_control_characters_do_not_reach_the_database(client: FlaskClient) -> None:
    answer = client.post("/", data=ANSWERS | {"name": "A\0da\r\n"})
    assert answer.json is not None
    assert answer.json["name"] == "Ada"


def test_crafted_requests_are_refused_like_any_other(client: FlaskClient) -> None:
    parts = {"born-day": ["1", "2"], "born": "x", "nights": ["never", "often"]}
    assert client.post("/", data=ANSWERS | parts).status_code == 200
    assert client.post("/", json=[1]).status_code == 422
    files = {name: (BytesIO(b"x"), "x.txt") for name in ANSWERS}
    assert client.post("/", data=files).status_code == 422
