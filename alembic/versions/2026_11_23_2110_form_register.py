"""Form register."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010_form_register"
down_revision = "0009_ballots"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "application_form_ranges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("series", sa.Text(collation="C"), nullable=False),
        sa.Column("width", sa.SmallInteger(), nullable=False),
        sa.Column("first_number", sa.BigInteger(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.Column("next_number", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("series"), "="),
            (sa.text("int8range(first_number, last_number, '[]')"), "&&"),
            using="gist",
            name="ex_application_form_ranges_overlap",
        ),
        sa.CheckConstraint(
            "(closed_on IS NULL) = (close_reason IS NULL)", name=op.f("ck_application_form_ranges_closed")
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR closed_on >= happened_on", name=op.f("ck_application_form_ranges_days")
        ),
        sa.CheckConstraint("first_number <= last_number", name=op.f("ck_application_form_ranges_order")),
        sa.CheckConstraint(
            "first_number >= 1 AND last_number <= 999999999999", name=op.f("ck_application_form_ranges_numbers")
        ),
        sa.CheckConstraint(
            "next_number BETWEEN first_number AND last_number + 1", name=op.f("ck_application_form_ranges_next_number")
        ),
        sa.CheckConstraint("width BETWEEN 0 AND 12", name=op.f("ck_application_form_ranges_width")),
        sa.ForeignKeyConstraint(["holder_id"], ["organisations.id"], name=op.f("fk_application_form_ranges_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_form_ranges")),
    )
    op.create_index(
        "ix_application_form_ranges_committee_id_id", "application_form_ranges", ["committee_id", "id"], unique=False
    )
    op.create_index(
        "ix_application_form_ranges_county_id_id", "application_form_ranges", ["county_id", "id"], unique=False
    )
    op.create_index(
        "ix_application_form_ranges_holder_id",
        "application_form_ranges",
        ["holder_id", "series", "first_number"],
        unique=False,
    )
    op.create_index(
        "ix_application_form_ranges_sub_committee_id_id",
        "application_form_ranges",
        ["sub_committee_id", "id"],
        unique=False,
    )
    op.create_table(
        "application_forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("range_id", sa.Uuid(), nullable=False),
        sa.Column("series", sa.Text(collation="C"), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.SmallInteger(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("voided_on", sa.Date(), nullable=True),
        sa.Column("voided_as", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'issued') = (voided_on IS NULL AND voided_as IS NULL AND reason IS NULL)",
            name=op.f("ck_application_forms_voided"),
        ),
        sa.CheckConstraint(
            "(state = 'replaced') = (replaced_by_id IS NOT NULL)", name=op.f("ck_application_forms_replaced")
        ),
        sa.CheckConstraint(
            "state <> 'issued' OR person_id IS NOT NULL", name=op.f("ck_application_forms_issued_to_somebody")
        ),
        sa.CheckConstraint(
            "state IN ('issued', 'spoiled', 'lost', 'replaced')", name=op.f("ck_application_forms_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('spoiled', 'lost') OR state = voided_as", name=op.f("ck_application_forms_voided_state")
        ),
        sa.CheckConstraint(
            "voided_as IS NULL OR voided_as IN ('spoiled', 'lost')", name=op.f("ck_application_forms_voided_as")
        ),
        sa.CheckConstraint("replaces_id IS DISTINCT FROM id", name=op.f("ck_application_forms_not_itself")),
        sa.CheckConstraint("voided_on IS NULL OR voided_on >= happened_on", name=op.f("ck_application_forms_days")),
        sa.ForeignKeyConstraint(["holder_id"], ["organisations.id"], name=op.f("fk_application_forms_holder_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_application_forms_person_id")),
        sa.ForeignKeyConstraint(
            ["range_id"], ["application_form_ranges.id"], name=op.f("fk_application_forms_range_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["application_forms.id"], name=op.f("fk_application_forms_replaced_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["application_forms.id"], name=op.f("fk_application_forms_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_forms")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_application_forms_replaces_id")),
        sa.UniqueConstraint("series", "number", name=op.f("uq_application_forms_series_number")),
    )
    op.create_index("ix_application_forms_branch_id_id", "application_forms", ["branch_id", "id"], unique=False)
    op.create_index("ix_application_forms_case_id", "application_forms", ["case_id"], unique=False)
    op.create_index("ix_application_forms_committee_id_id", "application_forms", ["committee_id", "id"], unique=False)
    op.create_index("ix_application_forms_county_id_id", "application_forms", ["county_id", "id"], unique=False)
    op.create_index(
        "ix_application_forms_general_branch_id_id", "application_forms", ["general_branch_id", "id"], unique=False
    )
    op.create_index("ix_application_forms_range_id", "application_forms", ["range_id", "number"], unique=False)
    op.create_index(
        "ix_application_forms_sub_committee_id_id", "application_forms", ["sub_committee_id", "id"], unique=False
    )
    op.create_index(
        "uq_application_forms_person_id",
        "application_forms",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("state = 'issued'"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("application_forms")
    op.drop_table("application_form_ranges")
