"""Who of an organisation's people deals with a carer's request that was handed to it."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("carer_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("partner_worker_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_carer_request_partner_worker_id_worker"),
            "worker",
            ["partner_worker_id"],
            ["id"],
        )
