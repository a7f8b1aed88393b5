"""Overdue tasks are also shown to the body above their owner, from a day that is noted once."""

import sqlalchemy as sa
from alembic import op

revision = "0027_escalated_tasks"
down_revision = "0026_counts_of_elections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day, and the index by which those are found that have none."""
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    op.add_column("tasks", sa.Column("escalated_on", sa.Date(), nullable=True))
    op.create_check_constraint(op.f("ck_tasks_escalated_overdue"), "tasks", "escalated_on > due_on")
    op.create_index(
        "ix_tasks_due_on_not_escalated",
        "tasks",
        ["due_on", "id"],
        postgresql_where=sa.text("done_on IS NULL AND withdrawn_on IS NULL AND escalated_on IS NULL"),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_index("ix_tasks_due_on_not_escalated", table_name="tasks")
    op.drop_constraint(op.f("ck_tasks_escalated_overdue"), "tasks", type_="check")
    op.drop_column("tasks", "escalated_on")
