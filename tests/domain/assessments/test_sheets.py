"""States of sheets, and bases of shares."""

import pytest

from app.domain.assessments.facts import SheetState
from app.domain.assessments.rules import base_covers_roster
from app.domain.assessments.sheets import may_be_changed, may_be_corrected
from tests.domain.told import told


@pytest.mark.parametrize("state", SheetState)
def test_a_draft_is_changed_and_what_was_finalised_gets_another_edition_while_it_stands(state: SheetState) -> None:
    finalised = state is SheetState.FINALISED

    assert may_be_changed(state) is (state is SheetState.DRAFT)
    assert may_be_corrected(state, standing=True) is finalised
    assert not may_be_corrected(state, standing=False)


@pytest.mark.parametrize(("base", "codes"), [(19, ("assessments.base-covers-roster",)), (20, ()), (21, ())])
def test_the_base_of_a_share_is_the_whole_roster(base: int, codes: tuple[str, ...]) -> None:
    assert told(base_covers_roster(base, 20, "/members/base")).codes == codes
