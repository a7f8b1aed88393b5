"""Development."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006_development"
down_revision = "0005_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the area."""
    op.create_table(
        "development_cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("taken_over", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (closed_on IS NULL)", name=op.f("ck_development_cases_closed")),
        sa.CheckConstraint(
            "state IN ('open', 'archived', 'cancelled', 'closed')", name=op.f("ck_development_cases_state")
        ),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name=op.f("ck_development_cases_days")),
        sa.CheckConstraint("stage BETWEEN 1 AND 5", name=op.f("ck_development_cases_stage")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_development_cases_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_cases")),
    )
    op.create_index("ix_development_cases_branch_id", "development_cases", ["branch_id", "id"], unique=False)
    op.create_index("ix_development_cases_committee_id", "development_cases", ["committee_id", "id"], unique=False)
    op.create_index(
        "ix_development_cases_committee_id_step", "development_cases", ["committee_id", "step", "id"], unique=False
    )
    op.create_index("ix_development_cases_county_id", "development_cases", ["county_id", "id"], unique=False)
    op.create_index(
        "ix_development_cases_general_branch_id", "development_cases", ["general_branch_id", "id"], unique=False
    )
    op.create_index(
        "ix_development_cases_sub_committee_id", "development_cases", ["sub_committee_id", "id"], unique=False
    )
    op.create_index(
        "uq_development_cases_person_id",
        "development_cases",
        ["person_id"],
        unique=True,
        postgresql_where="state = 'open'",
    )
    op.create_table(
        "case_facts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("documents", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("taken_over", sa.Boolean(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (correction_reason IS NULL)", name=op.f("ck_case_facts_correction")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_case_facts_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_case_facts_person_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["case_facts.id"], name=op.f("fk_case_facts_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_facts")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_case_facts_supersedes_id")),
    )
    op.create_index("ix_case_facts_case_id", "case_facts", ["case_id", "happened_on", "id"], unique=False)
    op.create_index(
        "ix_case_facts_committee_id_kind", "case_facts", ["committee_id", "kind", "happened_on", "id"], unique=False
    )
    op.create_table(
        "development_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("verdict", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("facts_digest", sa.LargeBinary(), nullable=False),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('passed', 'rejected', 'refused', 'extended', 'cancelled', 'sent_back')",
            name=op.f("ck_development_decisions_outcome"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_development_decisions_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_development_decisions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_decisions")),
    )
    op.create_index("ix_development_decisions_case_id", "development_decisions", ["case_id", "id"], unique=False)
    op.create_table(
        "development_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("act_on", sa.Date(), nullable=False),
        sa.Column("act_ref", sa.Uuid(), nullable=True),
        sa.Column("taken_over", sa.Boolean(), nullable=False),
        sa.Column("sent_back_to", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("void", sa.Text(), nullable=True),
        sa.Column("void_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('passed', 'rejected', 'refused', 'extended', 'cancelled', 'sent_back')",
            name=op.f("ck_development_steps_outcome"),
        ),
        sa.CheckConstraint(
            "void IS NULL OR void IN ('sent_back', 'rejected', 'refused', 'extended', 'reopened')",
            name=op.f("ck_development_steps_void"),
        ),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_development_steps_attempt")),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_development_steps_case_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["development_decisions.id"], name=op.f("fk_development_steps_decision_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_development_steps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_development_steps")),
        sa.UniqueConstraint("case_id", "step", "attempt", name="uq_development_steps_attempt"),
    )
    op.create_index(
        "ix_development_steps_committee_id_step",
        "development_steps",
        ["committee_id", "step", "act_on", "id"],
        unique=False,
    )
    op.create_index(
        "uq_development_steps_standing",
        "development_steps",
        ["case_id", "step"],
        unique=True,
        postgresql_where=sa.text("void IS NULL AND outcome = 'passed'"),
    )
    op.create_table(
        "case_findings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.Column("finding", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("county_id", sa.Uuid(), nullable=True),
        sa.Column("committee_id", sa.Uuid(), nullable=True),
        sa.Column("sub_committee_id", sa.Uuid(), nullable=True),
        sa.Column("general_branch_id", sa.Uuid(), nullable=True),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('gap', 'questioned')", name=op.f("ck_case_findings_kind")),
        sa.CheckConstraint(
            "state = 'settled' OR (state = 'open') = (decided_on IS NULL)", name=op.f("ck_case_findings_decided")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'upheld', 'reopened', 'cancelled', 'settled')", name=op.f("ck_case_findings_state")
        ),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (document_number IS NULL)", name=op.f("ck_case_findings_document_number")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["development_cases.id"], name=op.f("fk_case_findings_case_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["organisations.id"], name=op.f("fk_case_findings_decided_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_case_findings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_findings")),
    )
    op.create_index("ix_case_findings_case_id", "case_findings", ["case_id", "id"], unique=False)
    op.create_index(
        "ix_case_findings_committee_id",
        "case_findings",
        ["committee_id", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_case_findings_open",
        "case_findings",
        ["case_id", "step", "code", "subject"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )

    # A decision is never rewritten (its place follows the tree), and no fact is deleted or changed in what it says.
    op.execute(
        """
        CREATE FUNCTION development_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% is kept for ever', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION development_decisions_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' OR (OLD.verdict, OLD.outcome, OLD.day, OLD.step, OLD.facts_digest)
             IS DISTINCT FROM (NEW.verdict, NEW.outcome, NEW.day, NEW.step, NEW.facts_digest) THEN
            RAISE EXCEPTION 'a decision is never rewritten' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$
        """
    )
    op.execute(
        """
        CREATE FUNCTION case_facts_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'DELETE' OR (OLD.kind, OLD.happened_on, OLD.data, OLD.recorded_at, OLD.recorded_by)
             IS DISTINCT FROM (NEW.kind, NEW.happened_on, NEW.data, NEW.recorded_at, NEW.recorded_by)
             OR (NEW.standing AND NOT OLD.standing) THEN
            RAISE EXCEPTION 'a fact is corrected by another, never changed' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NEW;
        END $$
        """
    )
    for table, acts, function in (
        ("development_decisions", "UPDATE OR DELETE", "development_decisions_kept"),
        ("development_steps", "DELETE", "development_kept"),
        ("case_findings", "DELETE", "development_kept"),
        ("case_facts", "UPDATE OR DELETE", "case_facts_kept"),
    ):
        op.execute(
            f"CREATE TRIGGER tr_{table}_kept BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("case_findings")
    op.drop_table("development_steps")
    op.drop_table("development_decisions")
    op.drop_table("case_facts")
    op.drop_table("development_cases")
    op.execute("DROP FUNCTION development_kept()")
    op.execute("DROP FUNCTION development_decisions_kept()")
    op.execute("DROP FUNCTION case_facts_kept()")
