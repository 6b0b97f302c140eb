"""The words for what can be answered, shown on questions and where answers are read again."""

from collections.abc import Mapping

from portal.carers.rules.answers import Agrees, Asker, CarerAge
from portal.core.fields import Words
from portal.core.texts import later as _l

ASKER: Mapping[Asker, Words] = {
    Asker.SELF: _l("Me. I look after someone."),
    Asker.FRIEND: _l("A friend or relative of the person who looks after someone"),
    Asker.PROFESSIONAL: _l("A professional, such as a nurse or a teacher"),
    Asker.ORGANISATION: _l("An organisation or a charity"),
}
AGREES: Mapping[Agrees, Words] = {
    Agrees.YES: _l("Yes, they agree"),
    Agrees.NOT_ASKED: _l("I have not asked them yet"),
    Agrees.REFUSED: _l("They do not want it"),
}
CARER_AGE: Mapping[CarerAge, Words] = {
    CarerAge.UNDER_16: _l("Under 16"),
    CarerAge.FROM_16: _l("16 or 17"),
    CarerAge.ADULT: _l("18 or over"),
}
