"""Whether an organisation may adopt local values: only stricter ones, from a day on, by a decision.

* A value is held against what the organisation *inherits* on the first day it applies: the national text of that day
  and the adoptions of the bodies above, not its own earlier ones, so that it may return to what it inherits.
* An adoption never reaches back behind the day of its decision (ours): acts already judged keep their law.
* A decision may be recorded late; beyond ``rules.late_recording_days`` a reason is asked for.
* Where the inherited value rises later, the strictest in force wins; nothing is rewritten.

Not modelled: the adopter's power to decide on a subject (that is a matter of permissions).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from app.domain.rules.facts import Draft, DraftValue
from app.domain.rules.parameters import LATE_RECORDING_DAYS
from app.domain.rules.registry import PARAMETERS, AnyParameter
from app.domain.rules.values import to_text
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law, Strictness, ValueType, is_at_least_as_strict
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require

__all__ = ["PAIRS", "is_stricter_only", "may_adopt", "may_end", "pairs_agree"]

PAIRS: tuple[tuple[str, str], ...] = (
    ("development.assembly.supervisors_min", "development.assembly.supervisors_max"),
    ("development.activist.contact_persons_min", "development.activist.contact_persons_max"),
    ("development.approval.deadline", "development.approval.deadline_max"),
    ("branch.committee_member.groups_min", "branch.committee_member.groups_max"),
    ("branch.committee.size_min", "branch.committee.size_max"),
    ("branch.committee.size_usual_max", "branch.committee.size_max"),
    ("staff.township_organiser_min", "staff.township_organiser_max"),
    ("training.activist.min", "training.activist.max"),
)
"""Lower and upper figures of one thing: the first may never pass the second."""


def may_adopt(draft: Draft, inherited: Law, today: date) -> Verdict:
    """Judge a whole draft: its days, every value against the inherited one, and lower against upper figures."""
    return Verdict.all_of(
        (
            _named_once(draft.values),
            _days_fit(draft, today),
            _late_is_explained(draft, inherited, today),
            *(_value_fits(value, draft, inherited) for value in draft.values),
            pairs_agree({v.parameter.id: v.value for v in draft.values if v.value is not None}, inherited, draft),
        )
    )


def is_stricter_only(draft: DraftValue, inherited: Law, on: date) -> Verdict:
    """Judge one given value against the inherited one; the refusal names it with its clause."""
    floor = inherited.value(draft.parameter, on)
    if draft.value is None or floor is None:
        return SATISFIED
    ok = is_at_least_as_strict(draft.parameter, draft.value, floor.value)
    fixed = draft.parameter.stricter is Strictness.FIXED
    return judged(
        ok,
        "rules.value-is-fixed" if fixed else "rules.not-laxer-than-inherited",
        floor,
        required=to_text(floor.value),
        measured=to_text(draft.value),
        pointer=draft.pointer or None,
        facts={"parameter": draft.parameter.id, "title": draft.parameter.title_zh, "clause": floor.clause.title_zh},
    )


def may_end(effective_from: date, last_day: date, decided_on: date, today: date) -> Verdict:
    """Judge the end of an adoption: not before it began, not behind the decision, not decided in the future."""
    return (
        require(
            last_day >= effective_from,
            "rules.ends-after-it-begins",
            OUR_CHOICE,
            required=effective_from,
            measured=last_day,
        )
        & require(last_day >= decided_on, "rules.not-retroactive", OUR_CHOICE, required=decided_on, measured=last_day)
        & require(decided_on <= today, "rules.decided-already", OUR_CHOICE, required=today, measured=decided_on)
    )


def pairs_agree(values: Mapping[str, ValueType], inherited: Law, draft: Draft) -> Verdict:
    """Judge that a lower figure doesn't pass its upper one, with inherited figures where the draft is silent."""
    found: list[Verdict] = []
    for low_id, high_id in PAIRS:
        if low_id not in values and high_id not in values:
            continue
        low, high = (_figure(pid, values, inherited, draft.effective_from) for pid in (low_id, high_id))
        if low is None or high is None:
            continue
        code, facts = "rules.lower-within-upper", {"lower": low_id, "upper": high_id}
        found.append(require(low <= high, code, OUR_CHOICE, required=high, measured=low, facts=facts))
    return Verdict.all_of(found)


def _figure(parameter_id: str, values: Mapping[str, ValueType], inherited: Law, on: date) -> int | None:
    given = values.get(parameter_id)
    if given is None:
        value = inherited.value(_parameter(parameter_id), on)
        given = value.value if value is not None else None
    return cast("int | None", given)


def _parameter(parameter_id: str) -> AnyParameter:
    return PARAMETERS[parameter_id]


def _days_fit(draft: Draft, today: date) -> Verdict:
    return require(
        draft.decided_on <= today,
        "rules.decided-already",
        OUR_CHOICE,
        required=today,
        measured=draft.decided_on,
        pointer="/decided_on",
    ) & require(
        draft.effective_from >= draft.decided_on,
        "rules.not-retroactive",
        OUR_CHOICE,
        required=draft.decided_on,
        measured=draft.effective_from,
        pointer="/effective_from",
    )


def _late_is_explained(draft: Draft, inherited: Law, today: date) -> Verdict:
    allowed = inherited.value(LATE_RECORDING_DAYS, today)
    late = (today - draft.decided_on).days
    if allowed is None or late <= allowed.value:
        return SATISFIED
    given = bool(draft.late_reason and draft.late_reason.strip())
    return judged(given, "rules.late-recording-explained", allowed, measured=late, pointer="/late_reason")


def _value_fits(value: DraftValue, draft: Draft, inherited: Law) -> Verdict:
    facts = {"parameter": value.parameter.id, "title": value.parameter.title_zh}
    pointer = value.pointer or None
    if value.value is None:
        return refused("rules.value-is-set", value.source, pointer=pointer, required=value.parameter.id, facts=facts)
    verdict = is_stricter_only(value, inherited, draft.effective_from)
    began = draft.running.get(value.parameter.id)
    if began is not None:
        verdict &= require(
            draft.effective_from > began,
            "rules.follows-own-adoption",
            OUR_CHOICE,
            required=began,
            measured=draft.effective_from,
            pointer=pointer,
            facts=facts,
        )
    return verdict


def _named_once(values: Iterable[DraftValue]) -> Verdict:
    seen: set[str] = set()
    found: list[Verdict] = []
    for value in values:
        if value.parameter.id in seen:
            facts = {"parameter": value.parameter.id}
            found.append(refused("rules.named-once", OUR_CHOICE, pointer=value.pointer or None, facts=facts))
        seen.add(value.parameter.id)
    return Verdict.all_of(found)
