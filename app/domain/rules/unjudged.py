"""Figures that no rule judges, each with the reason: a figure without a rule is a hole, unless somebody says why.

Three reasons there are. A *definition* is built into the model and nothing can contradict it: the day from which probation runs,
the length of a citizen number. A *preference* or a figure whose facts nobody records can be read and adopted, and stands in
nobody's way. All the others belong to areas whose records are still to come. A test holds this list against the code.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

__all__ = ["LATER_AREAS", "UNJUDGED", "is_judged"]

LATER_AREAS = frozenset({"organisation_life", "floating", "appraisal", "care", "dues", "planning", "inspections"})
"""Areas that hold their figures and no records yet."""

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "A definition that the model is built on; tests hold the model against it.",
        (
            "data.citizen_id.length",
            "data.citizen_id.checksum",
            "data.sex.codes",
            "data.ethnic.count",
            "data.education.code_length",
            "membership.acquired_on",
            "party_age.start",
            "probation.start",
            "development.poll.options",
            "development.step_count",
            "development.archive.required",
            "calendar.working_days",
            "calendar.makeup_days",
        ),
    ),
    (
        "The same duty as election.rights.full_members_only, whose text was read: that one is judged.",
        ("member.probation.rights_withheld",),
    ),
    (
        "It admits everything that can be recorded, or its limits were not read, so that nothing is refused by it.",
        (
            "development.application.received_by",
            "development.sponsors.default_source",
            "system.electronic_archive_allowed",
            "branch.temporary.condition",
            "disposal.kinds",
            "discipline.kinds",
        ),
    ),
    ("A preference or a description, not a condition.", ("development.priority.age_max", "development.local_systems")),
    (
        "The facts are not recorded yet: requests to found a branch, the end of a project, posts of staff, delegates, codes of units.",
        (
            "branch.establishment.reply_deadline",
            "branch.project.months_min",
            "staff.system_secretary",
            "staff.township_organiser_max",
            "staff.township_organiser_min",
            "election.delegates.members_threshold",
            "election.delegates.number_max",
            "election.delegates.number_min",
            "election.delegates.number_usual_max",
            "data.uscc.length",
        ),
    ),
    (
        "For areas to come: dues and disposal at temporary branches, disposal and its terms, stopping a membership, transfers between counties.",
        (
            "branch.temporary.may_collect_dues",
            "branch.temporary.may_discipline",
            "disposal.auto_exit.months",
            "disposal.correction.months_max",
            "membership.stop.abroad_years",
            "membership.stop.lost_contact_months",
            "transfer.required_after_months",
            "transfer.direct_nationwide",
            "transfer.sender_responsible_until_accepted",
            "transfer.refusal_without_reason",
            "transfer.letter.validity_days_max",
            "transfer.letter.receipt_required",
            "graduate.retention_years_max",
        ),
    ),
    (
        "For the yearly education of members, whose classes and hours are not recorded yet.",
        (
            "training.member_hours_min",
            "training.secretary_hours_min",
            "training.collective.min",
            "training.activist.min",
            "training.activist.max",
            "training.party_worker.meeting_interval",
            "training.party_worker.annual_min",
        ),
    ),
)


def _by_id() -> Iterator[tuple[str, str]]:
    for reason, ids in _GROUPS:
        for parameter_id in ids:
            yield parameter_id, reason


UNJUDGED: Mapping[str, str] = MappingProxyType(dict(_by_id()))
"""Why a figure of an area that has records is judged by no rule."""


def is_judged(parameter_id: str, area: str) -> bool:
    """Tell whether a rule judges something by the figure."""
    return area not in LATER_AREAS and parameter_id not in UNJUDGED
