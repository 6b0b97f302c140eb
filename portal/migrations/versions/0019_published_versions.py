"""When a version of a budget was published, on what grounds, and when it was first opened.

Whatever a person could see until now was published on the day it became so.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WORDS = ("reason_code", "reassessment")
DAYS = ("reassessed_on", "letter_on", "notice_on", "published_on")
WHO = {"published_by": "worker", "entered_by": "worker", "seen_by": "account"}


def upgrade() -> None:
    with op.batch_alter_table("budget", schema=None) as batch_op:
        for name in WORDS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        for name in DAYS:
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
        for name, table in WHO.items():
            batch_op.add_column(sa.Column(name, sa.Uuid(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_budget_{name}_{table}"), table, [name], ["id"])
    op.execute("UPDATE budget SET published_on = became_on")
    with op.batch_alter_table("stage_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entered_by", sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column("late_by_hand", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_foreign_key(
            op.f("fk_stage_event_entered_by_worker"), "worker", ["entered_by"], ["id"]
        )
