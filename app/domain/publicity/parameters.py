"""Figures of publicity (公示): how long, where, with which contents and evidence.

The 2014 text sets no period; the 2026 revision (第十三条) brings the first national floor. What a locality adds (all
site kinds, photographs, certificates) has no national history and comes with a profile.
"""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, ours, text_2014, text_2026

__all__ = [
    "CONTACT_FIELDS",
    "EXTRA_CONTENTS",
    "NOTICE_LEAD_DAYS",
    "PHOTO_RECORD",
    "POSTING_DAY_COUNTS",
    "SITES",
    "SITE_CERTIFICATE",
    "SITE_KINDS",
    "WORKING_DAYS",
]

WORKING_DAYS = Parameter[int](
    "development.publicity.working_days",
    "公示期（工作日）",
    "Length of the publicity period in working days",
    Unit.WORKING_DAY,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        text_2014(
            None,
            verified=False,
            note="The 2014 text sets no period; five working days were common local practice but no floor.",
        ),
        text_2026(
            5, "第十三条", note="First national floor; the publicity comes before the listing as development object."
        ),
    ),
    checked_on=CHECKED_ON,
)

SITES = Parameter[frozenset[str]](
    "development.publicity.sites",
    "公示地点",
    "Site kinds at which the notice is posted, as far as they apply to the person",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    (
        text_2026(
            frozenset({"unit_or_residence"}),
            "第十三条",
            note="Nationally one is enough: the work or study unit, or the place of residence. A local list keeps this "
            "entry and adds the kinds of which every one that applies is asked for.",
        ),
    ),
    frozenset({"unit_or_residence", "household_registration", "residence", "current_unit", "former_unit"}),
    CHECKED_ON,
)

SITE_KINDS = Parameter[int](
    "development.publicity.site_kinds",
    "公示地点种类数",
    "Number of site kinds on the local list; only those that apply to the person are asked for",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

EXTRA_CONTENTS = Parameter[frozenset[str]](
    "development.publicity.extra_contents",
    "公示增加内容",
    "Contents of the notice beyond the usual ones",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    choices=frozenset({"evaluation_result", "work_unit", "conduct"}),
    checked_on=CHECKED_ON,
)

CONTACT_FIELDS = Parameter[frozenset[str]](
    "development.publicity.contact_fields",
    "公示联系方式",
    "Ways of reaching the receiving office that the notice names",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.SUPERSET,
    choices=frozenset({"office_address", "postcode", "telephone", "deputy_director_name"}),
    checked_on=CHECKED_ON,
)

PHOTO_RECORD = Parameter[bool](
    "development.publicity.photo_record",
    "公示拍照存档",
    "A photograph of every posted notice is kept on file",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

SITE_CERTIFICATE = Parameter[bool](
    "development.publicity.site_certificate",
    "公示地党组织出具证明",
    "The Party organisation of each site certifies the posting",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    checked_on=CHECKED_ON,
)

NOTICE_LEAD_DAYS = Parameter[int](
    "development.notice.lead_days",
    "考察公告提前天数",
    "Days by which the inspection notice precedes the inspection, the admission and the conversion",
    Unit.DAY,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

POSTING_DAY_COUNTS = Parameter[bool](
    "publicity.posting_day_counts",
    "张贴当日计入公示期",
    "The day of posting counts as a day of the period",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FORBIDDEN,
    (ours(False, "No clause decides; we do not count the day of posting, which is the longer reading."),),
    checked_on=CHECKED_ON,
)
