"""Each short form of a dated entry begins on the first day of its text, and cites it."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.shared import texts as t
from app.domain.shared.clauses import OUR_CHOICE, Clause, DocumentKey
from app.domain.shared.parameters import Dated

D = DocumentKey


@pytest.mark.parametrize(
    ("make", "document", "since"),
    [
        (t.text_1990, D.DEVELOPMENT_1990, None),
        (t.text_2014, D.DEVELOPMENT_2014, date(2014, 5, 28)),
        (t.text_2026, D.DEVELOPMENT_2026, date(2026, 5, 18)),
        (t.constitution, D.CONSTITUTION, date(2022, 10, 22)),
        (t.branch_2018, D.BRANCH_2018, date(2018, 10, 28)),
        (t.education_2019, D.EDUCATION_2019, date(2019, 5, 6)),
        (t.election_1990, D.ELECTION_1990, None),
        (t.election_2020, D.ELECTION_2020, date(2020, 7, 13)),
        (t.dues_2008, D.DUES_2008, date(2008, 2, 4)),
    ],
)
def test_an_entry_cites_its_text_from_its_first_day(
    make: Callable[..., Dated[int]], document: DocumentKey, since: date | None
) -> None:
    assert make(3, "第一条") == Dated(since, 3, Clause(document, "第一条"), True, "")
    assert make(None, "第一条", verified=False, note="x") == Dated(since, None, Clause(document, "第一条"), False, "x")


@pytest.mark.parametrize(
    "make", [t.text_1990, t.text_2014, t.text_2026, t.branch_2018, t.election_1990, t.election_2020]
)
def test_an_article_that_was_not_seen_is_left_empty(make: Callable[..., Dated[int]]) -> None:
    assert make(3).source.article == ""


def test_texts_without_articles_or_days_are_cited_as_a_whole() -> None:
    floating = Clause(D.FLOATING_2024)

    assert t.floating_2024(3) == Dated(date(2024, 11, 11), 3, floating, True, "")
    assert t.floating_2024(3, verified=False, note="x") == Dated(date(2024, 11, 11), 3, floating, False, "x")
    assert t.undated(3, D.ANNUAL_NOTICE) == Dated(None, 3, Clause(D.ANNUAL_NOTICE), True, "")
    assert t.undated(3, D.ANNUAL_NOTICE, "一", verified=False, note="x") == Dated(
        None, 3, Clause(D.ANNUAL_NOTICE, "一"), False, "x"
    )


def test_our_own_answers_say_so_and_a_clause_carried_on_is_unverified() -> None:
    bare, noted = t.still_2014(3, "第一条"), t.still_2014(3, "第一条", note="x")

    assert t.ours(3, "x") == Dated(None, 3, OUR_CHOICE, True, "x")
    assert (bare.since, bare.value, bare.source) == (date(2026, 5, 18), 3, Clause(D.DEVELOPMENT_2014, "第一条"))
    assert bare.verified is False
    assert noted == Dated(bare.since, 3, bare.source, False, f"{bare.note} x")
    assert bare.note.startswith("Cited from the 2014 text")


def test_each_place_of_a_duty_says_whether_it_was_read() -> None:
    def said(of_2014: str, of_2026: str | None) -> list[tuple[str, str, bool]]:
        return [(clause.document.value, clause.article, clause.verified) for _, clause in t.articles(of_2014, of_2026)]

    old = (D.DEVELOPMENT_1990.value, "", False)
    text_of_2014, text_of_2026 = D.DEVELOPMENT_2014.value, D.DEVELOPMENT_2026.value

    assert said("第六条、第七条", "乙") == [old, (text_of_2014, "第六条、第七条", True), (text_of_2026, "乙", True)]
    assert said("第六条、甲", None) == [old, (text_of_2014, "第六条、甲", False), (text_of_2014, "第六条、甲", False)]
    assert t.clause_on((), date(2026, 7, 1)) == OUR_CHOICE
