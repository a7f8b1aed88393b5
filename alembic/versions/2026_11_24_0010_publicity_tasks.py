"""Tasks of publicity: notices to be concluded, objections on their way. What is under way gets its tasks at once."""

import sqlalchemy as sa
from alembic import op

revision = "0018_publicity_tasks"
down_revision = "0017_operations"
branch_labels = None
depends_on = None

_OLD = (
    "first_talk",
    "half_yearly_review",
    "cultivation",
    "admission_assembly",
    "admission_approval",
    "oath",
    "probation_end",
    "conversion_approval",
    "training_expires",
)
_NEW = ("publicity_conclusion", "objection_investigation", "objection_feedback")
_SCOPE = "county_id, committee_id, sub_committee_id, general_branch_id, branch_id"
_COLUMNS = f"""id, kind, subject_kind, subject_id, owner_id, step, starts_on, due_on, verified, recorded_at, recorded_by,
 clause_document, clause_article, {_SCOPE}"""
_NOTICES = f"""INSERT INTO tasks ({_COLUMNS})
 SELECT gen_random_uuid(), 'publicity_conclusion', 'publicity_notices', id, organisation_id, 'conclude_notice',
   first_posted_on, closes_on + 7, true, now(), NULL, 'zhibu', '', {_SCOPE}
 FROM publicity_notices WHERE state = 'posted' AND kind <> 'inspection' AND closes_on IS NOT NULL"""
_OBJECTIONS = f"""INSERT INTO tasks ({_COLUMNS})
 SELECT gen_random_uuid(), CASE WHEN concluded_on IS NULL THEN 'objection_investigation' ELSE 'objection_feedback' END,
   'publicity_objections', id,
   CASE WHEN concluded_on IS NULL AND body_id IS NOT NULL THEN body_id
        ELSE coalesce(sub_committee_id, committee_id, county_id) END,
   CASE WHEN reported_on IS NOT NULL THEN 'feed_back_objection' WHEN concluded_on IS NOT NULL THEN 'report_objection'
        WHEN body_id IS NOT NULL THEN 'conclude_objection' ELSE 'assign_objection' END,
   coalesce(concluded_on, received_on), coalesce(concluded_on + 7, received_on + 15), true, now(), NULL, 'zhibu', '',
   county_id, committee_id, sub_committee_id, NULL, NULL
 FROM publicity_objections WHERE state <> 'closed' AND coalesce(sub_committee_id, committee_id, county_id) IS NOT NULL"""


def _kinds(kinds: tuple[str, ...]) -> None:
    op.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
    op.drop_constraint(op.f("ck_tasks_kind"), "tasks", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_tasks_kind"), "tasks", f"kind IN ({listed})")


def upgrade() -> None:
    """Admit the kinds, and write the tasks of what is under way."""
    _kinds((*_OLD, *_NEW))
    op.execute(sa.text(_NOTICES))
    op.execute(sa.text(_OBJECTIONS))


def downgrade() -> None:
    """Take the tasks of publicity away again; they follow from notices and objections."""
    listed = ", ".join(f"'{kind}'" for kind in _NEW)
    op.execute(sa.text(f"DELETE FROM tasks WHERE kind IN ({listed})"))
    _kinds(_OLD)
