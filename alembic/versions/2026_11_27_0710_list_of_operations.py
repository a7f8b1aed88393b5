"""Lists of operations: by who asked, and by where they stand, the newest first."""

import sqlalchemy as sa
from alembic import op

revision = "0021_list_of_operations"
down_revision = "0020_kept_whole"
branch_labels = None
depends_on = None

_COLUMNS = ("county_id", "committee_id", "sub_committee_id", "general_branch_id", "branch_id", "recorded_by")


def upgrade() -> None:
    """Add an index per level, and one for whoever asked."""
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    for column in _COLUMNS:
        op.create_index(f"ix_operations_{column}_id", "operations", [column, sa.text("id DESC")])


def downgrade() -> None:
    """Drop them."""
    for column in _COLUMNS:
        op.drop_index(f"ix_operations_{column}_id", table_name="operations")
