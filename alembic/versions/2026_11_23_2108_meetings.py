"""Meetings."""

revision = "0008_meetings"
down_revision = "0007_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""


def downgrade() -> None:
    """Drop them."""
