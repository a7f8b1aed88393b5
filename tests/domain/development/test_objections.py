"""An objection and the committee's word on it hold every later step, on whichever notice it came in."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.development.casefile import CaseFile
from app.domain.development.gates import GATES
from app.domain.publicity.facts import CommitteeDecision, ObjectionConclusion, ObjectionFacts, ObjectionState
from tests.builders.development_file import NATIONAL, file_before
from tests.domain.told import told

DAY = date(2026, 7, 10)


def objected(decision: CommitteeDecision | None, days_before: int, *, withdrawn: bool = False) -> CaseFile:
    file = file_before("admission_assembly")
    on = DAY - timedelta(days=days_before)
    objection = ObjectionFacts(UUID(int=77), on, ObjectionState.RECEIVED)
    if decision is not None:
        objection = replace(
            objection,
            state=ObjectionState.CLOSED,
            conclusion=ObjectionConclusion.SUBSTANTIATED,
            decision=decision,
            concluded_on=on,
            reported_on=on,
            fed_back_on=on,
        )
    notice = replace(file.notices[0], objections=(objection,))
    if withdrawn:
        notice = replace(notice, withdrawn_on=on, concluded_on=None)
    return replace(file, notices=(notice, *file.notices[1:]))


@pytest.mark.parametrize(
    ("_case", "decision", "days_before", "codes"),
    [
        ("open", None, 3, ("publicity.objection-open",)),
        ("came in later", None, -1, ()),
        ("stopped", CommitteeDecision.STOP, 3, ("publicity.objection-stops-case",)),
        ("stopped on the day", CommitteeDecision.STOP, 0, ("publicity.objection-stops-case",)),
        ("stopped later", CommitteeDecision.STOP, -1, ()),
        ("decided to go on", CommitteeDecision.PROCEED, 3, ()),
    ],
)
@pytest.mark.parametrize("withdrawn", [False, True])
def test_an_objection_after_the_listing_holds_the_assembly_and_the_approvals(
    _case: str, decision: CommitteeDecision | None, days_before: int, codes: tuple[str, ...], withdrawn: bool
) -> None:
    file = objected(decision, days_before, withdrawn=withdrawn)

    assert told(GATES["no_objection_open"](file, NATIONAL, DAY)).codes == codes
