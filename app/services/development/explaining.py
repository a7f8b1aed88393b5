"""Why a case may or may not go on, which steps wait, and what is due: the same judgement that completing would make."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.development.duties import Duty, duties
from app.domain.development.engine import Judgement, judge, next_steps
from app.persistence.uow import UnitOfWork
from app.services.development.loading import Loaded, load, step_of

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The judgements of the waiting steps (or of the one asked for), and the dated duties."""

    loaded: Loaded
    judgements: tuple[Judgement, ...]
    duties: tuple[Duty, ...]


async def explain(uow: UnitOfWork, case_id: UUID, step_key: str | None = None) -> Explanation:
    """Judge every waiting step, or one named step, and write nothing."""
    loaded = await load(uow, case_id)
    steps = (step_of(step_key),) if step_key is not None else next_steps(loaded.file, loaded.laws, uow.today)
    judgements = tuple(judge(loaded.file, step, loaded.laws, uow.today) for step in steps)
    return Explanation(loaded, judgements, duties(loaded.file, loaded.laws(uow.today)))
