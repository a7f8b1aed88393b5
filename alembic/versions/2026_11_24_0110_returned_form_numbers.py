"""Numbers of application forms that were handed back unused may be handed out again."""

import sqlalchemy as sa
from alembic import op

revision = "0019_returned_form_numbers"
down_revision = "0018_publicity_tasks"
branch_labels = None
depends_on = None

_TABLE = "application_form_ranges"
_NAME = "ex_application_form_ranges_overlap"
_OVERLAP = "EXCLUDE USING gist (series WITH =, int8range(first_number, last_number, '[]') WITH &&)"


def _exclude(condition: str) -> None:
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    op.drop_constraint(_NAME, _TABLE)
    op.execute(sa.text(f"ALTER TABLE {_TABLE} ADD CONSTRAINT {_NAME} {_OVERLAP}{condition}"))


def upgrade() -> None:
    """Hold only ranges against each other that are still in somebody's hands."""
    _exclude(" WHERE (closed_on IS NULL)")


def downgrade() -> None:
    """Hold all of them against each other again; fails where numbers were handed out again meanwhile."""
    _exclude("")
