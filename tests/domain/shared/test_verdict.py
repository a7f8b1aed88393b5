from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from app.domain.development.parameters import APPLICATION_AGE_MIN
from app.domain.shared import messages
from app.domain.shared.clauses import DOCUMENTS, OUR_CHOICE, Clause, DocumentKey
from app.domain.shared.messages import message, register
from app.domain.shared.parameters import Law, NoFigure
from app.domain.shared.verdict import SATISFIED, Finding, Scalar, Verdict, held, judged, plain, refused, require
from app.domain.shared.workdays import NotComputable, WorkCalendar

DAY = date(2026, 6, 1)
LAW = Law.of(WorkCalendar.of([]))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 3), "1/3"),
        (Decimal("80.50"), "80.50"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (DAY, "2026-06-01"),
        (frozenset({"b", "a"}), ["a", "b"]),
        (("b", "a"), ["b", "a"]),
        (3, 3),
        (False, False),
        ("x", "x"),
        (None, None),
    ],
)
def test_values_are_shown_as_json_holds_them(value: Scalar, shown: object) -> None:
    assert plain(value) == shown
    assert type(plain(value)) is type(shown)


def test_a_requirement_keeps_everything_it_was_given() -> None:
    verdict = require(True, "a.b", OUR_CHOICE, required=1, measured=2, day=DAY, pointer="/x", facts={"n": 3})

    assert verdict.findings == (Finding("a.b", True, OUR_CHOICE, 1, 2, DAY, None, "/x", {"n": 3}),)
    assert require(False, "a.b").findings == (Finding("a.b", False),)
    assert refused("a.b", OUR_CHOICE, required=1, measured=2, pointer="/x", facts={"n": 3}).findings == (
        Finding("a.b", False, OUR_CHOICE, 1, 2, None, None, "/x", {"n": 3}),
    )
    assert held("a.b", OUR_CHOICE, measured=2).findings == (Finding("a.b", True, OUR_CHOICE, None, 2),)


def test_a_judged_figure_brings_its_clause_day_and_value() -> None:
    value = LAW.require(APPLICATION_AGE_MIN, DAY)

    finding = judged(False, "a.b", value, measured=17, pointer="/x", facts={"n": 3}).findings[0]

    assert (finding.code, finding.ok, finding.clause, finding.required, finding.measured) == (
        "a.b",
        False,
        value.clause,
        18,
        17,
    )
    assert (finding.day, finding.value, finding.pointer, finding.facts) == (DAY, value, "/x", {"n": 3})
    assert judged(True, "a.b", value, required=19).findings[0].required == 19
    assert judged(True, "a.b", value, required=0).findings[0].required == 0


def test_verdicts_join_in_order_and_name_what_is_unmet() -> None:
    one, two, three = require(False, "a.one"), require(True, "a.two"), require(False, "a.three")

    joined = one & two & three

    assert [finding.code for finding in joined.findings] == ["a.one", "a.two", "a.three"]
    assert joined == Verdict.all_of([one, two, three])
    assert joined.codes == ("a.one", "a.three")
    assert not joined
    assert two
    assert SATISFIED


def test_a_clause_is_cited_in_both_languages() -> None:
    whole, article = Clause(DocumentKey.ZHIBU), Clause(DocumentKey.DEVELOPMENT_2014, "第七条")
    title = DOCUMENTS[DocumentKey.DEVELOPMENT_2014].title_en

    assert (whole.title_zh, whole.title_en) == ("《支部系统约定》", "Zhibu's own convention")
    assert (article.title_zh, article.title_en) == (
        "《中国共产党发展党员工作细则（2014）》第七条",
        f"{title}, 第七条",
    )


def test_a_code_is_claimed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "CATALOGUE", {})
    mine = message("shared.test-only", "甲", "a", "乙", "b")

    assert register([mine]) == {"shared.test-only": mine}
    assert register([mine]) == {"shared.test-only": mine}
    assert (mine.zh, mine.en, mine.next_zh, mine.next_en) == ("甲", "a", "乙", "b")
    with pytest.raises(ValueError, match=r"claimed twice: shared\.test-only"):
        register([message("shared.test-only", "丙", "c")])


def test_what_is_not_known_is_said_and_not_guessed() -> None:
    none = NoFigure("a.b", DAY)

    assert (none.parameter_id, none.day, str(none)) == ("a.b", DAY, "no figure for a.b on 2026-06-01")
    with pytest.raises(NotComputable, match="the working days of 2031 are not known yet") as raised:
        WorkCalendar.of([2026]).is_working_day(date(2031, 1, 1))
    assert raised.value.year == 2031
