"""Roster imports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016_roster_imports"
down_revision = "0015_tasks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "roster_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_hash", sa.Text(), nullable=False),
        sa.Column("file_size", sa.Integer(), nullable=False),
        sa.Column("format", sa.Text(), nullable=True),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_good", sa.Integer(), nullable=False),
        sa.Column("rows_known", sa.Integer(), nullable=False),
        sa.Column("rows_differ", sa.Integer(), nullable=False),
        sa.Column("rows_bad", sa.Integer(), nullable=False),
        sa.Column("rows_applied", sa.Integer(), nullable=False),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("same_file_as", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "mode IS NULL OR mode IN ('all_or_nothing', 'good_rows_only')", name=op.f("ck_roster_imports_mode")
        ),
        sa.CheckConstraint(
            "state IN ('received', 'checking', 'checked', 'applying', 'applied', 'refused')",
            name=op.f("ck_roster_imports_state"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_roster_imports_percent")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_roster_imports_organisation_id")
        ),
        sa.ForeignKeyConstraint(["same_file_as"], ["roster_imports.id"], name=op.f("fk_roster_imports_same_file_as")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_imports")),
    )
    op.create_index("ix_roster_imports_committee_id", "roster_imports", ["committee_id", "id"], unique=False)
    op.create_index("ix_roster_imports_county_id", "roster_imports", ["county_id", "id"], unique=False)
    op.create_index(
        "ix_roster_imports_organisation_id_file_hash", "roster_imports", ["organisation_id", "file_hash"], unique=False
    )
    op.create_table(
        "roster_import_files",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["roster_imports.id"], name=op.f("fk_roster_import_files_import_id")),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_roster_import_files")),
    )
    op.create_table(
        "roster_import_rows",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("problems", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("identity", sa.LargeBinary(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('good', 'known', 'differs', 'bad', 'applied')", name=op.f("ck_roster_import_rows_state")
        ),
        sa.ForeignKeyConstraint(["import_id"], ["roster_imports.id"], name=op.f("fk_roster_import_rows_import_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_roster_import_rows_person_id")),
        sa.PrimaryKeyConstraint("import_id", "row_number", name=op.f("pk_roster_import_rows")),
    )
    op.create_index(
        "ix_roster_import_rows_state", "roster_import_rows", ["import_id", "state", "row_number"], unique=False
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_roster_import_rows_state", table_name="roster_import_rows")
    op.drop_table("roster_import_rows")
    op.drop_table("roster_import_files")
    op.drop_index("ix_roster_imports_organisation_id_file_hash", table_name="roster_imports")
    op.drop_index("ix_roster_imports_county_id", table_name="roster_imports")
    op.drop_index("ix_roster_imports_committee_id", table_name="roster_imports")
    op.drop_table("roster_imports")
