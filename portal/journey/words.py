"""The words for where a request has got to. The rules beside this file contain none.

Each stage has a short name, a sentence for the person, and a sentence for anybody else, in which
`%(name)s` is the person's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from portal.core import language
from portal.core.texts import later as _l
from portal.journey.queries import Progress
from portal.journey.rules import Acts, Fact, Stage, Standing, Step


@dataclass(frozen=True, slots=True)
class StageWords:
    """What one stage is called, and the sentence that says it."""

    label: LazyString
    yours: LazyString
    theirs: LazyString
    means: LazyString | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Where a request has got to, in sentences; one that has nothing to say is empty.

    What is happening, since when, by when, who acts next, what the reader must do, and what a
    hard word means.
    """

    what: str
    since: str
    by: str
    acts: str
    need: str
    means: str


ASSESSMENT = _l("An assessment is a talk about what help is needed.")
REVIEW = _l("A review is a check that the support works.")

STAGES: Mapping[Stage, StageWords] = {
    Stage.CONTACT: StageWords(
        _l("Request received"), _l("We have your request."), _l("We have the request.")
    ),
    Stage.TRIAGE: StageWords(
        _l("Deciding who should help"),
        _l("We are deciding who should help you."),
        _l("We are deciding who should help."),
    ),
    Stage.WAITING_ASSESSMENT: StageWords(
        _l("Waiting for an assessment"),
        _l("You are waiting for an assessment."),
        _l("%(name)s is waiting for an assessment."),
        ASSESSMENT,
    ),
    Stage.ASSESSMENT: StageWords(
        _l("Assessment"),
        _l("Your assessment is under way."),
        _l("The assessment is under way."),
        ASSESSMENT,
    ),
    Stage.ELIGIBILITY: StageWords(
        _l("Decision about needs"),
        _l("We are deciding which of your needs we must help with."),
        _l("We are deciding which needs we must help with."),
    ),
    Stage.NOT_ELIGIBLE: StageWords(
        _l("No budget this time"),
        _l("We decided that you cannot have a budget this time."),
        _l("We decided that there is no budget this time."),
        _l("Our letter says why. If you do not agree, you can ask us to look again."),
    ),
    Stage.INDICATIVE_BUDGET: StageWords(
        _l("Estimated budget"),
        _l("We are working on your estimated budget."),
        _l("We are working on the estimated budget."),
        _l("An estimate is a first guess to plan with. It can go up or down."),
    ),
    Stage.FINANCIAL_ASSESSMENT: StageWords(
        _l("Working out what to pay"),
        _l("We are working out what you pay."),
        _l("We are working out what %(name)s pays."),
    ),
    Stage.PLANNING: StageWords(
        _l("Making the plan"),
        _l("We are making your plan with you."),
        _l("We are making the plan."),
    ),
    Stage.SIGN_OFF: StageWords(
        _l("Waiting for sign-off"),
        _l("Your budget is waiting for sign-off."),
        _l("The budget is waiting for sign-off."),
        _l("At sign-off, managers check the plan and agree it."),
    ),
    Stage.CHANGES_NEEDED: StageWords(
        _l("Changes needed"),
        _l("We need to change something before we can agree your budget."),
        _l("We need to change something before we can agree the budget."),
    ),
    Stage.FINAL_BUDGET: StageWords(
        _l("Agreed budget"), _l("Your budget is agreed."), _l("The budget is agreed.")
    ),
    Stage.SETTING_UP: StageWords(
        _l("Setting up support"),
        _l("We are setting up your support."),
        _l("We are setting up the support."),
    ),
    Stage.LIVE: StageWords(
        _l("Support is running"), _l("Your support is running."), _l("The support is running.")
    ),
    Stage.FIRST_REVIEW: StageWords(
        _l("Early check"),
        _l("We are doing an early check that your support works."),
        _l("We are doing an early check that the support works."),
    ),
    Stage.ANNUAL_REVIEW: StageWords(
        _l("Yearly review"),
        _l("We are doing your yearly review."),
        _l("We are doing the yearly review."),
        REVIEW,
    ),
    Stage.REQUESTED_REVIEW: StageWords(
        _l("Review that was asked for"),
        _l("We are doing the review that you asked for."),
        _l("We are doing the review that was asked for."),
        REVIEW,
    ),
    Stage.CHANGED: StageWords(
        _l("Support changed"), _l("Your support has changed."), _l("The support has changed.")
    ),
    Stage.ENDED: StageWords(
        _l("Support ended"), _l("Your support has ended."), _l("The support has ended.")
    ),
}

HAPPENED = frozenset({Stage.CONTACT, Stage.NOT_ELIGIBLE, Stage.CHANGED, Stage.ENDED})
HAPPENED_ON = _l("That was on %(date)s.")
THERE_SINCE = _l("It has been there since %(date)s.")
STARTED_ON = _l("This started on %(date)s.")
AGREED_ON = _l("We agreed it on %(date)s.")
SINCE: Mapping[Stage, LazyString] = {
    **dict.fromkeys(Stage, STARTED_ON),
    **dict.fromkeys(HAPPENED, HAPPENED_ON),
    Stage.SIGN_OFF: THERE_SINCE,
    Stage.FINAL_BUDGET: AGREED_ON,
}

DECIDE_BY = _l("We expect to decide by %(date)s.")
START_BY = _l("We expect to start by %(date)s.")
FINISH_BY = _l("We expect to finish this by %(date)s.")
EXPECTED: Mapping[Stage, LazyString] = {
    **dict.fromkeys(Stage, FINISH_BY),
    Stage.TRIAGE: DECIDE_BY,
    Stage.ELIGIBILITY: DECIDE_BY,
    Stage.SIGN_OFF: DECIDE_BY,
    Stage.WAITING_ASSESSMENT: START_BY,
}
DONE_BY = _l("We expect this to be done by %(date)s.")
PLEASE_BY = _l("Please do this by %(date)s.")
NEEDED_BY = _l("We need this by %(date)s.")
NO_DATE = _l("We do not have a date for this yet.")
LATE = _l("This is late. We expected it by %(date)s.")
ASKED_BY = _l("We asked for this by %(date)s. If you need more time, ring us.")

YOURS_ACTS: Mapping[Acts, LazyString | str] = {
    Acts.COUNCIL: _l("We act next."),
    Acts.PERSON: _l("You act next."),
    Acts.PROVIDER: _l("The people who give the support act next."),
    Acts.NHS: _l("The NHS acts next."),
    Acts.NOBODY: "",
}
THEIRS_ACTS: Mapping[Acts, LazyString | str] = {
    **YOURS_ACTS,
    Acts.COUNCIL: _l("The council acts next."),
    Acts.PERSON: _l("%(name)s acts next."),
}
NOTHING = _l("You do not need to do anything.")
SOMETHING = _l("We need something from you.")
SOMETHING_FROM = _l("We need something from %(name)s.")
WHO_ACTS: Mapping[Acts, LazyString] = {
    Acts.COUNCIL: _l("The council"),
    Acts.PERSON: _l("The person"),
    Acts.PROVIDER: _l("The provider"),
    Acts.NHS: _l("The NHS"),
    Acts.NOBODY: _l("Nobody"),
}

TO_DO: Mapping[Stage, LazyString] = {
    **dict.fromkeys(Stage, SOMETHING),
    Stage.WAITING_ASSESSMENT: _l("Tell us a time when we can talk."),
    Stage.FINANCIAL_ASSESSMENT: _l(
        "Tell us about your money, so that we can work out what you pay."
    ),
    Stage.PLANNING: _l("Tell us what you think of your plan."),
    Stage.CHANGES_NEEDED: _l("Tell us what you think of the change."),
    Stage.FINAL_BUDGET: _l("Tell us how you want to use your budget."),
}


def label(stage: Stage | str) -> LazyString:
    """The short name of a stage, for trackers and lists."""
    return STAGES[Stage(stage)].label


def who_acts(acts: Acts | str) -> LazyString:
    """Who acts next, for a list."""
    return WHO_ACTS[Acts(acts)]


def when(day: date, today: date) -> str:
    """A day in a sentence: 3 March, with the year where it is not this one."""
    return language.day_and_month(day) if day.year == today.year else language.on_date(day)


def said(standing: Standing, today: date, name: str | None = None) -> Said:
    """Where a request has got to: to the person, or, with the person's name, to anybody else."""
    fact = standing.fact
    words = STAGES[fact.stage]
    parts = {"name": name or ""}
    acts = THEIRS_ACTS if name else YOURS_ACTS
    return Said(
        what=str(words.theirs if name else words.yours) % parts,
        since=str(SINCE[fact.stage]) % {"date": when(fact.entered_on, today)},
        by=_by(standing, today, is_theirs=name is not None),
        acts=str(acts[fact.acts_next]) % parts,
        need=_need(fact.acts_next, name),
        means=str(words.means) if words.means else "",
    )


def to_do(stage: Stage, name: str | None = None) -> str:
    """What the person is asked for: to them, or, with their name, to anybody else."""
    return _need(Acts.PERSON, name) if name else str(TO_DO[stage])


def _need(acts: Acts, name: str | None) -> str:
    if acts is Acts.PERSON:
        return str(SOMETHING_FROM) % {"name": name} if name else str(SOMETHING)
    return "" if name else str(NOTHING)


def _by(standing: Standing, today: date, *, is_theirs: bool) -> str:
    stage, acts = standing.fact.stage, standing.fact.acts_next
    if standing.expected_by is None:
        return "" if stage in (Stage.LIVE, *HAPPENED - {Stage.CONTACT}) else str(NO_DATE)
    if acts is Acts.PERSON:
        sentence = ASKED_BY if standing.is_late else (NEEDED_BY if is_theirs else PLEASE_BY)
    elif standing.is_late:
        sentence = LATE
    else:
        sentence = EXPECTED[stage] if acts is Acts.COUNCIL else DONE_BY
    return str(sentence) % {"date": when(standing.expected_by, today)}


def steps(progress: Progress, today: date) -> list[dict[str, str]]:
    """The tracker of a request, for the part of a page that draws it."""
    return [
        {
            "name": str(label(step.stage)),
            "state": step.state.value,
            **(_here(step, progress.standing.fact, today) if step.is_current else _gone(step)),
        }
        for step in progress.steps
    ]


def _gone(step: Step) -> dict[str, str]:
    return {"when": language.on_date(step.reached_on) if step.reached_on else ""}


def _here(step: Step, fact: Fact, today: date) -> dict[str, str]:
    since = _("since %(date)s", date=language.on_date(fact.entered_on))
    if fact.stage is step.stage:
        return {"when": since}
    now = _("%(stage)s, since %(date)s", stage=label(fact.stage), date=when(fact.entered_on, today))
    return {**_gone(step), "note": now}
