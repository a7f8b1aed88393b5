"""Figures of stage 3: opinions, consent and filing, sponsors."""

from app.domain.development.parameters._notes import ADDED_2014, SECONDARY
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    constitution,
    still_2014,
    text_1990,
    text_2014,
    text_2026,
)

__all__ = [
    "LOCAL_SYSTEMS",
    "OBJECT_FILED_WITH_UPPER",
    "OBJECT_OPINIONS_FROM",
    "OBJECT_UPPER_CONSENT",
    "SPONSORS_BARRED",
    "SPONSORS_COUNT",
    "SPONSORS_DEFAULT_SOURCE",
]

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
        text_2014(True, "第十三条", verified=False, note=ADDED_2014),
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
        text_2014(2, "第十四条", verified=False, note=SECONDARY),
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
    (text_2014(_BARRED, "第十五条", verified=False, note=SECONDARY), still_2014(_BARRED, "第十五条")),
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
