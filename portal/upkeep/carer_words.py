"""What stands in a person's own copy of their requests as a carer, as they read it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from portal.carers import answer_words, dealing_words, staff_words, stage_words
from portal.carers.rules.dealing import CopyWay
from portal.carers.rules.path import Step
from portal.carers.rules.stages import Event, Party, State
from portal.core.texts import later as _l

BY = {Party.CARER: _l("You"), Party.COUNCIL: _l("The council")}

Known = Mapping[str, Any]


def _state(found: str, _entry: Known) -> object:
    return stage_words.STAGES[State(found)]


def _event(found: str, _entry: Known) -> object:
    return stage_words.HAPPENED[Event(found)]


def _by(found: str, _entry: Known) -> object:
    party = Party(found)
    return BY.get(party) or staff_words.PARTIES[party]


def _organisation(found: str, _entry: Known) -> object:
    return staff_words.partner(found)


def _copy(found: str, _entry: Known) -> object:
    return dealing_words.COPIES[CopyWay(found)]


def _step(found: str, _entry: Known) -> object:
    return answer_words.heading(Step(found))


def _answers(found: str, entry: Known) -> object:
    step = Step(entry.get("step", Step.EQUALITY))
    told = answer_words.told(step, json.loads(found))
    return "; ".join(f"{each.question}: {', '.join(each.lines)}" for each in told)


READ: Mapping[str, Callable[[Any, Known], object]] = {
    "state": _state,
    "event": _event,
    "by": _by,
    **dict.fromkeys(("partner", "recipient"), _organisation),
    "copy_way": _copy,
    "step": _step,
    **dict.fromkeys(("answers_sealed", "before_sealed", "after_sealed"), _answers),
}


def value(column: str, found: Any, entry: Known) -> str | None:
    """One value of a table of carers' requests; None where it is no code of ours.

    A code that is no longer known stays as it is: a copy leaves nothing out.
    """
    try:
        return str(READ[column](found, entry))
    except (KeyError, ValueError):
        return None
