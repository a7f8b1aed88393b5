"""Counts of elections: the figures of an election of a committee, and what the rules of its day said of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0026_counts_of_elections"
down_revision = "0025_taken_off"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both, empty: of the terms on record only the reply was recorded."""
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    op.add_column("committee_terms", sa.Column("election_count", JSONB()))
    op.add_column("committee_terms", sa.Column("election_verdict", JSONB()))
    op.create_check_constraint(
        op.f("ck_committee_terms_election"),
        "committee_terms",
        "(election_count IS NULL) = (election_verdict IS NULL)",
    )


def downgrade() -> None:
    """Drop both; the figures are lost."""
    op.drop_constraint(op.f("ck_committee_terms_election"), "committee_terms", type_="check")
    op.drop_column("committee_terms", "election_verdict")
    op.drop_column("committee_terms", "election_count")
