"""Stage 2, activists: steps 3 to 6."""

from app.domain.development import parameters as p
from app.domain.development.procedure import Due, Step, Term
from app.domain.development.steps._columns import BRANCH, COMMITTEE, articles, outcomes, papers

__all__ = ["STEPS"]

STEPS: tuple[Step, ...] = (
    Step(
        "determine_activist",
        3,
        2,
        "推荐和确定入党积极分子",
        "Recommend and determine an activist",
        "branch",
        BRANCH,
        "activist_determination",
        after=("first_talk",),
        needs=("recommended", "activist_decided_by_branch_committee"),
        papers=papers(3),
        effects=outcomes(passed="become_activist"),
        articles=articles("第八条", "第八条"),
    ),
    Step(
        "file_activist",
        4,
        2,
        "上级党委备案",
        "File the activist with the upper committee",
        "committee",
        COMMITTEE,
        "activist_filing",
        after=("determine_activist",),
        needs=("activist_filed_by_upper_committee",),
        papers=papers(4),
        send_back_to=("determine_activist",),
        asked_by=p.ACTIVIST_FILED_WITH_UPPER,
        asked_since="determine_activist",
        articles=articles("第八条", "第八条"),
    ),
    Step(
        "assign_contacts",
        5,
        2,
        "指定培养联系人",
        "Assign contact persons",
        "branch",
        BRANCH,
        "contact_assignment",
        after=("file_activist",),
        needs=("contact_persons_enough", "contact_persons_full_members"),
        papers=papers(5),
        articles=articles("第九条", "第九条"),
    ),
    Step(
        "cultivate",
        6,
        2,
        "培养教育考察",
        "Cultivation, education and review",
        "branch",
        BRANCH,
        "cultivation_conclusion",
        after=("assign_contacts",),
        needs=(
            "cultivation_concluded",
            "cultivation_long_enough",
            "reviews_cover_cultivation",
            "contact_persons_enough",
            "contact_persons_full_members",
            "reviews_within_cultivation",
            "reports_after_application",
        ),
        papers=papers(6),
        due=Due("cultivation", p.ACTIVIST_CULTIVATION_MIN, "assign_contacts", Term.EARLIEST),
        articles=articles("第十条、第十一条、第十二条", "第十条、第十一条"),
    ),
)
