"""Where each step's act, and with it its day, comes from: a fact of the case, or an act of another area.

The day of a step is never typed in: it is the day of its act, so that the law of the right day applies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.domain.development.casefile import CaseFile, Completion
from app.domain.development.facts import KINDS, Fact, PaperAssemblyKind, PaperPoliticalReview
from app.domain.development.gates.joined import certificates
from app.domain.development.procedure import Step
from app.domain.development.steps import STEPS
from app.domain.meetings.facts import MeetingKind
from app.domain.political_review.facts import ConclusionResult
from app.domain.training.facts import CertificateKind

__all__ = ["ACTS", "Act", "act_of", "as_they_stand", "current_act"]


@dataclass(frozen=True, slots=True)
class Act:
    """The act on which a step rests."""

    on: date
    ref: UUID | None = None


def _assembly(file: CaseFile, kind: MeetingKind, about: PaperAssemblyKind) -> Act | None:
    meeting = file.assembly(kind)
    if meeting is not None:
        return Act(meeting.day, meeting.id)
    paper = file.paper_assembly(about)
    return Act(paper[0].happened_on, paper[0].id) if paper is not None else None


def _political_review(file: CaseFile) -> Act | None:
    review = max(file.reviews, key=lambda found: found.opened_on, default=None)
    if review is not None:
        conclusion = review.conclusion
        settled = conclusion is not None and conclusion.result is not ConclusionResult.NEEDS_MORE
        return Act(conclusion.concluded_on, review.id) if conclusion is not None and settled else None
    paper = file.latest(PaperPoliticalReview)
    return Act(paper[0].happened_on, paper[0].id) if paper is not None else None


def _training(file: CaseFile) -> Act | None:
    mine = [
        certificate
        for certificate in certificates(file)
        if certificate.kind is CertificateKind.DEVELOPMENT_OBJECT and certificate.withdrawn_on is None
    ]
    if mine:
        last = max(mine, key=lambda certificate: certificate.issued_on)
        return Act(last.issued_on, last.id)
    return Act(file.exemption.decided_on) if file.exemption is not None else None


ACTS: Mapping[str, Callable[[CaseFile], Act | None]] = {
    "political_review": _political_review,
    "training": _training,
    "admission_assembly": lambda file: _assembly(file, MeetingKind.ADMISSION, PaperAssemblyKind.ADMISSION),
    "conversion_assembly": lambda file: _assembly(file, MeetingKind.CONVERSION, PaperAssemblyKind.CONVERSION),
}
"""Acts of other areas; every other name in the table is a kind of fact."""


def current_act(file: CaseFile, step: Step) -> Act | None:
    """Return the last act that a new attempt at *step* would rest on."""
    if step.act in ACTS:
        return ACTS[step.act](file)
    found = file.latest(KINDS[step.act])
    return Act(found[0].happened_on, found[0].id) if found is not None else None


def act_of(file: CaseFile, step: Step, completion: Completion) -> Act:
    """Return the act of a completion as it stands now, after corrections.

    A step that was taken over without its act rests on the one that has turned up since.
    """
    fact: Fact | None = next(
        (fact for fact in file.facts if completion.act_ref == fact.id or completion.act_ref in fact.earlier_ids), None
    )
    if fact is not None:
        return Act(fact.happened_on, fact.id)
    if step.act in ACTS:
        now = ACTS[step.act](file)
        if now is not None and now.ref == completion.act_ref:
            return now
    if completion.came_without_act and (found := current_act(file, step)) is not None:
        return found
    return Act(completion.act_on, completion.act_ref)


def as_they_stand(file: CaseFile) -> CaseFile:
    """Return the file with the completions that count moved to the days of their acts now, so that corrected days are seen."""
    moved = tuple(replace(c, act_on=act_of(file, STEPS[c.step], c).on) if c.stands else c for c in file.completions)
    return replace(file, completions=moved)
