"""Messages: which team a topic goes to first, where that is not the team that holds the record."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from portal.core.council.table import Code, Kind, Table

MessageTopic = Literal[
    "plan", "payment", "change", "appointment", "carer", "complaint", "other"
]  # fmt: skip
_read_only = AfterValidator(MappingProxyType)


class Messages(Table):
    """Messages between people and teams."""

    follow_after_hours: Annotated[int, Field(ge=1), Kind("a whole number of hours")] = Field(
        description="How long an answer may lie unread before a text or a letter says that there"
        " is something to read. It goes out on working days."
    )
    routes: Annotated[Mapping[MessageTopic, Code], _read_only, Kind("a table of teams")] = Field(
        description="The team that answers a topic. A topic that is left out goes to the team that"
        " holds the person's record."
    )

    def route(self, topic: str) -> str | None:
        """The team that answers a topic first; None for the team that holds the record."""
        return next((code for name, code in self.routes.items() if name == topic), None)
