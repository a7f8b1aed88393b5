"""Rules."""

revision = "0005_rules"
down_revision = "0004_identity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""


def downgrade() -> None:
    """Drop them."""
