"""The demo council's people: residents, carers and staff, who holds whose record, who helps."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from portal.people.rules import Basis
from portal.policy import Scope
from portal.representation.rules.rights import RIGHTS
from tools.demo_words import (
    BASES,
    FIRST_PARTS,
    GIVEN_NAMES,
    JOB_TITLES,
    LANGUAGES,
    LAST_PARTS,
)

Row = dict[str, str]

AS_AT = date(2026, 3, 3)
"""The day on which the files say how things stand: a Tuesday."""
RESIDENTS, CARERS, WORKERS = 300, 60, 27
TEAMS = ("west", "north", "norwich", "south", "yarmouth")
DISTRICTS = {
    "west": ("PE30", "PE31", "PE33", "PE37", "PE38"),
    "north": ("NR11", "NR21", "NR25", "NR27", "NR28"),
    "norwich": ("NR1", "NR2", "NR3", "NR5", "NR7"),
    "south": ("NR15", "NR17", "NR19", "IP22", "IP24"),
    "yarmouth": ("NR29", "NR30", "NR31"),
}
NAMED = {
    "P0001": ("Robin", "Marshlight", "1984-06-12"),
    "P0002": ("Elsie", "Quillfeather", "1951-02-19"),
    "P0003": ("Kofi", "Reedhollow", "1990-10-30"),
    "P0301": ("Alex", "Marshlight", "1979-01-08"),
    "P0302": ("Nadia", "Quillfeather", "1978-08-27"),
    "W001": ("Grace", "Otterstream", ""),
    "W002": ("Ada", "Brightbrook", ""),
    "W025": ("Victor", "Lanternpath", ""),
    "W026": ("Sefton", "Larkmead", ""),
    "W027": ("Imogen", "Tallowfield", ""),
}


class Names:
    """Names that nobody else in the files has."""

    def __init__(self, random: Random) -> None:
        taken = {family for _given, family, _born in NAMED.values()}
        families = [
            first + last
            for first in FIRST_PARTS
            for last in LAST_PARTS
            if last not in first.lower() and first + last not in taken
        ]
        random.shuffle(families)
        self.families = iter(families)
        self.random = random

    def next(self) -> tuple[str, str]:
        """A given name and an invented family name."""
        return self.random.choice(GIVEN_NAMES), next(self.families)


def email(given: str, family: str) -> str:
    """An address at a domain that cannot exist."""
    return f"{given}.{family}@demo.example".lower()


def landlines() -> Iterator[str]:
    """Numbers that Ofcom keeps free for drama, so that nobody can be rung by mistake."""
    return (f"01632 960{number:03}" for number in range(1000))


def mobiles() -> Iterator[str]:
    """Mobile numbers kept free for drama."""
    return (f"07700 900{number:03}" for number in range(1000))


def home_team(number: int) -> str:
    """The team in whose area a person lives; the one in the demo sign-ins is in Norwich."""
    return "norwich" if number <= 3 else TEAMS[number % len(TEAMS)]


def people(random: Random, names: Names) -> list[Row]:
    """Residents, then carers. A few residents are carers too, and a few go by another name."""
    rows, phones = [], mobiles()
    for number in range(1, RESIDENTS + CARERS + 1):
        reference, resident = f"P{number:04}", number <= RESIDENTS
        given, family, born = NAMED.get(reference) or (*names.next(), "")
        team = home_team(number)
        rows.append(
            {
                "reference": reference,
                "given_name": given,
                "family_name": family,
                "known_as": "Rob" if reference == "P0001" else "",
                "born_on": born
                or (date(1932, 1, 1) + timedelta(random.randrange(27_000))).isoformat(),
                "email": email(given, family)
                if reference in NAMED or random.random() < 0.8
                else "",
                "phone": next(phones),
                "postcode": random.choice(DISTRICTS[team]),
                "language": "" if reference in NAMED else random.choice(LANGUAGES) or "",
                "is_resident": "yes" if resident else "no",
                "is_carer": "no" if resident and number % 50 else "yes",
            }
        )
    return rows


def workers(names: Names, council: str) -> list[Row]:
    """Managers of the teams; a leaver; one each for accounts, the duty desk and the money."""
    rows, phones = [], landlines()
    for number in range(1, WORKERS + 1):
        reference = f"W{number:03}"
        given, family, _born = NAMED.get(reference) or (*names.next(), "")
        role = ROLES.get(number, "worker")
        rows.append(
            {
                "reference": reference,
                "name": f"{given} {family}",
                "email": email(given, family),
                "phone": next(phones),
                "job_title": TITLES.get(role) or JOB_TITLES[number % len(JOB_TITLES)],
                "employer": "Mental health trust" if number % 6 == 4 else council,
                "base": BASES[number % len(BASES)],
                "role": role,
                "left_on": LEFT_ON.isoformat() if reference == LEAVER else "",
            }
        )
    return rows


MANAGERS = (1, 6, 11, 16, 21)
ADMINISTRATOR, AT_DUTY, FINANCE = 25, 26, 27
ROLES = dict.fromkeys(MANAGERS, "manager") | {ADMINISTRATOR: "administrator", FINANCE: "finance"}
TITLES = {
    "manager": "Team manager",
    "administrator": "Systems administrator",
    "finance": "Finance officer",
}
IN_TEAMS = range(1, ADMINISTRATOR)
LEAVER, LEFT_ON = "W009", AS_AT - timedelta(days=18)


def team_of(worker: int) -> str:
    """Five workers to a team, the first of each its manager."""
    return ("norwich", "west", "north", "south", "yarmouth")[(worker - 1) // 5]


def memberships() -> list[Row]:
    """Everybody but the administrator and finance is in one team; one person has changed teams."""
    rows = [
        {
            "worker_reference": f"W{number:03}",
            "team_code": team_of(number),
            "from_on": "2023-04-03",
            "to_on": LEFT_ON.isoformat() if f"W{number:03}" == LEAVER else "",
        }
        for number in IN_TEAMS
    ]
    moved = {"worker_reference": "W012", "team_code": "discharge"}
    desk = {"worker_reference": f"W{AT_DUTY:03}", "team_code": "duty", "from_on": "2023-04-03"}
    return [*rows, {**moved, "from_on": "2022-01-10", "to_on": "2023-04-02"}, desk]


def allocations(random: Random, begun: list[date | None]) -> list[Row]:
    """Most records are held by a worker, some by a team alone, a few by nobody they name."""
    rows: list[Row] = []
    for number, contact in enumerate(begun, 1):
        if number % 60 == 59:
            continue
        team = home_team(number)
        staff = [w for w in IN_TEAMS if team_of(w) == team and w not in MANAGERS]
        worker = "W002" if number <= 3 else f"W{staff[number % len(staff)]:03}"
        begins = contact or AS_AT - timedelta(days=random.randrange(90, 700))
        handed_over = begins + timedelta(days=20)
        if number % 6 == 3 and handed_over < AS_AT:
            rows.append(_allocation(number, "discharge", "", begins))
            begins = handed_over
        rows.append(_allocation(number, team, "" if number % 9 == 4 else worker, begins))
    return rows


def _allocation(number: int, team: str, worker: str, begins: date) -> Row:
    """A later row closes the one before, so none says when it ends."""
    return {
        "person_reference": f"P{number:04}",
        "team_code": team,
        "worker_reference": worker,
        "from_on": begins.isoformat(),
        "to_on": "",
    }


SCOPES = (
    "view_status view_budget submit_forms",
    "view_status",
    "view_status view_budget view_plan message",
    "view_status view_budget manage_dp receive_letters",
    "view_status message",
)
BASES_OF_HELP = ("consent", "consent", "consent", "lpa_finance", "dp_nominated", "advocate")
# Robin is asked whether Alex still helps; Nadia has a lasting power of attorney from Elsie.
ENDS_SOON, ATTORNEY = 1, 2


def representations(random: Random) -> list[Row]:
    """Most carers act for a resident, with different scopes; every ninth no longer does."""
    rows = []
    for number in range(RESIDENTS + 1, RESIDENTS + CARERS + 1):
        place = number - RESIDENTS
        if place % 10 == 0:
            continue
        begins = AS_AT - timedelta(days=random.randrange(200, 500))
        ended = place % 9 == 0
        last = AS_AT - timedelta(days=random.randrange(5, 90)) if ended else None
        if place == ENDS_SOON:
            last = AS_AT + timedelta(days=8)
        basis = basis_of(place)
        rows.append(
            {
                "person_reference": f"P{place:04}",
                "helper_reference": f"P{number:04}",
                "basis": basis.value,
                "scopes": scopes_of(place, basis),
                "from_on": begins.isoformat(),
                "to_on": last.isoformat() if last else "",
            }
        )
    return rows


def basis_of(place: int) -> Basis:
    """In what right the helper of this resident acts."""
    if place in (ENDS_SOON, ATTORNEY):
        return Basis.CONSENT if place == ENDS_SOON else Basis.LPA_FINANCE
    return Basis(BASES_OF_HELP[place % len(BASES_OF_HELP)])


def scopes_of(place: int, basis: Basis) -> str:
    """What they may do: nothing that the law behind their right does not give."""
    wanted = SCOPES[0] if place == ENDS_SOON else SCOPES[place % len(SCOPES)]
    never = RIGHTS[basis].never
    return " ".join(word for word in wanted.split() if Scope(word) not in never)
