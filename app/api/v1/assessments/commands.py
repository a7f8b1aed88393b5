"""Bodies turned into what the services take; numbers that can't be are refused with the body's own pointers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.api.v1.assessments.measure_schemas import (
    CandidateEvaluationPaper,
    OpinionPollPaper,
    ScoredTalkPaper,
)
from app.api.v1.assessments.schemas import ScoreItemIn, ScoreTemplateReplace
from app.domain.assessments.facts import CriterionCount, PollGroup, TalkTopic, TemplateItem
from app.domain.shared.errors import FieldError, Invalid
from app.services.assessments.polls import EvaluationCounts, PollCounts
from app.services.assessments.sheets import ItemEntry
from app.services.assessments.talks import TalkPaper
from app.services.assessments.templates import NewTemplate

__all__ = ["entries_of", "evaluation_of", "poll_of", "talk_of", "template_of"]


@contextmanager
def _under(pointer: Callable[[str], str]) -> Iterator[None]:
    """Move the pointers of what is refused inside to where the body has it."""
    try:
        yield
    except Invalid as refused:
        errors = [FieldError(pointer(e.pointer), e.code, e.expected, e.actual, e.facts) for e in refused.errors]
        raise Invalid(errors) from None


def _group(name: str) -> Callable[[str], str]:
    """Criteria stand beside the groups in the body: ``/criteria/0`` of the members is ``/criteria/0/members``."""
    return lambda pointer: f"{pointer}/{name}" if pointer.startswith("/criteria/") else f"/{name}{pointer}"


def poll_of(body: OpinionPollPaper) -> PollCounts:
    """Return the counts of a poll."""
    with _under(_group("members")):
        members = PollGroup(
            body.members.base,
            body.members.participating,
            tuple(CriterionCount(c.title, **c.members.model_dump()) for c in body.criteria),
        )
    with _under(_group("masses")):
        masses = PollGroup(
            body.masses.base,
            body.masses.participating,
            tuple(CriterionCount(c.title, **c.masses.model_dump()) for c in body.criteria),
            body.masses.base_reason,
        )
    return PollCounts(body.happened_on, members, masses, body.template_id, body.document_id)


def evaluation_of(body: CandidateEvaluationPaper) -> EvaluationCounts:
    """Return the counts of an evaluation."""
    return EvaluationCounts(
        body.happened_on, body.full_members, body.asked, body.participating, body.approving, body.document_id
    )


def talk_of(body: ScoredTalkPaper) -> TalkPaper:
    """Return the record of a talk."""
    topics = []
    for index, topic in enumerate(body.topics):
        with _under(lambda pointer, at=index: f"/topics/{at}{pointer}"):  # type: ignore[misc]
            topics.append(TalkTopic(topic.title, topic.max_points, topic.points))
    return TalkPaper(body.happened_on, body.body, body.talked_by, topics, body.remark, body.document_id)


def template_of(body: ScoreTemplateReplace) -> NewTemplate:
    """Return an edition of a template."""
    items = []
    for index, item in enumerate(body.items):
        with _under(lambda pointer, at=index: f"/items/{at}{pointer}"):  # type: ignore[misc]
            items.append(TemplateItem(item.title, item.max_points, item.kind))
    return NewTemplate(body.happened_on, items, body.criteria, body.decision_number)


def entries_of(items: list[ScoreItemIn]) -> list[ItemEntry]:
    """Return the lines of a sheet."""
    return [ItemEntry(item.points, item.evidence, item.honoured_on) for item in items]
