"""Organisations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_organisations"
down_revision = "0001_frame"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "organisations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("classification", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("approval_power", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("units_covered", sa.Integer(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(parent_id IS NULL) = (kind = 'county_committee')", name=op.f("ck_organisations_root")),
        sa.CheckConstraint(
            "classification IN ('county', 'township', 'street', 'system', 'rural', 'community', 'institution', 'public_unit', 'school', 'state_firm', 'private_firm', 'social_organisation', 'retired', 'floating', 'other')",
            name=op.f("ck_organisations_classification"),
        ),
        sa.CheckConstraint(
            "kind IN ('county_committee', 'committee', 'leading_group', 'sub_committee', 'temporary_committee', 'general_branch', 'branch', 'joint_branch', 'temporary_branch', 'floating_branch', 'service_station', 'group')",
            name=op.f("ck_organisations_kind"),
        ),
        sa.CheckConstraint(
            "level IN ('county', 'committee', 'sub_committee', 'general_branch', 'branch', 'group')",
            name=op.f("ck_organisations_level"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'active', 'dissolved', 'merged')", name=op.f("ck_organisations_state")
        ),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= founded_on", name=op.f("ck_organisations_days")),
        sa.CheckConstraint("parent_id IS DISTINCT FROM id", name=op.f("ck_organisations_not_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["organisations.id"], name=op.f("fk_organisations_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("code", name=op.f("uq_organisations_code")),
    )
    op.create_index("ix_organisations_committee_id_code", "organisations", ["committee_id", "code"], unique=False)
    op.create_index("ix_organisations_county_id_code", "organisations", ["county_id", "code"], unique=False)
    op.create_index("ix_organisations_parent_id", "organisations", ["parent_id"], unique=False)
    op.create_table(
        "committee_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("elected_on", sa.Date(), nullable=False),
        sa.Column("term_years", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("delayed_until", sa.Date(), nullable=True),
        sa.Column("delay_decision_number", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("organisation_id"), "="),
            (sa.text("daterange(elected_on, ended_on)"), "&&"),
            using="gist",
            name="ex_committee_terms_overlap",
        ),
        sa.CheckConstraint(
            "(delayed_until IS NULL) = (delay_decision_number IS NULL)", name=op.f("ck_committee_terms_delay")
        ),
        sa.CheckConstraint("ended_on IS NULL OR ended_on > elected_on", name=op.f("ck_committee_terms_days")),
        sa.CheckConstraint("term_years BETWEEN 1 AND 10", name=op.f("ck_committee_terms_term_years")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_committee_terms_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_terms")),
    )
    op.create_index(
        "ix_committee_terms_committee_id_due_on",
        "committee_terms",
        ["committee_id", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_index(
        "ix_committee_terms_county_id_due_on",
        "committee_terms",
        ["county_id", "due_on", "id"],
        unique=False,
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "organisation_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('found', 'rename', 'reclassify', 'move', 'merge', 'split', 'dissolve', 'grant_power', 'withdraw_power')",
            name=op.f("ck_organisation_changes_kind"),
        ),
        sa.CheckConstraint("decided_on <= happened_on", name=op.f("ck_organisation_changes_days")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_changes_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_changes")),
    )
    op.create_index(
        "ix_organisation_changes_county_id", "organisation_changes", ["county_id", "happened_on", "id"], unique=False
    )
    op.create_index(
        "ix_organisation_changes_organisation_id",
        "organisation_changes",
        ["organisation_id", "happened_on", "id"],
        unique=False,
    )
    op.create_table(
        "organisation_placements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("classification", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("approval_power", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("change_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("organisation_id"), "="),
            (sa.text("daterange(from_on, until_on)"), "&&"),
            using="gist",
            name="ex_organisation_placements_overlap",
        ),
        sa.CheckConstraint(
            "classification IN ('county', 'township', 'street', 'system', 'rural', 'community', 'institution', 'public_unit', 'school', 'state_firm', 'private_firm', 'social_organisation', 'retired', 'floating', 'other')",
            name=op.f("ck_organisation_placements_classification"),
        ),
        sa.CheckConstraint(
            "kind IN ('county_committee', 'committee', 'leading_group', 'sub_committee', 'temporary_committee', 'general_branch', 'branch', 'joint_branch', 'temporary_branch', 'floating_branch', 'service_station', 'group')",
            name=op.f("ck_organisation_placements_kind"),
        ),
        sa.CheckConstraint("until_on IS NULL OR until_on > from_on", name=op.f("ck_organisation_placements_days")),
        sa.ForeignKeyConstraint(
            ["change_id"], ["organisation_changes.id"], name=op.f("fk_organisation_placements_change_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_placements_organisation_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["organisations.id"], name=op.f("fk_organisation_placements_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_placements")),
    )
    op.create_index(
        "ix_organisation_placements_committee_id_code",
        "organisation_placements",
        ["committee_id", "code", "from_on"],
        unique=False,
    )
    op.create_index(
        "ix_organisation_placements_county_id_code",
        "organisation_placements",
        ["county_id", "code", "from_on"],
        unique=False,
    )
    op.create_index(
        "ix_organisation_placements_parent_id", "organisation_placements", ["parent_id", "from_on"], unique=False
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_organisation_placements_parent_id", table_name="organisation_placements")
    op.drop_index("ix_organisation_placements_county_id_code", table_name="organisation_placements")
    op.drop_index("ix_organisation_placements_committee_id_code", table_name="organisation_placements")
    op.drop_table("organisation_placements")
    op.drop_index("ix_organisation_changes_organisation_id", table_name="organisation_changes")
    op.drop_index("ix_organisation_changes_county_id", table_name="organisation_changes")
    op.drop_table("organisation_changes")
    op.drop_index(
        "ix_committee_terms_county_id_due_on",
        table_name="committee_terms",
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.drop_index(
        "ix_committee_terms_committee_id_due_on",
        table_name="committee_terms",
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.drop_table("committee_terms")
    op.drop_index("ix_organisations_parent_id", table_name="organisations")
    op.drop_index("ix_organisations_county_id_code", table_name="organisations")
    op.drop_index("ix_organisations_committee_id_code", table_name="organisations")
    op.drop_table("organisations")
