"""How rules are shown: parameters with values and origins, profiles, outcomes and answers."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import zip_longest
from uuid import UUID

from app.api.findings import findings_out
from app.api.v1.rules import schemas as s
from app.domain.rules.evaluables import Evaluable
from app.domain.rules.evaluations import Evaluation
from app.domain.rules.notes import note_in
from app.domain.rules.profiles import Profile
from app.domain.rules.registry import PARAMETERS, AnyParameter, area_of
from app.domain.rules.unjudged import is_judged
from app.domain.rules.values import kind_of, to_json
from app.domain.shared.clauses import Clause
from app.domain.shared.parameters import Adoption, Law, Value, ValueType
from app.domain.shared.verdict import plain
from app.services.rules.adoptions import Outcome
from app.services.rules.whatif import Answer

__all__ = ["answer_out", "evaluable_out", "listed_rules", "outcome_out", "profile_out", "rule_detail"]


def clause_out(clause: Clause) -> s.RuleClauseOut:
    """Return a clause in both languages."""
    return s.RuleClauseOut(
        document=clause.document.value, article=clause.article, title_zh=clause.title_zh, title_en=clause.title_en
    )


def _origin_out(adoption: Adoption) -> s.RuleOriginOut:
    return s.RuleOriginOut.model_validate(adoption)


def _value_out(value: Value[ValueType] | None) -> s.RuleValueOut | None:
    if value is None:
        return None
    return s.RuleValueOut(
        value=to_json(value.value),
        level=value.level.value,
        clause=clause_out(value.clause),
        verified=value.verified,
        since=value.since,
        note=value.note,
        note_zh=note_in(value.note, "zh"),
        origin=_origin_out(value.adoption) if value.adoption is not None else None,
    )


def _rule_fields(parameter: AnyParameter, law: Law, on: date, organisation_id: UUID | None) -> dict[str, object]:
    return {
        "id": parameter.id,
        "area": area_of(parameter.id),
        "title_zh": parameter.title_zh,
        "title_en": parameter.title_en,
        "unit": parameter.unit.value,
        "kind": kind_of(parameter),
        "comparison": parameter.comparison.value,
        "stricter": parameter.stricter.value,
        "choices": sorted(parameter.choices),
        "checked_on": parameter.checked_on,
        "judged": is_judged(parameter.id, area_of(parameter.id)),
        "day": on,
        "organisation_id": organisation_id,
        "current": _value_out(law.value(parameter, on)),
    }


def listed_rules(
    query: s.RuleListQuery, law: Law, on: date, after: tuple[object, ...] | None
) -> list[Mapping[str, object]]:
    """Return up to ``limit + 1`` rules in the order of their ids, as rows of a page."""
    start = str(after[0]) if after is not None else ""
    found: list[Mapping[str, object]] = []
    for parameter_id in sorted(PARAMETERS):
        if parameter_id <= start or (query.area is not None and area_of(parameter_id) != query.area):
            continue
        value = law.value(PARAMETERS[parameter_id], on)
        if query.verified is not None and (value is None or value.verified is not query.verified):
            continue
        if query.local is not None and (value is not None and value.adoption is not None) is not query.local:
            continue
        rule = s.RuleOut.model_validate(_rule_fields(PARAMETERS[parameter_id], law, on, query.organisation))
        found.append({"item": rule.model_dump_json(), "id": parameter_id})
        if len(found) > query.limit:
            break
    return found


def rule_detail(parameter: AnyParameter, law: Law, on: date, organisation_id: UUID | None) -> s.RuleDetailOut:
    """Return a parameter with its history and the chain of local values."""
    decides = law.value(parameter, on)
    fields = _rule_fields(parameter, law, on, organisation_id)
    fields["history"] = list(_history(parameter))
    fields["chain"] = [
        s.ChainLinkOut(
            value=to_json(adoption.value),
            origin=_origin_out(adoption),
            in_force=adoption.applies_on(on),
            decides=decides is not None and decides.adoption is adoption,
        )
        for adoption in law.adoptions
        if adoption.parameter_id == parameter.id
    ]
    return s.RuleDetailOut.model_validate(fields)


def _history(parameter: AnyParameter) -> Iterator[s.RuleHistoryEntryOut]:
    for entry, following in zip_longest(parameter.history, parameter.history[1:]):
        after = following.since if following is not None else None
        yield s.RuleHistoryEntryOut(
            since=entry.since,
            until=after - timedelta(days=1) if after is not None else None,
            value=to_json(entry.value) if entry.value is not None else None,
            clause=clause_out(entry.source),
            verified=entry.verified,
            note=entry.note,
            note_zh=note_in(entry.note, "zh"),
        )


def profile_out(profile: Profile) -> s.ProfileOut:
    """Return a profile with its values."""
    return s.ProfileOut(
        key=profile.key,
        title_zh=profile.title_zh,
        title_en=profile.title_en,
        summary_zh=profile.summary_zh,
        summary_en=profile.summary_en,
        clause=clause_out(profile.clause),
        to_be_set=list(profile.to_be_set),
        values=[
            s.ProfileValueOut(
                parameter=value.parameter_id,
                title_zh=value.parameter.title_zh,
                title_en=value.parameter.title_en,
                value=to_json(value.value) if value.value is not None else None,
                to_be_set=value.value is None,
                note=value.note,
                note_zh=note_in(value.note, "zh"),
            )
            for value in profile.values
        ],
    )


def outcome_out(outcome: Outcome, language: str) -> s.RuleAdoptionResult:
    """Return what came of a decision."""
    return s.RuleAdoptionResult(
        decision_id=outcome.decision_id,
        operation_id=outcome.operation_id,
        dry_run=outcome.decision_id is None,
        accepted=bool(outcome.verdict),
        findings=findings_out(outcome.verdict.findings, language),
        values=[
            s.AdoptedValueOut(
                parameter=value.parameter.id,
                title_zh=value.parameter.title_zh,
                title_en=value.parameter.title_en,
                value=to_json(value.value) if value.value is not None else None,
                inherited=_value_out(value.inherited),
                note=value.note,
                note_zh=note_in(value.note, "zh"),
                adoption_id=value.adoption_id,
            )
            for value in outcome.values
        ],
        set_aside=[
            s.SetAsideOut(
                organisation_id=item.organisation_id,
                organisation_name=item.organisation_name,
                parameter=item.parameter_id,
                value=item.value,
            )
            for item in outcome.set_aside
        ],
    )


def answer_out(answer: Answer, language: str) -> s.EvaluationOut:
    """Return the answer to a what-if question."""
    stands, assumed = answer.as_it_stands, answer.assumed
    return s.EvaluationOut(
        rule=answer.rule,
        day=answer.day,
        as_it_stands=_evaluation_out(stands, language),
        assumed=_evaluation_out(assumed, language) if assumed is not None else None,
        changes=assumed is not None
        and (bool(assumed.verdict), assumed.results) != (bool(stands.verdict), stands.results),
    )


def _evaluation_out(evaluation: Evaluation, language: str) -> s.EvaluationResultOut:
    return s.EvaluationResultOut(
        ok=bool(evaluation.verdict),
        findings=findings_out(evaluation.verdict.findings, language),
        results={key: plain(value) for key, value in evaluation.results.items()},
    )


def evaluable_out(entry: Evaluable) -> s.EvaluableOut:
    """Return a rule that can be tried with its inputs."""
    return s.EvaluableOut(
        key=entry.key,
        title_zh=entry.title_zh,
        title_en=entry.title_en,
        inputs=[
            s.EvaluableInputOut(
                name=i.name,
                kind=i.kind.value,
                title_zh=i.title_zh,
                title_en=i.title_en,
                choices=list(i.choices),
                required=i.required,
            )
            for i in entry.inputs
        ],
    )
