"""Publicity."""

import sqlalchemy as sa
from alembic import op

revision = "0011_publicity"
down_revision = "0010_form_register"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "publicity_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("announcement", sa.Text(), nullable=False),
        sa.Column("office_address", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("deputy_director_name", sa.Text(), nullable=True),
        sa.Column("first_posted_on", sa.Date(), nullable=True),
        sa.Column("last_posted_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'concluded') = (concluded_on IS NOT NULL)", name=op.f("ck_publicity_notices_concluded")
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (first_posted_on IS NULL) OR state = 'withdrawn'",
            name=op.f("ck_publicity_notices_posted"),
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_on IS NOT NULL)", name=op.f("ck_publicity_notices_withdrawn")
        ),
        sa.CheckConstraint(
            "kind IN ('inspection', 'development', 'conversion')", name=op.f("ck_publicity_notices_kind")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'posted', 'concluded', 'withdrawn')", name=op.f("ck_publicity_notices_state")
        ),
        sa.CheckConstraint("replaces_id IS DISTINCT FROM id", name=op.f("ck_publicity_notices_not_own_predecessor")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_publicity_notices_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["publicity_notices.id"], name=op.f("fk_publicity_notices_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_notices")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_publicity_notices_replaces_id")),
    )
    op.create_index("ix_publicity_notices_branch_id_id", "publicity_notices", ["branch_id", "id"], unique=False)
    op.create_index("ix_publicity_notices_committee_id_id", "publicity_notices", ["committee_id", "id"], unique=False)
    op.create_index("ix_publicity_notices_county_id_id", "publicity_notices", ["county_id", "id"], unique=False)
    op.create_index(
        "ix_publicity_notices_general_branch_id_id", "publicity_notices", ["general_branch_id", "id"], unique=False
    )
    op.create_index(
        "ix_publicity_notices_public",
        "publicity_notices",
        ["first_posted_on", "id"],
        unique=False,
        postgresql_where="state IN ('posted', 'concluded')",
    )
    op.create_index(
        "ix_publicity_notices_sub_committee_id_id", "publicity_notices", ["sub_committee_id", "id"], unique=False
    )
    op.create_table(
        "publicity_candidates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("masked_name", sa.Text(), nullable=False),
        sa.Column("applicable_sites", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("evaluation_result", sa.Text(), nullable=True),
        sa.Column("work_unit", sa.Text(), nullable=True),
        sa.Column("conduct", sa.Text(), nullable=True),
        sa.CheckConstraint("cardinality(applicable_sites) > 0", name=op.f("ck_publicity_candidates_applicable_sites")),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_publicity_candidates_case_id")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["publicity_notices.id"], name=op.f("fk_publicity_candidates_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_candidates")),
        sa.UniqueConstraint("notice_id", "person_id", name=op.f("uq_publicity_candidates_notice_id_person_id")),
    )
    op.create_index("ix_publicity_candidates_case_id", "publicity_candidates", ["case_id"], unique=False)
    op.create_index("ix_publicity_candidates_person_id", "publicity_candidates", ["person_id"], unique=False)
    op.create_table(
        "publicity_sites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("posted_at", sa.Time(), nullable=True),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("serves", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=True),
        sa.Column("certificate_id", sa.Uuid(), nullable=True),
        sa.Column("certified_on", sa.Date(), nullable=True),
        sa.Column("certified_by", sa.Text(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("annulled_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('household_registration', 'residence', 'current_unit', 'former_unit', 'branch')",
            name=op.f("ck_publicity_sites_kind"),
        ),
        sa.CheckConstraint(
            "(certificate_id IS NULL) = (certified_on IS NULL)", name=op.f("ck_publicity_sites_certificate")
        ),
        sa.CheckConstraint("taken_down_on IS NULL OR taken_down_on >= posted_on", name=op.f("ck_publicity_sites_days")),
        sa.ForeignKeyConstraint(["certificate_id"], ["documents.id"], name=op.f("fk_publicity_sites_certificate_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["publicity_notices.id"], name=op.f("fk_publicity_sites_notice_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["documents.id"], name=op.f("fk_publicity_sites_photo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_sites")),
    )
    op.create_index(
        "uq_publicity_sites_notice_id_kind_place",
        "publicity_sites",
        ["notice_id", "kind", "place"],
        unique=True,
        postgresql_where="annulled_reason IS NULL",
    )
    op.create_table(
        "publicity_corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=True),
        sa.Column("new_value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["publicity_notices.id"], name=op.f("fk_publicity_corrections_notice_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["publicity_sites.id"], name=op.f("fk_publicity_corrections_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_corrections")),
    )
    op.create_index("ix_publicity_corrections_notice_id_id", "publicity_corrections", ["notice_id", "id"], unique=False)
    op.create_table(
        "publicity_objections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("objector", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("fed_back_on", sa.Date(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'closed') = (fed_back_on IS NOT NULL)", name=op.f("ck_publicity_objections_fed_back")
        ),
        sa.CheckConstraint("(state = 'received') = (body_id IS NULL)", name=op.f("ck_publicity_objections_assigned")),
        sa.CheckConstraint(
            "(state IN ('concluded', 'reported', 'closed')) = (conclusion IS NOT NULL AND concluded_on IS NOT NULL)",
            name=op.f("ck_publicity_objections_concluded"),
        ),
        sa.CheckConstraint(
            "(state IN ('reported', 'closed')) = (decision IS NOT NULL AND reported_on IS NOT NULL)",
            name=op.f("ck_publicity_objections_reported"),
        ),
        sa.CheckConstraint("channel IN ('office', 'public')", name=op.f("ck_publicity_objections_channel")),
        sa.CheckConstraint(
            "conclusion IS NULL OR conclusion IN ('substantiated', 'partly_substantiated', 'not_substantiated')",
            name=op.f("ck_publicity_objections_conclusion"),
        ),
        sa.CheckConstraint(
            "decision IS NULL OR decision IN ('proceed', 'stop')", name=op.f("ck_publicity_objections_decision")
        ),
        sa.CheckConstraint(
            "state IN ('received', 'investigating', 'concluded', 'reported', 'closed')",
            name=op.f("ck_publicity_objections_state"),
        ),
        sa.CheckConstraint("anonymous = (objector IS NULL)", name=op.f("ck_publicity_objections_anonymous")),
        sa.ForeignKeyConstraint(["body_id"], ["organisations.id"], name=op.f("fk_publicity_objections_body_id")),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["publicity_candidates.id"], name=op.f("fk_publicity_objections_candidate_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["publicity_notices.id"], name=op.f("fk_publicity_objections_notice_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["documents.id"], name=op.f("fk_publicity_objections_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_objections")),
    )
    op.create_index("ix_publicity_objections_body_id_id", "publicity_objections", ["body_id", "id"], unique=False)
    op.create_index(
        "ix_publicity_objections_committee_id_id", "publicity_objections", ["committee_id", "id"], unique=False
    )
    op.create_index("ix_publicity_objections_county_id_id", "publicity_objections", ["county_id", "id"], unique=False)
    op.create_index("ix_publicity_objections_notice_id_id", "publicity_objections", ["notice_id", "id"], unique=False)
    op.create_table(
        "publicity_objection_corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("objection_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["publicity_objections.id"], name=op.f("fk_publicity_objection_corrections_objection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_objection_corrections")),
    )
    op.create_index(
        "ix_publicity_objection_corrections_objection_id_id",
        "publicity_objection_corrections",
        ["objection_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("publicity_objection_corrections")
    op.drop_table("publicity_objections")
    op.drop_table("publicity_corrections")
    op.drop_table("publicity_sites")
    op.drop_table("publicity_candidates")
    op.drop_table("publicity_notices")
