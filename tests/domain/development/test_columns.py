"""Short forms with which the step table, the facts and the registry of gates are written."""

from dataclasses import MISSING, dataclass, fields
from datetime import date

import pytest

from app.domain.development.casefile import CaseFile, Outcome
from app.domain.development.facts.base import told
from app.domain.development.gates import registry
from app.domain.development.gates.registry import GATES, Gate, gate
from app.domain.development.procedure import Paper
from app.domain.development.steps._columns import outcomes, papers
from app.domain.documents.facts import DEVELOPMENT_KINDS, DocumentKind
from app.domain.publicity.parameters import WORKING_DAYS
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.parameters import Law
from app.domain.shared.texts import FIRST_DAY_2014, FIRST_DAY_2026, articles
from app.domain.shared.verdict import SATISFIED, Verdict


def test_a_field_tells_what_it_is_and_has_a_default_only_where_one_is_given() -> None:
    @dataclass
    class Sample:
        plain: str = told("What it is", "an example")
        bare: str | None = told("Nothing by default", default=None)

    plain, bare = fields(Sample)

    assert plain.metadata == {"description": "What it is", "example": "an example"}
    assert plain.default is MISSING
    assert bare.metadata == {"description": "Nothing by default", "example": None}
    assert bare.default is None
    with pytest.raises(TypeError):
        Sample()


def test_a_step_has_its_places_in_the_texts_and_those_that_were_not_read_say_so() -> None:
    old = (None, Clause(DocumentKey.DEVELOPMENT_1990, verified=False))
    seen, unseen = "第十六条", "甲"

    for place, read in ((seen, True), (unseen, False), (f"{seen}、{unseen}", False)):
        first = (FIRST_DAY_2014, Clause(DocumentKey.DEVELOPMENT_2014, place, verified=read))
        assert articles(place, "乙") == (old, first, (FIRST_DAY_2026, Clause(DocumentKey.DEVELOPMENT_2026, "乙")))
        still = (FIRST_DAY_2026, Clause(DocumentKey.DEVELOPMENT_2014, place, verified=False))
        assert articles(place, None) == (old, first, still)


def test_papers_on_publicity_are_owed_at_the_listing_since_there_is_a_figure_for_it() -> None:
    since_2026 = {DocumentKind.PUBLICITY_NOTICE, DocumentKind.PUBLICITY_RESULT}

    for number, kinds in DEVELOPMENT_KINDS.items():
        owed = [WORKING_DAYS if number == 8 and kind in since_2026 else None for kind in kinds]
        assert papers(number) == tuple(map(Paper, kinds, owed))
    assert since_2026 <= {paper.kind for paper in papers(8) if paper.owed_with is WORKING_DAYS}


def test_outcomes_are_named_by_their_codes() -> None:
    assert outcomes(refused="examine", passed="x") == {Outcome.REFUSED: "examine", Outcome.PASSED: "x"}
    with pytest.raises(ValueError, match="is not a valid Outcome"):
        outcomes(maybe="x")


def test_a_gate_is_registered_once_under_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def a_gate(file: CaseFile, law: Law, on: date) -> Verdict:
        return SATISFIED

    found: dict[str, Gate] = {}
    monkeypatch.setattr(registry, "GATES", found)

    assert gate(a_gate) is a_gate
    assert found == {"a_gate": a_gate}
    with pytest.raises(ValueError, match="a_gate"):
        gate(a_gate)
    assert "a_gate" not in GATES
