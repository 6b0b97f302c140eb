"""Carers' emergency plans."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _instant(name: str, *, nullable: bool = True) -> Any:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _id(name: str) -> Any:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _words(name: str) -> Any:
    return sa.Column(name, sa.String(), nullable=False)


def _sealed(name: str) -> Any:
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def _points(table: str, column: str, there: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{there}")
    return sa.ForeignKeyConstraint([column], [f"{there}.id"], name=name)


def upgrade() -> None:
    op.create_table(
        "emergency_plan",
        _id("id"),
        _words("council"),
        _id("person_id"),
        _words("number"),
        _sealed("key_safe_sealed"),
        _instant("created_at", nullable=False),
        _instant("touched_at", nullable=False),
        _instant("ready_at"),
        _instant("checked_at"),
        _points("emergency_plan", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_plan")),
        sa.UniqueConstraint("council", "number", name="uq_emergency_plan_number"),
        sa.UniqueConstraint("person_id", name="uq_emergency_plan_person"),
    )
    op.create_table(
        "emergency_part",
        _id("id"),
        _id("plan_id"),
        _words("about"),
        sa.Column("position", sa.Integer(), nullable=False),
        _sealed("answers_sealed"),
        _instant("answered_at", nullable=False),
        _points("emergency_part", "plan_id", "emergency_plan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_part")),
        sa.UniqueConstraint("plan_id", "about", "position", name="uq_emergency_part_place"),
    )
