"""Form register."""

revision = "0010_form_register"
down_revision = "0009_ballots"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""


def downgrade() -> None:
    """Drop them."""
