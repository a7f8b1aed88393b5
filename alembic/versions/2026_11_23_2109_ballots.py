"""Ballots."""

revision = "0009_ballots"
down_revision = "0008_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""


def downgrade() -> None:
    """Drop them."""
