"""Figures of stage 2: nomination, contact persons, half-yearly reviews, cultivation."""

from app.domain.development.parameters._notes import ADDED_2014, SECONDARY
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
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
]

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
        text_2014(True, "第八条", verified=False, note=ADDED_2014),
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
    (text_2014(2, "第九条", verified=False, note=SECONDARY), text_2026(2, "第九条")),
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
        text_2014(6, "第十一条", verified=False, note=SECONDARY),
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
    (text_2014(12, "第十三条", verified=False, note=SECONDARY), text_2026(12, "第十三条")),
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
            True, "第十二条", verified=False, note=f"{SECONDARY} The receiving organisation checks the file first."
        ),
        still_2014(True, "第十二条", note="The receiving organisation checks the file first."),
    ),
    checked_on=CHECKED_ON,
)
