"""Who entered a line of a score sheet, and whether a reply came from the department's own desk."""

import sqlalchemy as sa
from alembic import op

revision = "0022_four_eyes"
down_revision = "0021_list_of_operations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both; a line that stands was entered by the scorer, as far as is known."""
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    op.add_column("score_items", sa.Column("entered_by", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_score_items_entered_by"), "score_items", "persons", ["entered_by"], ["id"])
    op.execute(sa.text("UPDATE score_items i SET entered_by = s.scored_by FROM score_sheets s WHERE s.id = i.sheet_id"))
    op.create_check_constraint(
        op.f("ck_score_items_verified_by_another"), "score_items", "points = 0 OR verified_by <> entered_by"
    )
    op.add_column("inquiry_replies", sa.Column("at_desk", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("inquiry_replies", "at_desk")
    op.drop_constraint(op.f("ck_score_items_verified_by_another"), "score_items")
    op.drop_constraint(op.f("fk_score_items_entered_by"), "score_items")
    op.drop_column("score_items", "entered_by")
