"""Tasks."""

revision = "0015_tasks"
down_revision = "0014_training"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""


def downgrade() -> None:
    """Drop them."""
