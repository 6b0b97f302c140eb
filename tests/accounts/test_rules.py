"""Which passwords and codes will do, and how long things last."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.passwords import is_common
from portal.accounts.rules import codes, devices, lifetimes, standing
from portal.accounts.rules.passwords import Refusal, refusal

COUNCIL = ("norfolk", "council", "county", "care")
OWN = ("margaret", "thompson", "margaret.thompson@example.org")


def why(password: str) -> Refusal | None:
    return refusal(password, is_common=is_common, council_words=COUNCIL, own_words=OWN)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", Refusal.TOO_SHORT),
        ("elevenchars", Refusal.TOO_SHORT),
        ("x" * 201, Refusal.TOO_LONG),
        ("aaaaaaaaaaaa", Refusal.PATTERN),
        ("abcabcabcabc", Refusal.PATTERN),
        ("123456789012", Refusal.PATTERN),
        ("098765432109", Refusal.PATTERN),
        ("qwertyuiopas", Refusal.PATTERN),
        ("1qaz2wsx3edc", Refusal.PATTERN),
        (" " * 12, Refusal.PATTERN),
        ("password1234", Refusal.COMMON),
        ("Password123!", Refusal.COMMON),
        ("P@ssw0rd1234", Refusal.COMMON),
        ("passwordpassword", Refusal.COMMON),
        ("monkeymonkey!", Refusal.COMMON),
        ("monkey monkey", Refusal.COMMON),
        ("p@ssword-p@ssword", Refusal.COMMON),
        ("12345sunshine", Refusal.COMMON),
        ("letmein-2026!", Refusal.COMMON),
        ("norfolk123456", Refusal.COUNCIL),
        ("NorfolkCouncil", Refusal.COUNCIL),
        ("n0rf0lkc0unc1l", Refusal.COUNCIL),
        ("councilpassword", Refusal.COUNCIL),
        ("margaretthompson", Refusal.OWN),
        ("Thompson-1948!!", Refusal.OWN),
        ("margaret.thompson@example.org", Refusal.OWN),
        ("correct horse battery", None),
        ("tulip-kettle-marsh", None),
        ("norfolk lavender trumpet", None),
        ("margaret walks to cromer", None),
        ("żółw kaczka rower", None),
        ("🐢🚲🌻☂️🫖🧵🪁🦔🍐🎻🕰️🧦", None),
        ("9f8a6c1e7b3d5028" * 4, None),
        ("tulip kettle marsh " * 10, None),
    ],
)
def test_a_password_will_do_or_not(password: str, reason: Refusal | None) -> None:
    assert why(password) is reason


def test_a_long_password_of_any_kind_of_character_is_allowed() -> None:
    assert why("only lower case letters here") is None
    assert why("ÄÖÜ ßéñ 漢字 العربية") is None


@given(st.text(max_size=250))
def test_any_text_gets_an_answer(password: str) -> None:
    assert why(password) is None or isinstance(why(password), Refusal)


@given(st.sampled_from([codes.PERSON_LENGTH, codes.WORKER_LENGTH]))
def test_a_code_can_be_read_back_however_it_is_typed(length: int) -> None:
    code = codes.new_code(length)
    spoken = codes.in_groups(code).lower().replace("0", "o").replace("1", "l").replace("-", " – ")
    assert codes.read_code(spoken) == code
    assert codes.is_code(code)


@pytest.mark.parametrize("typed", ["", "7KQ2", "7KQ2-M9TX-04W!", "7KQ2M9TX04WDX", "é" * 12])
def test_what_cannot_be_a_code(typed: str) -> None:
    assert not codes.is_code(codes.read_code(typed))


def test_codes_carry_enough_chance() -> None:
    assert 5 * codes.PERSON_LENGTH >= 60
    assert len(set(codes.ALPHABET)) == 32


@pytest.mark.parametrize(
    ("length", "proof"),
    [
        (codes.PERSON_LENGTH, codes.Proof.DATE_OF_BIRTH),
        (codes.WORKER_LENGTH, codes.Proof.STAFF_REFERENCE),
    ],
)
def test_the_length_of_a_code_says_what_to_ask(length: int, proof: codes.Proof) -> None:
    assert codes.proof_for(length) is proof


@pytest.mark.parametrize(
    ("code", "step"), [("123456", 7), ("654321", 8), ("000000", None), ("١٢٣٤٥٦", None), ("", None)]
)
def test_a_code_is_known_by_its_step(code: str, step: int | None) -> None:
    assert codes.step_of(code, {7: "123456", 8: "654321"}) == step


@pytest.mark.parametrize(
    ("says", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/126 Safari", "Chrome / Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version Safari", "Safari / iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126 Safari Edg/126", "Edge / Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Firefox/127.0", "Firefox / Linux"),
        ("curl/8", ""),
        ("<script>alert(1)</script> Firefox", "Firefox"),
    ],
)
def test_a_device_is_named_in_our_words(says: str, device: str) -> None:
    assert devices.device(says) == device


NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("idle", "old", "over"),
    [(14, 60, False), (15, 60, True), (0, 719, False), (0, 720, True), (15, 720, True)],
)
def test_a_session_ends_when_idle_or_old(idle: int, old: int, over: bool) -> None:
    began, seen = NOON - timedelta(minutes=old), NOON - timedelta(minutes=idle)
    limits = {"idle_minutes": 15, "absolute_hours": 12}
    assert lifetimes.session_is_over(NOON, began, seen, **limits) is over


def test_a_page_never_promises_more_time_than_there_is() -> None:
    limits = {"idle_minutes": 15, "absolute_hours": 12}
    assert lifetimes.seconds_left(NOON, NOON, **limits) == 14 * 60
    assert lifetimes.seconds_left(NOON, NOON - timedelta(hours=11, minutes=50), **limits) == 600
    assert lifetimes.seconds_left(NOON, NOON - timedelta(hours=13), **limits) == 0


LATER, EARLIER = NOON + timedelta(days=1), NOON - timedelta(days=1)


@pytest.mark.parametrize(
    ("expires_at", "used_at", "withdrawn_at", "state"),
    [
        (LATER, None, None, standing.Invited.OPEN),
        (NOON, None, None, standing.Invited.EXPIRED),
        (LATER, EARLIER, None, standing.Invited.USED),
        (LATER, None, EARLIER, standing.Invited.WITHDRAWN),
        (EARLIER, EARLIER, EARLIER, standing.Invited.USED),
    ],
)
def test_what_became_of_an_invitation(
    expires_at: datetime,
    used_at: datetime | None,
    withdrawn_at: datetime | None,
    state: standing.Invited,
) -> None:
    assert standing.invitation(NOON, expires_at, used_at, withdrawn_at) is state


@pytest.mark.parametrize(
    ("exists", "closed", "app", "invited", "staff", "state"),
    [
        (False, False, False, False, True, standing.AccountState.NONE),
        (False, False, False, True, True, standing.AccountState.INVITED),
        (True, False, True, False, True, standing.AccountState.OPEN),
        (True, False, False, False, True, standing.AccountState.NONE),
        (True, False, False, False, False, standing.AccountState.OPEN),
        (True, True, True, False, True, standing.AccountState.CLOSED),
        (True, True, True, True, True, standing.AccountState.INVITED),
        (True, False, True, True, True, standing.AccountState.OPEN),
    ],
)
def test_the_state_of_an_account(
    exists: bool,
    closed: bool,
    app: bool,
    invited: bool,
    staff: bool,
    state: standing.AccountState,
) -> None:
    found = standing.account(
        exists=exists, closed=closed, second_factor=app, invited=invited, staff=staff
    )
    assert found is state
