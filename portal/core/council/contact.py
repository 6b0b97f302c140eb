"""How to reach the council, and who to ring when it cannot wait."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.core.council.table import Code, Email, Kind, LocalText, Phone, Table, Text, WebAddress


class Contact(Table):
    """The council's own front desk, shown in the same place on every page."""

    phone: Phone = Field(description="The number to ring in office hours.")
    text_relay: Phone | None = Field(
        None, description="The same line through text relay, for people who cannot hear or speak."
    )
    email: Email | None = Field(
        None, description="An address that people answer. Leave out if there is none."
    )
    hours: LocalText = Field(description="When the phone is answered.")
    address: tuple[Text, ...] = Field(description="Where letters go, one line of it an entry.")


class CrisisContact(Table):
    """One line of "if it is urgent". The file's order is the page's order."""

    code: Code = Field(description="A short code for this line.")
    need: LocalText = Field(description="What is happening to the person, as they would say it.")
    where: LocalText = Field(description="Who answers, and what to choose or ask for.")
    phone: Phone | None = Field(None, description="The number to ring.")
    text_to: Phone | None = Field(None, description="The number to send a text message to.")
    text_word: Text | None = Field(None, description="The word to send in that text message.")
    hours: LocalText = Field(description="When somebody answers.")

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not (self.phone or self.text_to):
            raise ValueError("must have a phone or a text_to, so that people can reach somebody")
        return self


class OutOfHours(Table):
    """The council's emergency line when its offices are shut."""

    phone: Phone = Field(description="The number to ring when offices are shut.")
    text_relay: Phone | None = Field(None, description="The same line through text relay.")
    hours: LocalText = Field(description="When this line is answered.")
    what_for: LocalText = Field(description="What it is for, so that nobody waits in vain.")


class Safeguarding(Table):
    """Where anybody can say that a child or an adult is being hurt or neglected."""

    phone: Phone = Field(description="The number to ring.")
    hours: LocalText = Field(description="When it is answered.")
    intake_team: Code = Field(
        description="The team that alone reads what people say here when they are worried about"
        " somebody. While nobody works in it, the default team reads it."
    )
    look_within_hours: Annotated[int, Field(ge=1), Kind("a whole number of hours")] = Field(
        description="After how many hours the intake is told again of what nobody has looked at."
        " They count by day and night, on every day."
    )
    report_url: WebAddress | None = Field(None, description="The online form, if there is one.")
    text: LocalText = Field(description="What happens when somebody rings, in plain words.")
