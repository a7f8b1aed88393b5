"""Stage 1, application: steps 1 and 2."""

from app.domain.development import parameters as p
from app.domain.development.procedure import Due, Step
from app.domain.development.steps._columns import BRANCH, articles, outcomes, papers

__all__ = ["STEPS"]

STEPS: tuple[Step, ...] = (
    Step(
        "apply",
        1,
        1,
        "递交入党申请书",
        "Submit the application letter",
        "applicant",
        BRANCH,
        "application_letter",
        needs=("application_is_own", "applicant_old_enough", "applicant_is_no_member"),
        papers=papers(1),
        effects=outcomes(passed="become_applicant"),
        articles=articles("第五条、第六条", "第五条、第六条"),
    ),
    Step(
        "first_talk",
        2,
        1,
        "党组织派人谈话",
        "Talk with the applicant",
        "branch",
        BRANCH,
        "first_talk",
        after=("apply",),
        needs=("first_talk_by_office_holder", "first_talk_in_time"),
        papers=papers(2),
        due=Due("first_talk", p.APPLICATION_TALK_DEADLINE, "apply"),
        articles=articles("第七条", "第七条"),
    ),
)
