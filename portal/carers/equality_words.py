"""The words for what is asked about equality; ethnic groups as Client Level Data names them."""

from collections.abc import Mapping

from portal.carers.cared_for_words import YES_NO
from portal.core.fields import Words
from portal.core.texts import later as _l

__all__ = [
    "ETHNICITY",
    "GENDER",
    "ORIENTATION",
    "RELIGION",
    "YES_NO",
]

ETHNICITY: Mapping[str, Words] = {
    "white_british": _l("White: English, Welsh, Scottish, Northern Irish or British"),
    "white_irish": _l("White: Irish"),
    "white_traveller": _l("White: Gypsy or Irish Traveller"),
    "white_roma": _l("White: Roma"),
    "white_other": _l("White: any other"),
    "mixed_caribbean": _l("Mixed: White and Black Caribbean"),
    "mixed_african": _l("Mixed: White and Black African"),
    "mixed_asian": _l("Mixed: White and Asian"),
    "mixed_other": _l("Mixed: any other"),
    "asian_indian": _l("Asian: Indian"),
    "asian_pakistani": _l("Asian: Pakistani"),
    "asian_bangladeshi": _l("Asian: Bangladeshi"),
    "asian_chinese": _l("Asian: Chinese"),
    "asian_other": _l("Asian: any other"),
    "black_caribbean": _l("Black: Caribbean"),
    "black_african": _l("Black: African"),
    "black_other": _l("Black: any other"),
    "arab": _l("Arab"),
    "other": _l("Any other group"),
}
GENDER: Mapping[str, Words] = {
    "female": _l("Female"),
    "male": _l("Male"),
    "other": _l("I describe myself in another way"),
}
ORIENTATION: Mapping[str, Words] = {
    "straight": _l("Straight"),
    "gay": _l("Gay or lesbian"),
    "bi": _l("Bisexual"),
    "other": _l("I describe myself in another way"),
}
RELIGION: Mapping[str, Words] = {
    "none": _l("No religion"),
    "buddhist": _l("Buddhist"),
    "christian": _l("Christian"),
    "hindu": _l("Hindu"),
    "jewish": _l("Jewish"),
    "muslim": _l("Muslim"),
    "sikh": _l("Sikh"),
    "other": _l("Another religion or belief"),
}
