"""Training."""

import sqlalchemy as sa
from alembic import op

revision = "0014_training"
down_revision = "0013_political_review"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "training_certificates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("held_from", sa.Date(), nullable=False),
        sa.Column("held_to", sa.Date(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
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
            "kind IN ('activist', 'development_object', 'probationary_member', 'other')",
            name=op.f("ck_training_certificates_kind"),
        ),
        sa.CheckConstraint(
            "organiser IN ('grassroots_committee', 'county_organisation_department', 'other')",
            name=op.f("ck_training_certificates_organiser"),
        ),
        sa.CheckConstraint(
            "(edition = 1) = (supersedes_id IS NULL)", name=op.f("ck_training_certificates_first_edition")
        ),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (correction_reason IS NULL)",
            name=op.f("ck_training_certificates_correction_reason"),
        ),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name=op.f("ck_training_certificates_withdrawn")
        ),
        sa.CheckConstraint(
            "days >= 0 AND hours >= 0 AND days + hours > 0", name=op.f("ck_training_certificates_length")
        ),
        sa.CheckConstraint(
            "held_from <= held_to AND held_to <= happened_on", name=op.f("ck_training_certificates_days")
        ),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= happened_on", name=op.f("ck_training_certificates_validity")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_training_certificates_document_id")),
        sa.ForeignKeyConstraint(["issuer_id"], ["organisations.id"], name=op.f("fk_training_certificates_issuer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_training_certificates_person_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["training_certificates.id"], name=op.f("fk_training_certificates_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_certificates")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_training_certificates_supersedes_id")),
    )
    op.create_index(
        "ix_training_certificates_branch_id_id",
        "training_certificates",
        ["branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_certificates_committee_id_id",
        "training_certificates",
        ["committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_certificates_county_id_id",
        "training_certificates",
        ["county_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_certificates_general_branch_id_id",
        "training_certificates",
        ["general_branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_certificates_person_id_id",
        "training_certificates",
        ["person_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_certificates_sub_committee_id_id",
        "training_certificates",
        ["sub_committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "uq_training_certificates_number",
        "training_certificates",
        ["issuer", "number"],
        unique=True,
        postgresql_where="standing",
    )
    op.create_table(
        "training_exemptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("exempt_because", sa.Text(), nullable=False),
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
            "(edition = 1) = (supersedes_id IS NULL)", name=op.f("ck_training_exemptions_first_edition")
        ),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (correction_reason IS NULL)",
            name=op.f("ck_training_exemptions_correction_reason"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_training_exemptions_case_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_training_exemptions_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_training_exemptions_person_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["training_exemptions.id"], name=op.f("fk_training_exemptions_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_exemptions")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_training_exemptions_supersedes_id")),
    )
    op.create_index(
        "ix_training_exemptions_branch_id_id",
        "training_exemptions",
        ["branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_exemptions_case_id_id",
        "training_exemptions",
        ["case_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_exemptions_committee_id_id",
        "training_exemptions",
        ["committee_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_exemptions_county_id_id",
        "training_exemptions",
        ["county_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_training_exemptions_general_branch_id_id",
        "training_exemptions",
        ["general_branch_id", sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index("ix_training_exemptions_person_id", "training_exemptions", ["person_id"], unique=False)
    op.create_index(
        "ix_training_exemptions_sub_committee_id_id",
        "training_exemptions",
        ["sub_committee_id", sa.literal_column("id DESC")],
        unique=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("training_exemptions")
    op.drop_table("training_certificates")
