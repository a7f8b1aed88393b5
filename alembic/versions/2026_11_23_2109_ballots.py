"""Ballots."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009_ballots"
down_revision = "0008_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "ballots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("entitled", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("approve", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("abstain", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.Column("written_approve", sa.Integer(), nullable=True),
        sa.Column("written_against", sa.Integer(), nullable=True),
        sa.Column("written_abstain", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("verdict", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("reopen_reason", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'cancelled') = (cancel_reason IS NOT NULL)", name=op.f("ck_ballots_cancelled")),
        sa.CheckConstraint("method <> 'show_of_hands'", name=op.f("ck_ballots_secret")),
        sa.CheckConstraint(
            "method IN ('secret_paper', 'electronic_secret', 'show_of_hands')", name=op.f("ck_ballots_method")
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('carried', 'lost', 'void')", name=op.f("ck_ballots_outcome")
        ),
        sa.CheckConstraint(
            "state <> 'closed' OR (outcome IS NOT NULL AND closed_at IS NOT NULL AND verdict IS NOT NULL AND entitled IS NOT NULL AND present IS NOT NULL AND issued IS NOT NULL AND returned IS NOT NULL AND approve IS NOT NULL AND against IS NOT NULL AND abstain IS NOT NULL AND invalid IS NOT NULL AND written_approve IS NOT NULL AND written_against IS NOT NULL AND written_abstain IS NOT NULL)",
            name=op.f("ck_ballots_closed"),
        ),
        sa.CheckConstraint("state <> 'open' OR outcome IS NULL", name=op.f("ck_ballots_open")),
        sa.CheckConstraint("state IN ('open', 'closed', 'cancelled')", name=op.f("ck_ballots_state")),
        sa.CheckConstraint("approve + against + abstain + invalid = returned", name=op.f("ck_ballots_parts")),
        sa.CheckConstraint(
            "entitled >= 0 AND present >= 0 AND issued >= 0 AND returned >= 0 AND approve >= 0 AND against >= 0 AND abstain >= 0 AND invalid >= 0 AND written_approve >= 0 AND written_against >= 0 AND written_abstain >= 0",
            name=op.f("ck_ballots_no_negatives"),
        ),
        sa.CheckConstraint("issued <= present", name=op.f("ck_ballots_issued_to_present")),
        sa.CheckConstraint(
            "present + written_approve + written_against + written_abstain <= entitled",
            name=op.f("ck_ballots_written_of_absent"),
        ),
        sa.CheckConstraint("present <= entitled", name=op.f("ck_ballots_present_of_entitled")),
        sa.CheckConstraint("round BETWEEN 1 AND 3", name=op.f("ck_ballots_round")),
        sa.ForeignKeyConstraint(["candidate_id"], ["persons.id"], name=op.f("fk_ballots_candidate_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_ballots_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
    )
    op.create_index("ix_ballots_branch_id_held_on", "ballots", ["branch_id", "held_on", "id"], unique=False)
    op.create_index("ix_ballots_case_id", "ballots", ["case_id"], unique=False)
    op.create_index("ix_ballots_committee_id_held_on", "ballots", ["committee_id", "held_on", "id"], unique=False)
    op.create_index("ix_ballots_county_id_held_on", "ballots", ["county_id", "held_on", "id"], unique=False)
    op.create_index(
        "ix_ballots_general_branch_id_held_on", "ballots", ["general_branch_id", "held_on", "id"], unique=False
    )
    op.create_index("ix_ballots_meeting_id", "ballots", ["meeting_id", "id"], unique=False)
    op.create_index(
        "ix_ballots_sub_committee_id_held_on", "ballots", ["sub_committee_id", "held_on", "id"], unique=False
    )
    op.create_index(
        "uq_ballots_candidate",
        "ballots",
        ["meeting_id", "candidate_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.create_index(
        "uq_ballots_one_by_one", "ballots", ["meeting_id"], unique=True, postgresql_where=sa.text("state = 'open'")
    )
    op.create_table(
        "ballot_tallies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("approve", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("abstain", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("approve + against + abstain + invalid = returned", name=op.f("ck_ballot_tallies_parts")),
        sa.CheckConstraint(
            "issued >= 0 AND returned >= 0 AND approve >= 0 AND against >= 0 AND abstain >= 0 AND invalid >= 0",
            name=op.f("ck_ballot_tallies_no_negatives"),
        ),
        sa.CheckConstraint("round BETWEEN 1 AND 3", name=op.f("ck_ballot_tallies_round")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_ballot_tallies_ballot_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_ballot_tallies_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_tallies")),
    )
    op.create_index("uq_ballot_tallies_person", "ballot_tallies", ["ballot_id", "round", "person_id"], unique=True)
    op.create_table(
        "ballot_judgements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("verdict", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("outcome IN ('carried', 'lost', 'void')", name=op.f("ck_ballot_judgements_outcome")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_ballot_judgements_ballot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_judgements")),
    )
    op.create_index("ix_ballot_judgements_ballot_id", "ballot_judgements", ["ballot_id", "id"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("ballot_judgements")
    op.drop_table("ballot_tallies")
    op.drop_table("ballots")
