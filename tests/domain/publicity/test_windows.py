"""Windows in working days: posting day, holidays, make-up days, year ends, the law of the posting day, the last site."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.publicity.facts import NoticeKind, SiteKind
from app.domain.publicity.masking import masked_name
from app.domain.publicity.parameters import NOTICE_LEAD_DAYS, POSTING_DAY_COUNTS, SITES, WORKING_DAYS
from app.domain.publicity.requirements import contents_complete, evidence_complete
from app.domain.publicity.rules import window_has_elapsed
from app.domain.publicity.windows import is_owed, notice_window, site_window
from app.domain.shared.clauses import DocumentKey, Level
from app.domain.shared.parameters import Law, Parameter, ValueType
from tests.domain.development.builders import Without
from tests.domain.publicity.builders import (
    CALENDAR,
    INSTITUTION,
    NATIONAL,
    STREET,
    adopt,
    candidate,
    day,
    law_of,
    notice,
    site,
)

LATE = day("2026-12-31")


@pytest.mark.parametrize(
    ("_case", "posted", "law", "closes"),
    [
        ("Monday, plain week: the next Monday is the fifth working day", "2026-06-08", NATIONAL, "2026-06-15"),
        ("a Friday starts counting on Monday", "2026-06-05", NATIONAL, "2026-06-12"),
        ("a Saturday starts counting on Monday", "2026-06-06", NATIONAL, "2026-06-12"),
        ("across the Dragon Boat holiday on Friday", "2026-06-15", NATIONAL, "2026-06-23"),
        ("seven working days of the profile", "2026-06-08", INSTITUTION, "2026-06-17"),
        ("across Spring Festival with the make-up Saturdays", "2026-02-12", INSTITUTION, "2026-02-28"),
        ("a make-up Saturday counts", "2026-02-27", INSTITUTION, "2026-03-09"),
        ("across the year end and the make-up Sunday", "2025-12-29", INSTITUTION, "2026-01-08"),
        ("across National Day with the make-up Saturday", "2026-09-29", NATIONAL, "2026-10-12"),
    ],
)
def test_a_window_closes_on_the_last_working_day(_case: str, posted: str, law: Law, closes: str) -> None:
    window = site_window(site(posted), NoticeKind.DEVELOPMENT, law, LATE)

    assert window.closes_on == day(closes)


@pytest.mark.parametrize(
    ("_case", "on", "elapsed"),
    [
        ("the day before the last", "2026-06-12", False),
        ("on the last day, which is publicity as a whole", "2026-06-15", False),
        ("on the day after", "2026-06-16", True),
    ],
)
def test_a_window_has_elapsed_on_the_day_after_its_last(_case: str, on: str, elapsed: bool) -> None:
    verdict = window_has_elapsed(notice(site("2026-06-08")), NATIONAL, day(on))

    assert bool(verdict) is elapsed
    assert verdict.codes == (() if elapsed else ("publicity.window-open",))
    assert verdict.findings[0].required == day("2026-06-16")
    assert verdict.findings[0].clause is not None
    assert verdict.findings[0].clause.document is DocumentKey.DEVELOPMENT_2026


def test_the_last_site_decides() -> None:
    posted = notice(site("2026-06-08"), site("2026-06-10", SiteKind.RESIDENCE), site("2026-06-09", SiteKind.BRANCH))

    window = notice_window(posted, NATIONAL, LATE)

    assert window is not None
    assert window.posted_on == day("2026-06-10")
    assert window.closes_on == day("2026-06-17")


def test_a_window_keeps_the_length_of_its_posting_day() -> None:
    stricter_later = law_of(adopt(WORKING_DAYS, 7, since=date(2026, 6, 9)))  # type: ignore[arg-type]

    before = site_window(site("2026-06-08"), NoticeKind.DEVELOPMENT, stricter_later, LATE)
    after = site_window(site("2026-06-09"), NoticeKind.DEVELOPMENT, stricter_later, LATE)

    assert (before.working_days is not None and before.working_days.value) == 5
    assert before.closes_on == day("2026-06-15")
    assert (after.working_days is not None and after.working_days.value) == 7


@pytest.mark.parametrize(
    ("_case", "posted", "on", "days"),
    [
        ("posted and judged under the 2014 text: no length", "2026-05-11", "2026-05-17", None),
        ("posted without length, judged under the 2026 text: its five days", "2026-05-11", "2026-05-18", 5),
        ("posted on the first day of the 2026 text", "2026-05-18", "2026-07-01", 5),
    ],
)
def test_a_posting_before_any_length_owes_the_length_of_the_act(
    _case: str, posted: str, on: str, days: int | None
) -> None:
    window = site_window(site(posted), NoticeKind.DEVELOPMENT, NATIONAL, day(on))

    assert (window.working_days.value if window.working_days else None) == days


def test_a_window_into_an_unknown_year_is_not_computable_and_never_guessed() -> None:
    late = notice(site("2026-12-01"), site("2026-12-29", SiteKind.RESIDENCE))

    verdict = window_has_elapsed(late, NATIONAL, day("2027-03-01"))

    assert verdict.codes == ("publicity.not-computable",)
    assert verdict.findings[0].facts["year"] == 2027


def test_a_window_that_ends_within_the_known_year_is_computable() -> None:
    window = site_window(site("2026-12-24"), NoticeKind.DEVELOPMENT, NATIONAL, LATE)

    assert window.closes_on == day("2026-12-31")


def test_counting_the_posting_day_is_a_dated_setting() -> None:
    counting = law_of(adopt(POSTING_DAY_COUNTS, True))  # type: ignore[arg-type]

    assert law_of().flag(POSTING_DAY_COUNTS, LATE) is False
    assert counting.flag(POSTING_DAY_COUNTS, LATE) is False, "a local body can't make the window shorter"
    ours = law_of().value(POSTING_DAY_COUNTS, LATE)
    assert ours is not None
    assert ours.level is Level.OURS


@pytest.mark.parametrize(
    ("_case", "kind", "law", "on", "owed"),
    [
        ("development under the 2014 text", NoticeKind.DEVELOPMENT, NATIONAL, "2026-05-17", False),
        ("development on the first day of the 2026 text", NoticeKind.DEVELOPMENT, NATIONAL, "2026-05-18", True),
        ("development under a profile before 2026", NoticeKind.DEVELOPMENT, INSTITUTION, "2025-03-01", True),
        ("conversion has no national period", NoticeKind.CONVERSION, NATIONAL, "2026-07-01", False),
        ("conversion under a profile", NoticeKind.CONVERSION, INSTITUTION, "2026-07-01", True),
    ],
)
def test_who_owes_a_notice(_case: str, kind: NoticeKind, law: Law, on: str, owed: bool) -> None:
    assert is_owed(kind, law, day(on)) is owed


@pytest.mark.parametrize(
    ("_case", "down", "codes"),
    [
        ("on the last day", "2026-06-15", ("publicity.taken-down-early",)),
        ("on the day after", "2026-06-16", ()),
        ("never", None, ()),
    ],
)
def test_a_site_hangs_until_its_window_has_elapsed(_case: str, down: str | None, codes: tuple[str, ...]) -> None:
    verdict = window_has_elapsed(notice(site("2026-06-08", down=down)), NATIONAL, day("2026-06-20"))

    assert verdict.codes == codes


@given(posted=st.dates(date(2025, 1, 1), date(2026, 11, 20)), days=st.integers(1, 20))
def test_a_window_holds_exactly_its_working_days(posted: date, days: int) -> None:
    law = law_of(adopt(WORKING_DAYS, days))  # type: ignore[arg-type]
    owed = max(days, 5) if posted >= date(2026, 5, 18) else days

    window = site_window(site(posted.isoformat()), NoticeKind.DEVELOPMENT, law, LATE)

    assert window.closes_on is not None
    hung = [posted + timedelta(days=n) for n in range(1, (window.closes_on - posted).days + 1)]
    assert sum(CALENDAR.is_working_day(one) for one in hung) == owed
    assert CALENDAR.is_working_day(window.closes_on)
    assert not window.has_elapsed(window.closes_on)
    assert window.has_elapsed(window.closes_on + timedelta(days=1))


LEADING = {days: law_of(adopt(NOTICE_LEAD_DAYS, days, day("2026-03-01"))) for days in (0, 1, 3)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("_case", "law", "closes"),
    [
        ("nobody set any days", NATIONAL, "2026-06-08"),
        ("no day", LEADING[0], "2026-06-08"),
        ("one day", LEADING[1], "2026-06-08"),
        ("three days", LEADING[3], "2026-06-10"),
    ],
)
def test_an_inspection_notice_hangs_the_days_by_which_it_precedes_the_inspection(
    _case: str, law: Law, closes: str
) -> None:
    window = site_window(site("2026-06-08"), NoticeKind.INSPECTION, law, LATE)

    assert (window.posted_on, window.working_days, window.closes_on) == (day("2026-06-08"), None, day(closes))


def test_the_days_of_an_inspection_notice_are_those_of_its_posting_day() -> None:
    window = site_window(site("2026-02-28"), NoticeKind.INSPECTION, LEADING[3], LATE)

    assert window.closes_on == day("2026-02-28")


COUNTING = Without(POSTING_DAY_COUNTS, lambda on: on >= day("2026-06-09"))


@pytest.mark.parametrize(
    ("_case", "posted", "closes"),
    [("before the setting", "2026-06-08", "2026-06-15"), ("from its first day", "2026-06-09", "2026-06-15")],
)
def test_the_posting_day_counts_where_the_law_of_that_day_says_so(_case: str, posted: str, closes: str) -> None:
    assert site_window(site(posted), NoticeKind.DEVELOPMENT, COUNTING, LATE).closes_on == day(closes)


def test_a_window_that_cannot_be_computed_comes_before_all_others() -> None:
    unknown, known = site("2026-12-30"), site("2026-06-08")

    for sites in ((unknown, known), (known, unknown)):
        window = notice_window(notice(*sites), NATIONAL, LATE)
        assert window is not None
        assert (window.posted_on, window.closes_on, window.unknown_year) == (day("2026-12-30"), None, 2027)
        assert window.working_days is not None
        assert window.working_days.value == 5


def test_a_window_that_cannot_be_computed_comes_before_one_that_closes_later_than_it_began() -> None:
    window = notice_window(notice(site("2026-12-24"), site("2026-12-28")), NATIONAL, LATE)

    assert window is not None
    assert (window.posted_on, window.closes_on, window.unknown_year) == (day("2026-12-28"), None, 2027)


def test_a_window_that_began_earlier_and_closes_later_is_told() -> None:
    longer = replace(adopt(WORKING_DAYS, 10), effective_to=day("2026-06-08"))  # type: ignore[arg-type]

    window = notice_window(notice(site("2026-06-08"), site("2026-06-09")), law_of(longer), LATE)

    assert window is not None
    assert (window.posted_on, window.closes_on) == (day("2026-06-08"), day("2026-06-23"))


def test_of_two_windows_that_close_together_the_one_posted_last_is_told() -> None:
    window = notice_window(notice(site("2026-06-05"), site("2026-06-06")), NATIONAL, LATE)

    assert window is not None
    assert (window.posted_on, window.closes_on) == (day("2026-06-06"), day("2026-06-12"))


@pytest.mark.parametrize("parameter", [WORKING_DAYS, SITES])
def test_a_conversion_owes_a_notice_only_by_a_local_decision(parameter: Parameter[ValueType]) -> None:
    value: ValueType = 5 if parameter.id == WORKING_DAYS.id else frozenset({"unit_or_residence"})
    local = law_of(adopt(parameter, value))

    assert is_owed(NoticeKind.DEVELOPMENT, NATIONAL, LATE)
    assert not is_owed(NoticeKind.CONVERSION, NATIONAL, LATE)
    assert is_owed(NoticeKind.CONVERSION, local, LATE)


def test_a_notice_stands_until_the_day_of_its_withdrawal_and_a_draft_never_did() -> None:
    withdrawn, draft = notice(site("2026-06-08"), withdrawn="2026-06-10"), notice()

    assert [withdrawn.stood_on(day(f"2026-06-{n:02}")) for n in (7, 8, 9, 10)] == [False, True, True, False]
    assert (draft.first_posted_on, draft.last_posted_on, draft.stood_on(LATE)) == (None, None, False)


def test_contents_and_evidence_that_lack_are_all_named() -> None:
    bare = notice(site("2026-06-08", photo=False), contacts=frozenset(), candidates=(candidate(contents=frozenset()),))

    assert contents_complete(bare, STREET, day("2026-06-08")).codes == (
        "publicity.content-missing",
        "publicity.contact-missing",
    )
    assert evidence_complete(bare, STREET).codes == ("publicity.photo-missing", "publicity.certificate-missing")


def test_contents_of_a_conversion_notice_are_owed_by_local_decisions_only() -> None:
    lacking = notice(
        site("2026-06-08"),
        kind=NoticeKind.CONVERSION,
        contacts=frozenset(),
        candidates=(candidate(contents=frozenset()),),
    )

    assert len(contents_complete(lacking, STREET, day("2026-06-08")).unmet) == 2
    assert contents_complete(lacking, NATIONAL, day("2026-06-08"))


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王伟", "王**"),
        ("王", "王**"),
        ("", "**"),
        ("  ", "**"),
        ("葛\ufe00城", "葛\ufe00**"),
        ("葛\ufe0f城", "葛\ufe0f**"),
        ("葛\U000e0100城", "葛**"),
        ("葛\ufdff城", "葛**"),
        ("葛\ufe10城", "葛**"),
        ("x\u0323\u0301y", "x\u0323\u0301**"),
        ("葛\ufe00", "葛\ufe00**"),
    ],
)
def test_a_masked_name_keeps_its_first_sign_whole(name: str, masked: str) -> None:
    assert masked_name(name) == masked
