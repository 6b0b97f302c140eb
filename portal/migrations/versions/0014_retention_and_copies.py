"""Retention and copies"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _points(table: str, column: str, there: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{there}")
    return sa.ForeignKeyConstraint([column], [f"{there}.id"], name=name)


def _instant(name: str, *, nullable: bool = True) -> Any:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _id(name: str, *, nullable: bool = False) -> Any:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _words(name: str, *, nullable: bool = False) -> Any:
    return sa.Column(name, sa.String(), nullable=nullable)


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_on", sa.Date(), nullable=True))
    _holds()
    _lists()
    _copies()


def _holds() -> None:
    op.create_table(
        "legal_hold",
        _id("id"),
        _id("person_id"),
        _words("reason"),
        _instant("set_at", nullable=False),
        _id("set_by"),
        _instant("lifted_at"),
        _id("lifted_by", nullable=True),
        _points("legal_hold", "person_id", "person"),
        _points("legal_hold", "set_by", "account"),
        _points("legal_hold", "lifted_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_person_id"), "legal_hold", ["person_id"])


def _lists() -> None:
    op.create_table(
        "erasure_list",
        _id("id"),
        _words("council"),
        _instant("made_at", nullable=False),
        _id("made_by", nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("waits_until", sa.Date(), nullable=False),
        _instant("confirmed_at"),
        _id("confirmed_by", nullable=True),
        _instant("ran_at"),
        _instant("withdrawn_at"),
        _id("withdrawn_by", nullable=True),
        _points("erasure_list", "made_by", "account"),
        _points("erasure_list", "confirmed_by", "account"),
        _points("erasure_list", "withdrawn_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_list")),
    )
    op.create_table(
        "erasure_item",
        _id("id"),
        _id("list_id"),
        _words("table_name"),
        _id("thing_id"),
        _words("record_class"),
        _words("counted_from"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        _words("outcome", nullable=True),
        _instant("done_at"),
        _points("erasure_item", "list_id", "erasure_list"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_item")),
    )
    op.create_index("ix_erasure_item_list", "erasure_item", ["list_id"])


def _copies() -> None:
    op.create_table(
        "copy_request",
        _id("id"),
        _id("person_id"),
        _instant("asked_at", nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        _instant("answered_at"),
        _id("answered_by", nullable=True),
        _points("copy_request", "person_id", "person"),
        _points("copy_request", "answered_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_request")),
    )
    op.create_index("ix_copy_request_person", "copy_request", ["person_id"])
    op.create_table(
        "copy_check",
        _id("id"),
        _id("request_id"),
        _words("table_name"),
        _id("row_id"),
        _words("column_name"),
        _words("decision", nullable=True),
        _words("reason", nullable=True),
        _instant("decided_at"),
        _id("decided_by", nullable=True),
        _points("copy_check", "request_id", "copy_request"),
        _points("copy_check", "decided_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_check")),
        sa.UniqueConstraint(
            "request_id", "table_name", "row_id", "column_name", name="uq_copy_check_place"
        ),
    )
