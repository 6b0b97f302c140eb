"""The words for ways, needs and who may be told, and what staff read before they write or ring."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.contact.queries import Told
from portal.contact.rules import ContactWay, Need, SafeWays
from portal.contact.rules import Told as MayBeTold
from portal.core.texts import later as _l

WAYS: Mapping[ContactWay, LazyString] = {
    ContactWay.TEXT: _l("Text messages"),
    ContactWay.CALL: _l("Phone calls"),
    ContactWay.EMAIL: _l("Emails"),
    ContactWay.POST: _l("Letters"),
}
IN_A_SENTENCE: Mapping[ContactWay, LazyString] = {
    ContactWay.TEXT: _l("by text"),
    ContactWay.CALL: _l("by phone"),
    ContactWay.EMAIL: _l("by email"),
    ContactWay.POST: _l("by letter"),
}
NEEDS: Mapping[Need, LazyString] = {
    Need.EASY_READ: _l("Easy Read: short sentences with pictures"),
    Need.LARGE_PRINT: _l("Large print"),
    Need.AUDIO: _l("To listen to it"),
    Need.BRAILLE: _l("Braille"),
    Need.PLAIN_EMAIL: _l("Email that a screen reader can read"),
    Need.BSL: _l("British Sign Language (BSL)"),
    Need.HEARING_LOOP: _l("A hearing loop"),
    Need.LIP_READING: _l("To see your face, so that I can lip-read"),
    Need.INTERPRETER: _l("An interpreter"),
    Need.ADVOCATE: _l("Someone on my side who helps me say what I want"),
    Need.MORE_TIME: _l("More time"),
}
FLAGS: Mapping[Need, LazyString] = {
    Need.EASY_READ: _l("Easy Read"),
    Need.LIP_READING: _l("lip-reading"),
    Need.ADVOCATE: _l("an advocate"),
    Need.AUDIO: _l("audio"),
}
TOLD: Mapping[MayBeTold, LazyString] = {
    MayBeTold.NHS: _l("My doctor and the hospital"),
    MayBeTold.PROVIDERS: _l("Whoever gives me support"),
    MayBeTold.PARTNERS: _l("Organisations that work with the council"),
}
TOLD_BY_STAFF: Mapping[MayBeTold, LazyString] = {
    MayBeTold.NHS: _l("the NHS"),
    MayBeTold.PROVIDERS: _l("providers"),
    MayBeTold.PARTNERS: _l("partner organisations"),
}
LANGUAGES: Mapping[str, LazyString] = {
    "lithuanian": _l("Lithuanian"),
    "polish": _l("Polish"),
    "portuguese": _l("Portuguese"),
    "romanian": _l("Romanian"),
    "russian": _l("Russian"),
    "ukrainian": _l("Ukrainian"),
    "other": _l("Another language"),
}


def only_by(told: Told) -> str:
    """How somebody may be reached, in one sentence, with the times they gave."""
    if told.ways.portal_only:
        return str(_("Contact: only through this website. Do not ring, text or write."))
    chosen = [way for way in ContactWay if told.contact and way in told.contact.ways]
    ways = ", ".join(str(IN_A_SENTENCE[way]) for way in chosen)
    if told.times:
        when = told.times.rstrip(". ")
        return str(_("Contact: only %(ways)s. When: %(times)s.", ways=ways, times=when))
    return str(_("Contact: only %(ways)s.", ways=ways))


def contact_flags(told: Told) -> Iterator[str]:
    """What a worker must heed before they ring or write; nothing where nothing was said."""
    contact, ways = told.contact, told.ways
    if contact is not None and contact.address_sealed:
        yield _("Letters go to a safe address. Ask their worker for it before you post anything.")
    if contact is None or contact.reviewed_on is None:
        return
    if told.times or contact.ways != frozenset(ContactWay):
        yield only_by(told)
    yield from _cautions(ways)
    if contact.must_not_know_sealed:
        yield _("Some people must not know. Talk about this with nobody but them.")
    if contact.code_word_sealed:
        yield _("They have a code word.")


def _cautions(ways: SafeWays) -> Iterator[str]:
    if ways.call and not ways.voicemail:
        yield _("Do not leave a message.")
    if not ways.may_say_who:
        yield _("Do not say who you are until you know that it is them.")
    if ways.shares_email and ways.email:
        yield _("Somebody else reads their email.")
    if ways.shares_phone and (ways.call or ways.text):
        yield _("Somebody else uses their phone.")


def need_flags(told: Told) -> Iterator[str]:
    """What somebody needs to read, hear or answer, for whoever writes to them or meets them."""
    needs = told.needs
    if needs is None:
        return
    named = [str(FLAGS.get(need, NEEDS[need])) for need in Need if need in needs.needs]
    if named:
        yield _("Needs: %(needs)s.", needs=", ".join(named))
    if needs.interpreter:
        yield _("Interpreter: %(language)s.", language=LANGUAGES[needs.interpreter])
    if needs.may_be_told:
        who = ", ".join(str(TOLD_BY_STAFF[each]) for each in MayBeTold if each in needs.may_be_told)
        yield _("When you hand over, tell what they need to: %(who)s. They agreed.", who=who)
    if told.needs_words:
        yield _("In their words: %(words)s", words=told.needs_words)


def flags(told: Told) -> list[str]:
    """Everything that stands above whatever writes to somebody, contact first."""
    return [*contact_flags(told), *need_flags(told)]
