"""What came of a step is read off its last act, and what tells two findings of one code apart."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.ballots.facts import BallotOutcome
from app.domain.development.casefile import CaseFile, Outcome
from app.domain.development.findings import subject_of
from app.domain.development.papers import papers_there
from app.domain.development.procedure import Step
from app.domain.development.results import RESULTS
from app.domain.development.steps import STEPS
from app.domain.documents.facts import DocumentKind
from app.domain.shared.clauses import OUR_CHOICE, Clause, DocumentKey
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import Finding
from tests.builders.development_file import NATIONAL, ballot, whole_file, with_fact, without
from tests.domain.development.builders import adding

WHOLE = whole_file()
LOST = {"about": "conversion", "entitled": 21, "present": 19, "approve": 10, "secret": True}


def laws(on: date) -> Law:
    assert isinstance(on, date)
    return NATIONAL


BALLOT = ballot(WHOLE.meetings[1].id, date(2027, 7, 20))
ON_PAPER = replace(WHOLE, meetings=(), ballots=())


@pytest.mark.parametrize(
    ("_case", "result", "file", "outcome"),
    [
        ("consented", "object_reply", WHOLE, Outcome.PASSED),
        ("filed", "object_reply", with_fact(WHOLE, "object_filing", reply="filed"), Outcome.PASSED),
        ("refused", "object_reply", with_fact(WHOLE, "object_filing", reply="refused"), Outcome.REFUSED),
        ("no reply", "object_reply", without(WHOLE, ["object_filing"]), None),
        ("reviewed", "prereview_result", WHOLE, Outcome.PASSED),
        ("not passed", "prereview_result", with_fact(WHOLE, "pre_review_result", passed=False), Outcome.REFUSED),
        ("not reviewed", "prereview_result", without(WHOLE, ["pre_review_result"]), None),
        ("approved", "admission_approval", WHOLE, Outcome.PASSED),
        ("refused", "admission_approval", with_fact(WHOLE, "admission_approval", decision="refuse"), Outcome.REFUSED),
        ("not decided", "admission_approval", without(WHOLE, ["admission_approval"]), None),
        ("carried", "conversion_ballot", WHOLE, Outcome.PASSED),
        ("lost", "conversion_ballot", replace(WHOLE, ballots=(replace(BALLOT, outcome=BallotOutcome.LOST),)), Outcome.REJECTED),
        ("no ballot", "conversion_ballot", replace(WHOLE, ballots=()), None),
        ("closed without an outcome", "conversion_ballot", replace(WHOLE, ballots=(replace(BALLOT, outcome=None),)), None),
        ("nothing", "conversion_ballot", ON_PAPER, None),
        ("lost on paper", "conversion_ballot", adding(ON_PAPER, "paper_assembly", "2027-07-20", **LOST), Outcome.REJECTED),
        ("carried on paper", "conversion_ballot", adding(ON_PAPER, "paper_assembly", "2027-07-20", **{**LOST, "approve": 11}), Outcome.PASSED),
        ("of the admission", "conversion_ballot", replace(WHOLE, meetings=WHOLE.meetings[:1], ballots=WHOLE.ballots[:1]), None),
        ("lost at the admission", "admission_ballot", replace(WHOLE, ballots=(ballot(WHOLE.meetings[0].id, date(2026, 7, 10), 10, BallotOutcome.LOST),)), Outcome.REJECTED),
        ("converted", "conversion_approval", WHOLE, Outcome.PASSED),
        ("refused", "conversion_approval", with_fact(WHOLE, "conversion_approval", decision="refuse"), Outcome.REFUSED),
        ("nothing was proposed", "conversion_approval", without(WHOLE, ["conversion_resolution"]), None),
        ("proposed the day after", "conversion_approval", with_fact(WHOLE, "conversion_resolution", "2027-08-11"), None),
    ],
)  # fmt: skip
def test_what_came_of_a_step(_case: str, result: str, file: CaseFile, outcome: Outcome | None) -> None:
    assert RESULTS[result](file, laws) is outcome


@pytest.mark.parametrize("key", ["kind", "source", "step_key", "name", "site", "criterion"])
def test_a_finding_is_told_apart_by_its_subject(key: str) -> None:
    assert subject_of(Finding("x", False, OUR_CHOICE, None, None, None, None, None, {"zzz": 1, key: "this"})) == "this"
    assert subject_of(Finding("x", False, OUR_CHOICE, None, None, None, None, None, {key: None})) == ""


def _clause(article: str) -> Clause:
    return Clause(DocumentKey.DEVELOPMENT_2026, article)


def test_the_clause_of_a_step_is_that_of_the_last_text_in_force() -> None:
    dated = replace(
        STEPS["apply"],
        articles=((date(2014, 5, 28), _clause("一")), (date(2026, 5, 18), _clause("二"))),
    )

    def clause(step: Step, *day: int) -> str:
        return step.clause(date(*day)).article

    days = ((2014, 5, 27), (2014, 5, 28), (2026, 5, 17), (2026, 5, 18))

    assert [clause(dated, *day) for day in days] == ["", "一", "一", "二"]
    assert dated.clause(date(2014, 5, 27)) == OUR_CHOICE


def test_a_document_without_a_step_serves_the_one_step_that_asks_for_its_kind() -> None:
    step = STEPS["apply"]
    letter = next(document for document in WHOLE.documents if document.step == 1)
    loose, named = replace(letter, step=None), replace(letter, step=2)

    def there(*documents: object) -> bool:
        file = replace(WHOLE, documents=documents)  # type: ignore[arg-type]
        return bool(papers_there(file, step, NATIONAL, date(2026, 7, 1), Outcome.PASSED))

    assert letter.kind is DocumentKind.APPLICATION_LETTER
    assert there(letter)
    assert there(loose)
    assert not there(named)
    assert not there()
