"""How large a branch may be and what it then needs: findings, of which only the founding number stops anything.

Sources: 党章 第三十条 and 支部工作条例 第二章 (three full members to found, generally at most fifty members, joint branches),
第六章 (a committee from seven full members, its size; a secretary and at most one deputy below that).
``generally`` figures are findings for the body above, never refusals.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from app.domain.organisations.facts import BRANCH_LIKE, TEMPORARY, CommitteeFacts, CommitteePost, OrganisationKind
from app.domain.organisations.parameters import (
    BRANCH_COMMITTEE_MEMBER_GROUPS_MAX,
    BRANCH_COMMITTEE_MEMBER_GROUPS_MIN,
    BRANCH_COMMITTEE_SIZE_MAX,
    BRANCH_COMMITTEE_SIZE_MIN,
    BRANCH_COMMITTEE_SIZE_USUAL_MAX,
    BRANCH_COMMITTEE_THRESHOLD,
    BRANCH_FULL_MEMBERS_MIN,
    BRANCH_GROUP_LEADER_COUNT,
    BRANCH_JOINT_UNITS_MAX,
    BRANCH_MEMBERS_MAX,
    BRANCH_SMALL_DEPUTY_MAX,
    FULL_MEMBERS_MIN,
)
from app.domain.shared.parameters import Comparison, Law, Parameter
from app.domain.shared.verdict import SATISFIED, Verdict, judged

__all__ = [
    "branch_findings",
    "committee_findings",
    "enough_to_found",
    "group_care_findings",
    "group_leader_findings",
]


def _against(parameter: Parameter[int], measured: int, code: str, law: Law, on: date, pointer: str = "") -> Verdict:
    """Hold *measured* against the parameter's own comparison; no figure, nothing to find."""
    value = law.value(parameter, on)
    if value is None:
        return SATISFIED
    at_least = parameter.comparison is Comparison.AT_LEAST
    ok = measured >= value.value if at_least else measured <= value.value
    return judged(ok, code, value, measured=measured, pointer=pointer or None)


def enough_to_found(kind: OrganisationKind, full_members: int, law: Law, on: date) -> Verdict:
    """Judge whether a branch may be founded with *full_members* (temporary bodies hold no membership of their own)."""
    if kind not in BRANCH_LIKE or kind in TEMPORARY:
        return SATISFIED
    return _full_members_enough(full_members, law, on, "/full_member_ids")


def _full_members_enough(full_members: int, law: Law, on: date, pointer: str = "") -> Verdict:
    """Hold the number against the figure for branches and the Constitution's for any basic organisation: the higher one."""
    figures = [v for q in (BRANCH_FULL_MEMBERS_MIN, FULL_MEMBERS_MIN) if (v := law.value(q, on)) is not None]
    if not figures:
        return SATISFIED
    parameter = max(figures, key=lambda value: value.value).parameter
    return _against(parameter, full_members, "organisations.branch-too-small", law, on, pointer)


def branch_findings(kind: OrganisationKind, members: int, full_members: int, units: int, law: Law, on: date) -> Verdict:
    """Find what is unusual about a standing branch's size."""
    if kind not in BRANCH_LIKE:
        return SATISFIED
    verdict = _against(BRANCH_MEMBERS_MAX, members, "organisations.branch-too-large", law, on)
    if kind not in TEMPORARY:
        verdict &= _full_members_enough(full_members, law, on)
    if kind is OrganisationKind.JOINT_BRANCH:
        verdict &= _against(BRANCH_JOINT_UNITS_MAX, units, "organisations.joint-units", law, on)
    return verdict


def committee_findings(committee: CommitteeFacts | None, full_members: int, law: Law, on: date) -> Verdict:
    """Find whether a branch has the committee that its number asks for: one from the threshold, none below it."""
    threshold = law.value(BRANCH_COMMITTEE_THRESHOLD, on)
    if threshold is None:
        return SATISFIED
    posts = Counter(post for _, post in committee.members) if committee else Counter[CommitteePost]()
    seated = len(committee.committee_members) if committee else 0
    if full_members >= threshold.value:
        return (
            judged(seated > 0, "organisations.committee-needed", threshold, measured=full_members)
            & _against(BRANCH_COMMITTEE_SIZE_MIN, seated, "organisations.committee-too-small", law, on)
            & _against(BRANCH_COMMITTEE_SIZE_USUAL_MAX, seated, "organisations.committee-above-usual", law, on)
            & _against(BRANCH_COMMITTEE_SIZE_MAX, seated, "organisations.committee-too-large", law, on)
        )
    return _against(
        BRANCH_SMALL_DEPUTY_MAX,
        posts[CommitteePost.DEPUTY_SECRETARY],
        "organisations.small-branch-deputies",
        law,
        on,
    )


def group_care_findings(groups_of: Mapping[UUID, int], law: Law, on: date) -> Verdict:
    """Find committee members who look after too few or too many groups (only where a profile sets the figures)."""
    verdict = SATISFIED
    for groups in groups_of.values():
        verdict &= _against(
            BRANCH_COMMITTEE_MEMBER_GROUPS_MIN, groups, "organisations.group-care-too-few", law, on
        ) & _against(BRANCH_COMMITTEE_MEMBER_GROUPS_MAX, groups, "organisations.group-care-too-many", law, on)
    return verdict


def group_leader_findings(leaders: int, law: Law, on: date) -> Verdict:
    """Find whether a group has the leaders that a profile asks for."""
    value = law.value(BRANCH_GROUP_LEADER_COUNT, on)
    if value is None:
        return SATISFIED
    return judged(leaders == value.value, "organisations.group-leaders", value, measured=leaders)
