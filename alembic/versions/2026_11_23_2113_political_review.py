"""Political review."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013_political_review"
down_revision = "0012_assessments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "political_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("floating", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'concluded')", name=op.f("ck_political_reviews_state")),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_political_reviews_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_political_reviews_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_political_reviews")),
    )
    op.create_index(
        "ix_political_reviews_branch_id_id",
        "political_reviews",
        ["branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_political_reviews_case_id_id", "political_reviews", ["case_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_political_reviews_committee_id_id",
        "political_reviews",
        ["committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_political_reviews_county_id_id",
        "political_reviews",
        ["county_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_political_reviews_general_branch_id_id",
        "political_reviews",
        ["general_branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_political_reviews_person_id", "political_reviews", ["person_id"], unique=False)
    op.create_index(
        "ix_political_reviews_sub_committee_id_id",
        "political_reviews",
        ["sub_committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "uq_political_reviews_open", "political_reviews", ["case_id"], unique=True, postgresql_where="state = 'open'"
    )
    op.create_table(
        "review_subjects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "relation <> 'candidate' OR name IS NULL", name=op.f("ck_review_subjects_candidate_unnamed")
        ),
        sa.CheckConstraint(
            "relation IN ('candidate', 'spouse', 'father', 'mother', 'child', 'sibling', 'parent_in_law', 'other_close')",
            name=op.f("ck_review_subjects_relation"),
        ),
        sa.ForeignKeyConstraint(["review_id"], ["political_reviews.id"], name=op.f("fk_review_subjects_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_subjects")),
    )
    op.create_index("ix_review_subjects_review_id", "review_subjects", ["review_id"], unique=False)
    op.create_index(
        "uq_review_subjects_candidate",
        "review_subjects",
        ["review_id"],
        unique=True,
        postgresql_where="relation = 'candidate'",
    )
    op.create_table(
        "review_inquiries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("organisation_name", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(addressee = 'department') = (department IS NOT NULL)", name=op.f("ck_review_inquiries_department")
        ),
        sa.CheckConstraint(
            "addressee IN ('department', 'household_registration_org', 'residence_org', 'other_org')",
            name=op.f("ck_review_inquiries_addressee"),
        ),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name=op.f("ck_review_inquiries_withdrawn")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_review_inquiries_document_id")),
        sa.ForeignKeyConstraint(["review_id"], ["political_reviews.id"], name=op.f("fk_review_inquiries_review_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["review_subjects.id"], name=op.f("fk_review_inquiries_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_inquiries")),
    )
    op.create_index(
        "ix_review_inquiries_committee_id_department_id",
        "review_inquiries",
        ["committee_id", "department", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_review_inquiries_county_id_department_id",
        "review_inquiries",
        ["county_id", "department", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_review_inquiries_review_id", "review_inquiries", ["review_id"], unique=False)
    op.create_table(
        "inquiry_replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("result IN ('clear', 'adverse', 'unknown_here')", name=op.f("ck_inquiry_replies_result")),
        sa.CheckConstraint(
            "(edition = 1) = (correction_reason IS NULL)", name=op.f("ck_inquiry_replies_correction_reason")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_inquiry_replies_document_id")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["review_inquiries.id"], name=op.f("fk_inquiry_replies_inquiry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_replies")),
        sa.UniqueConstraint("inquiry_id", "edition", name="uq_inquiry_replies_edition"),
    )
    op.create_table(
        "review_statements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(edition = 1) = (correction_reason IS NULL)", name=op.f("ck_review_statements_correction_reason")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_review_statements_document_id")),
        sa.ForeignKeyConstraint(["review_id"], ["political_reviews.id"], name=op.f("fk_review_statements_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_statements")),
        sa.UniqueConstraint("review_id", "edition", name="uq_review_statements_edition"),
    )
    op.create_table(
        "review_investigators",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_review_investigators_person_id")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["political_reviews.id"], name=op.f("fk_review_investigators_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_investigators")),
        sa.UniqueConstraint("review_id", "person_id", name="uq_review_investigators_person"),
    )
    op.create_table(
        "review_conclusions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("contents", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("result IN ('pass', 'fail', 'needs_more')", name=op.f("ck_review_conclusions_result")),
        sa.CheckConstraint(
            "(edition = 1) = (correction_reason IS NULL)", name=op.f("ck_review_conclusions_correction_reason")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_review_conclusions_document_id")),
        sa.ForeignKeyConstraint(["review_id"], ["political_reviews.id"], name=op.f("fk_review_conclusions_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_conclusions")),
        sa.UniqueConstraint("review_id", "edition", name="uq_review_conclusions_edition"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("review_conclusions")
    op.drop_table("review_investigators")
    op.drop_table("review_statements")
    op.drop_table("inquiry_replies")
    op.drop_table("review_inquiries")
    op.drop_table("review_subjects")
    op.drop_table("political_reviews")
