"""Version 1: one router per area, in the order of the docs."""

from fastapi import APIRouter

from app.api.v1.assessments.measure_routes import router as measures
from app.api.v1.assessments.routes import router as score_sheets
from app.api.v1.assessments.talk_routes import router as scored_talks
from app.api.v1.assessments.template_routes import router as score_templates
from app.api.v1.audit.routes import router as audit
from app.api.v1.ballots.routes import router as ballots
from app.api.v1.development.fact_routes import router as case_facts
from app.api.v1.development.routes import router as development_cases
from app.api.v1.development.table_routes import router as development_steps
from app.api.v1.documents.routes import router as documents
from app.api.v1.form_register.routes import router as form_register
from app.api.v1.identity.routes import router as identity
from app.api.v1.installation.routes import add_root
from app.api.v1.installation.routes import router as installation
from app.api.v1.meetings.course_routes import router as meeting_course
from app.api.v1.meetings.roll_routes import router as meeting_rolls
from app.api.v1.meetings.routes import router as meetings
from app.api.v1.operations.routes import router as operations
from app.api.v1.organisations.change_routes import router as organisation_changes
from app.api.v1.organisations.committee_routes import router as committees
from app.api.v1.organisations.routes import router as organisations
from app.api.v1.people.membership_routes import router as membership
from app.api.v1.people.routes import router as people
from app.api.v1.political_review.desk_routes import router as inquiries
from app.api.v1.political_review.routes import router as political_reviews
from app.api.v1.publicity.objection_routes import router as objections
from app.api.v1.publicity.public_routes import feed_router
from app.api.v1.publicity.public_routes import router as public_notices
from app.api.v1.publicity.routes import router as publicity_notices
from app.api.v1.publicity.site_routes import router as publicity_sites
from app.api.v1.roster_imports.routes import router as roster_imports
from app.api.v1.rules.calendar_routes import router as work_calendar
from app.api.v1.rules.routes import router as rules
from app.api.v1.tasks.routes import kinds as task_kinds
from app.api.v1.tasks.routes import router as tasks
from app.api.v1.training.routes import router as training

__all__ = ["router"]

router = APIRouter(prefix="/api/v1")
add_root(router)
for part in (
    installation,
    identity,
    audit,
    organisations,
    organisation_changes,
    committees,
    documents,
    rules,
    work_calendar,
    people,
    membership,
    development_cases,
    case_facts,
    development_steps,
    publicity_notices,
    publicity_sites,
    objections,
    feed_router,
    public_notices,
    score_templates,
    score_sheets,
    measures,
    scored_talks,
    political_reviews,
    inquiries,
    training,
    meetings,
    meeting_course,
    meeting_rolls,
    ballots,
    form_register,
    tasks,
    task_kinds,
    roster_imports,
    operations,
):
    router.include_router(part)
