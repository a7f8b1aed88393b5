"""Judging again: work that follows from a decision may stand beside other work that follows from the same one."""

import sqlalchemy as sa
from alembic import op

revision = "0028_judging_again"
down_revision = "0027_escalated_tasks"
branch_labels = None
depends_on = None

_LIVE = "state IN ('cancelling', 'queued', 'running')"
_ALONE = f"{_LIVE} AND kind <> 'development_cases.judge'"


def upgrade() -> None:
    """Leave work of the new kind out of the rule that one at a time works on a thing."""
    _index(_LIVE, _ALONE)


def downgrade() -> None:
    """End what of the new kind is under way, so that the old rule holds: the version before does not know it."""
    op.execute(
        sa.text(
            f"UPDATE operations SET state = 'cancelled', ended_at = now() WHERE {_LIVE} AND kind = 'development_cases.judge'"
        )
    )
    _index(_ALONE, _LIVE)


def _index(before: str, after: str) -> None:
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    op.drop_index("uq_operations_subject_id", table_name="operations", postgresql_where=sa.text(before))
    op.create_index(
        "uq_operations_subject_id",
        "operations",
        ["subject_kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text(after),
    )
