"""Templates get their words as Jinja itself would give them, and sooner."""

import pytest
from flask import Flask, render_template_string
from markupsafe import Markup

from portal.core import language

pytestmark = pytest.mark.parametrize("database", ["sqlite"])


def said(app: Flask, template: str, code: str = "en", **given: object) -> str:
    with app.test_request_context(f"/help?language={code}", base_url="https://localhost"):
        return render_template_string(template, **given)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("{{ _('Yes & no') }}", "Yes & no"),
        ("{{ _('100%% sure') }}", "100% sure"),
        ("{{ _('For %(who)s', who=who) }}", "For &lt;b&gt;"),
        ("{{ _('For %(who)s', who=mark) }}", "For <b>"),
        ("{% trans who=who %}For {{ who }}{% endtrans %}", "For &lt;b&gt;"),
        ("{% trans n=1 %}{{ n }} day{% pluralize %}{{ n }} days{% endtrans %}", "1 day"),
        ("{% trans n=5 %}{{ n }} day{% pluralize %}{{ n }} days{% endtrans %}", "5 days"),
        ("{{ gettext('Yes') }}", "Yes"),
        ("{% autoescape false %}{{ _('For %(who)s', who=who) }}{% endautoescape %}", "For <b>"),
    ],
)
def test_words_are_put_in_safely(app: Flask, words, text):
    for _twice in range(2):
        assert said(app, words, who="<b>", mark=Markup("<b>")) == text


def test_each_language_has_its_own_words(app: Flask, monkeypatch):
    class Polish:
        def ugettext(self, text: str) -> str:
            return f"po polsku: {text}"

    monkeypatch.setattr(language, "catalogue", lambda code: Polish() if code == "pl" else English())

    class English:
        def ugettext(self, text: str) -> str:
            return text

    words = "{{ _('Only in this test') }}"
    assert said(app, words) == "Only in this test"
    assert said(app, words, "pl") == "po polsku: Only in this test"
    assert said(app, words) == "Only in this test"
