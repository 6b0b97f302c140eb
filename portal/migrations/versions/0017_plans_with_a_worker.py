"""Emergency plans that a worker fills in with the carer: whose hand it was."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _worker(table: str, column: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(sa.Column(column, sa.Uuid(), nullable=True))
        name = op.f(f"fk_{table}_{column}_worker")
        batch_op.create_foreign_key(name, "worker", [column], ["id"])


def upgrade() -> None:
    _worker("emergency_part", "entered_by")
    _worker("emergency_plan", "key_safe_entered_by")
    _worker("emergency_plan", "checked_with")
