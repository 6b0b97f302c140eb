"""Who visits which page, in a state in which there is something to see on it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from portal.accounts import sessions
from portal.accounts.models import Account
from portal.carers.actions.moving import move
from portal.carers.models import CarerRequest
from portal.carers.queries import code_of
from portal.carers.rules.stages import Event, Party
from portal.core import clock
from portal.core.outbox import Outbox, Way
from portal.extensions import db
from portal.representation.actions import asking
from portal.representation.models import HelperInvitation
from tests.accounts.outside.offer import offer_a_provider
from tests.addresses import Address, addresses
from tests.budgets.drafting import DRAFT_PAGES, has_a_draft
from tests.carers.handed import theirs
from tests.cast import NOBODY, SIGNED_IN, Cast
from tests.client import SESSION_COOKIE, Client
from tests.messages.helping import FOR_ANOTHER, PAPERS
from tests.payments.places import FILES
from tests.records import build_letter, build_route

PEOPLE = (NOBODY, *SIGNED_IN)
TABLE = Path(__file__).with_name("access_matrix.txt")
OUTSIDE = "/sign-in/outside/back"  # its query is a provider's: tests/accounts/outside looks at it
NOT_PAGES = FILES | PAPERS | {"/brand.css", "/healthz", "/readyz", "/robots.txt", OUTSIDE}


def read_matrix() -> dict[str, dict[str, int]]:
    """The access matrix: for each method and rule, the status for each person."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line[:1] in ("G", "P")]
    assert len({tuple(line[:2]) for line in lines}) == len(lines), "an address stands twice"
    return {
        f"{method} {rule}": dict(zip(PEOPLE, map(int, cells), strict=True))
        for method, rule, *cells in lines
    }


def has_typed_the_code(client: Client, cast: Cast) -> None:
    """On the way to an account: the code is given, its proof is not."""
    client.get("/invitation")
    client.submit({"code": cast.code})


def has_proved_it(client: Client, cast: Cast) -> None:
    """On the way to an account: only the password is missing."""
    has_typed_the_code(client, cast)
    client.follow()
    born = cast.newcomer.person.born_on
    parts = {"day": born.day, "month": born.month, "year": born.year}
    client.submit({f"proof-{name}": str(value) for name, value in parts.items()})


def has_given_the_password(client: Client, cast: Cast) -> None:
    """On the way in: the second factor is asked for."""
    with client.app.app_context():
        token = sessions.start(
            cast.worker.account, complete=False, second_factor=False, device="A test"
        )
        db.session.commit()
    client.raw.set_cookie(SESSION_COOKIE, token, domain="localhost", secure=True, path="/")


def has_an_app(client: Client, cast: Cast) -> None:
    """A resident who set an authenticator app up, and may switch it off."""
    with client.app.app_context():
        account = db.session.get_one(Account, cast.resident.account.id)
        account.totp_sealed = b"never opened"
        db.session.commit()
    client.sign_in(cast.resident)


def is_on_the_way_outside(client: Client, cast: Cast) -> None:
    """On the way to a provider outside, which this council then offers."""
    offer_a_provider(client.app)
    client.post("/sign-in/outside", {"profile": "gov-uk-one-login"})


def has_the_helpers_code(client: Client, cast: Cast) -> None:
    """Asked to help: the code is given, the number is not."""
    code, _number = secrets(client.app, cast)
    client.get("/invitation")
    client.submit({"code": code})


def has_the_number(client: Client, cast: Cast) -> None:
    """Asked to help: everything is shown but the answer."""
    client.may_see(cast.resident)
    has_the_helpers_code(client, cast)
    client.follow()
    client.submit({"number": secrets(client.app, cast)[1]})


def secrets(app: Flask, cast: Cast) -> tuple[str, str]:
    """The code and the number of whoever the resident asked."""
    with app.app_context():
        row = db.session.get_one(HelperInvitation, cast.asked_id)
        found = asking.secrets_of(row, clock.now())
        assert found is not None
        return found.code, found.number


def has_said_who(client: Client, cast: Cast) -> None:
    """Asking somebody to help: who it is has been typed."""
    client.get("/helpers/ask")
    client.submit({"given_name": "Carer", "family_name": cast.carer.marker, "way": "tell"})


def has_said_what(client: Client, cast: Cast) -> None:
    """Asking somebody to help: only the button that sends it is left."""
    has_said_who(client, cast)
    client.follow()
    client.submit({"scopes": "message"})


def has_chosen_codes(client: Client, cast: Cast) -> None:
    """On the way in: a person's password is given, and a code may come by a call."""
    with client.app.app_context():
        build_route(cast.resident, Way.CALL, "+441632960321")
        token = sessions.start(
            cast.resident.account, complete=False, second_factor=False, device="A test"
        )
        db.session.commit()
    client.raw.set_cookie(SESSION_COOKIE, token, domain="localhost", secure=True, path="/")


def has_a_code_sent(client: Client, cast: Cast) -> None:
    """On the way in: the telephone has rung."""
    has_chosen_codes(client, cast)
    client.get("/sign-in/send-code")
    client.submit()


def asks_the_worker(client: Client, cast: Cast) -> None:
    """On the way in: the number for the worker is on the page."""
    has_chosen_codes(client, cast)
    client.get("/sign-in/by-worker")
    client.submit()


def adds_a_route(client: Client, cast: Cast) -> None:
    """In their account: a new number was rung, its code is not typed."""
    client.sign_in(cast.resident).get("/account/codes/add/call")
    client.submit({"number": "01632 960321"})


def is_assisting(client: Client, cast: Cast) -> None:
    """A worker who fills in something with the resident at this moment."""
    client.may_see(cast.resident).sign_in(cast.worker)
    client.get(f"/staff/people/{cast.resident.person.id}/assist")
    client.submit({"way": "telephone", "proof": "known"})


def has_a_letter(client: Client, cast: Cast) -> None:
    """The worker of somebody to whom a letter waits to be printed."""
    with client.app.app_context():
        if db.session.get(Outbox, cast.run.id) is None:
            build_letter(cast.resident, cast.run.id)
            db.session.commit()
    client.sign_in(cast.worker)


def has_taken_it_back(client: Client, cast: Cast) -> None:
    """A carer who has just taken their request back."""
    with client.app.app_context():
        db.session.get_one(CarerRequest, cast.request.id).state_word = "withdrawn"
        db.session.commit()
    client.sign_in(cast.resident)


def was_asked_something(client: Client, cast: Cast) -> None:
    """A carer whose request waits for their answer."""
    with client.app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        if row.state_word != "more_info_needed":
            row.state_word = "triage"
            move(row, Event.ASK_MORE, Party.COUNCIL, note="Which days suit you?")
            db.session.commit()
    client.sign_in(cast.resident)


def has_asked_for_somebody(client: Client, cast: Cast) -> None:
    """Who asked for a carer, and comes back with their code once it was sent."""
    with client.app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        row.asker = "friend"
        code = code_of(row)
        db.session.commit()
    client.get("/carers/come-back")
    client.submit({"reference": cast.request.reference, "code": code})


def has_taken_it_on(client: Client, cast: Cast) -> None:
    """A worker who looks at the resident's own request as somebody who looks after someone."""
    with client.app.app_context():
        db.session.get_one(CarerRequest, cast.request.id).state_word = "triage"
        db.session.commit()
    client.sign_in(cast.worker)


def may_hand_it_over(client: Client, cast: Cast) -> None:
    """A worker who looks at a request that usually goes to an organisation."""
    with client.app.app_context():
        row = db.session.get_one(CarerRequest, cast.request.id)
        row.state_word, row.route_word = "triage", "adult"
        db.session.commit()
    client.sign_in(cast.worker)


def has_handed_it_over(client: Client, cast: Cast) -> None:
    """A worker whose request is with an organisation that has not said yes."""
    theirs(client.app, cast)
    client.sign_in(cast.worker)


def has_been_handed_it(client: Client, cast: Cast) -> None:
    """Somebody of the organisation that the resident's request was handed to."""
    theirs(client.app, cast)
    client.may_see(cast.resident).may_see(cast.worker).sign_in(cast.partner)


State = Callable[[Client, Cast], None]
STATES: dict[str, State] = {
    "/account/authenticator/off": has_an_app,
    "/invitation/proof": has_typed_the_code,
    "/invitation/password": has_proved_it,
    "/helping/number": has_the_helpers_code,
    "/helping/not-for-me": has_the_helpers_code,
    "/helping/offer": has_the_number,
    "/helping/account": has_the_number,
    "/helpers/ask/what": has_said_who,
    "/helpers/ask/check": has_said_what,
    "/account/codes/verify": adds_a_route,
    "/staff/letters/<uuid:letter_id>": has_a_letter,
    "/carers/<reference>/answer": was_asked_something,
    "/carers/<reference>/asked": has_asked_for_somebody,
    "/carers/<reference>/withdrawn": has_taken_it_back,
    "/sign-in/by-worker": asks_the_worker,
    "/sign-in/code": has_given_the_password,
    "/sign-in/send-code": has_chosen_codes,
    "/sign-in/sent-code": has_a_code_sent,
    "/sign-in/recovery-code": has_given_the_password,
    "/staff/assisting": is_assisting,
    **dict.fromkeys(DRAFT_PAGES, has_a_draft),
    "/staff/carers/<uuid:request_id>/do/<event>": has_taken_it_on,
    "/staff/carers/<uuid:request_id>/hand-over": may_hand_it_over,
    "/staff/carers/<uuid:request_id>/said-yes": may_hand_it_over,
    "/staff/carers/<uuid:request_id>/take-back": has_handed_it_over,
    "/staff/carers/<uuid:request_id>/accept": has_been_handed_it,
    "/staff/carers/<uuid:request_id>/give-back": has_been_handed_it,
    "/staff/carers/<uuid:request_id>/colleague": has_been_handed_it,
    "/staff/assisting/language": is_assisting,
    **FOR_ANOTHER,
    "/sign-in/outside/there": is_on_the_way_outside,
}
SIGNED_IN_STATES = {"/helpers/ask/what": "resident", "/helpers/ask/check": "resident"}
ALSO = (("/home", "carer"), ("/account", "worker"), ("/staff", "administrator"))


def visitors() -> list[tuple[str, str]]:
    """Each page with somebody who may open it: the first person of the matrix, and some more."""
    found = []
    for name, cells in read_matrix().items():
        method, rule = name.split()
        if method == "GET" and rule not in NOT_PAGES:
            may = [who for who, status in cells.items() if status == 200]
            found.append((rule, SIGNED_IN_STATES.get(rule, NOBODY) if rule in STATES else may[0]))
    return [*found, *ALSO]


@dataclass
class Visit:
    """Somebody on the way to a page."""

    client: Client
    address: Address

    @property
    def url(self) -> str:
        """The page's address."""
        return self.address.url


def on_the_way(app: Flask, cast: Cast, rule: str, who: str) -> Visit:
    """Somebody of the cast with the page's address, and whatever must be so before it opens."""
    [address] = [each for each in addresses(app, cast, "GET") if each.rule == rule]
    client = Client(app, cast, who)
    if who != NOBODY:
        client.sign_in(cast[who])
    if rule in STATES:
        client.may_see(cast.newcomer).may_see(cast.worker).may_see(cast.resident)
        STATES[rule](client, cast)
    return Visit(client, address)
