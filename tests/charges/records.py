"""Rows about what somebody pays."""

from datetime import timedelta

from portal.charges.models import Contribution, ContributionStep
from portal.core import clock
from portal.core.columns import new_id
from portal.extensions import db
from tests.factories import Somebody


def build_charge(who: Somebody) -> Contribution:
    """What they pay for `build_budget`, with a working that makes it."""
    assert who.person is not None
    today = clock.today()
    charge = Contribution(
        id=new_id(),
        council=who.person.council,
        reference=f"C-{who.marker}",
        person_id=who.person.id,
        from_on=today - timedelta(days=20),
        worked_out_on=today - timedelta(days=25),
        assessed_pence=8_507,
        chargeable_pence=29_029,
        charged_pence=8_507,
        full_cost=False,
        collected="invoice",
    )
    db.session.add(charge)
    db.session.flush()
    for position, effect, pence in ((1, "adds", 19_757), (2, "takes_away", 11_250)):
        db.session.add(
            ContributionStep(
                contribution_id=charge.id,
                position=position,
                description=f"Step {position} {who.money_marker}",
                effect=effect,
                pence=pence,
                inputs=f"As told {who.money_marker}",
                rule="We count most benefits.",
                rate="mig_single_25" if position == 2 else None,
                as_at_on=today - timedelta(days=25),
            )
        )
    return charge
