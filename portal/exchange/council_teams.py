"""The council's own teams, which its file names: they go in first, and its file is right."""

from collections.abc import Iterable
from datetime import date

from portal.core.council import Council
from portal.exchange.people_rows import TeamRow
from portal.exchange.reading import Line
from portal.exchange.rules import FileKind, Why


def own_lines(council: Council) -> list[Line]:
    """The teams of the council's file as rows that stand in no import file."""
    return [
        Line(
            "",
            0,
            FileKind.TEAMS,
            (team.code,),
            TeamRow.model_construct(
                code=team.code,
                name=team.name,
                phone=team.phone,
                locality=team.locality,
                from_on=team.from_on or date.min,
                to_on=team.to_on,
            ),
        )
        for team in council.teams
    ]


def heed_council(council: Council, lines: Iterable[Line]) -> None:
    """Let rows about the council's own teams, or about no locality of its own, not go in."""
    own = {team.code: team for team in council.teams}
    localities = {locality.code for locality in council.localities}
    for line in lines:
        row = line.row
        if not isinstance(row, TeamRow):
            continue
        if row.locality and row.locality not in localities:
            line.refuse(Why.UNKNOWN, "locality")
        if team := own.get(row.code):
            line.repeats = True
            for column in ("name", "phone"):
                if getattr(row, column) != getattr(team, column):
                    line.refuse(Why.COUNCIL_SAYS_OTHERWISE, column)
