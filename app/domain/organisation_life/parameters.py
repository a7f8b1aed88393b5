"""Figures of organisation life: 三会一课, theme day, organisational life meeting, talks."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, branch_2018, education_2019

__all__ = [
    "ASSEMBLY_INTERVAL",
    "COMMITTEE_INTERVAL",
    "GROUP_INTERVAL",
    "LEADER_DOUBLE_ORG_LIFE",
    "LECTURE_COMMITTEE_SECRETARY_MIN",
    "LECTURE_INTERVAL",
    "LECTURE_VILLAGE_LEADER_INTERVAL",
    "ORG_LIFE_MEETING_MIN",
    "PARTY_WORKER_MONTHLY_INTERVAL",
    "TALK_HEART_TO_HEART_MIN",
    "THEME_DAY_DAY_OF_MONTH",
    "THEME_DAY_MIN",
]

ASSEMBLY_INTERVAL = Parameter[int](
    "meeting.assembly.interval",
    "支部党员大会间隔",
    "Months between branch assemblies",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(3, "第十一条", note="Generally."),),
    checked_on=CHECKED_ON,
)

COMMITTEE_INTERVAL = Parameter[int](
    "meeting.committee.interval",
    "支委会会议间隔",
    "Months between meetings of the branch committee",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(1, "第十二条", note="One excerpt gives 第十一条; the article number is doubtful."),),
    checked_on=CHECKED_ON,
)

GROUP_INTERVAL = Parameter[int](
    "meeting.group.interval",
    "党小组会间隔",
    "Months between meetings of a Party group",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(1, "第十三条", note="The article number is doubtful."),),
    checked_on=CHECKED_ON,
)

LECTURE_INTERVAL = Parameter[int](
    "meeting.lecture.interval",
    "党课间隔",
    "Months between Party lectures",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        branch_2018(
            3,
            verified=False,
            note="Manuals say quarterly; from general knowledge the 2018 text gives no figure for lectures.",
        ),
    ),
    checked_on=CHECKED_ON,
)

LECTURE_COMMITTEE_SECRETARY_MIN = Parameter[int](
    "meeting.lecture.committee_secretary_min",
    "党委书记每年讲党课次数",
    "Lectures a committee secretary gives in a year",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (branch_2018(1, "第十四条", verified=False, note="From general knowledge, without a source seen."),),
    checked_on=CHECKED_ON,
)

LECTURE_VILLAGE_LEADER_INTERVAL = Parameter[int](
    "meeting.lecture.village_leader_interval",
    "包村领导讲党课间隔",
    "Months between lectures of the leader who looks after a village",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

PARTY_WORKER_MONTHLY_INTERVAL = Parameter[int](
    "meeting.party_worker.monthly_interval",
    "党务干部碰头会间隔",
    "Months between meetings of the Party workers",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

THEME_DAY_MIN = Parameter[int](
    "theme_day.min",
    "主题党日每月次数",
    "Theme days in a month",
    Unit.TIMES_PER_MONTH,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (education_2019(1, "第十六条"),),
    checked_on=CHECKED_ON,
)

THEME_DAY_DAY_OF_MONTH = Parameter[int](
    "theme_day.day_of_month",
    "党员活动日日期",
    "Day of the month of the members' day; in February our choice is its last day",
    Unit.DAY_OF_MONTH,
    Comparison.EQUAL,
    Strictness.FIXED,
    checked_on=CHECKED_ON,
)

LEADER_DOUBLE_ORG_LIFE = Parameter[bool](
    "leader.double_org_life",
    "领导干部双重组织生活",
    "Leading cadres take part in organisation life in both places",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (education_2019(True, "第十六条"),),
    checked_on=CHECKED_ON,
)

ORG_LIFE_MEETING_MIN = Parameter[int](
    "org_life_meeting.min",
    "组织生活会每年次数",
    "Organisational life meetings in a year",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (education_2019(1, "第十七条"),),
    checked_on=CHECKED_ON,
)

TALK_HEART_TO_HEART_MIN = Parameter[int](
    "talk.heart_to_heart.min",
    "谈心谈话每年次数",
    "Heart-to-heart talks in a year",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (branch_2018(1, "第十九条", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)
