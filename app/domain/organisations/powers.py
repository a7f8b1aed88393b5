"""Who may hold the power to approve members.

A grassroots committee may; a general branch, a leading group, a temporary body and a committee that stands under a
township or street may not (发展党员工作细则 第二十四条, flags and their verification in the parameters).
"""

from datetime import date

from app.domain.organisations.facts import (
    COMMITTEE_LIKE,
    TEMPORARY,
    Classification,
    OrganisationFacts,
    OrganisationKind,
)
from app.domain.organisations.parameters import (
    APPROVAL_GENERAL_BRANCH_MAY_APPROVE,
    APPROVAL_PARTY_GROUP_MAY_APPROVE,
    APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE,
    APPROVAL_TEMPORARY_ORG_MAY_ADMIT,
)
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law, Parameter
from app.domain.shared.verdict import Verdict, held, judged, refused

__all__ = ["TOWNSHIPS", "may_hold_approval_power"]

TOWNSHIPS = frozenset({Classification.TOWNSHIP, Classification.STREET})
"""Committees whose own sub-committees only review what they approve."""


def may_hold_approval_power(body: OrganisationFacts, law: Law, on: date) -> Verdict:
    """Judge whether *body* may be given the approval power on *on*."""
    if body.kind is OrganisationKind.GENERAL_BRANCH:
        return _flag(APPROVAL_GENERAL_BRANCH_MAY_APPROVE, "organisations.power-general-branch", law, on)
    if body.kind is OrganisationKind.LEADING_GROUP:
        return _flag(APPROVAL_PARTY_GROUP_MAY_APPROVE, "organisations.power-leading-group", law, on)
    if body.kind in TEMPORARY:
        return _flag(APPROVAL_TEMPORARY_ORG_MAY_ADMIT, "organisations.power-temporary", law, on)
    if body.kind is OrganisationKind.SUB_COMMITTEE and body.parent_classification in TOWNSHIPS:
        return _flag(APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE, "organisations.power-under-township", law, on)
    if body.kind in COMMITTEE_LIKE:
        return held("organisations.power", measured=body.kind.value)
    return refused("organisations.power", OUR_CHOICE, measured=body.kind.value, pointer="/approval_power")


def _flag(parameter: Parameter[bool], code: str, law: Law, on: date) -> Verdict:
    value = law.value(parameter, on)
    if value is None:
        return refused(code, OUR_CHOICE, pointer="/approval_power")
    return judged(value.value, code, value, measured=True, pointer="/approval_power")
