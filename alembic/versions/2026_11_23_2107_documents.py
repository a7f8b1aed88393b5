"""Documents."""

import sqlalchemy as sa
from alembic import op

revision = "0007_documents"
down_revision = "0006_development"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("step", sa.SmallInteger(), nullable=True),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'replaced') = (replaced_by IS NOT NULL)", name=op.f("ck_documents_replaced")),
        sa.CheckConstraint(
            "kind IN ('application_letter', 'talk_record', 'recommendation_record', 'recommendation_result', 'branch_committee_minutes', 'committee_minutes', 'filing_report', 'filing_reply', 'filing_list', 'applicant_data', 'review_form', 'review_record', 'thought_report', 'score_evidence', 'poll_sheet', 'opinion_record', 'collected_opinions', 'sponsor_record', 'political_review', 'inquiry_letter', 'stamped_reply', 'own_statement', 'training_certificate', 'examination_opinion', 'pre_review_result', 'form_issue_record', 'form_scan', 'assembly_notice', 'assembly_minutes', 'assembly_resolution', 'ballot_record', 'approval_opinion', 'approval_notice', 'branch_roll', 'oath_record', 'probation_review_record', 'conversion_application', 'publicity_notice', 'publicity_result', 'publicity_photo', 'site_certificate', 'objection_letter', 'investigation_report', 'transfer_letter', 'decision', 'other')",
            name=op.f("ck_documents_kind"),
        ),
        sa.CheckConstraint(
            "media_type IN ('image/jpeg', 'image/png', 'image/tiff', 'application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/ofd')",
            name=op.f("ck_documents_media_type"),
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_documents_sha256")),
        sa.CheckConstraint("state IN ('current', 'replaced', 'set_aside')", name=op.f("ck_documents_state")),
        sa.CheckConstraint("size > 0", name=op.f("ck_documents_size")),
        sa.CheckConstraint("step BETWEEN 1 AND 25", name=op.f("ck_documents_step")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_documents_organisation_id")),
        sa.ForeignKeyConstraint(["replaced_by"], ["documents.id"], name=op.f("fk_documents_replaced_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index("ix_documents_branch_id_id", "documents", ["branch_id", "id"], unique=False)
    op.create_index("ix_documents_case_id_id", "documents", ["case_id", "id"], unique=False)
    op.create_index("ix_documents_committee_id_id", "documents", ["committee_id", "id"], unique=False)
    op.create_index("ix_documents_county_id_id", "documents", ["county_id", "id"], unique=False)
    op.create_index("ix_documents_general_branch_id_id", "documents", ["general_branch_id", "id"], unique=False)
    op.create_index("ix_documents_meeting_id_id", "documents", ["meeting_id", "id"], unique=False)
    op.create_index("ix_documents_notice_id_id", "documents", ["notice_id", "id"], unique=False)
    op.create_index("ix_documents_sha256", "documents", ["sha256"], unique=False)
    op.create_index("ix_documents_sub_committee_id_id", "documents", ["sub_committee_id", "id"], unique=False)
    op.create_index(
        "uq_documents_content",
        "documents",
        ["sha256", "kind", "organisation_id", "case_id", "meeting_id", "notice_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where="state = 'current'",
    )
    op.create_table(
        "document_corrections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old_value", sa.Text(), nullable=False),
        sa.Column("new_value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_document_corrections_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_corrections")),
    )
    op.create_index(
        "ix_document_corrections_document_id_id", "document_corrections", ["document_id", "id"], unique=False
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("document_corrections")
    op.drop_table("documents")
