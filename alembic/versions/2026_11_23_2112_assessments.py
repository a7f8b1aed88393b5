"""Assessments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012_assessments"
down_revision = "0011_publicity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "score_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=True),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("purpose IN ('score_sheet', 'opinion_poll')", name=op.f("ck_score_templates_purpose")),
        sa.CheckConstraint("(edition = 1) = (supersedes_id IS NULL)", name=op.f("ck_score_templates_first_edition")),
        sa.CheckConstraint("retired_on IS NULL OR retired_on >= happened_on", name=op.f("ck_score_templates_days")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_score_templates_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["score_templates.id"], name=op.f("fk_score_templates_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_templates")),
        sa.UniqueConstraint("organisation_id", "purpose", "title", "edition", name="uq_score_templates_edition"),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_score_templates_supersedes_id")),
    )
    op.create_index(
        "ix_score_templates_branch_id_id", "score_templates", ["branch_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_score_templates_committee_id_id",
        "score_templates",
        ["committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_score_templates_county_id_id", "score_templates", ["county_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_score_templates_general_branch_id_id",
        "score_templates",
        ["general_branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_score_templates_sub_committee_id_id",
        "score_templates",
        ["sub_committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "score_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("scored_by", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("finalised_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'draft') = (finalised_on IS NULL)", name=op.f("ck_score_sheets_finalised")),
        sa.CheckConstraint("state IN ('draft', 'finalised', 'superseded')", name=op.f("ck_score_sheets_state")),
        sa.CheckConstraint("(edition = 1) = (supersedes_id IS NULL)", name=op.f("ck_score_sheets_first_edition")),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (correction_reason IS NULL)", name=op.f("ck_score_sheets_correction_reason")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_score_sheets_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_score_sheets_person_id")),
        sa.ForeignKeyConstraint(["scored_by"], ["persons.id"], name=op.f("fk_score_sheets_scored_by")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["score_sheets.id"], name=op.f("fk_score_sheets_supersedes_id")),
        sa.ForeignKeyConstraint(["template_id"], ["score_templates.id"], name=op.f("fk_score_sheets_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheets")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_score_sheets_supersedes_id")),
    )
    op.create_index(
        "ix_score_sheets_branch_id_id", "score_sheets", ["branch_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_score_sheets_case_id_id", "score_sheets", ["case_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_score_sheets_committee_id_id", "score_sheets", ["committee_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_score_sheets_county_id_id", "score_sheets", ["county_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_score_sheets_general_branch_id_id",
        "score_sheets",
        ["general_branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_score_sheets_person_id", "score_sheets", ["person_id"], unique=False)
    op.create_index(
        "ix_score_sheets_sub_committee_id_id",
        "score_sheets",
        ["sub_committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "score_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("max_points", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("points", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("honoured_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("verified_by", sa.Uuid(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('ordinary', 'honour')", name=op.f("ck_score_items_kind")),
        sa.CheckConstraint("(verified_by IS NULL) = (verified_on IS NULL)", name=op.f("ck_score_items_verified")),
        sa.CheckConstraint("max_points > 0", name=op.f("ck_score_items_max_points")),
        sa.CheckConstraint("points >= 0 AND points <= max_points", name=op.f("ck_score_items_points")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheets.id"], name=op.f("fk_score_items_sheet_id")),
        sa.ForeignKeyConstraint(["verified_by"], ["persons.id"], name=op.f("fk_score_items_verified_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_items")),
        sa.UniqueConstraint("sheet_id", "position", name="uq_score_items_position"),
    )
    op.create_table(
        "opinion_polls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("members_base", sa.Integer(), nullable=False),
        sa.Column("members_participating", sa.Integer(), nullable=False),
        sa.Column("masses_base", sa.Integer(), nullable=False),
        sa.Column("masses_participating", sa.Integer(), nullable=False),
        sa.Column("masses_base_reason", sa.Text(), nullable=False),
        sa.Column("criteria", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(edition = 1) = (supersedes_id IS NULL)", name=op.f("ck_opinion_polls_first_edition")),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (correction_reason IS NULL)", name=op.f("ck_opinion_polls_correction_reason")
        ),
        sa.CheckConstraint("masses_participating BETWEEN 0 AND masses_base", name=op.f("ck_opinion_polls_masses")),
        sa.CheckConstraint("members_participating BETWEEN 0 AND members_base", name=op.f("ck_opinion_polls_members")),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_opinion_polls_case_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_opinion_polls_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_opinion_polls_person_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["opinion_polls.id"], name=op.f("fk_opinion_polls_supersedes_id")),
        sa.ForeignKeyConstraint(["template_id"], ["score_templates.id"], name=op.f("fk_opinion_polls_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_polls")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_opinion_polls_supersedes_id")),
    )
    op.create_index(
        "ix_opinion_polls_branch_id_id", "opinion_polls", ["branch_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_opinion_polls_case_id_id", "opinion_polls", ["case_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_opinion_polls_committee_id_id",
        "opinion_polls",
        ["committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_opinion_polls_county_id_id", "opinion_polls", ["county_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_opinion_polls_general_branch_id_id",
        "opinion_polls",
        ["general_branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_opinion_polls_person_id", "opinion_polls", ["person_id"], unique=False)
    op.create_index(
        "ix_opinion_polls_sub_committee_id_id",
        "opinion_polls",
        ["sub_committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "candidate_evaluations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("full_members", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("participating", sa.Integer(), nullable=False),
        sa.Column("approving", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
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
            "(edition = 1) = (supersedes_id IS NULL)", name=op.f("ck_candidate_evaluations_first_edition")
        ),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (correction_reason IS NULL)",
            name=op.f("ck_candidate_evaluations_correction_reason"),
        ),
        sa.CheckConstraint(
            "0 <= approving AND approving <= participating AND participating <= asked AND asked <= full_members",
            name=op.f("ck_candidate_evaluations_chain"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_candidate_evaluations_case_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_candidate_evaluations_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_candidate_evaluations_person_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["candidate_evaluations.id"], name=op.f("fk_candidate_evaluations_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_evaluations")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_candidate_evaluations_supersedes_id")),
    )
    op.create_index(
        "ix_candidate_evaluations_branch_id_id",
        "candidate_evaluations",
        ["branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_candidate_evaluations_case_id_id",
        "candidate_evaluations",
        ["case_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_candidate_evaluations_committee_id_id",
        "candidate_evaluations",
        ["committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_candidate_evaluations_county_id_id",
        "candidate_evaluations",
        ["county_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_candidate_evaluations_general_branch_id_id",
        "candidate_evaluations",
        ["general_branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_candidate_evaluations_person_id", "candidate_evaluations", ["person_id"], unique=False)
    op.create_index(
        "ix_candidate_evaluations_sub_committee_id_id",
        "candidate_evaluations",
        ["sub_committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "scored_talks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("talked_by", sa.Uuid(), nullable=False),
        sa.Column("topics", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
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
            "body IN ('branch', 'committee', 'organisation_department')", name=op.f("ck_scored_talks_body")
        ),
        sa.CheckConstraint("(edition = 1) = (supersedes_id IS NULL)", name=op.f("ck_scored_talks_first_edition")),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (correction_reason IS NULL)", name=op.f("ck_scored_talks_correction_reason")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_scored_talks_case_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_scored_talks_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_scored_talks_person_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["scored_talks.id"], name=op.f("fk_scored_talks_supersedes_id")),
        sa.ForeignKeyConstraint(["talked_by"], ["persons.id"], name=op.f("fk_scored_talks_talked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scored_talks")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_scored_talks_supersedes_id")),
    )
    op.create_index(
        "ix_scored_talks_branch_id_id", "scored_talks", ["branch_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_scored_talks_case_id_id", "scored_talks", ["case_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_scored_talks_committee_id_id", "scored_talks", ["committee_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_scored_talks_county_id_id", "scored_talks", ["county_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_scored_talks_general_branch_id_id",
        "scored_talks",
        ["general_branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_scored_talks_person_id", "scored_talks", ["person_id"], unique=False)
    op.create_index(
        "ix_scored_talks_sub_committee_id_id",
        "scored_talks",
        ["sub_committee_id", sa.literal_column("id DESC")],
        unique=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("scored_talks")
    op.drop_table("candidate_evaluations")
    op.drop_table("opinion_polls")
    op.drop_table("score_items")
    op.drop_table("score_sheets")
    op.drop_table("score_templates")
