"""Figures of the archive, the last step."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    education_2019,
    text_2026,
)

__all__ = [
    "ARCHIVE_NO_PERSONNEL_FILE",
    "ARCHIVE_REQUIRED",
    "ELECTRONIC_ARCHIVE_ALLOWED",
]

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
