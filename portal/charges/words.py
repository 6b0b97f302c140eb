"""The words for what somebody pays."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.charges.rules import Collected, Effect
from portal.core.texts import later as _l

COLLECTED: Mapping[Collected, LazyString] = {
    Collected.NET_FROM_DP: _l("We take it off your direct payment before we pay you."),
    Collected.INTO_DP_ACCOUNT: _l("You pay it into your direct payment account."),
    Collected.INVOICE: _l("We send you a bill every four weeks."),
}
THEIRS: Mapping[Collected, LazyString] = {
    Collected.NET_FROM_DP: _l("We take it off the direct payment before we pay it."),
    Collected.INTO_DP_ACCOUNT: _l("They pay it into the direct payment account."),
    Collected.INVOICE: _l("We send a bill every four weeks."),
}
EFFECTS: Mapping[Effect, LazyString] = {
    Effect.ADDS: _l("We count this"),
    Effect.TAKES_AWAY: _l("We take this off"),
    Effect.NOT_COUNTED: _l("We do not count this"),
}
