"""On what grounds a version may be shown to a person: the budgets' own rules, for imported rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from portal.budgets.publishing import Grounds, Lack, lacking
from portal.budgets.rules import ChargeBasis, Kind
from portal.exchange.rules import Why
from portal.exchange.sums import Version

# What the sums already refuse has a reason of its own.
REFUSED: Mapping[Lack, tuple[Why, str]] = {
    Lack.REASON: (Why.NEEDS_REASON, "reason"),
    Lack.REASSESSMENT: (Why.NEEDS_REASSESSMENT, "reassessed_on"),
    Lack.LETTER: (Why.NEEDS_LETTER, "letter_on"),
    Lack.NOTICE: (Why.NEEDS_NOTICE, "notice_on"),
}
MADE_ANEW = frozenset(("kind", "published_on"))
ENDED = frozenset(("to_on", "notice_on"))


def check(versions: Sequence[Version]) -> None:
    """Refuse versions that a person may not be shown like this, and a second day of publishing.

    Only what a run changes is looked at, so that what went in long ago does not stop a file.
    """
    families: dict[str, list[Version]] = defaultdict(list)
    for each in versions:
        families[each.after("reference")].append(each)
    for each in versions:
        if each.entry and not each.entry.line.reasons:
            _check(each, families[each.after("reference")])


def _check(version: Version, family: Sequence[Version]) -> None:
    entry = version.entry
    if entry is None:
        return
    told, changes = version.held is not None and version.held["published_on"], entry.changes
    if told and "published_on" in changes:
        entry.line.refuse(Why.PUBLISHED_ALREADY, "published_on")
        return
    anew = entry.held is None or MADE_ANEW & changes.keys()
    if version.after("published_on") is None or not (anew or ENDED & changes.keys()):
        return
    for lack in lacking(_grounds(version, family), _before(version, family)):
        if lack in REFUSED and (anew or lack is Lack.NOTICE):
            entry.line.refuse(*REFUSED[lack])


def _shown(family: Sequence[Version]) -> list[Version]:
    return [
        each
        for each in family
        if each.after("published_on") is not None
        and each.after("kind") == Kind.AGREED
        and not (each.entry and each.entry.line.reasons)
    ]


def _before(version: Version, family: Sequence[Version]) -> Grounds | None:
    number = version.after("version")
    earlier = [each for each in _shown(family) if each.after("version") < number]
    newest = max(earlier, key=lambda each: each.after("version"), default=None)
    return _grounds(newest, family) if newest else None


def _grounds(version: Version, family: Sequence[Version]) -> Grounds:
    after, number = version.after, version.after("version")
    return Grounds(
        kind=Kind(after("kind")),
        total=after("total_pence"),
        person=after("person_pence"),
        council=after("council_pence"),
        weeks=[(week, ChargeBasis(basis)) for week, basis in version.weeks()],
        to_on=after("to_on"),
        has_reason=bool(after("reason") or after("reason_code")),
        has_reassessment=bool(after("reassessment") or after("reassessed_on")),
        letter_on=after("letter_on"),
        notice_on=after("notice_on"),
        is_last=not any(each.after("version") > number for each in _shown(family)),
    )
