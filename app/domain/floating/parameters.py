"""Figures of floating members: who is one, contact, reports, permits, branches of floating members, members abroad."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, education_2019, floating_2024

__all__ = [
    "ABROAD_CONTACT_INTERVAL",
    "APPRAISAL_AT_INFLOW",
    "APPRAISAL_SEASON",
    "ARRIVAL_REPORT",
    "BRANCH_MEMBERS_MIN",
    "CONTACT_AFTER_MONTHS",
    "CONTACT_INTERVAL",
    "CONTACT_PERSON_RATIO",
    "DEFINITION_MONTHS",
    "MANAGEMENT_LEVELS",
    "ORG_LIFE_TOPIC_INTERVAL",
    "PERMIT_MONTHS_MAX",
    "PERMIT_REQUIRED",
    "REGISTER_AFTER_MONTHS",
    "REGISTRATION_BOTH_ENDS",
    "REPORT_INTERVAL",
    "RURAL_CONTACT_PERSON",
    "TALK_ON_DEPARTURE_AND_RETURN",
    "TRAINING_INTERVAL",
    "TRANSFER_IF_POSSIBLE",
]

DEFINITION_MONTHS = Parameter[int](
    "floating.definition_months",
    "流动党员界定月数",
    "Months away, continuously and without transfer, that make a floating member",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (
        floating_2024(
            6, note="Unable to take part at the own branch, membership not transferred; dated by the day of the report."
        ),
    ),
    checked_on=CHECKED_ON,
)

REGISTRATION_BOTH_ENDS = Parameter[bool](
    "floating.registration_both_ends",
    "流出流入双向登记",
    "Both the outflow and the inflow are registered",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (floating_2024(True, note="Through the national member system."),),
    checked_on=CHECKED_ON,
)

TRANSFER_IF_POSSIBLE = Parameter[bool](
    "floating.transfer_if_possible",
    "应转尽转",
    "Membership is transferred wherever it can be",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (floating_2024(True),),
    checked_on=CHECKED_ON,
)

CONTACT_AFTER_MONTHS = Parameter[int](
    "floating.contact_after_months",
    "流动党员联系管理起始月数",
    "Months out after which regular contact is kept",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.LOWER,
    (
        education_2019(
            6, "第三十二条", note="Out and not transferred; regular contact, without a figure for the interval."
        ),
    ),
    checked_on=CHECKED_ON,
)

APPRAISAL_AT_INFLOW = Parameter[bool](
    "floating.appraisal_at_inflow",
    "在流入地参加民主评议",
    "Floating members are appraised where they are",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (education_2019(True, "第三十二条"),),
    checked_on=CHECKED_ON,
)

RURAL_CONTACT_PERSON = Parameter[bool](
    "floating.rural_contact_person",
    "农村支部专人联系",
    "A rural branch names a contact person",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (education_2019(True, "第三十三条", note="No interval is given."),),
    checked_on=CHECKED_ON,
)

CONTACT_INTERVAL = Parameter[int](
    "floating.contact_interval",
    "流动党员联系间隔",
    "Months between contacts of the contact person",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

CONTACT_PERSON_RATIO = Parameter[int](
    "floating.contact_person_ratio",
    "每名流动党员联系人数",
    "Contact persons for each floating member",
    Unit.PERSON,
    Comparison.EQUAL,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

REPORT_INTERVAL = Parameter[int](
    "floating.report_interval",
    "流动党员汇报间隔",
    "Months between reports of a floating member",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

ARRIVAL_REPORT = Parameter[str](
    "floating.arrival_report",
    "到达后报联系方式",
    "When contact details are reported after arrival; no figure",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    choices=frozenset({"immediately"}),
    checked_on=CHECKED_ON,
)

REGISTER_AFTER_MONTHS = Parameter[int](
    "floating.register_after_months",
    "外出登记造册月数",
    "Months out after which the member is entered in the register",
    Unit.MONTH,
    Comparison.MORE_THAN,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

TALK_ON_DEPARTURE_AND_RETURN = Parameter[bool](
    "floating.talk_on_departure_and_return",
    "外出、返回谈话",
    "The branch talks with the member before leaving and after the return",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

PERMIT_REQUIRED = Parameter[bool](
    "floating.permit_required",
    "流动党员活动证",
    "A floating member carries an activity permit",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

PERMIT_MONTHS_MAX = Parameter[int](
    "floating.permit.months_max",
    "办理活动证的外出月数",
    "Months out for which a permit is issued; longer where a transfer is not yet possible",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

TRAINING_INTERVAL = Parameter[int](
    "floating.training.interval",
    "外来流动党员培训间隔",
    "Months between trainings of incoming members",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

ORG_LIFE_TOPIC_INTERVAL = Parameter[int](
    "floating.org_life_topic_interval",
    "流动党支部组织生活专题间隔",
    "Months between topical meetings of a floating branch",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

APPRAISAL_SEASON = Parameter[str](
    "floating.appraisal.season",
    "流动党员评议时间",
    "Season of the yearly appraisal of floating members",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    choices=frozenset({"spring_festival"}),
    checked_on=CHECKED_ON,
)

BRANCH_MEMBERS_MIN = Parameter[int](
    "floating.branch.members_min",
    "成立流动党员党支部人数",
    "Floating members from which they form a branch of floating members",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

MANAGEMENT_LEVELS = Parameter[int](
    "floating.management_levels",
    "流动党员管理网络级数",
    "Levels of the network: general branch, branch, group",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.FIXED,
    checked_on=CHECKED_ON,
)

ABROAD_CONTACT_INTERVAL = Parameter[int](
    "abroad.contact_interval",
    "出国党员联系间隔",
    "Months between contacts of a member abroad",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (education_2019(6, "第三十四条"),),
    checked_on=CHECKED_ON,
)
