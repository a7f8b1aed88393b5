"""Figures of the political review.

Which departments reply is configured by an adopting organisation; none is built in. The family-planning reply that some
places once asked for is out of date and not among the national contents (2014 text, 第十六条).
"""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, still_2014, text_2014, text_2026

__all__ = ["CONTENTS", "DEPARTMENTS", "FLOATING_CONSULT", "REQUIRED", "STAMPED_DEPARTMENTS"]

REQUIRED = Parameter[bool](
    "development.political_review.required",
    "政治审查",
    "A passed political review is needed for admission",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (text_2026(True, "第十六条", note="No review, or a failed one, bars admission."),),
    checked_on=CHECKED_ON,
)

_CONTENTS = frozenset({"line_attitude", "political_history", "law_and_morals", "relatives"})

CONTENTS = Parameter[frozenset[str]](
    "development.political_review.contents",
    "政治审查内容",
    "Content groups of the political review",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    (
        text_2014(_CONTENTS, "第十六条", note="Four groups; family planning is not among them."),
        still_2014(_CONTENTS, "第十六条"),
    ),
    _CONTENTS,
    CHECKED_ON,
)

_CONSULTED = frozenset({"household_registration_org", "residence_org"})

FLOATING_CONSULT = Parameter[frozenset[str]](
    "development.political_review.floating_consult",
    "流动人员政治审查征求意见的组织",
    "Organisations asked about a floating person",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    (text_2014(_CONSULTED, "第十六条"), still_2014(_CONSULTED, "第十六条")),
    _CONSULTED,
    CHECKED_ON,
)

DEPARTMENTS = Parameter[frozenset[str]](
    "political_review.departments",
    "政治审查回函部门",
    "Departments whose stamped reply is asked for; codes chosen by the adopter, none nationally",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    checked_on=CHECKED_ON,
)

STAMPED_DEPARTMENTS = Parameter[int](
    "development.political_review.stamped_departments",
    "政审盖章部门数",
    "Fewest departments that stamp the review; which ones is said by political_review.departments",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)
