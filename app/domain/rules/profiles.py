"""The four profiles that ship with the project: what places of one county have adopted, as data.

A profile is adopted as a whole by a decision of an organisation; single values may be replaced by stricter ones. A value
that is ``None`` was not readable in the practice: the adopter must give it, or the profile can't be adopted.

Left out on purpose: a street's three grades of appraisal (the national four stand), a town's narrower duty to transfer
membership (laxer than 第二十五条 of the 2019 regulation), and the count of three stamping departments of an institution,
one of which was family planning, out of date and not among the national contents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from app.domain.rules.registry import PARAMETERS, AnyParameter
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.parameters import ValueType

__all__ = ["PROFILES", "Profile", "ProfileValue"]


@dataclass(frozen=True, slots=True)
class ProfileValue:
    """One value of a profile; ``None`` is to be set by the adopter."""

    parameter_id: str
    value: ValueType | None
    note: str = ""

    @property
    def parameter(self) -> AnyParameter:
        """The parameter that the value is for."""
        return PARAMETERS[self.parameter_id]


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of local values with the practice that it was taken from."""

    key: str
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str
    document: DocumentKey
    values: tuple[ProfileValue, ...]

    @property
    def clause(self) -> Clause:
        """Where the values come from; the practices number no articles."""
        return Clause(self.document)

    @property
    def to_be_set(self) -> tuple[str, ...]:
        """Ids of the values that the adopter must give."""
        return tuple(v.parameter_id for v in self.values if v.value is None)


def _v(parameter_id: str, value: ValueType | None, note: str = "") -> ProfileValue:
    if parameter_id not in PARAMETERS:
        raise ValueError(f"a profile names an unknown parameter: {parameter_id}")
    return ProfileValue(parameter_id, value, note)


_REDACTED = "The practice sets a share, but it can't be read; the adopter gives it."

_INSTITUTION = Profile(
    "institution",
    "机关单位发展党员做法",
    "Institution: scores, polls and seven working days",
    "量化考核八十分以上；民意测验党员参加八成、群众参加两成以上，优秀票八成以上、差票一成以下；公示七个工作日；培训过期不发展；考察公告提前一天。",
    "Score of 80 or more; a poll with at least 80 % of the members and 20 % of the masses, at least 80 % excellent and at "
    "most 10 % poor; seven working days of publicity; valid training; an inspection notice one day ahead.",
    DocumentKey.PROFILE_INSTITUTION,
    (
        _v("development.publicity.working_days", 7, "Written as seven working days; kept as at least seven."),
        _v("development.notice.lead_days", 1, "Posted before inspection, admission and conversion."),
        _v("development.score.daily_min", 80),
        _v("development.score.honours_years", 3),
        _v("development.poll.member_share", Fraction(4, 5), "Of all members of the branch."),
        _v("development.poll.mass_share", Fraction(1, 5), "The practice does not define the base of the masses."),
        _v("development.poll.options", frozenset({"excellent", "average", "poor"})),
        _v("development.poll.excellent_share", Fraction(4, 5), "Exactly 80 % passes."),
        _v("development.poll.poor_share", Fraction(1, 10), "Exactly 10 % passes."),
        _v("development.poll.dimensions", 4),
        _v(
            "development.activist.review_interval",
            6,
            "Thought report and review before the branch assembly: the national interval with a wider audience.",
        ),
        _v(
            "development.activist.training_validity_checked",
            True,
            "The practice names no validity period: the certificate's own last day counts, or the months that the "
            "adopter sets in training.certificate_validity_months.",
        ),
        _v("development.prereview.talk_by_org_department", True),
        _v(
            "political_review.departments",
            frozenset({"discipline_inspection", "public_security"}),
            "A third stamp, family planning, is out of date and left out.",
        ),
        _v("development.priority.age_max", 35, "A preference for people under 35, not a condition."),
        _v("guidance.monthly", 1),
        _v("assessment.quarterly", 3),
        _v("assessment.half_yearly", 6),
    ),
)

_STREET = Profile(
    "street",
    "街道票决与公示做法",
    "Street: supervised secret ballots and publicity at every site",
    "支部大会由上级派一至二名监督员到场，无监督议程无效，监督员可中止票决并谈话；只用无记名投票；在户籍地、居住地、现单位、原单位公示，拍照存档并出具证明。评议三项比例须由采用单位填定。",
    "One or two supervisors at every assembly, void without them under the local rule; they may suspend the vote and talk "
    "afterwards; secret ballot only; publicity at every site kind that applies, with photographs and certificates. Three "
    "shares of the evaluation must be set by the adopter.",
    DocumentKey.PROFILE_STREET,
    (
        _v("development.assembly.supervisors_min", 1),
        _v("development.assembly.supervisors_max", 2),
        _v(
            "development.assembly.void_without_supervisor",
            True,
            "A local ground: the national text does not make such an assembly void.",
        ),
        _v("development.assembly.supervisor_may_suspend", True, "The assembly is held again on another day."),
        _v("development.assembly.notify_upper_in_advance", True, "No lead time is given."),
        _v(
            "development.assembly.post_vote_talks",
            True,
            "How many members is not given, nor which vote: here both, on admission and on conversion (ours).",
        ),
        _v("development.ballot.show_of_hands_allowed", False, "Agrees with the national secret ballot."),
        _v(
            "development.ballot.approval_share",
            Fraction(1, 2),
            "The practice says over half without a denominator; the national one is used.",
        ),
        _v("development.evaluation.scope_share", None, _REDACTED),
        _v("development.evaluation.full_member_participation_share", None, _REDACTED),
        _v("development.evaluation.approval_share", None, _REDACTED),
        _v(
            "development.publicity.sites",
            frozenset({"unit_or_residence", "household_registration", "residence", "current_unit", "former_unit"}),
            "Every kind that applies to the person; the national text asks for one. Notices of conversion too (ours).",
        ),
        _v("development.publicity.site_kinds", 4, "Only the kinds that apply to the person."),
        _v("development.publicity.extra_contents", frozenset({"evaluation_result", "work_unit", "conduct"})),
        _v(
            "development.publicity.contact_fields",
            frozenset({"office_address", "postcode", "telephone", "deputy_director_name"}),
        ),
        _v("development.publicity.photo_record", True),
        _v("development.publicity.site_certificate", True),
        _v("training.collective.min", 1),
        _v("meeting.lecture.village_leader_interval", 3),
        _v("meeting.lecture.interval", 1, "The branch secretary's lecture, monthly."),
        _v("branch.committee_member.groups_min", 3),
        _v("branch.committee_member.groups_max", 5),
        _v("branch.group.leader_count", 1),
        _v("appraisal.frequency", 1, "At the end of the year."),
    ),
)

_TOWN = Profile(
    "town",
    "镇流动党员管理做法",
    "Town: floating members in branches of their own",
    "三名以上流动党员成立流动党支部；联系人一对一，每季联系一次；每半年汇报；到达后即报联系方式；外出六个月以内办理活动证。",
    "Three floating members form a branch; one contact person each, in touch every quarter; reports every half year; "
    "contact details at once after arrival; permits for stays of up to six months.",
    DocumentKey.PROFILE_TOWN,
    (
        _v(
            "floating.branch.members_min",
            3,
            "Called a temporary branch there; nationally those are for task bodies, so it is a branch of floating members.",
        ),
        _v("floating.contact_interval", 3),
        _v("floating.contact_person_ratio", 1),
        _v("floating.report_interval", 6),
        _v("floating.arrival_report", "immediately", "No figure is given."),
        _v("floating.permit.months_max", 6, "Also for longer stays where a transfer is not yet possible."),
        _v("floating.org_life_topic_interval", 3),
        _v("floating.management_levels", 3),
    ),
)

_COMMUNITY = Profile(
    "community",
    "社区流动党员管理做法",
    "Community: register early, talk before leaving and on return",
    "外出超过三个月登记造册；半年汇报一次；外出、返回必谈话；持活动证；每月三十日为党员活动日；外来流动党员每月培训；春节期间评议。",
    "Registered when out for more than three months; reports every half year; talks before leaving and on return; a "
    "permit; members' day on the 30th; monthly training of incoming members; appraisal around the Spring Festival.",
    DocumentKey.PROFILE_COMMUNITY,
    (
        _v("floating.register_after_months", 3),
        _v("floating.report_interval", 6),
        _v("floating.talk_on_departure_and_return", True),
        _v("floating.permit_required", True, "With a leave request and a named contact."),
        _v("theme_day.day_of_month", 30, "February has no day 30; its last day is our answer."),
        _v("floating.training.interval", 1),
        _v("floating.appraisal.season", "spring_festival", "Once a year."),
    ),
)

PROFILES: Mapping[str, Profile] = MappingProxyType({p.key: p for p in (_INSTITUTION, _STREET, _TOWN, _COMMUNITY)})
