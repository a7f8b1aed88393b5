"""One poll, evaluation, score sheet and political review of a case stands for a day; of talks one by each talker.

Where two stand already, nobody can say which of them counts: the migration names them and stops, and one is corrected first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024_one_a_day"
down_revision = "0023_who_is_named"
branch_labels = None
depends_on = None

_DAYS = (
    ("uq_opinion_polls_day", "opinion_polls", (), "standing"),
    ("uq_candidate_evaluations_day", "candidate_evaluations", (), "standing"),
    ("uq_score_sheets_day", "score_sheets", (), "standing AND supersedes_id IS NULL"),
    ("uq_score_sheets_finalised_day", "score_sheets", (), "standing AND state = 'finalised'"),
    ("uq_scored_talks_day", "scored_talks", ("body", "talked_by"), "standing"),
    ("uq_political_reviews_day", "political_reviews", (), None),
)


def _refuse_two(table: str, columns: tuple[str, ...], condition: str | None) -> None:
    listed = ", ".join(columns)
    where = f"WHERE {condition}" if condition else ""
    found = op.get_bind().execute(
        sa.text(f"SELECT case_id, happened_on FROM {table} {where} GROUP BY {listed} HAVING count(*) > 1 LIMIT 20")
    )
    twice = [f"{row.case_id} ({row.happened_on})" for row in found]
    if twice:
        raise RuntimeError(f"{table}: several stand for one day; correct all but one first: {', '.join(twice)}")


def upgrade() -> None:
    """Let the database hold it."""
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    for name, table, besides, condition in _DAYS:
        columns = ("case_id", "happened_on", *besides)
        _refuse_two(table, columns, condition)
        where = sa.text(condition) if condition else None
        op.create_index(name, table, list(columns), unique=True, postgresql_where=where)


def downgrade() -> None:
    """Hold it no longer."""
    for name, table, _, _ in _DAYS:
        op.drop_index(name, table_name=table)
