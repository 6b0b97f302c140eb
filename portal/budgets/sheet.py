"""What every page about a budget is given, whoever reads it."""

from dataclasses import replace
from typing import Any

from portal.budgets import compare_words, queries, words
from portal.budgets.comparing import compared, last_two, sums, two_of
from portal.journey import queries as journeys
from portal.journey import words as stages
from portal.journey.wait_queries import usual_wait
from portal.people.queries import Record, hours_of
from portal.policy import Actor, Can, allowed


def sheet(record: Record, actor: Actor) -> dict[str, Any]:
    """The budget of one person as a reader may see it: where it stands only with that scope."""
    may_see_status = _may_see_status(record, actor)
    progress = journeys.progress_of(record.person.id, actor.today) if may_see_status else None
    return {
        **_about(record, actor),
        "may_see_status": may_see_status,
        "may_see_accounts": allowed(actor, Can.VIEW_ACCOUNT, record),
        "progress": progress,
        "wait": usual_wait(progress.standing.fact.stage, actor.today) if progress else None,
        **_budgets(record, actor),
    }


def _budgets(record: Record, actor: Actor) -> dict[str, Any]:
    budgets = queries.budgets_of(record.person.id, actor.today)
    two = last_two(budgets)
    return {"budgets": budgets, "changed": sums(*two) if two else None}


def preview(record: Record, actor: Actor) -> dict[str, Any]:
    """The same with the draft in the place of the version that holds, for staff alone."""
    everything = queries.budgets_of(record.person.id, actor.today, drafts=True)
    draft = next(each for each in everything.all if each.grounds.published_on is None)
    two = last_two(replace(everything, current=draft))
    shown = sheet(record, actor) | {"budgets": replace(everything, current=draft, coming=None)}
    return shown | {"changed": sums(*two) if two else None}


def comparison(record: Record, actor: Actor, old: str | None, new: str | None) -> dict[str, Any]:
    """Two versions compared, asked for by their numbers; `asked_badly` where they are not two."""
    budgets = queries.budgets_of(record.person.id, actor.today)
    two = two_of(budgets, old, new)
    return {
        **_about(record, actor),
        "budgets": budgets,
        "found": compared(*two) if two else None,
        "asked_badly": two is None and (old is not None or new is not None),
    }


def history(record: Record, actor: Actor) -> dict[str, Any]:
    """Every stage of every request, and every version of the budget, newest first."""
    may_see_status = _may_see_status(record, actor)
    requests = journeys.requests_of(record.person.id, actor.today) if may_see_status else []
    return {
        **_about(record, actor),
        "may_see_status": may_see_status,
        "requests": requests,
        "waits": [usual_wait(each.standing.fact.stage, actor.today) for each in requests],
        "budgets": queries.budgets_of(record.person.id, actor.today),
    }


def _may_see_status(record: Record, actor: Actor) -> bool:
    return any(allowed(actor, can, record) for can in (Can.VIEW_STATUS, Can.VIEW_RECORD))


def _about(record: Record, actor: Actor) -> dict[str, Any]:
    mine = record.person.id == actor.person_id
    return {
        "record": record,
        "mine": mine,
        "name": None if mine else record.person.name,
        "today": actor.today,
        "hours": hours_of(record),
        "words": words,
        "stages": stages,
        "compare": compare_words,
    }
