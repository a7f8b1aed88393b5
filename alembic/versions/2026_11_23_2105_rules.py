"""Rules."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from app.core.ids import new_id
from app.domain.rules.workdays import seed_years
from app.domain.rules.workdays_seed import SEED_SOURCE

revision = "0005_rules"
down_revision = "0004_identity"
branch_labels = None
depends_on = None

_SCOPE = ("county_id", "committee_id", "sub_committee_id", "general_branch_id", "branch_id")


def _scope() -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Uuid(), nullable=True) for name in _SCOPE]


def _recorded() -> list[sa.Column[object]]:
    return [
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
    ]


def upgrade() -> None:
    """Create the tables of the area and seed the known years."""
    op.create_table(
        "rule_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        *_scope(),
        *_recorded(),
        sa.CheckConstraint("effective_from >= decided_on", name=op.f("ck_rule_decisions_not_retroactive")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_rule_decisions_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_decisions")),
    )
    op.create_index("ix_rule_decisions_organisation_id", "rule_decisions", ["organisation_id"])
    op.create_table(
        "rule_adoptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("parameter_id", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("end_decision_number", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("end_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_recorded_by", sa.Uuid(), nullable=True),
        *_scope(),
        sa.Column("version", sa.Integer(), nullable=False),
        *_recorded(),
        sa.CheckConstraint(
            "effective_to IS NULL OR effective_to >= effective_from", name=op.f("ck_rule_adoptions_days")
        ),
        sa.CheckConstraint(
            "(effective_to IS NULL) = (end_decision_number IS NULL)", name=op.f("ck_rule_adoptions_ended_by_decision")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_rule_adoptions_organisation_id")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["rule_decisions.id"], name=op.f("fk_rule_adoptions_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_adoptions")),
        postgresql.ExcludeConstraint(
            (sa.column("organisation_id"), "="),
            (sa.column("parameter_id"), "="),
            (sa.text("daterange(effective_from, effective_to, '[]')"), "&&"),
            using="gist",
            name="ex_rule_adoptions_overlap",
        ),
    )
    for column in _SCOPE:
        op.create_index(f"ix_rule_adoptions_{column}_id", "rule_adoptions", [column, "id"])
    op.create_index("ix_rule_adoptions_decision_id", "rule_adoptions", ["decision_id"])
    years = op.create_table(
        "calendar_years",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        *_recorded(),
        sa.CheckConstraint("year BETWEEN 2004 AND 2099", name=op.f("ck_calendar_years_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_years")),
        sa.UniqueConstraint("year", "revision", name=op.f("uq_calendar_years_year_revision")),
    )
    op.create_index(
        "uq_calendar_years_current",
        "calendar_years",
        ["year"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    days = op.create_table(
        "calendar_days",
        sa.Column("calendar_year_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('off', 'work')", name=op.f("ck_calendar_days_kind")),
        sa.CheckConstraint(
            "kind <> 'work' OR extract(isodow FROM day) >= 6", name=op.f("ck_calendar_days_makeup_on_weekend")
        ),
        sa.ForeignKeyConstraint(
            ["calendar_year_id"], ["calendar_years.id"], name=op.f("fk_calendar_days_calendar_year_id")
        ),
        sa.PrimaryKeyConstraint("calendar_year_id", "day", name=op.f("pk_calendar_days")),
    )
    now = datetime.now(UTC)
    for year in seed_years(SEED_SOURCE):
        year_id = new_id()
        row = {"id": year_id, "year": year.year, "revision": 1, "source": year.source, "recorded_at": now}
        op.bulk_insert(years, [row])
        marked = [(day, "off") for day in year.holidays] + [(day, "work") for day in year.makeup_days]
        op.bulk_insert(days, [{"calendar_year_id": year_id, "day": day, "kind": kind} for day, kind in sorted(marked)])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("calendar_days")
    op.drop_table("calendar_years")
    op.drop_table("rule_adoptions")
    op.drop_table("rule_decisions")
