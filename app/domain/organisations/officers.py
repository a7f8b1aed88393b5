"""Who may hold which post: one secretary, and the Party age of a branch secretary (支部工作条例 第六章)."""

from collections.abc import Sequence
from datetime import date

from app.domain.organisations.facts import CommitteePost
from app.domain.organisations.parameters import BRANCH_SECRETARY_PARTY_AGE_MIN
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, judged, require

__all__ = ["one_secretary", "secretary_party_age"]


def one_secretary(posts: Sequence[CommitteePost]) -> Verdict:
    """Judge whether the elected name exactly one secretary."""
    count = sum(post is CommitteePost.SECRETARY for post in posts)
    return require(count >= 1, "organisations.no-secretary", OUR_CHOICE, pointer="/seats") & require(
        count <= 1, "organisations.two-secretaries", OUR_CHOICE, measured=count, pointer="/seats"
    )


def secretary_party_age(years: int, law: Law, on: date, pointer: str | None = None) -> Verdict:
    """Judge the Party age of a branch secretary on the day of the election."""
    value = law.value(BRANCH_SECRETARY_PARTY_AGE_MIN, on)
    if value is None:
        return SATISFIED
    return judged(years >= value.value, "organisations.secretary-party-age", value, measured=years, pointer=pointer)
