"""Refusals by a committee's own decision, for walks under a local practice."""

import httpx

__all__ = ["DECISION", "local"]

DECISION = "柳委〔2025〕1号"


def local(answer: httpx.Response, *codes: str, only: bool = True) -> None:
    """Demand a refusal for *codes*, each by the committee's own decision; and for nothing else, unless told so."""
    assert answer.status_code == 409, answer.text
    errors = {error["code"]: error for error in answer.json()["errors"]}
    assert set(codes) <= set(errors), answer.text
    assert not only or set(codes) == set(errors), answer.text
    for code in codes:
        origin, clause = errors[code]["origin"], errors[code]["clause"]
        assert (origin["level"], origin["decision_number"]) == ("local", DECISION), code
        assert (clause["document"], clause["article"]) == ("local-decision", DECISION), clause
