"""Somebody of the intake, and the pages that only they open."""

from portal.extensions import db
from tests.cast import Cast
from tests.client import Client
from tests.concerns.concerns import join_intake


def reads_for_the_intake(client: Client, cast: Cast) -> None:
    """A worker who works in the intake, with something in it to see."""
    with client.app.app_context():
        join_intake(cast.worker_elsewhere)
        db.session.commit()
    client.may_see(cast.resident).sign_in(cast.worker_elsewhere)


FOR_THE_INTAKE = dict.fromkeys(
    ("/staff/concerns", "/staff/concerns/<uuid:concern_id>"), reads_for_the_intake
)
