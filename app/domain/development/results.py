"""What came of a step, read off its acts: a lost vote or a refusal is a result, and no refusal of the step."""

from collections.abc import Callable, Mapping

from app.domain.ballots.facts import BallotOutcome
from app.domain.ballots.parameters import APPROVAL_SHARE
from app.domain.development.casefile import CaseFile, LawOf, Outcome
from app.domain.development.facts import (
    AdmissionApproval,
    ApprovalDecision,
    ConversionApproval,
    ObjectFiling,
    ObjectReply,
    PaperAssemblyKind,
    PreReviewResult,
    Proposal,
)
from app.domain.development.gates.common import proposal
from app.domain.meetings.facts import MeetingKind
from app.domain.shared.shares import exceeds

__all__ = ["RESULTS", "Result"]

Result = Callable[[CaseFile, LawOf], Outcome | None]
"""Reads the outcome; None while the act is missing."""


def _assembly(file: CaseFile, laws: LawOf, kind: MeetingKind, about: PaperAssemblyKind) -> Outcome | None:
    meeting = file.assembly(kind)
    if meeting is not None:
        ballot = file.ballot_of(meeting)
        if ballot is None or ballot.outcome is None:
            return None
        return Outcome.REJECTED if ballot.outcome is BallotOutcome.LOST else Outcome.PASSED
    paper = file.paper_assembly(about)
    if paper is None:
        return None
    fact, figures = paper
    share = laws(fact.happened_on).value(APPROVAL_SHARE, fact.happened_on)
    carried = share is None or exceeds(figures.approve, figures.entitled, share.value)
    return Outcome.PASSED if carried else Outcome.REJECTED


def _admission_ballot(file: CaseFile, laws: LawOf) -> Outcome | None:
    return _assembly(file, laws, MeetingKind.ADMISSION, PaperAssemblyKind.ADMISSION)


def _conversion_ballot(file: CaseFile, laws: LawOf) -> Outcome | None:
    return _assembly(file, laws, MeetingKind.CONVERSION, PaperAssemblyKind.CONVERSION)


def _object_reply(file: CaseFile, laws: LawOf) -> Outcome | None:
    found = file.latest(ObjectFiling)
    if found is None:
        return None
    return Outcome.REFUSED if found[1].reply is ObjectReply.REFUSED else Outcome.PASSED


def _prereview_result(file: CaseFile, laws: LawOf) -> Outcome | None:
    found = file.latest(PreReviewResult)
    if found is None:
        return None
    return Outcome.PASSED if found[1].passed else Outcome.REFUSED


def _admission_approval(file: CaseFile, laws: LawOf) -> Outcome | None:
    found = file.latest(AdmissionApproval)
    if found is None:
        return None
    return Outcome.PASSED if found[1].decision is ApprovalDecision.APPROVE else Outcome.REFUSED


_BY_PROPOSAL = {
    Proposal.CONVERT: Outcome.PASSED,
    Proposal.EXTEND: Outcome.EXTENDED,
    Proposal.CANCEL: Outcome.CANCELLED,
}


def _conversion_approval(file: CaseFile, laws: LawOf) -> Outcome | None:
    found = file.latest(ConversionApproval)
    if found is None:
        return None
    if found[1].decision is ApprovalDecision.REFUSE:
        return Outcome.REFUSED
    asked = proposal(file, found[0].happened_on)
    return _BY_PROPOSAL[asked] if asked is not None else None


RESULTS: Mapping[str, Result] = {
    "object_reply": _object_reply,
    "prereview_result": _prereview_result,
    "admission_ballot": _admission_ballot,
    "admission_approval": _admission_approval,
    "conversion_ballot": _conversion_ballot,
    "conversion_approval": _conversion_approval,
}
