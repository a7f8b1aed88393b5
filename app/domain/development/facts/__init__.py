"""Facts of a development case, one frozen dataclass per kind; other areas keep their own and are joined to the file.

``KINDS`` is the table of all kinds by key; ``encode`` and ``decode`` turn data into what is stored and back.
"""

from app.domain.development.facts import activist, admission, development_object, paper, probation
from app.domain.development.facts.activist import *  # noqa: F403
from app.domain.development.facts.admission import *  # noqa: F403
from app.domain.development.facts.base import TEXT_MAX, Fact, FactData
from app.domain.development.facts.codec import decode, encode
from app.domain.development.facts.development_object import *  # noqa: F403
from app.domain.development.facts.paper import *  # noqa: F403
from app.domain.development.facts.probation import *  # noqa: F403

__all__ = [
    "ALL_KINDS",
    "KINDS",
    "TEXT_MAX",
    "Fact",
    "FactData",
    "decode",
    "encode",
    *activist.__all__,
    *admission.__all__,
    *development_object.__all__,
    *paper.__all__,
    *probation.__all__,
]

ALL_KINDS: tuple[type[FactData], ...] = (
    activist.ApplicationLetter,
    activist.FirstTalk,
    activist.Recommendation,
    activist.ActivistDetermination,
    activist.ActivistFiling,
    activist.ContactAssignment,
    activist.HalfYearlyReview,
    activist.ThoughtReport,
    activist.OpinionsHeard,
    activist.CultivationConclusion,
    development_object.ObjectDetermination,
    development_object.ObjectFiling,
    development_object.SponsorAssignment,
    development_object.CommitteeExamination,
    development_object.PreReviewResult,
    development_object.FormFilled,
    admission.AdmissionReport,
    admission.AdmissionTalk,
    admission.AdmissionApproval,
    admission.ApprovalExtension,
    admission.ApprovalFiling,
    probation.GroupAssignment,
    probation.Oath,
    probation.ProbationReview,
    probation.ProbationConclusion,
    probation.ConversionApplication,
    probation.ConversionExamination,
    probation.ConversionResolution,
    probation.ConversionReport,
    probation.ConversionApproval,
    probation.Archive,
    paper.PaperAssembly,
    paper.PaperPoliticalReview,
    paper.PaperTraining,
    paper.PaperPublicity,
    paper.Relocation,
    paper.CaseClosing,
)

KINDS: dict[str, type[FactData]] = {kind.kind: kind for kind in ALL_KINDS}
