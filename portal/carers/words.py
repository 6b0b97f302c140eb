"""The words for what can be answered, shown on questions and where answers are read again."""

from collections.abc import Mapping

from portal.carers.rules.answers import Agrees, Asker, CaredForAge, CarerAge, Caring, Paid
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
CARING: Mapping[Caring, Words] = {
    Caring.NOW: _l("Yes"),
    Caring.ABOUT_TO: _l("Not yet, but soon"),
    Caring.NO_LONGER: _l("Not any more"),
}
CARED_FOR_AGE: Mapping[CaredForAge, Words] = {
    CaredForAge.ADULT: _l("18 or over"),
    CaredForAge.CHILD: _l("Under 18"),
}
PAID: Mapping[Paid, Words] = {
    Paid.NO: _l("No"),
    Paid.ALLOWANCE: _l("Only Carer's Allowance"),
    Paid.PARTLY: _l("For some of it"),
    Paid.EMPLOYED: _l("Yes, it is a job"),
}
TALKING: Mapping[str, Words] = {
    "phone": _l("By phone"),
    "video": _l("By video"),
    "home": _l("At home"),
    "elsewhere": _l("In another place"),
}
