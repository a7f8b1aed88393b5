"""What hangs on the steps."""

from app.domain.development.steps import STEP_LIST
from app.services.development.effects import EFFECTS


def test_steps_and_effects_match_on_both_sides() -> None:
    named = {effect for step in STEP_LIST for effect in step.effects.values()}

    assert named == set(EFFECTS)
