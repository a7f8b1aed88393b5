"""Tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0015_tasks"
down_revision = "0014_training"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("clause_document", sa.Text(), nullable=True),
        sa.Column("clause_article", sa.Text(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('first_talk', 'half_yearly_review', 'cultivation', 'admission_assembly', 'admission_approval', 'oath', 'probation_end', 'conversion_approval', 'training_expires')",
            name=op.f("ck_tasks_kind"),
        ),
        sa.CheckConstraint("done_on IS NULL OR withdrawn_on IS NULL", name=op.f("ck_tasks_ended_once")),
        sa.CheckConstraint("due_on >= starts_on", name=op.f("ck_tasks_days")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisations.id"], name=op.f("fk_tasks_owner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_tasks_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(
        "ix_tasks_branch_id_due_on",
        "tasks",
        ["branch_id", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL AND withdrawn_on IS NULL"),
    )
    op.create_index(
        "ix_tasks_committee_id_due_on",
        "tasks",
        ["committee_id", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL AND withdrawn_on IS NULL"),
    )
    op.create_index(
        "ix_tasks_county_id_due_on",
        "tasks",
        ["county_id", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL AND withdrawn_on IS NULL"),
    )
    op.create_index("ix_tasks_county_id_ended", "tasks", ["county_id", "due_on", "id"], unique=False)
    op.create_index(
        "ix_tasks_owner_id_due_on",
        "tasks",
        ["owner_id", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL AND withdrawn_on IS NULL"),
    )
    op.create_index("ix_tasks_person_id_due_on", "tasks", ["person_id", "due_on", "id"], unique=False)
    op.create_index("uq_tasks_subject_id_kind", "tasks", ["subject_id", "kind", "starts_on"], unique=True)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("tasks")
