"""What is not yours and what is not there answer alike, to the byte and in the time they take."""

import time
from collections.abc import Callable
from statistics import median
from uuid import uuid4

import pytest
from flask import Flask

from portal.accounts import passwords
from portal.accounts.models import Account
from portal.core.columns import new_id
from portal.extensions import db
from tests.cast import Cast
from tests.client import HOST, TOKEN_FIELD, Client

MADE = 20
TIMES = 21
AT_MOST = 1.5
SAME_SITE = {"Referer": f"{HOST}/sign-in"}


def test_ids_have_no_order_and_cannot_be_guessed() -> None:
    """R3: 122 random bits, whatever was made before."""
    made = [new_id() for _ in range(MADE)]
    assert len(set(made)) == MADE
    assert all(each.version == 4 for each in made)
    assert made != sorted(made)


@pytest.mark.parametrize(
    ("who", "pattern"),
    [
        ("stranger", "/for/{}/budget"),
        ("helper", "/for/{}/budget"),
        ("worker_elsewhere", "/staff/people/{}"),
        ("worker_elsewhere", "/staff/people/{}/budget"),
    ],
)
def test_not_yours_is_not_there(app: Flask, cast: Cast, who: str, pattern: str) -> None:
    """R3: the same bytes, and medians of 21 of the work done within half as much again."""
    client = Client(app, cast, who).sign_in(cast[who])
    theirs, nowhere = pattern.format(cast.resident.person.id), pattern.format(uuid4())
    answers = {url: client.raw.get(url, base_url=HOST) for url in (theirs, nowhere)}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert answers[theirs].data == answers[nowhere].data
    took: dict[str, list[float]] = {theirs: [], nowhere: []}
    for _ in range(TIMES):
        for url in (theirs, nowhere):
            began = time.process_time()  # not the clock: other work on the machine would count
            client.raw.get(url, base_url=HOST)
            took[url].append(time.process_time() - began)
    longer, shorter = sorted((median(each) for each in took.values()), reverse=True)
    assert longer < shorter * AT_MOST


def test_a_wrong_password_takes_as_long_for_an_address_nobody_has(
    app_with: Callable[..., Flask], cast: Cast
) -> None:
    """R10: real hashes, as in a council's portal; four tries each, so that nobody has to wait."""
    app = app_with(cheap_passwords=False)
    with app.app_context():
        account = db.session.get_one(Account, cast.resident.account.id)
        account.password_hash = passwords.hashed(cast.resident.password)
        db.session.commit()
    client = Client(app, cast)
    client.get("/sign-in")
    took: dict[bool, list[float]] = {True: [], False: []}
    pages: dict[bool, set[str]] = {True: set(), False: set()}
    for number in range(4):
        for known in (True, False):
            email = account.email if known else f"nobody{number}@demo.example"
            form = {"csrf_token": client.page.token, "email": email, "password": "wrong wrong"}
            began = time.process_time()
            answer = client.raw.post("/sign-in", base_url=HOST, data=form, headers=SAME_SITE)
            took[known].append(time.process_time() - began)
            assert answer.status_code == 422
            pages[known].add(TOKEN_FIELD.sub("", answer.text).replace(email, ""))
    assert pages[True] == pages[False]
    longer, shorter = sorted((median(each) for each in took.values()), reverse=True)
    assert longer < shorter * AT_MOST
