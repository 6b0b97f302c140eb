"""The words for sittings: where the person was, and how they showed who they are."""

from collections.abc import Mapping

from flask_babel.speaklater import LazyString

from portal.assisting.rules import Proof, Way
from portal.core.texts import later as _l

WAYS: Mapping[Way, LazyString] = {
    Way.THERE: _l("They are here with me"),
    Way.TELEPHONE: _l("They are on the telephone"),
}
PROOFS: Mapping[Proof, LazyString] = {
    Proof.KNOWN: _l("I know them: I have met them before"),
    Proof.CALLED_BACK: _l("I rang the number in their record"),
    Proof.QUESTIONS: _l("They answered questions that only they can answer"),
    Proof.PAPER: _l("They showed me a paper with their name"),
}
