import pytest

from app.domain.catalogue import load_catalogue
from app.domain.shared import errors as e
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import SATISFIED, refused

UNMET = refused("people.left-kind", OUR_CHOICE)


def _kinds(base: type[e.DomainError]) -> list[type[e.DomainError]]:
    return [base, *(found for kind in base.__subclasses__() for found in _kinds(kind))]


@pytest.mark.parametrize("kind", _kinds(e.DomainError))
def test_every_error_has_words(kind: type[e.DomainError]) -> None:
    assert kind.default_code in load_catalogue()


def test_an_error_carries_its_code_place_clause_and_facts() -> None:
    bare, told = e.NotFound(), e.Conflict("x.y", pointer="/a", clause=OUR_CHOICE, facts={"n": 1})

    assert (bare.code, bare.pointer, bare.clause, bare.facts, str(bare)) == ("not-found", None, None, {}, "not-found")
    assert (told.code, told.pointer, told.clause, told.facts) == ("x.y", "/a", OUR_CHOICE, {"n": 1})


def test_a_missing_permission_is_named() -> None:
    error, other = e.Forbidden("case:read"), e.Forbidden("case:read", "x.y")

    assert (error.code, error.permission, error.facts) == ("forbidden", "case:read", {"permission": "case:read"})
    assert other.code == "x.y"


def test_refused_fields_keep_their_order_and_the_first_is_pointed_at() -> None:
    first, second = e.FieldError("/a", "invalid"), e.FieldError("/b", "invalid")

    assert (e.Invalid([first, second]).errors, e.Invalid([first, second]).pointer) == ((first, second), "/a")
    assert (e.Invalid(first).errors, e.Invalid(first, "x.y").code) == ((first,), "x.y")
    assert (e.Invalid([]).pointer, e.Invalid([]).code) == (None, "invalid")


@pytest.mark.parametrize(
    ("error", "code"), [(e.TooManyAttempts(30), "too-many-attempts"), (e.Overloaded(30), "overloaded")]
)
def test_who_must_wait_is_told_how_long(error: e.TooManyAttempts | e.Overloaded, code: str) -> None:
    assert (error.code, error.retry_after, error.facts) == (code, 30, {"retry_after": 30})


def test_an_overloaded_process_asks_for_a_second_and_an_attempt_may_have_its_own_code() -> None:
    assert e.Overloaded().retry_after == 1
    assert e.TooManyAttempts(5, "x.y").code == "x.y"


def test_a_refusal_carries_the_verdict_and_a_step_its_name() -> None:
    rule, step = e.RuleRefused(UNMET, "x.y"), e.StepRefused("apply", UNMET)

    assert (rule.code, rule.verdict, e.RuleRefused(UNMET).code) == ("x.y", UNMET, "rule-refused")
    assert (step.code, step.verdict, step.step, step.facts) == ("step-refused", UNMET, "apply", {"step": "apply"})


def test_only_an_unmet_verdict_is_raised() -> None:
    e.ensure(SATISFIED)
    with pytest.raises(e.RuleRefused) as raised:
        e.ensure(UNMET)
    assert raised.value.verdict == UNMET


@pytest.mark.parametrize("kind", [e.TooManyAttempts, e.Overloaded])
def test_who_has_to_wait_is_told_how_long(kind: type[e.TooManyAttempts] | type[e.Overloaded]) -> None:
    error = kind(30)

    assert error.retry_after == 30
    assert error.facts == {"retry_after": 30}
