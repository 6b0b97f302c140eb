"""Why a worker may open a record outside their cases, in words that the person reads too."""

from pydantic import Field

from portal.core.council.table import Code, LocalText, Table


class LookReason(Table):
    """One of the reasons that a worker chooses from, before a record that is not in their cases."""

    code: Code = Field(description="A short code. It is kept with each look, so it stays.")
    text: LocalText = Field(
        description="The reason, in words for the worker and for the person whose record it is."
    )
