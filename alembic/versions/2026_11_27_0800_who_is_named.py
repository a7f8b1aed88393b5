"""Who is named in a fact of a case is found from the person: a correction of the person questions the case."""

import sqlalchemy as sa
from alembic import op

revision = "0023_who_is_named"
down_revision = "0022_four_eyes"
branch_labels = None
depends_on = None

_NAME = "ix_case_facts_person_ids"


def upgrade() -> None:
    """Add an index on the persons whom standing facts name."""
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    op.create_index(
        _NAME,
        "case_facts",
        [sa.text("(data -> 'person_ids')")],
        postgresql_using="gin",
        postgresql_where=sa.text("standing AND data ? 'person_ids'"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index(_NAME, table_name="case_facts")
