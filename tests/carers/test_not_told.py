"""The person looked after must not learn of a request: they, their helpers and their papers.

They have an account here, and ask for themselves as somebody who looks after a third person. What
they see, page by page, is the same before the request and after all that staff can do with it.
"""

from collections.abc import Callable
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from portal.carers.actions import remarking, working
from portal.carers.models import CarerRequest
from portal.carers.queries import as_asked
from portal.carers.rules.stages import Event
from portal.core import clock
from portal.extensions import db
from portal.policy import Scope
from tests.accounts.steps import notices
from tests.carers.requests import build_request
from tests.carers.staff import by
from tests.cast import Cast
from tests.client import HOST, Client, Page
from tests.factories import build_representation, new_marker
from tests.pdfs import words_of
from tests.test_markers import apart

pytestmark = pytest.mark.parametrize("database", ["sqlite"])
ClientFor = Callable[..., Client]
SECRET = new_marker("Zs")
WORDS = f"I look after her {SECRET} and I am afraid."
TOLD = {
    "SENTENCE": {"sentence": WORDS},
    "RELATIONSHIP": {"relationship": "parent", "their_name": f"Name{SECRET}"},
    "KNOWN": {"known": "yes", "their_worker": f"Worker{SECRET}"},
    "AWARE": {"aware": "not_to_be_told"},
    "REACH": {"email": f"{SECRET}@example.org", "phone": "07700 900123"},
    "SAFE": {"ways": ["email", "text"], "must_not_know": f"My mother {SECRET}"},
    "HELPS": {"helps": f"A rest {SECRET}"},
}
COPIES = ("page", "json", "pdf")


def in_a_file(page: Page) -> str:
    """The words of a file to take away."""
    if page.body.startswith(b"%PDF"):
        return words_of(page.body)
    return page.body.decode(errors="replace")  # a picture has no words


def all_that_is_shown(client: Client) -> dict[str, str]:
    """The words of every page that links lead to, of their own copy, and of who has looked."""
    found: dict[str, str] = {}
    to_ask = ["/", "/home"]
    while to_ask:
        url = to_ask.pop()
        if url in found:
            continue
        answer = client.raw.get(url, base_url=HOST)
        page = Page(url, answer.status_code, answer.get_data(), answer.headers)
        found[url] = page.text if page.is_html else in_a_file(page)
        leads = [*(page.links if page.is_html else []), page.location]
        to_ask += [link for link in leads if link and link not in found and not apart(link)]
    for way in COPIES[:2]:
        found[way] = client.post(f"/your-copy/{way}", status=200).html
    return {url: words for url, words in found.items() if words}


def asks_in_secret(app: Flask, cast: Cast) -> CarerRequest:
    """The resident's daughter, who acts for her here, asks; her mother must not be told."""
    with app.app_context():
        row = build_request(who=cast.carer, **TOLD)
        row.team_id, row.worker_id = cast.teams["here"].id, cast.worker.worker.id
        db.session.commit()
        assert row.not_told
        return row


def all_that_staff_do(app: Flask, cast: Cast, worker: Client, row_id: UUID) -> None:
    """Look at it, take it on, link it with her mother's own request, say and ask things."""
    assert SECRET in worker.get(f"/staff/carers/{row_id}").html
    worker.get("/staff/carers", query_string={"q": cast.carer.person.family_name})
    with app.app_context():
        row = db.session.get_one(CarerRequest, row_id)
        own = db.session.get_one(CarerRequest, cast.request.id)
        working.take_on(as_asked(row), by(cast))
        for one, other in ((row, own), (own, row)):
            remarking.link(as_asked(one), other, by(cast))
        remarking.call_urgent(as_asked(row), WORDS, by(cast))
        remarking.say_why_late(as_asked(row), WORDS, by(cast))
        working.step(as_asked(row), Event.ASK_MORE, by(cast), WORDS)
        db.session.commit()


def test_nobody_near_them_sees_anything_new(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """Nor does anybody who acts for the carer: what she asks for herself is hers alone."""
    with app.app_context():
        build_representation(cast.carer, cast.stranger, *Scope)
        db.session.commit()
    with time_machine.travel(clock.now(), tick=False):
        people = {who: client_for(who) for who in ("helper", "stranger", "resident")}
        people["stranger"].may_see(cast.carer)
        before = {who: all_that_is_shown(client) for who, client in people.items()}
        row = asks_in_secret(app, cast)
        all_that_staff_do(app, cast, client_for("worker"), row.id)
        for who, client in reversed(people.items()):
            after = all_that_is_shown(client)
            for words in after.values():
                assert SECRET not in words
                assert row.reference not in words
                assert str(row.id) not in words
            assert after == before[who], who
            assert len(after) > 10


def test_no_paper_of_theirs_tells_it(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """Not their own copy, and no notice or letter to them; her own names nobody."""
    row = asks_in_secret(app, cast)
    all_that_staff_do(app, cast, client_for("worker"), row.id)
    page = client_for("resident").post("/your-copy/pdf", status=200)
    assert cast.resident.person.family_name in words_of(page.body)
    assert SECRET not in words_of(page.body)
    said = client_for("resident").post("/your-copy/json", status=200).html
    assert "linked" not in said.lower()
    for each in notices(app):
        assert cast.resident.contact_marker not in each.to
        assert SECRET not in str(each.parts)
        assert cast.resident.person.given_name not in str(each.parts)


def test_what_she_does_for_them_here_shows_nothing_of_it(
    app: Flask, cast: Cast, client_for: ClientFor
) -> None:
    """Her mother may sit beside her: the pages about her mother hold nothing of the request."""
    row = asks_in_secret(app, cast)
    shown = all_that_is_shown(client_for("carer"))
    telling = {url for url, words in shown.items() if SECRET in words or row.reference in words}
    assert {url for url in telling if not url.startswith("/carers/")} <= {*COPIES}
    assert any(url.startswith("/for/") for url in shown)


def test_no_other_account_opens_it(app: Flask, cast: Cast, client_for: ClientFor) -> None:
    """Whoever knows its reference, or its id, gets no further than anybody."""
    row = asks_in_secret(app, cast)
    for who in ("resident", "helper", "stranger"):
        client = client_for(who)
        for page in ("", "check", "copy", "receipt", "ask/do-they-know"):
            assert "/come-back" in client.get(f"/carers/{row.reference}/{page}", 303).location
        client.get(f"/staff/carers/{row.id}", 404)
        client.get(f"/carers/come-back?reference={row.reference}")
        assert SECRET not in client.page.html
