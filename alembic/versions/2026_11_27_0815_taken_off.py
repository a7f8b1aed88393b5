"""A candidate may be taken off a notice; what was taken down may be posted at the same place again."""

import sqlalchemy as sa
from alembic import op

revision = "0025_taken_off"
down_revision = "0024_one_a_day"
branch_labels = None
depends_on = None

_INDEX, _COLUMNS = "uq_publicity_sites_notice_id_kind_place", ["notice_id", "kind", "place"]


def _unique(where: str) -> None:
    op.drop_index(_INDEX, table_name="publicity_sites")
    op.create_index(_INDEX, "publicity_sites", _COLUMNS, unique=True, postgresql_where=sa.text(where))


def upgrade() -> None:
    """Add the day and the reason, and let a place be used again once the paper was taken down."""
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    op.add_column("publicity_candidates", sa.Column("withdrawn_on", sa.Date(), nullable=True))
    op.add_column("publicity_candidates", sa.Column("withdrawal_reason", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_publicity_candidates_withdrawn"),
        "publicity_candidates",
        "(withdrawn_on IS NULL) = (withdrawal_reason IS NULL)",
    )
    _unique("annulled_reason IS NULL AND taken_down_on IS NULL")


def downgrade() -> None:
    """Drop both; a place that was used twice must be mended first."""
    _unique("annulled_reason IS NULL")
    op.drop_constraint(op.f("ck_publicity_candidates_withdrawn"), "publicity_candidates")
    op.drop_column("publicity_candidates", "withdrawal_reason")
    op.drop_column("publicity_candidates", "withdrawn_on")
