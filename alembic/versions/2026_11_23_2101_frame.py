"""Frame."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_frame"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    # Exclusion constraints over (uuid, daterange) need it; a contrib module that every packaging of PostgreSQL ships.
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act_day", sa.Date(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_person_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("before_digest", sa.LargeBinary(), nullable=True),
        sa.Column("after_digest", sa.LargeBinary(), nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("checkpoint_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_branch_id_id", "audit_entries", ["branch_id", "id"], unique=False)
    op.create_index("ix_audit_entries_committee_id_id", "audit_entries", ["committee_id", "id"], unique=False)
    op.create_index("ix_audit_entries_county_id_id", "audit_entries", ["county_id", "id"], unique=False)
    op.create_index("ix_audit_entries_subject_id_id", "audit_entries", ["subject_id", "id"], unique=False)
    op.create_table(
        "outbox_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_events")),
        sa.UniqueConstraint("position", name=op.f("uq_outbox_events_position")),
    )
    op.create_index(
        "ix_outbox_events_unpositioned",
        "outbox_events",
        ["sequence"],
        unique=False,
        postgresql_where="position IS NULL",
    )
    op.create_table(
        "idempotency_records",
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("caller", "method", "path", "key", name=op.f("pk_idempotency_records")),
    )
    op.create_index("ix_idempotency_records_created_at", "idempotency_records", ["created_at"], unique=False)
    op.create_table(
        "rehearsal_day",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("today", sa.Date(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_rehearsal_day_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal_day")),
    )
    # An entry stands as it was written: it may be sealed, and its details may be taken out where the law demands it.
    op.execute(
        """CREATE FUNCTION zhibu_audit_stands() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF TG_OP = 'UPDATE' AND NEW.details IN (OLD.details, '{}'::jsonb)
                AND to_jsonb(NEW) - '{checkpoint_id,details}'::text[] = to_jsonb(OLD) - '{checkpoint_id,details}'::text[]
                AND (OLD.checkpoint_id IS NULL OR NEW.checkpoint_id = OLD.checkpoint_id) THEN
               RETURN NEW;
             END IF;
             RAISE EXCEPTION 'audit entries are neither changed nor removed' USING ERRCODE = 'integrity_constraint_violation';
           END $$"""
    )
    op.execute(
        """CREATE TRIGGER zhibu_audit_stands BEFORE UPDATE OR DELETE ON audit_entries
           FOR EACH ROW EXECUTE FUNCTION zhibu_audit_stands()"""
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("rehearsal_day")
    op.drop_table("idempotency_records")
    op.drop_table("outbox_events")
    op.drop_table("audit_entries")
    op.execute("DROP FUNCTION zhibu_audit_stands()")
