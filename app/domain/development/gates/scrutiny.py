"""Gates between listing and examination: sponsors, political review, training."""

from datetime import date

from app.domain.development import parameters as p
from app.domain.development.casefile import CaseFile
from app.domain.development.facts import (
    PaperPoliticalReview,
    SponsorAssignment,
)
from app.domain.development.gates.common import (
    clause_of,
    full_members,
)
from app.domain.development.gates.joined import certificates
from app.domain.development.gates.registry import gate
from app.domain.political_review.parameters import CONTENTS, REQUIRED
from app.domain.political_review.rules import review_passed
from app.domain.shared.parameters import Law, Value
from app.domain.shared.verdict import SATISFIED, Verdict, judged, require
from app.domain.training import rules as training

__all__: list[str] = []


@gate
def sponsors_enough(file: CaseFile, law: Law, on: date) -> Verdict:
    """As many sponsors as the text asks for."""
    found = file.latest(SponsorAssignment, until=on)
    value = law.value(p.SPONSORS_COUNT, on)
    if found is None or value is None:
        return SATISFIED
    number = len(found[1].person_ids)
    return judged(number == value.value, "development.sponsors-count", value, measured=number)


@gate
def sponsors_full_members(file: CaseFile, law: Law, on: date) -> Verdict:
    """Every sponsor is a full member on the day, and none is the candidate."""
    found = file.latest(SponsorAssignment, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("determine_sponsors", on)
    return full_members(file, found[1].person_ids, "development.sponsors-full-members", clause, on)


@gate
def sponsors_not_barred(file: CaseFile, law: Law, on: date) -> Verdict:
    """No sponsor is under 留党察看 on the day."""
    found = file.latest(SponsorAssignment, until=on)
    value = law.value(p.SPONSORS_BARRED, on)
    if found is None or value is None or "on_probation_within_party" not in value.value:
        return SATISFIED
    barred = tuple(file.person(one).name or str(one) for one in found[1].person_ids if file.person(one).is_barred(on))
    return judged(not barred, "development.sponsors-not-barred", value, measured=barred or None)


@gate
def political_review_passed(file: CaseFile, law: Law, on: date) -> Verdict:
    """A political review has passed and none of its letters is open."""
    if file.reviews:
        return review_passed(max(file.reviews, key=lambda review: review.opened_on), law, on)
    found = file.latest(PaperPoliticalReview, until=on)
    value: Value[bool] | Value[frozenset[str]] | None = law.value(REQUIRED, on)
    value = value or law.value(CONTENTS, on)
    if found is None:
        return review_passed(None, law, on)
    if value is None:
        return require(found[1].passed, "political-review.passed", clause_of("political_review", on), day=on)
    return judged(found[1].passed, "political-review.passed", value, required="pass", measured=found[1].passed)


@gate
def training_suffices(file: CaseFile, law: Law, on: date) -> Verdict:
    """The short concentrated training was long enough, or a decision admits a special case."""
    return training.training_suffices(certificates(file), file.exemption, law, on)
