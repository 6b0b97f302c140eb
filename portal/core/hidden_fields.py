"""What a page carries along without showing it. It comes back from outside."""

from typing import Any
from uuid import UUID

import wtforms
from wtforms.utils import unset_value

from portal.core.columns import new_id
from portal.core.fields import tidied


class HiddenField(wtforms.HiddenField):  # type: ignore[misc]
    """A value the page carries along. It comes back from outside: check it as such."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(dict[str, Any](filters=[tidied]) | options))


class OnceField(HiddenField):
    """The mark of one form, by which what it asks for is done once however often it is sent.

    A form that is shown for the first time gets one; what comes back and is none is a new one. So
    its answer is always a mark.
    """

    data: Any

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the mark that the page carried along, or make one."""
        super().process(formdata, data, extra_filters)
        try:
            self.data = str(UUID(self.data or ""))
        except ValueError:
            self.data = str(new_id())
