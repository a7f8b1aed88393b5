"""Records of other areas, and those that stand on paper only."""

from datetime import date, timedelta

from app.domain.development.casefile import CaseFile
from app.domain.development.facts import (
    PaperAssemblyKind,
    PaperPublicity,
    PaperTraining,
)
from app.domain.publicity.facts import CandidateFacts, NoticeFacts, NoticeKind, NoticeState, SiteFacts, SiteKind
from app.domain.training.facts import Certificate, CertificateKind, Organiser

__all__ = ["certificates", "notices"]


def notices(file: CaseFile, since: date | None = None) -> tuple[NoticeFacts, ...]:
    """The notices of the case, and those that stand on paper only; of those first posted after *since* where it is given."""
    found = list(file.notices)
    for fact, paper in file.all(PaperPublicity):
        about = NoticeKind.CONVERSION if paper.about is PaperAssemblyKind.CONVERSION else NoticeKind.DEVELOPMENT
        site = SiteFacts(SiteKind.CURRENT_UNIT, fact.happened_on, taken_down_on=paper.taken_down_on + timedelta(days=1))
        concluded = paper.taken_down_on + timedelta(days=1) if paper.objections_settled else None
        found.append(
            NoticeFacts(
                fact.id,
                about,
                NoticeState.CONCLUDED if paper.objections_settled else NoticeState.POSTED,
                (CandidateFacts(file.candidate.id, file.case_id, frozenset({SiteKind.CURRENT_UNIT})),),
                (site,),
                concluded_on=concluded,
            )
        )
    return tuple(n for n in found if since is None or (n.first_posted_on is not None and n.first_posted_on > since))


def certificates(file: CaseFile) -> tuple[Certificate, ...]:
    """The training certificates of the person, and those that stand on paper only."""
    found = list(file.certificates)
    for fact, paper in file.all(PaperTraining):
        begun = fact.happened_on - timedelta(days=max(paper.days, 1) + paper.hours // 8)
        found.append(
            Certificate(
                fact.id,
                file.candidate.id,
                CertificateKind.DEVELOPMENT_OBJECT,
                Organiser.GRASSROOTS_COMMITTEE,
                paper.number,
                paper.days,
                paper.hours,
                begun,
                fact.happened_on,
                fact.happened_on,
            )
        )
    return tuple(found)
