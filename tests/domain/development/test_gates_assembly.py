"""Gates of the two assemblies and of probation at the edges of their days."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.ballots.facts import BallotOutcome
from app.domain.development.casefile import CaseFile, Outcome, Stretch
from app.domain.development.parameters import OATH_REQUIRED
from app.domain.publicity.facts import NoticeKind
from app.domain.training.facts import TrainingExemption
from tests.builders.development_file import (
    BRANCH,
    adopting,
    ballot,
    fact,
    with_fact,
    without,
)
from tests.domain.development.builders import (
    ADMITTED,
    EXTENDED,
    LONGER,
    OLD,
    WHOLE,
    Cases,
    GateCase,
    Without,
    adding,
    check,
    done,
    moved,
)

CASES = case = Cases()

# Assemblies

VOID_VOTE = replace(WHOLE, ballots=(ballot(WHOLE.meetings[0].id, date(2026, 7, 10), 18, BallotOutcome.VOID),))
case("void", "admission_assembly_stands", False, VOID_VOTE, "2026-07-10")
case(
    "in the old branch on the day of the move",
    "admission_assembly_stands",
    True,
    moved(WHOLE, "2026-07-10"),
    "2026-07-10",
)
case("in the new branch before the move", "admission_assembly_stands", False, moved(WHOLE, "2026-07-11"), "2026-07-10")
EXEMPT = replace(WHOLE, certificates=(), exemption=TrainingExemption("青组〔2026〕11号", date(2026, 6, 14), "因公"))
case("exempted", "training_holds_on_assembly_day", True, EXEMPT, "2026-07-10")
case(
    "no certificate and no decision",
    "training_holds_on_assembly_day",
    False,
    replace(EXEMPT, exemption=None),
    "2026-07-10",
)
PAPER = {"about": "admission", "entitled": 9, "present": 4, "approve": 8, "secret": False}
case(
    "on paper, too few and not secret",
    "admission_assembly_stands",
    False,
    adding(replace(WHOLE, meetings=()), "paper_assembly", "2026-07-10", **PAPER),
    "2026-07-10",
)

PAPER_GATES = (("admission", "admission_assembly_stands"), ("conversion", "conversion_assembly_stands"))
for about, gate in PAPER_GATES:
    old_paper = {"about": about, "entitled": 9, "present": 8, "approve": 8, "secret": True}
    case(
        "on paper, before any text had a figure",
        gate,
        False,
        adding(replace(WHOLE, meetings=()), "paper_assembly", "2013-07-10", **old_paper),
        "2013-07-10",
    )

for proposed in ("convert", "extend", "cancel"):
    for voted_on in ("2026-03-05", "2026-06-05"):
        case(
            f"{proposed}, {'text of 2026' if voted_on > '2026-05' else 'no text names what may be resolved'}",
            "resolution_recorded",
            True,
            with_fact(WHOLE, "conversion_resolution", voted_on, proposal=proposed, reason="x"),
            voted_on,
        )

PROPOSED = {"proposal": "cancel", "reason": "不履行党员义务"}
case("the last day", "probation_over", False, ADMITTED, "2027-07-09")
case("the day itself", "probation_over", True, ADMITTED, "2027-07-10")
case("never admitted", "probation_over", False, WHOLE, "2027-07-10")
case(
    "to be cancelled",
    "conversion_waited_for",
    True,
    with_fact(ADMITTED, "conversion_resolution", "2027-03-05", **PROPOSED),
    "2027-03-05",
)
case(
    "cancellation proposed the day after",
    "conversion_waited_for",
    False,
    with_fact(ADMITTED, "conversion_resolution", "2027-03-06", **PROPOSED),
    "2027-03-05",
)
case(
    "a cancellation was asked for",
    "probation_over",
    False,
    with_fact(ADMITTED, "conversion_resolution", "2027-03-05", **PROPOSED),
    "2027-03-05",
)
case("admitted before any text", "probation_over", True, done(WHOLE, "admission_assembly", OLD), "2027-07-10")
case("extended, the last day", "probation_over", False, EXTENDED, "2028-01-09")
case("extended, the day itself", "probation_over", True, EXTENDED, "2028-01-10")
TWICE = done(
    adding(EXTENDED, "conversion_resolution", "2028-01-12", **{**LONGER, "extend_months": 3}),
    "approve_conversion",
    date(2028, 2, 1),
    Outcome.EXTENDED,
    2,
)
case("extended twice, the last day", "probation_over", False, TWICE, "2028-04-09")
case("extended twice, the day itself", "probation_over", True, TWICE, "2028-04-10")
case(
    "extended, without a resolution", "probation_over", True, without(EXTENDED, ["conversion_resolution"]), "2027-07-10"
)
case(
    "without months",
    "extension_allowed",
    False,
    with_fact(WHOLE, "conversion_resolution", proposal="extend", extend_months=None, reason="x"),
    "2027-07-20",
)
case(
    "a second time, too long",
    "extension_allowed",
    False,
    with_fact(EXTENDED, "conversion_resolution", "2028-01-20", proposal="extend", extend_months=13, reason="x"),
    "2028-01-20",
)

CONVERTING = without(ADMITTED, ["opinions_heard"])


def converting(file: CaseFile, on: str, *sources: str, purpose: str = "conversion") -> CaseFile:
    bare = without(file, ["opinions_heard"])
    made = [
        fact("opinions_heard", on, 9_600 + n, **{"asked": 10, "in_favour": 9, "source": source, "purpose": purpose})
        for n, source in enumerate(sources)
    ]
    return replace(bare, facts=(*bare.facts, *made))


THREE = ("party_group", "members", "masses")
for name, heard_on, ok_here in (
    ("on the day of the admission", "2026-07-10", True),
    ("the day before the admission", "2026-07-09", False),
    ("the day after the assembly", "2027-07-21", False),
):
    case(name, "conversion_opinions_heard", ok_here, converting(ADMITTED, heard_on, *THREE), "2027-07-20")
case(
    "for the listing",
    "conversion_opinions_heard",
    False,
    converting(ADMITTED, "2027-07-12", *THREE, purpose="listing"),
    "2027-07-20",
)
case(
    "before the extension", "conversion_opinions_heard", False, converting(EXTENDED, "2027-08-09", *THREE), "2028-01-20"
)
case(
    "on the day of the extension",
    "conversion_opinions_heard",
    True,
    converting(EXTENDED, "2027-08-10", *THREE),
    "2028-01-20",
)
case("never admitted", "conversion_opinions_heard", True, converting(WHOLE, "2020-01-01", *THREE), "2027-07-20")
NO_GROUPS = replace(
    converting(ADMITTED, "2027-07-12", "members", "masses"),
    groups={BRANCH: (Stretch(date(2020, 1, 1), date(2027, 7, 20)),)},
)
case("no group any more", "conversion_opinions_heard", True, NO_GROUPS, "2027-07-20")
case("the last day with groups", "conversion_opinions_heard", False, NO_GROUPS, "2027-07-19")
case("no group, nobody heard", "conversion_opinions_heard", False, without(NO_GROUPS, ["opinions_heard"]), "2027-07-20")
CANCELLING = with_fact(WHOLE, "conversion_resolution", "2027-07-20", **PROPOSED)
ON_SITES = adopting(development__publicity__sites=frozenset({"current_unit"}))
NOTHING_DONE = without(replace(CANCELLING, notices=()), ["opinions_heard", "conversion_examination"])
case("to be cancelled", "conversion_publicity_done", True, NOTHING_DONE, "2027-07-20", ON_SITES)
for gate in ("conversion_opinions_heard", "oath_taken"):
    case("to be cancelled", gate, True, NOTHING_DONE, "2027-07-20")
    case("to be cancelled, proposed the day after", gate, False, NOTHING_DONE, "2027-07-19")
case("never examined", "conversion_examined", False, NOTHING_DONE, "2027-07-20")
for examined, ok_here in (("2027-08-09", False), ("2027-08-10", True)):
    case(
        f"extended, examined on {examined}",
        "conversion_examined",
        ok_here,
        with_fact(EXTENDED, "conversion_examination", examined),
        "2028-01-20",
    )
for sworn, ok_here in ((date(2027, 7, 20), True), (date(2027, 7, 21), False)):
    case(f"sworn on {sworn}", "oath_taken", ok_here, done(WHOLE, "oath", sworn), "2027-07-20")
case("never sworn", "oath_taken", False, WHOLE, "2027-07-20")
case("never sworn, not asked for", "oath_taken", True, WHOLE, "2027-07-20", Without(OATH_REQUIRED, lambda _: False))
case("never sworn, no word about it", "oath_taken", True, WHOLE, OLD)

INSPECTING = adopting(development__notice__lead_days=3)
(LISTED, _CONVERSION) = WHOLE.notices


def inspected(file: CaseFile, *posted: date | None) -> CaseFile:
    made = []
    for number, on in enumerate(posted):
        sites = tuple(replace(site, posted_on=on, taken_down_on=None) for site in LISTED.sites) if on else ()
        made.append(
            replace(LISTED, id=UUID(int=600 + number), kind=NoticeKind.INSPECTION, sites=sites, concluded_on=None)
        )
    return replace(file, notices=tuple(made))


case(
    "posted on the day of the admission",
    "inspection_announced_for_conversion",
    False,
    inspected(ADMITTED, date(2026, 7, 10)),
    "2027-07-20",
    INSPECTING,
)
case(
    "posted the day after the admission",
    "inspection_announced_for_conversion",
    True,
    inspected(ADMITTED, date(2026, 7, 11)),
    "2027-07-20",
    INSPECTING,
)
case(
    "posted before the extension",
    "inspection_announced_for_conversion",
    False,
    inspected(EXTENDED, date(2027, 8, 10)),
    "2028-01-20",
    INSPECTING,
)
case(
    "posted after the extension",
    "inspection_announced_for_conversion",
    True,
    inspected(EXTENDED, None, date(2027, 8, 11)),
    "2028-01-20",
    INSPECTING,
)
case("never posted", "inspection_announced_for_conversion", False, inspected(ADMITTED, None), "2027-07-20", INSPECTING)
case(
    "to be cancelled",
    "inspection_announced_for_conversion",
    True,
    inspected(CANCELLING, None),
    "2027-07-20",
    INSPECTING,
)
case("posted in time", "inspection_announced", True, inspected(WHOLE, date(2026, 7, 7)), "2026-07-10", INSPECTING)
case("posted too late", "inspection_announced", False, inspected(WHOLE, date(2026, 7, 8)), "2026-07-10", INSPECTING)


SOON = with_fact(ADMITTED, "conversion_resolution", "2027-07-21", **PROPOSED)
case(
    "cancellation proposed the day after",
    "inspection_announced_for_conversion",
    False,
    inspected(SOON, None),
    "2027-07-20",
    INSPECTING,
)
TOO_SHORT = with_fact(WHOLE, "conversion_resolution", "2027-07-21", proposal="extend", extend_months=1, reason="x")
case("proposed the day after", "extension_allowed", True, TOO_SHORT, "2027-07-20")
NO_MONTHS = done(
    with_fact(ADMITTED, "conversion_resolution", "2027-07-20", proposal="extend", extend_months=None, reason="x"),
    "approve_conversion",
    date(2027, 8, 10),
    Outcome.EXTENDED,
)
case("extended by no months", "probation_over", True, NO_MONTHS, "2027-07-10")


@pytest.mark.parametrize("row", CASES, ids=[f"{row.gate}: {row.name}" for row in CASES])
def test_a_gate_on_a_day(row: GateCase) -> None:
    check(row)
