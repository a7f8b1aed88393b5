"""Figures of member development: application, cultivation, sponsors, pre-review, approval, probation, conversion.

Sources: the rules on developing Party members of 1990 (trial), 2014 and 2026, and the Party Constitution of 2022. Where
the record holds no entry for the days of a text there is none here either; see docs/rules.md for clauses that the 2014
text had and whose place in the 2026 text has not been seen.
"""

from app.domain.meetings.parameters import CONVERSION_QUORUM_SHARE as CONVERSION_ASSEMBLY_QUORUM_SHARE
from app.domain.organisations.parameters import (
    APPROVAL_GENERAL_BRANCH_MAY_APPROVE,
    APPROVAL_PARTY_GROUP_MAY_APPROVE,
    APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE,
    APPROVAL_TEMPORARY_ORG_MAY_ADMIT,
)
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    constitution,
    education_2019,
    still_2014,
    text_1990,
    text_2014,
    text_2026,
)

__all__ = [
    "ACTIVIST_CONTACT_PERSONS_MAX",
    "ACTIVIST_CONTACT_PERSONS_MIN",
    "ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE",
    "ACTIVIST_CULTIVATION_MIN",
    "ACTIVIST_DECIDED_BY",
    "ACTIVIST_FILED_WITH_UPPER",
    "ACTIVIST_NOMINATION",
    "ACTIVIST_REVIEW_INTERVAL",
    "APPLICATION_AGE_MIN",
    "APPLICATION_RECEIVED_BY",
    "APPLICATION_TALK_DEADLINE",
    "APPROVAL_DEADLINE",
    "APPROVAL_DEADLINE_MAX",
    "APPROVAL_FILED_WITH_ORG_DEPARTMENT",
    "APPROVAL_GENERAL_BRANCH_MAY_APPROVE",
    "APPROVAL_PARTY_GROUP_MAY_APPROVE",
    "APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE",
    "APPROVAL_TALK_BY",
    "APPROVAL_TEMPORARY_ORG_MAY_ADMIT",
    "ARCHIVE_NO_PERSONNEL_FILE",
    "ARCHIVE_REQUIRED",
    "CONVERSION_APPROVAL_DEADLINE",
    "CONVERSION_ASSEMBLY_QUORUM_SHARE",
    "CONVERSION_WRITTEN_APPLICATION",
    "ELECTRONIC_ARCHIVE_ALLOWED",
    "LOCAL_SYSTEMS",
    "MEMBER_PROBATION_RIGHTS_WITHHELD",
    "OATH_DEADLINE",
    "OATH_REQUIRED",
    "OBJECT_FILED_WITH_UPPER",
    "OBJECT_OPINIONS_FROM",
    "OBJECT_UPPER_CONSENT",
    "PARTY_AGE_START",
    "PREREVIEW_LEAVING_SOON_MONTHS",
    "PREREVIEW_REQUIRED",
    "PREREVIEW_TALK_BY_ORG_DEPARTMENT",
    "PRIORITY_AGE_MAX",
    "PROBATION_DURATION",
    "PROBATION_EXTENSION_COUNT_MAX",
    "PROBATION_EXTENSION_MONTHS_MAX",
    "PROBATION_EXTENSION_MONTHS_MIN",
    "PROBATION_OUTCOMES",
    "PROBATION_START",
    "SPONSORS_BARRED",
    "SPONSORS_COUNT",
    "SPONSORS_DEFAULT_SOURCE",
    "STEP_COUNT",
]

_SECONDARY = "Figure from secondary material; article not seen."
_ADDED_2014 = (
    "The official questions and answers say that the 2014 text added it; article from the flow chart of steps."
)

# Application

APPLICATION_AGE_MIN = Parameter[int](
    "development.application.age_min",
    "申请入党最低年龄（周岁）",
    "Full years of age of an applicant",
    Unit.YEAR,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (
        constitution(18, "第一条", note="The Constitution's own age (row member.age_min); it is a right, hence fixed."),
        text_2026(18, "第五条", note="The same figure as the Constitution's."),
    ),
    checked_on=CHECKED_ON,
)

APPLICATION_RECEIVED_BY = Parameter[frozenset[str]](
    "development.application.received_by",
    "申请受理党组织",
    "Organisations that receive an application",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(
            frozenset({"work_or_study_unit", "residence", "floating_member_org"}),
            "第六条",
            note="The unit's organisation; where none, the residence's; floating people also at the unit's location or "
            "its governing department.",
        ),
        text_2026(
            frozenset({"work_or_study_unit"}),
            "第六条",
            note="The unit's organisation. Whether residence and floating organisations remain as a fallback was not "
            "checked, so an application received there is not refused on this ground.",
        ),
    ),
    frozenset({"work_or_study_unit", "residence", "floating_member_org"}),
    CHECKED_ON,
)

APPLICATION_TALK_DEADLINE = Parameter[int](
    "development.application.talk_deadline",
    "收到申请书后派人谈话时限",
    "Months from the receipt of the application letter to the talk",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_1990(None, note="No time limit before 2014, as the official questions and answers say."),
        text_2014(1, "第七条", note="New in 2014; the article number was not read in the text."),
        text_2026(1, "第七条", note="Counted from the receipt of the application letter."),
    ),
    checked_on=CHECKED_ON,
)

PRIORITY_AGE_MAX = Parameter[int](
    "development.priority.age_max",
    "优先发展年龄",
    "Age up to which applicants are given priority: a preference, not a condition",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

# Activists

_NOMINATIONS = frozenset({"member_recommendation", "mass_organisation_recommendation"})

ACTIVIST_NOMINATION = Parameter[frozenset[str]](
    "development.activist.nomination",
    "入党积极分子人选产生方式",
    "Ways in which activists are put forward; either will do",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUBSET,
    (text_2026(_NOMINATIONS, "第八条"),),
    _NOMINATIONS,
    CHECKED_ON,
)

ACTIVIST_DECIDED_BY = Parameter[str](
    "development.activist.decided_by",
    "确定入党积极分子的组织",
    "Body that determines activists",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2026("branch_committee", "第八条"),),
    frozenset({"branch_committee"}),
    CHECKED_ON,
)

ACTIVIST_FILED_WITH_UPPER = Parameter[bool](
    "development.activist.filed_with_upper",
    "入党积极分子报上级党委备案",
    "Activists are filed with the upper committee",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        text_1990(False, note="Not asked for before 2014."),
        text_2014(True, "第八条", verified=False, note=_ADDED_2014),
        text_2026(True, "第八条"),
    ),
    checked_on=CHECKED_ON,
)

ACTIVIST_CONTACT_PERSONS_MIN = Parameter[int](
    "development.activist.contact_persons_min",
    "培养联系人人数下限",
    "Fewest contact persons of an activist, all of them full members",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (text_2026(1, "第九条"),),
    checked_on=CHECKED_ON,
)

ACTIVIST_CONTACT_PERSONS_MAX = Parameter[int](
    "development.activist.contact_persons_max",
    "培养联系人人数上限",
    "Most contact persons of an activist",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (text_2014(2, "第九条", verified=False, note=_SECONDARY), text_2026(2, "第九条")),
    checked_on=CHECKED_ON,
)

ACTIVIST_REVIEW_INTERVAL = Parameter[int](
    "development.activist.review_interval",
    "入党积极分子考察间隔",
    "Months between reviews of an activist",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_2014(6, "第十一条", verified=False, note=_SECONDARY),
        text_2026(6, "第十一条", note="Once each half year."),
    ),
    checked_on=CHECKED_ON,
)

ACTIVIST_CULTIVATION_MIN = Parameter[int](
    "development.activist.cultivation_min",
    "培养教育考察期",
    "Months of cultivation, education and review before listing",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (text_2014(12, "第十三条", verified=False, note=_SECONDARY), text_2026(12, "第十三条")),
    checked_on=CHECKED_ON,
)

ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE = Parameter[bool](
    "development.activist.cultivation_continuous_on_move",
    "变动单位后培养教育时间连续计算",
    "Cultivation time runs on when the activist moves",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(
            True, "第十二条", verified=False, note=f"{_SECONDARY} The receiving organisation checks the file first."
        ),
        still_2014(True, "第十二条", note="The receiving organisation checks the file first."),
    ),
    checked_on=CHECKED_ON,
)

# Development objects

_OPINIONS = frozenset({"party_group", "contact_person", "members", "masses"})

OBJECT_OPINIONS_FROM = Parameter[frozenset[str]](
    "development.object.opinions_from",
    "确定发展对象听取意见对象",
    "Whose opinions are heard before listing",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    (text_2026(_OPINIONS, "第十三条"),),
    _OPINIONS,
    CHECKED_ON,
)

OBJECT_UPPER_CONSENT = Parameter[bool](
    "development.object.upper_consent",
    "拟列发展对象须经上级党委同意",
    "The upper committee's consent, rather than its filing, is needed for the listing",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        text_2026(
            True,
            "第十三条",
            verified=False,
            note="Two copies differ: one says consent (同意), the other filing (备案). Until the official text is read, "
            "the stricter reading is kept.",
        ),
    ),
    checked_on=CHECKED_ON,
)

OBJECT_FILED_WITH_UPPER = Parameter[bool](
    "development.object.filed_with_upper",
    "发展对象报上级党委备案",
    "Development objects are filed with the upper committee",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        text_1990(False, note="Not asked for before 2014."),
        text_2014(True, "第十三条", verified=False, note=_ADDED_2014),
        still_2014(True, "第十三条", note="Consent instead of filing: see development.object.upper_consent."),
    ),
    checked_on=CHECKED_ON,
)

SPONSORS_COUNT = Parameter[int](
    "development.sponsors.count",
    "入党介绍人人数",
    "Number of sponsors, all of them full members",
    Unit.PERSON,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(2, "第十四条", verified=False, note=_SECONDARY),
        constitution(2, "第五条", note="The Constitution's own figure (row member.sponsors.count)."),
        text_2026(2, "第十四条", note="Full members only; the same figure as the Constitution's."),
    ),
    checked_on=CHECKED_ON,
)

SPONSORS_DEFAULT_SOURCE = Parameter[str](
    "development.sponsors.default_source",
    "入党介绍人来源",
    "Who sponsors: usually the contact persons, or members whom the organisation assigns",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2026("contact_person_or_assigned", "第十四条"),),
    frozenset({"contact_person_or_assigned"}),
    CHECKED_ON,
)

_BARRED = frozenset({"on_probation_within_party"})

SPONSORS_BARRED = Parameter[frozenset[str]](
    "development.sponsors.barred",
    "不得担任入党介绍人的情形",
    "Circumstances that bar a member from sponsoring (probation within the Party: 留党察看)",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    (text_2014(_BARRED, "第十五条", verified=False, note=_SECONDARY), still_2014(_BARRED, "第十五条")),
    _BARRED,
    CHECKED_ON,
)

LOCAL_SYSTEMS = Parameter[frozenset[str]](
    "development.local_systems",
    "发展党员本地制度",
    "Named local systems of member development",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    choices=frozenset({"evaluation", "prereview", "publicity", "ballot", "accountability"}),
    checked_on=CHECKED_ON,
)

# Pre-review

PREREVIEW_REQUIRED = Parameter[bool](
    "development.prereview.required",
    "基层党委预审",
    "The committee with approval power reviews before the assembly",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        text_1990(False, note="Not asked for before 2014."),
        text_2014(True, "第十九条", verified=False, note=_ADDED_2014),
        text_2026(True, "第十八条", note="By the committee that holds approval power."),
    ),
    checked_on=CHECKED_ON,
)

PREREVIEW_LEAVING_SOON_MONTHS = Parameter[int](
    "development.prereview.leaving_soon_months",
    "即将离开工作学习单位不办理接收（月）",
    "Months before leaving the unit within which admission is generally not dealt with",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.HIGHER,
    (
        text_2014(3, "第十九条", verified=False, note=f"{_SECONDARY} Generally."),
        still_2014(3, "第十九条", note="Generally."),
    ),
    checked_on=CHECKED_ON,
)

PREREVIEW_TALK_BY_ORG_DEPARTMENT = Parameter[bool](
    "development.prereview.talk_by_org_department",
    "发展前组织部谈话",
    "The organisation department talks with the person before admission",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

# Approval

_TALKERS = frozenset({"committee_member", "organiser"})

APPROVAL_TALK_BY = Parameter[frozenset[str]](
    "development.approval.talk_by",
    "审批前谈话人",
    "Who may hold the talk before approval",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUBSET,
    (text_2014(_TALKERS, "第二十三条", verified=False, note=_SECONDARY), still_2014(_TALKERS, "第二十三条")),
    _TALKERS,
    CHECKED_ON,
)

APPROVAL_DEADLINE = Parameter[int](
    "development.approval.deadline",
    "接收预备党员审批时限",
    "Months from the report of the branch's resolution to the approval",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_2014(3, "第二十六条", verified=False, note=_SECONDARY),
        text_2026(3, "第二十五条", note="Counted from the day the resolution was reported."),
    ),
    checked_on=CHECKED_ON,
)

APPROVAL_DEADLINE_MAX = Parameter[int](
    "development.approval.deadline_max",
    "特殊情况审批最长时限",
    "Months to the approval in special cases",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_2014(6, "第二十六条", verified=False, note=_SECONDARY),
        text_2026(6, "第二十五条", note="Special cases only."),
    ),
    checked_on=CHECKED_ON,
)

APPROVAL_FILED_WITH_ORG_DEPARTMENT = Parameter[bool](
    "development.approval.filed_with_org_department",
    "审批后报上一级党委组织部门备案",
    "An approval is filed with the next higher organisation department",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        text_1990(False, note="Not asked for before 2014."),
        text_2014(True, "第二十六条", verified=False, note=_ADDED_2014),
        text_2026(True, "第二十五条"),
    ),
    checked_on=CHECKED_ON,
)

OATH_REQUIRED = Parameter[bool](
    "development.oath.required",
    "入党宣誓",
    "The oath of admission is taken",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (text_2026(True, "第二十九条"),),
    checked_on=CHECKED_ON,
)

OATH_DEADLINE = Parameter[int](
    "development.oath.deadline",
    "审批后入党宣誓时限",
    "Months from the approval to the oath; generally, hence a soft limit",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (text_2026(1, "第二十九条", note="Generally; a soft limit."),),
    checked_on=CHECKED_ON,
)

# Probation and conversion

PROBATION_DURATION = Parameter[int](
    "probation.duration",
    "预备期",
    "Months of probation",
    Unit.MONTH,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        constitution(
            12,
            "第七条",
            note="Row member.probation.duration; one condensed copy numbers the article 第五条.",
        ),
        text_2026(12, "第三十一条"),
    ),
    checked_on=CHECKED_ON,
)

PROBATION_START = Parameter[str](
    "probation.start",
    "预备期起算日",
    "Day from which probation counts: that of the branch assembly's resolution",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2026("branch_assembly_resolution_date", "第三十一条"),),
    frozenset({"branch_assembly_resolution_date"}),
    CHECKED_ON,
)

PROBATION_EXTENSION_COUNT_MAX = Parameter[int](
    "probation.extension.count_max",
    "延长预备期次数上限",
    "How often probation may be extended",
    Unit.COUNT,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (text_2026(1, "第三十一条"),),
    checked_on=CHECKED_ON,
)

PROBATION_EXTENSION_MONTHS_MIN = Parameter[int](
    "probation.extension.months_min",
    "延长预备期下限",
    "Fewest months of an extension",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (text_2014(6, "第三十二条", verified=False, note=_SECONDARY), text_2026(6, "第三十一条")),
    checked_on=CHECKED_ON,
)

PROBATION_EXTENSION_MONTHS_MAX = Parameter[int](
    "probation.extension.months_max",
    "延长预备期上限",
    "Most months of an extension",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (text_2014(12, "第三十二条", verified=False, note=_SECONDARY), text_2026(12, "第三十一条")),
    checked_on=CHECKED_ON,
)

_OUTCOMES = frozenset({"convert", "extend", "cancel"})

PROBATION_OUTCOMES = Parameter[frozenset[str]](
    "probation.outcomes",
    "预备期满处理",
    "What may be resolved when probation ends",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2026(_OUTCOMES, "第三十一条"),),
    _OUTCOMES,
    CHECKED_ON,
)

_WITHHELD = frozenset({"vote", "elect", "be_elected"})

MEMBER_PROBATION_RIGHTS_WITHHELD = Parameter[frozenset[str]](
    "member.probation.rights_withheld",
    "预备党员没有的权利",
    "Rights that a probationary member does not have",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (constitution(_WITHHELD, "第七条", verified=False, note=_SECONDARY),),
    _WITHHELD,
    CHECKED_ON,
)

CONVERSION_WRITTEN_APPLICATION = Parameter[bool](
    "conversion.written_application",
    "转正书面申请",
    "A probationary member applies for conversion in writing",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (text_2026(True, "第三十二条"),),
    checked_on=CHECKED_ON,
)

CONVERSION_APPROVAL_DEADLINE = Parameter[int](
    "conversion.approval.deadline",
    "转正审批时限",
    "Months to the approval of a conversion",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        text_2014(3, "第三十四条", verified=False, note=_SECONDARY),
        text_2026(3, "第三十三条", note="No longer limit for special cases was seen here."),
    ),
    checked_on=CHECKED_ON,
)

PARTY_AGE_START = Parameter[str](
    "party_age.start",
    "党龄起算日",
    "Day from which Party age counts: when probation ends and the person becomes a full member",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2026("conversion_date", "第三十三条"),),
    frozenset({"conversion_date"}),
    CHECKED_ON,
)

# Archive

ARCHIVE_REQUIRED = Parameter[bool](
    "development.archive.required",
    "发展材料归档",
    "The materials of development are archived",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (text_2026(True, "第三十六条"),),
    checked_on=CHECKED_ON,
)

ARCHIVE_NO_PERSONNEL_FILE = Parameter[bool](
    "archive.no_personnel_file",
    "无人事档案的建立党员档案",
    "A Party file is kept for a member who has no personnel file",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (education_2019(True, "第二十六条"),),
    checked_on=CHECKED_ON,
)

ELECTRONIC_ARCHIVE_ALLOWED = Parameter[bool](
    "system.electronic_archive_allowed",
    "党员档案可以电子化",
    "Member archives may be electronic, where conditions allow",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FORBIDDEN,
    (education_2019(True, "第二十六条", note="Where conditions allow."),),
    checked_on=CHECKED_ON,
)

STEP_COUNT = Parameter[int](
    "development.step_count",
    "发展党员工作流程步骤数",
    "Number of steps of the flow chart",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(
            25,
            "工作流程图",
            verified=False,
            note="Flow chart of twenty-five steps in five stages; other guides count 29 or 32, so the count is data.",
        ),
        still_2014(25, "工作流程图"),
    ),
    checked_on=CHECKED_ON,
)
