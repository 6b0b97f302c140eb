"""The council file: what the shipped ones say, and what is refused, in which words."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from portal.core import council
from portal.core.council import CouncilFileError, LocalText, document, load
from portal.core.council.brand import contrast
from portal.core.council.file import SHIPPED
from portal.journey.rules import Stage

CODES = sorted(path.stem for path in SHIPPED.glob("*.toml"))
MADE_UP = SHIPPED / "quillshire.toml"
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)


@pytest.fixture
def quillshire():
    return load("quillshire")


@pytest.fixture
def change(tmp_path):
    """Write the made-up council's file with one piece of it changed."""

    def changed(old: str, new: str) -> Path:
        words = MADE_UP.read_text(encoding="utf-8")
        assert old in words
        path = tmp_path / "changed.toml"
        path.write_text(words.replace(old, new, 1), encoding="utf-8")
        return path

    return changed


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_council_loads_by_the_code_it_carries(code):
    loaded = load(code)

    assert loaded.code == code
    assert loaded == load(SHIPPED / f"{code}.toml")


@pytest.mark.parametrize("code", CODES)
def test_every_fact_to_confirm_is_said_in_words(code):
    assert all(meaning.endswith(".") for _path, meaning in load(code).to_confirm())


def test_the_page_about_the_file_is_up_to_date():
    page = (Path(document.__file__).parents[3] / "docs/council-file.md").read_text("utf-8")

    assert page == document.describe(), (
        "run: python -m portal.core.council.document > docs/council-file.md"
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'website = "https://www.quillshire.example"\n',
            "",
            "website is missing: the council's own website; it must be a web address that"
            " starts with https://",
        ),
        ('phone = "01632 960100"', 'phone = "ring us"', "contact.phone must be a phone number"),
        ("days = 42, counted", "days = 0, counted", "must be a whole number of 1 or more, not 0"),
        ('counted = "working"', 'counted = "soon"', "must be one of working, calendar, not 'soon'"),
        ("triage = {", "tirage = {", "targets.tirage is not one of the codes; they are contact"),
        ('edge = "#f5f3f8"', 'edges = "#f5f3f8"', "brand.edge is missing"),
        ('year = "365/7"', 'year = "365/7"\nweeks = 52', "money.weeks is not a key of this table"),
        ("duty = true", 'duty = "yes"', "teams.first-call.duty must be true or false, not 'yes'"),
        ("from_on = 2020-04-01", 'from_on = "spring"', "localities.inkford.from_on must be"),
        ("to_on = 2026-03-31", "to_on = 2026-03-31\nfrom_on = 2027-01-01", "must end on"),
        ('"QU3", "QU4"', '"QU3 1", "QU4"', "must be the first half of a postcode"),
        ("idle_minutes = 12", "idle_minutes = 20", "must be a whole number from 2 to 15, not 20"),
        ("idle_minutes = 8,", "idle_minutes = 11,", "sessions must let staff sit idle"),
        ("warn_minutes = 3", "warn_minutes = 5.5", "must be a whole number from 1 to 5, not 5.5"),
        ('brand = "#5a2a82"', 'brand = "#9a8aa2"', "contrast of at least 4.5:1 between brand"),
        ('phone = "999"\n', "", "crisis.danger must have a phone or a text_to"),
        ('offered = ["easy", "en"]', 'offered = ["easy"]', "must have en among the languages"),
        ('offered = ["easy", "en"]', 'offered = ["en", "pl"]', "portal_name must have words in pl"),
        ('{en = "Ring 999", easy', "{easy", "crisis.danger.where must have English words"),
        ('{en = "Ring 999", easy', '{en = " ", easy', "must have words under en"),
        ('default_team = "first-call"', 'default_team = "inkford"', "with duty = true"),
        ('locality = "inkford"', 'locality = "utopia"', "teams.inkford-duty.locality must be"),
        ('name = "Lower Penwick"', 'name = "L"\nparent = "x"', "localities.lower-penwick.parent"),
        ('code = "penwick"', 'code = "inkford"', "has 'inkford' more than once"),
        ('["QU4", "QU5"]', '["QU3", "QU5"]', "must not claim QU3 twice on the same day"),
        ('"replies.complaint_answered"', '"replies.bread"', "'replies.bread' is not one"),
        ('"targets" =', '"crisis.bread" =', "sources must name facts of this file"),
        (
            "[retention.draft]\ndays = 30",
            "[retention.draft]\ndays = 30\nyears = 1",
            "days or years",
        ),
        ("[retention.access_log]\nyears = 12", "[retention.access_log]\nyears = 9", "as long as"),
        ("[retention.import_file]", "[retention.imports]", "retention.imports is not one of"),
        ("[brand]", "[brand", "this is not a TOML file"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(change, old, new, says):
    with pytest.raises(CouncilFileError) as refused:
        load(change(old, new))

    sentence = str(refused.value)
    assert "changed.toml: " in sentence
    assert says in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_class_of_record_nobody_keeps_is_refused(change):
    words = MADE_UP.read_text(encoding="utf-8")
    last = words[words.index("[retention.import_file]") :]

    with pytest.raises(CouncilFileError, match="retention must say how long import_file is kept"):
        load(change(last, ""))


def test_several_mistakes_are_counted(change):
    with pytest.raises(CouncilFileError, match=r"brand\.brand is missing.*and 3 more to mend"):
        load(change(_between("[brand]\n", "[contact]"), ""))


def _between(start: str, end: str) -> str:
    words = MADE_UP.read_text(encoding="utf-8")
    after = words.index(start) + len(start)
    return words[after : words.index(end)]


def test_an_unknown_code_is_refused_with_those_there_are():
    with pytest.raises(CouncilFileError, match=f"one of: {', '.join(CODES)}"):
        load("atlantis")


def test_nothing_in_a_council_can_be_changed(quillshire):
    with pytest.raises(ValueError, match="frozen"):
        quillshire.name = "Another"
    with pytest.raises(TypeError):
        quillshire.targets["triage"] = quillshire.targets["contact"]


@pytest.mark.parametrize(
    ("postcode", "day", "expected"),
    [
        ("QU3 1AA", MARCH, "penwick"),
        ("QU3 1AA", APRIL, "upper-penwick"),
        (" qu41aa ", APRIL, "lower-penwick"),
        ("QU5", MARCH, None),
        ("QU5", APRIL, "lower-penwick"),
        ("ZZ9 9ZZ", APRIL, None),
        ("the old mill", APRIL, None),
    ],
)
def test_a_postcode_leads_to_the_locality_of_that_day(quillshire, postcode, day, expected):
    locality = quillshire.locality_for(postcode, day)

    assert (locality and locality.code) == expected


@pytest.mark.parametrize(
    ("locality", "expected"),
    [("inkford", "inkford-duty"), ("upper-penwick", "first-call"), (None, "first-call")],
)
def test_a_record_nobody_holds_has_a_duty_team(quillshire, locality, expected):
    assert quillshire.team_on_duty(locality, APRIL).code == expected


def test_a_team_is_found_by_its_code_even_after_it_ended(quillshire):
    assert quillshire.team("penwick").name == "Penwick Neighbourhood Team"
    with pytest.raises(KeyError):
        quillshire.team("nobody")


def test_a_stage_without_a_promise_has_no_target(quillshire):
    assert quillshire.target("sign_off").days == 5
    assert quillshire.target("live") is None


def test_a_council_may_promise_a_time_for_every_stage_of_a_journey():
    assert set(council.STAGES) == set(Stage)


def test_what_stands_in_an_unconfirmed_table_is_unconfirmed():
    norfolk = load("norfolk")

    assert not norfolk.is_confirmed("targets.sign_off")
    assert norfolk.is_confirmed("contact.phone")
    assert ("targets", _meaning_of_targets()) in norfolk.to_confirm()


def _meaning_of_targets() -> str:
    return council.Council.model_fields["targets"].description or ""


def test_words_fall_back_to_english_and_say_so():
    words = LocalText({"en": "Ring us", "pl": "Zadzwoń"})

    assert (words.in_language("pl"), words.language_used("pl")) == ("Zadzwoń", "pl")
    assert (words.in_language("easy"), words.language_used("easy")) == ("Ring us", "en")
    assert str(words) == "Ring us"


def test_a_name_is_the_same_in_every_language():
    name = LocalText.model_validate("Samaritans")

    assert (name.in_language("pl"), name.language_used("pl")) == ("Samaritans", "pl")
    assert council.local(name, "easy") == str(name) == "Samaritans"


@pytest.mark.parametrize(("text", "shown"), [("plain", "plain"), (None, "")])
def test_plain_words_and_none_are_shown_as_they_are(text, shown):
    assert council.local(text, "pl") == shown


@pytest.mark.parametrize(
    ("phone", "link"),
    [("01632 960100", "tel:+441632960100"), ("999", "tel:999"), ("116 123", "tel:116123")],
)
def test_a_phone_number_becomes_a_link_that_rings_it(phone, link):
    assert council.tel(phone) == link


def test_contrast_is_worked_out_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_app_serves_one_council(quillshire):
    app = Flask(__name__)
    app.extensions["council"] = quillshire

    with app.app_context():
        assert council.current() is quillshire
        assert council.team("first-call").duty
        assert council.locality_for("QU1 1AA", APRIL).name == "Inkford"
