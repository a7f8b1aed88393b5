"""The one table of the development procedure: twenty-five steps in five stages.

Moving a case, listing next steps, permissions, deadlines and the chart all read this table. ``needs`` and ``results``
name functions that ``gates`` and ``results`` register; a test holds both sides against each other.

Earlier texts are dated data: a step with ``asked_by`` is asked for only where that figure is true on the day of the act
that follows it (before 2014 neither filing nor pre-review were), and the documents of a paper with ``owed_with`` only where that
figure is set.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from app.domain.development import parameters as p
from app.domain.development.casefile import Outcome
from app.domain.development.procedure import Due, Paper, Stage, Step
from app.domain.documents.facts import DEVELOPMENT_KINDS, DocumentKind
from app.domain.identity.permissions import Permission
from app.domain.meetings.parameters import DEADLINE_AFTER_PREREVIEW
from app.domain.publicity.parameters import WORKING_DAYS
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.parameters import Law
from app.domain.shared.texts import FIRST_DAY_2014, FIRST_DAY_2026

__all__ = ["STAGES", "STEPS", "STEP_LIST", "Due", "Paper", "Stage", "Step", "downstream", "is_asked", "papers_owed"]

STAGES: tuple[Stage, ...] = (
    Stage(1, "申请入党", "Application"),
    Stage(2, "积极分子的确定和培养", "Activists: determination and cultivation"),
    Stage(3, "发展对象的确定和考察", "Development objects: determination and review"),
    Stage(4, "预备党员的接收", "Admission of probationary members"),
    Stage(5, "预备党员的教育考察和转正", "Probation and conversion"),
)

_BRANCH, _COMMITTEE, _APPROVE = (
    Permission.CASE_STEP_BRANCH,
    Permission.CASE_STEP_COMMITTEE,
    Permission.CASE_APPROVE,
)
_2026_PAPERS = {DocumentKind.PUBLICITY_NOTICE, DocumentKind.PUBLICITY_RESULT}


def _articles(of_2014: str, of_2026: str | None) -> tuple[tuple[date | None, Clause], ...]:
    rows: list[tuple[date | None, Clause]] = [
        (None, Clause(DocumentKey.DEVELOPMENT_1990)),
        (FIRST_DAY_2014, Clause(DocumentKey.DEVELOPMENT_2014, of_2014)),
    ]
    if of_2026 is not None:
        rows.append((FIRST_DAY_2026, Clause(DocumentKey.DEVELOPMENT_2026, of_2026)))
    return tuple(rows)


def _papers(number: int) -> tuple[Paper, ...]:
    return tuple(
        Paper(kind, WORKING_DAYS if number == 8 and kind in _2026_PAPERS else None)
        for kind in DEVELOPMENT_KINDS[number]
    )


def _routes(**steps: str) -> Mapping[Outcome, str]:
    return MappingProxyType({Outcome(outcome): step for outcome, step in steps.items()})


STEP_LIST: tuple[Step, ...] = (
    Step(
        "apply",
        1,
        1,
        "递交入党申请书",
        "Submit the application letter",
        "applicant",
        _BRANCH,
        "application_letter",
        needs=("application_is_own", "applicant_old_enough", "applicant_is_no_member"),
        papers=_papers(1),
        effects=_routes(passed="become_applicant"),
        articles=_articles("第五条、第六条", "第五条、第六条"),
    ),
    Step(
        "first_talk",
        2,
        1,
        "党组织派人谈话",
        "Talk with the applicant",
        "branch",
        _BRANCH,
        "first_talk",
        after=("apply",),
        needs=("first_talk_by_office_holder", "first_talk_in_time"),
        papers=_papers(2),
        due=Due("first_talk", p.APPLICATION_TALK_DEADLINE, "apply"),
        articles=_articles("第七条", "第七条"),
    ),
    Step(
        "determine_activist",
        3,
        2,
        "推荐和确定入党积极分子",
        "Recommend and determine an activist",
        "branch",
        _BRANCH,
        "activist_determination",
        after=("first_talk",),
        needs=("recommended", "activist_decided_by_branch_committee"),
        papers=_papers(3),
        effects=_routes(passed="become_activist"),
        articles=_articles("第八条", "第八条"),
    ),
    Step(
        "file_activist",
        4,
        2,
        "上级党委备案",
        "File the activist with the upper committee",
        "committee",
        _COMMITTEE,
        "activist_filing",
        after=("determine_activist",),
        needs=("activist_filed_by_upper_committee",),
        papers=_papers(4),
        send_back_to=("determine_activist",),
        asked_by=p.ACTIVIST_FILED_WITH_UPPER,
        articles=_articles("第八条", "第八条"),
    ),
    Step(
        "assign_contacts",
        5,
        2,
        "指定培养联系人",
        "Assign contact persons",
        "branch",
        _BRANCH,
        "contact_assignment",
        after=("file_activist",),
        needs=("contact_persons_enough", "contact_persons_full_members"),
        papers=_papers(5),
        articles=_articles("第九条", "第九条"),
    ),
    Step(
        "cultivate",
        6,
        2,
        "培养教育考察",
        "Cultivation, education and review",
        "branch",
        _BRANCH,
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
        papers=_papers(6),
        due=Due("cultivation", p.ACTIVIST_CULTIVATION_MIN, "assign_contacts"),
        articles=_articles("第十条、第十一条、第十二条", "第十条、第十一条"),
    ),
    Step(
        "determine_object",
        7,
        3,
        "确定发展对象",
        "Determine as a development object",
        "branch",
        _BRANCH,
        "object_determination",
        after=("cultivate",),
        needs=(
            "branch_may_admit",
            "opinions_heard",
            "object_decided_by_branch_committee",
            "activist_training_holds",
            "score_suffices",
            "poll_suffices",
            "evaluation_suffices",
        ),
        papers=_papers(7),
        articles=_articles("第十三条", "第十三条"),
    ),
    Step(
        "list_object",
        8,
        3,
        "报上级党委备案",
        "Report to the upper committee and list",
        "committee",
        _COMMITTEE,
        "object_filing",
        after=("determine_object",),
        needs=("object_reported_to_upper_committee",),
        needs_to_pass=("object_consented", "development_publicity_done"),
        papers=_papers(8),
        send_back_to=("determine_object", "cultivate"),
        result="object_reply",
        routes=_routes(refused="determine_object"),
        effects=_routes(passed="become_development_object"),
        asked_by=p.OBJECT_FILED_WITH_UPPER,
        articles=_articles("第十三条", "第十三条"),
    ),
    Step(
        "determine_sponsors",
        9,
        3,
        "确定入党介绍人",
        "Determine two sponsors",
        "branch",
        _BRANCH,
        "sponsor_assignment",
        after=("list_object",),
        needs=("sponsors_enough", "sponsors_full_members", "sponsors_not_barred"),
        papers=_papers(9),
        articles=_articles("第十四条、第十五条", "第十四条"),
    ),
    Step(
        "political_review",
        10,
        3,
        "进行政治审查",
        "Political review",
        "branch",
        _BRANCH,
        "political_review",
        after=("list_object",),
        needs=("political_review_passed", "conclusion_after_letters"),
        papers=_papers(10),
        articles=_articles("第十六条", "第十六条"),
    ),
    Step(
        "train",
        11,
        3,
        "开展集中培训",
        "Short concentrated training",
        "committee",
        _BRANCH,
        "training",
        after=("list_object",),
        needs=("training_suffices",),
        papers=_papers(11),
        articles=_articles("第十七条", "第十七条"),
    ),
    Step(
        "examine",
        12,
        4,
        "支部委员会审查",
        "Branch committee examination",
        "branch",
        _BRANCH,
        "committee_examination",
        after=("determine_sponsors", "political_review", "train"),
        needs=("examined_by_branch_committee",),
        papers=_papers(12),
        send_back_to=("determine_sponsors", "political_review", "train"),
        articles=_articles("第十九条", "第十八条"),
    ),
    Step(
        "prereview",
        13,
        4,
        "上级党委预审",
        "Pre-review by the approving committee",
        "committee",
        _COMMITTEE,
        "pre_review_result",
        after=("examine",),
        needs=("prereview_by_approving_committee",),
        needs_to_pass=("does_not_leave_soon", "department_has_talked", "inspection_announced"),
        papers=_papers(13),
        send_back_to=("examine", "political_review", "train", "determine_sponsors"),
        result="prereview_result",
        routes=_routes(refused="examine"),
        asked_by=p.PREREVIEW_REQUIRED,
        articles=_articles("第十九条", "第十八条"),
    ),
    Step(
        "fill_form",
        14,
        4,
        "填写入党志愿书",
        "Fill in the application form",
        "development object",
        _BRANCH,
        "form_filled",
        after=("prereview",),
        needs=("form_held", "form_number_matches", "form_guided_by_sponsors", "sponsors_before_form"),
        papers=_papers(14),
        articles=_articles("第十九条", None),
    ),
    Step(
        "admission_assembly",
        15,
        4,
        "支部大会讨论",
        "Branch assembly discusses and votes",
        "branch assembly",
        _BRANCH,
        "admission_assembly",
        after=("fill_form",),
        needs=("branch_may_admit", "admission_assembly_stands"),
        needs_to_pass=(
            "assembly_soon_after_prereview",
            "inspection_announced",
            "training_holds_on_assembly_day",
            "sponsors_enough",
            "sponsors_full_members",
            "sponsors_not_barred",
            "form_before_assembly",
            "review_before_assembly",
            "certificate_before_assembly",
            "no_objection_open",
        ),
        papers=_papers(15),
        due=Due("admission_assembly", DEADLINE_AFTER_PREREVIEW, "prereview"),
        result="admission_ballot",
        routes=_routes(rejected="examine"),
        articles=_articles("第二十条、第二十一条、第二十二条", "第十九条、第二十条"),
    ),
    Step(
        "admission_talk",
        16,
        4,
        "上级党委派人谈话",
        "Talk before approval",
        "committee",
        _COMMITTEE,
        "admission_talk",
        after=("admission_assembly",),
        needs=("talk_by_committee_member_or_organiser", "talks_after_vote"),
        papers=_papers(16),
        send_back_to=("admission_assembly",),
        articles=_articles("第二十三条", None),
    ),
    Step(
        "approve_admission",
        17,
        4,
        "上级党委审批",
        "Approval by the Party committee",
        "approving committee",
        _APPROVE,
        "admission_approval",
        after=("admission_talk",),
        needs=("admission_decided_by_approving_committee",),
        needs_to_pass=(
            "admission_discussed_collectively",
            "admission_reported",
            "admission_approved_in_time",
            "no_objection_open",
        ),
        papers=_papers(17),
        due=Due("admission_approval", p.APPROVAL_DEADLINE, "admission_report"),
        send_back_to=("admission_talk", "admission_assembly", "examine"),
        judges_earlier=True,
        result="admission_approval",
        routes=_routes(refused="examine"),
        effects=_routes(passed="become_probationary"),
        articles=_articles("第二十四条、第二十五条、第二十六条", "第二十五条"),
    ),
    Step(
        "file_approval",
        18,
        4,
        "再上一级党委组织部门备案",
        "File with the next higher organisation department",
        "committee",
        _COMMITTEE,
        "approval_filing",
        after=("approve_admission",),
        needs=("approval_filed_above",),
        papers=_papers(18),
        asked_by=p.APPROVAL_FILED_WITH_ORG_DEPARTMENT,
        articles=_articles("第二十六条", "第二十五条"),
    ),
    Step(
        "assign_group",
        19,
        5,
        "编入党支部和党小组",
        "Assign to a branch and group",
        "branch",
        _BRANCH,
        "group_assignment",
        after=("approve_admission",),
        needs=("assigned_to_branch_of_case",),
        papers=_papers(19),
        articles=_articles("第二十八条", None),
    ),
    Step(
        "oath",
        20,
        5,
        "入党宣誓",
        "Oath of admission",
        "branch",
        _BRANCH,
        "oath",
        after=("approve_admission",),
        needs=("oath_in_time",),
        papers=_papers(20),
        due=Due("oath", p.OATH_DEADLINE, "approve_admission"),
        articles=_articles("第二十九条", "第二十九条"),
    ),
    Step(
        "probation",
        21,
        5,
        "继续教育考察",
        "Education and review in probation",
        "branch",
        _BRANCH,
        "probation_conclusion",
        after=("assign_group",),
        needs=("probation_over", "probation_reviewed", "probation_reviews_after_assembly"),
        papers=_papers(21),
        due=Due("probation_end", p.PROBATION_DURATION, "admission_assembly"),
        articles=_articles("第三十条、第三十一条", "第二十八条、第三十一条"),
    ),
    Step(
        "apply_for_conversion",
        22,
        5,
        "提出转正申请",
        "Apply to become a full member",
        "probationary member",
        _BRANCH,
        "conversion_application",
        after=("probation",),
        needs=("conversion_application_is_own", "probation_over"),
        papers=_papers(22),
        articles=_articles("第三十三条", "第三十二条"),
    ),
    Step(
        "conversion_assembly",
        23,
        5,
        "支部大会讨论转正",
        "Branch assembly on conversion",
        "branch assembly",
        _BRANCH,
        "conversion_assembly",
        after=("apply_for_conversion",),
        instead_after=("cancellation_proposed", ("approve_admission",)),
        needs=("conversion_assembly_stands", "resolution_recorded", "probation_over", "extension_allowed"),
        needs_to_pass=(
            "conversion_opinions_heard",
            "conversion_examined",
            "oath_taken",
            "inspection_announced_for_conversion",
        ),
        papers=_papers(23),
        result="conversion_ballot",
        routes=_routes(rejected="conversion_assembly"),
        articles=_articles("第三十二条、第三十三条", "第三十一条、第三十二条"),
    ),
    Step(
        "approve_conversion",
        24,
        5,
        "上级党委审批转正",
        "Approval of conversion",
        "approving committee",
        _APPROVE,
        "conversion_approval",
        after=("conversion_assembly",),
        needs=("conversion_decided_by_approving_committee",),
        needs_to_pass=(
            "conversion_discussed_collectively",
            "conversion_reported",
            "conversion_approved_in_time",
            "conversion_publicity_done",
            "no_objection_open",
        ),
        papers=_papers(24),
        due=Due("conversion_approval", p.CONVERSION_APPROVAL_DEADLINE, "conversion_report"),
        send_back_to=("conversion_assembly",),
        judges_earlier=True,
        result="conversion_approval",
        routes=_routes(refused="conversion_assembly", extended="probation"),
        effects=_routes(passed="become_full_member", cancelled="membership_cancelled"),
        articles=_articles("第三十四条", "第三十三条"),
    ),
    Step(
        "archive",
        25,
        5,
        "材料归档",
        "Archive the materials",
        "branch",
        _BRANCH,
        "archive",
        after=("approve_conversion", "file_approval", "oath"),
        needs=("archive_kept_where_it_belongs",),
        papers=_papers(25),
        effects=_routes(passed="complete_case"),
        articles=_articles("第三十七条", "第三十六条"),
    ),
)

STEPS: Mapping[str, Step] = MappingProxyType({step.key: step for step in STEP_LIST})


def is_asked(step: Step, law: Law, on: date) -> bool:
    """Tell whether the text in force on *on* asks for the step at all."""
    if step.asked_by is None:
        return True
    value = law.value(step.asked_by, on)
    return value is None or value.value


def papers_owed(step: Step, law: Law, on: date) -> tuple[DocumentKind, ...]:
    """Return the kinds of document that the step owes on *on*."""
    return tuple(
        paper.kind for paper in step.papers if paper.owed_with is None or law.value(paper.owed_with, on) is not None
    )


def downstream(keys: Iterable[str]) -> frozenset[str]:
    """Return *keys* and every step that comes after one of them, directly or not."""
    found = set(keys)
    for step in STEP_LIST:  # in order: every predecessor stands before its successors
        if found.intersection(step.after):
            found.add(step.key)
    return frozenset(found)
