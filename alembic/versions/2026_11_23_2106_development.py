"""Development."""

revision = "0006_development"
down_revision = "0005_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""


def downgrade() -> None:
    """Drop them."""
