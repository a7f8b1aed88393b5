from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.political_review import parameters as p
from app.domain.political_review.facts import (
    Conclusion,
    ConclusionResult,
    ContentGroup,
    ContentJudgement,
    Inquiry,
    InquiryAddressee,
    Investigator,
    PoliticalReview,
    Relation,
    ReplyResult,
    Statement,
    Subject,
)
from app.domain.political_review.rules import may_conclude, may_reply, may_send, review_passed
from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.workdays import WorkCalendar
from tests.domain.told import told

OPENED = date(2026, 6, 1)
DAY = date(2026, 7, 1)
CANDIDATE, INVESTIGATOR, DOCUMENT, ORGANISATION, SELF, SPOUSE = (UUID(int=n) for n in range(1, 7))
NATIONAL = Law.of(WorkCalendar.of([]))
INSTITUTION = Law.of(
    WorkCalendar.of([]),
    (
        Adoption(
            p.DEPARTMENTS.id,
            frozenset({"discipline_inspection", "public_security"}),
            date(2026, 1, 1),
            ORGANISATION,
            "某县直机关党委",
            "县直〔2026〕1号",
        ),
    ),
)


def letter(
    department: str | None = None,
    *,
    addressee: InquiryAddressee = InquiryAddressee.DEPARTMENT,
    replied: bool = True,
    subject: UUID | None = SELF,
) -> Inquiry:
    sent = OPENED + timedelta(days=2)
    answer = OPENED + timedelta(days=12)
    if not replied:
        return Inquiry(UUID(int=20), addressee, sent, department, subject)
    return Inquiry(UUID(int=20), addressee, sent, department, subject, answer, ReplyResult.CLEAR, DOCUMENT)


DISCIPLINE, POLICE = letter("discipline_inspection"), letter("public_security")
HOUSEHOLD = letter(addressee=InquiryAddressee.HOUSEHOLD_REGISTRATION_ORG)
RESIDENCE = letter(addressee=InquiryAddressee.RESIDENCE_ORG)
CONTENTS = tuple(ContentJudgement(group, True) for group in ContentGroup)
PASSED = Conclusion(ConclusionResult.PASS, DAY, DOCUMENT, CONTENTS)
REVIEW = PoliticalReview(
    UUID(int=10),
    UUID(int=11),
    CANDIDATE,
    OPENED,
    subjects=(Subject(SELF, Relation.CANDIDATE), Subject(SPOUSE, Relation.SPOUSE)),
    inquiries=(DISCIPLINE, POLICE),
    statement=Statement(OPENED, DOCUMENT),
    investigators=(Investigator(INVESTIGATOR, OPENED),),
    conclusion=PASSED,
)


def test_a_complete_review_passes_under_the_institution_practice() -> None:
    verdict = review_passed(REVIEW, INSTITUTION, DAY)

    assert told(verdict).codes == ()
    assert {f.measured for f in verdict.findings if f.code == "political-review.department-replied"} == {
        "discipline_inspection",
        "public_security",
    }


def test_no_department_is_owed_nationally() -> None:
    assert review_passed(replace(REVIEW, inquiries=()), NATIONAL, DAY)


def test_family_planning_is_nobodys_content() -> None:
    value = NATIONAL.value(p.CONTENTS, DAY)

    assert value is not None
    assert value.value == {"line_attitude", "political_history", "law_and_morals", "relatives"}
    assert not p.DEPARTMENTS.history


@pytest.mark.parametrize(
    ("_case", "review", "codes"),
    [
        (
            "a department was not asked",
            replace(REVIEW, inquiries=(DISCIPLINE,)),
            ("political-review.department-replied",),
        ),
        (
            "a department was asked about the spouse only",
            replace(REVIEW, inquiries=(DISCIPLINE, letter("public_security", subject=SPOUSE))),
            ("political-review.department-replied",),
        ),
        (
            "a letter is open",
            replace(REVIEW, inquiries=(DISCIPLINE, POLICE, letter(addressee=InquiryAddressee.OTHER_ORG, replied=False))),
            ("political-review.no-letter-open",),
        ),
        (
            "a department has not answered",
            replace(REVIEW, inquiries=(DISCIPLINE, letter("public_security", replied=False))),
            ("political-review.no-letter-open", "political-review.department-replied"),
        ),
        (
            "a reply has no stamp",
            replace(REVIEW, inquiries=(DISCIPLINE, POLICE, replace(RESIDENCE, reply_document=None))),
            ("political-review.replies-stamped",),
        ),
        ("no statement", replace(REVIEW, statement=None), ("political-review.statement-there",)),
        (
            "the statement is younger than the conclusion",
            replace(REVIEW, statement=Statement(DAY + timedelta(days=1), DOCUMENT)),
            ("political-review.statement-there",),
        ),
        ("no investigator", replace(REVIEW, investigators=()), ("political-review.investigator-there",)),
        (
            "the investigator came later",
            replace(REVIEW, investigators=(Investigator(INVESTIGATOR, DAY + timedelta(days=1)),)),
            ("political-review.investigator-there",),
        ),
        (
            "the candidate investigates himself",
            replace(REVIEW, investigators=(Investigator(INVESTIGATOR, OPENED), Investigator(CANDIDATE, OPENED))),
            ("political-review.investigator-is-another",),
        ),
        (
            "the candidate is no subject",
            replace(REVIEW, subjects=(Subject(SPOUSE, Relation.SPOUSE),), inquiries=(
                replace(DISCIPLINE, subject_id=None), replace(POLICE, subject_id=None),
            )),
            ("political-review.candidate-is-subject",),
        ),
        (
            "a content group is missing",
            replace(REVIEW, conclusion=replace(PASSED, contents=CONTENTS[:3])),
            ("political-review.content-judged",),
        ),
        (
            "a content group was found wanting",
            replace(REVIEW, conclusion=replace(PASSED, contents=(ContentJudgement(ContentGroup.LAW_AND_MORALS, False),
            *(c for c in CONTENTS if c.group is not ContentGroup.LAW_AND_MORALS)))),
            ("political-review.contents-bear-it-out",),
        ),
        (
            "the conclusion has no document",
            replace(REVIEW, conclusion=replace(PASSED, document_id=None)),
            ("political-review.conclusion-document",),
        ),
        (
            "the conclusion is older than the review",
            replace(REVIEW, inquiries=(), conclusion=replace(PASSED, concluded_on=OPENED - timedelta(days=1)),
                    statement=Statement(OPENED - timedelta(days=5), DOCUMENT),
                    investigators=(Investigator(INVESTIGATOR, OPENED - timedelta(days=5)),)),
            (
                "political-review.concluded-after-opening",
                "political-review.department-replied",
                "political-review.department-replied",
            ),
        ),
    ],
)  # fmt: skip
def test_what_a_review_lacks_is_listed(_case: str, review: PoliticalReview, codes: tuple[str, ...]) -> None:
    assert told(review_passed(review, INSTITUTION, DAY)).codes == codes


@pytest.mark.parametrize(
    ("later", "codes"),
    [(11, ("political-review.concluded-after-replies",)), (12, ()), (13, ())],
)
def test_the_conclusion_does_not_come_before_the_replies_it_rests_on(later: int, codes: tuple[str, ...]) -> None:
    concluded = replace(PASSED, concluded_on=OPENED + timedelta(days=later))

    assert told(may_conclude(REVIEW, concluded, INSTITUTION)).codes == codes


def test_a_withdrawn_letter_neither_holds_nor_counts() -> None:
    withdrawn = replace(letter("public_security", replied=False), withdrawn_on=DAY)

    assert review_passed(replace(REVIEW, inquiries=(DISCIPLINE, POLICE, withdrawn)), INSTITUTION, DAY)
    assert told(review_passed(replace(REVIEW, inquiries=(DISCIPLINE, withdrawn)), INSTITUTION, DAY)).codes == (
        "political-review.department-replied",
    )


@pytest.mark.parametrize(
    ("_case", "letters", "missing"),
    [
        ("both asked", (HOUSEHOLD, RESIDENCE), ()),
        ("household only", (HOUSEHOLD,), ("residence_org",)),
        ("residence only", (RESIDENCE,), ("household_registration_org",)),
        ("neither", (), ("household_registration_org", "residence_org")),
    ],
)
def test_for_a_floating_person_both_places_are_asked(
    _case: str, letters: tuple[Inquiry, ...], missing: tuple[str, ...]
) -> None:
    verdict = review_passed(replace(REVIEW, floating=True, inquiries=letters), NATIONAL, DAY)

    assert tuple(f.facts["name"] for f in verdict.unmet) == missing
    assert set(verdict.codes) <= {"political-review.place-consulted"}
    assert [f.verified for f in verdict.findings if f.code == "political-review.place-consulted"] == [False, False]


def test_a_person_at_home_needs_no_second_place() -> None:
    assert review_passed(replace(REVIEW, inquiries=()), NATIONAL, DAY)


@pytest.mark.parametrize("result", [ConclusionResult.FAIL, ConclusionResult.NEEDS_MORE])
def test_only_a_passed_review_lets_the_case_go_on(result: ConclusionResult) -> None:
    failed = replace(REVIEW, conclusion=replace(PASSED, result=result))

    assert told(review_passed(failed, INSTITUTION, DAY)).codes == ("political-review.passed",)


def test_needing_more_may_be_said_at_any_time_but_a_failure_owes_its_grounds() -> None:
    bare = replace(REVIEW, inquiries=(letter(replied=False),), statement=None, investigators=())

    assert may_conclude(bare, Conclusion(ConclusionResult.NEEDS_MORE, DAY, None), INSTITUTION)
    assert not may_conclude(bare, Conclusion(ConclusionResult.FAIL, DAY, DOCUMENT, CONTENTS), INSTITUTION)


def test_a_failure_may_rest_on_a_group_found_wanting() -> None:
    contents = (ContentJudgement(ContentGroup.RELATIVES, False), *CONTENTS[:3])

    assert may_conclude(REVIEW, Conclusion(ConclusionResult.FAIL, DAY, DOCUMENT, contents), INSTITUTION)


@pytest.mark.parametrize("review", [None, replace(REVIEW, conclusion=None)])
def test_without_a_conclusion_the_case_waits(review: PoliticalReview | None) -> None:
    assert told(review_passed(review, NATIONAL, DAY)).codes == ("political-review.concluded",)
    assert told(review_passed(review, NATIONAL, date(2020, 1, 1))).codes == ("political-review.concluded",)


@pytest.mark.parametrize(("later", "ok"), [(-1, False), (0, True), (1, True)])
def test_the_conclusion_is_there_on_the_day_of_the_act(later: int, ok: bool) -> None:
    assert bool(review_passed(REVIEW, INSTITUTION, DAY + timedelta(days=later))) is ok


@pytest.mark.parametrize(
    ("_case", "inquiries", "ok"),
    [
        ("two letters of one department", (DISCIPLINE, DISCIPLINE), False),
        ("the second is about the spouse", (DISCIPLINE, letter("public_security", subject=SPOUSE)), False),
        ("two departments", (DISCIPLINE, POLICE), True),
        ("three departments", (DISCIPLINE, POLICE, letter("courts")), True),
    ],
)
def test_as_many_departments_stamp_as_the_adopter_asks_for(
    _case: str, inquiries: tuple[Inquiry, ...], ok: bool
) -> None:
    adopted = Adoption(p.STAMPED_DEPARTMENTS.id, 2, date(2026, 1, 1), ORGANISATION, "某县直机关党委", "县直〔2026〕2号")
    law = Law.of(WorkCalendar.of([]), (adopted,))

    verdict = told(review_passed(replace(REVIEW, inquiries=inquiries), law, DAY))

    assert verdict.codes == (() if ok else ("political-review.departments-enough",))


def test_enough_departments_do_not_stand_for_one_that_is_named() -> None:
    adopted = Adoption(p.STAMPED_DEPARTMENTS.id, 2, date(2026, 1, 1), ORGANISATION, "某县直机关党委", "县直〔2026〕2号")
    law = Law.of(WorkCalendar.of([]), (*INSTITUTION.adoptions, adopted))

    verdict = told(review_passed(replace(REVIEW, inquiries=(DISCIPLINE, letter("courts"))), law, DAY))

    assert [(f.code, f.required) for f in verdict.unmet] == [("political-review.department-replied", "public_security")]


def test_departments_are_those_of_the_day_of_the_conclusion() -> None:
    early = replace(
        REVIEW,
        opened_on=date(2025, 11, 1),
        inquiries=(),
        statement=Statement(date(2025, 11, 2), DOCUMENT),
        investigators=(Investigator(INVESTIGATOR, date(2025, 11, 1)),),
        conclusion=replace(PASSED, concluded_on=date(2025, 12, 31)),
    )

    assert review_passed(early, INSTITUTION, DAY)


@pytest.mark.parametrize(("later", "ok"), [(-1, False), (0, True), (1, True)])
def test_no_letter_is_older_than_the_review(later: int, ok: bool) -> None:
    verdict = told(may_send(REVIEW, replace(DISCIPLINE, sent_on=OPENED + timedelta(days=later))))

    assert told(verdict).codes == (() if ok else ("political-review.sent-after-opening",))


@pytest.mark.parametrize(("subject", "ok"), [(None, True), (SPOUSE, True), (UUID(int=99), False)])
def test_a_letter_is_about_somebody_of_the_review(subject: UUID | None, ok: bool) -> None:
    assert bool(told(may_send(REVIEW, replace(DISCIPLINE, subject_id=subject)))) is ok


@pytest.mark.parametrize(("later", "ok"), [(-1, False), (0, True), (1, True)])
def test_no_reply_is_older_than_its_letter(later: int, ok: bool) -> None:
    sent = letter("public_security", replied=False)

    verdict = told(may_reply(sent, sent.sent_on + timedelta(days=later)))

    assert told(verdict).codes == (() if ok else ("political-review.reply-after-sending",))


@pytest.mark.parametrize("closed", [POLICE, replace(letter(replied=False), withdrawn_on=DAY)])
def test_a_letter_is_answered_once(closed: Inquiry) -> None:
    assert told(may_reply(closed, DAY)).codes == ("political-review.inquiry-open",)


@pytest.mark.parametrize(
    ("_case", "result", "explained", "codes"),
    [
        ("passed in silence", ConclusionResult.PASS, False, ("political-review.adverse-reply-weighed",)),
        ("passed with a finding", ConclusionResult.PASS, True, ()),
        ("failed in silence", ConclusionResult.FAIL, False, ()),
    ],
)
def test_an_adverse_reply_is_not_passed_over_in_silence(
    _case: str, result: ConclusionResult, explained: bool, codes: tuple[str, ...]
) -> None:
    adverse = replace(REVIEW, inquiries=(DISCIPLINE, replace(POLICE, result=ReplyResult.ADVERSE)))
    contents = (replace(CONTENTS[0], explained=explained), *CONTENTS[1:])

    verdict = may_conclude(adverse, replace(PASSED, result=result, contents=contents), INSTITUTION)

    assert told(verdict).codes == codes


def test_an_adverse_reply_to_a_letter_called_back_is_not_weighed() -> None:
    called_back = replace(letter(), result=ReplyResult.ADVERSE, withdrawn_on=DAY)

    assert may_conclude(replace(REVIEW, inquiries=(DISCIPLINE, POLICE, called_back)), PASSED, INSTITUTION)


@pytest.mark.parametrize(("later", "ok"), [(-1, False), (0, True), (1, True)])
def test_a_review_may_be_concluded_on_the_day_of_its_opening_its_statement_and_its_investigators(
    later: int, ok: bool
) -> None:
    (conclusion,) = (REVIEW.conclusion,)
    assert conclusion is not None
    assert REVIEW.statement is not None
    first = conclusion.concluded_on - timedelta(days=later)
    moved = replace(
        REVIEW,
        opened_on=first,
        inquiries=(),
        statement=replace(REVIEW.statement, stated_on=first),
        investigators=tuple(replace(one, appointed_on=first) for one in REVIEW.investigators),
    )

    assert bool(told(may_conclude(moved, conclusion, NATIONAL))) is ok
