"""Figures of training: the short concentrated training before admission, certificates, yearly hours, classes.

The concentrated training is met by days *or* class hours (第十七条 of the 2014 and 2026 texts).
"""

from app.domain.shared.clauses import DocumentKey
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, education_2019, text_1990, text_2014, text_2026, undated

__all__ = [
    "ACTIVIST_MAX",
    "ACTIVIST_MIN",
    "CERTIFICATE_VALIDITY_MONTHS",
    "COLLECTIVE_MIN",
    "DAYS_MIN",
    "HOURS_MIN",
    "MEMBER_HOURS_MIN",
    "ORGANISER",
    "PARTY_WORKER_ANNUAL_MIN",
    "PARTY_WORKER_MEETING_INTERVAL",
    "SECRETARY_HOURS_MIN",
    "VALIDITY_CHECKED",
]

DAYS_MIN = Parameter[int](
    "development.training.days_min",
    "短期集中培训天数",
    "Days of the short concentrated training; met by days or by class hours",
    Unit.DAY,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        text_1990(5, verified=False, note="From general knowledge: five to seven days or forty class hours."),
        text_2014(3, "第十七条", verified=False, note="Figure from secondary material; article not seen."),
        text_2026(3, "第十七条", note="Generally; met by days or by class hours."),
    ),
    checked_on=CHECKED_ON,
)

HOURS_MIN = Parameter[int](
    "development.training.hours_min",
    "短期集中培训学时",
    "Class hours of the short concentrated training; the alternative to days",
    Unit.CLASS_HOUR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        text_1990(40, verified=False, note="From general knowledge."),
        text_2014(24, "第十七条", verified=False, note="Figure from secondary material; article not seen."),
        text_2026(24, "第十七条", note="The alternative to three days."),
    ),
    checked_on=CHECKED_ON,
)

_ORGANISERS = frozenset({"grassroots_committee", "county_organisation_department"})

ORGANISER = Parameter[frozenset[str]](
    "development.training.organiser",
    "培训主体",
    "Bodies that may hold the concentrated training",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUBSET,
    (text_2026(_ORGANISERS, "第十七条"),),
    _ORGANISERS,
    CHECKED_ON,
)

VALIDITY_CHECKED = Parameter[bool](
    "development.activist.training_validity_checked",
    "培训过期不发展",
    "Nobody is admitted on a training certificate that has expired",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

CERTIFICATE_VALIDITY_MONTHS = Parameter[int](
    "training.certificate_validity_months",
    "培训结业证有效月数",
    "Months for which a training certificate is valid; no text gives a figure, the adopter sets it",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

MEMBER_HOURS_MIN = Parameter[int](
    "training.member_hours_min",
    "党员每年集中学习培训学时",
    "Class hours of collective study a member has in a year",
    Unit.CLASS_HOURS_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (education_2019(32, "第二十条", note="Generally."),),
    checked_on=CHECKED_ON,
)

SECRETARY_HOURS_MIN = Parameter[int](
    "training.secretary_hours_min",
    "基层党组织书记每年培训学时",
    "Class hours of training a grassroots secretary has in a year",
    Unit.CLASS_HOURS_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        undated(
            56,
            DocumentKey.TRAINING_PLAN,
            verified=False,
            note="From general knowledge. It belongs to the national training plan, not to the 2019 regulation.",
        ),
    ),
    checked_on=CHECKED_ON,
)

COLLECTIVE_MIN = Parameter[int](
    "training.collective.min",
    "全体党员集中培训次数",
    "Collective trainings of all members in a year; another measure than class hours",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

ACTIVIST_MIN = Parameter[int](
    "training.activist.min",
    "积极分子培训班每年期数下限",
    "Fewest classes for activists in a year",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

ACTIVIST_MAX = Parameter[int](
    "training.activist.max",
    "积极分子培训班每年期数上限",
    "Most classes for activists in a year",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

PARTY_WORKER_MEETING_INTERVAL = Parameter[int](
    "training.party_worker.meeting_interval",
    "组织工作例会间隔",
    "Months between meetings on organisation work",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

PARTY_WORKER_ANNUAL_MIN = Parameter[int](
    "training.party_worker.annual_min",
    "党务干部专题培训次数",
    "Trainings for Party workers in a year",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)
