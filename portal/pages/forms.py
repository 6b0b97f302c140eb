"""The one question that these pages ask."""

from markupsafe import Markup
from wtforms.fields.choices import SelectChoice

from portal.core import language
from portal.core.forms import BaseForm, HiddenField, RadioField
from portal.core.texts import later as _l


def _choices() -> list[SelectChoice]:
    name = Markup('<span lang="{}">{}</span>')
    return [
        SelectChoice(each.code, name.format(each.html_lang, each.name))
        for each in language.offered()
    ]


class LanguageForm(BaseForm):
    """Which language to read in, and where to go afterwards."""

    chosen = RadioField(
        _l("Choose your language"),
        required=_l("Choose a language"),
        heading=True,
        choices=_choices,
        hints={"easy": _l("Short sentences, with a picture beside each one.")},
    )
    then = HiddenField()
