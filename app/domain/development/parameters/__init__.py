"""Figures of member development: application, cultivation, sponsors, pre-review, approval, probation, conversion.

Sources: the rules on developing Party members of 1990 (trial), 2014 and 2026, and the Party Constitution of 2022. Where
the record holds no entry for the days of a text there is none here either; see docs/rules.md for clauses that the 2014
text had and whose place in the 2026 text has not been seen. One module per stage of the step table, and the archive.
"""

from app.domain.development.parameters import activist, admission, application, archive, development_object, probation
from app.domain.development.parameters.activist import *  # noqa: F403
from app.domain.development.parameters.admission import *  # noqa: F403
from app.domain.development.parameters.application import *  # noqa: F403
from app.domain.development.parameters.archive import *  # noqa: F403
from app.domain.development.parameters.development_object import *  # noqa: F403
from app.domain.development.parameters.probation import *  # noqa: F403
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, still_2014, text_2014

__all__ = [
    "STEP_COUNT",
    *application.__all__,
    *activist.__all__,
    *development_object.__all__,
    *admission.__all__,
    *probation.__all__,
    *archive.__all__,
]

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
