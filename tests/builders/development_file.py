"""A whole development case in which every gate is satisfied, and small changes of it for tests."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from app.domain.ballots.facts import BallotFacts, BallotMethod, BallotOutcome, BallotState, Count, Paper
from app.domain.development.acts import current_act
from app.domain.development.casefile import CaseFile, Completion, Outcome, PersonHistory
from app.domain.development.facts import KINDS, Fact, FactData, decode
from app.domain.development.steps import STEP_LIST, STEPS, Step
from app.domain.documents.facts import DEVELOPMENT_KINDS, DocumentFacts
from app.domain.form_register.facts import FormFacts, FormNumber, FormState
from app.domain.meetings.facts import (
    Attendance,
    CandidateFacts,
    MeetingFacts,
    MeetingKind,
    MeetingState,
    RollEntry,
    Standing,
    TellerFacts,
)
from app.domain.organisations.facts import Classification, OrganisationFacts, OrganisationKind, Place
from app.domain.people.facts import Episode, MemberStatus, PersonFacts, Sex
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
from app.domain.publicity.facts import CandidateFacts as OnNotice
from app.domain.publicity.facts import NoticeFacts, NoticeKind, NoticeState, SiteFacts, SiteKind
from app.domain.rules.workdays import seed_calendar
from app.domain.shared.parameters import Adoption, Law, ValueType
from app.domain.training.facts import Certificate, CertificateKind, Organiser

__all__ = [
    "CANDIDATE",
    "COMMITTEE",
    "COUNTY",
    "NATIONAL",
    "PEOPLE",
    "TODAY",
    "adopting",
    "fact",
    "file_before",
    "whole_file",
    "with_fact",
    "without",
]

COUNTY, COMMITTEE, BRANCH, OTHER_BRANCH, GROUP = (UUID(int=n) for n in range(1, 6))
CANDIDATE, CONTACT, SECOND, ORGANISER, SECRETARY, YOUNG = (UUID(int=100 + n) for n in range(6))
MEETING, CONVERSION_MEETING = UUID(int=201), UUID(int=202)
CASE = UUID(int=300)
TODAY = date(2027, 12, 1)
NATIONAL = Law.of(seed_calendar())

NAMES = {"COUNTY": COUNTY, "COMMITTEE": COMMITTEE, "BRANCH": BRANCH, "OTHER_BRANCH": OTHER_BRANCH, "GROUP": GROUP} | {
    "CANDIDATE": CANDIDATE,
    "CONTACT": CONTACT,
    "SECOND": SECOND,
    "ORGANISER": ORGANISER,
    "SECRETARY": SECRETARY,
    "YOUNG": YOUNG,
    "MEETING": MEETING,
    "CONVERSION_MEETING": CONVERSION_MEETING,
}
"""Words that scenarios use for ids."""


def adopting(**values: ValueType) -> Law:
    """The national law with local values; ``a__b`` stands for the id ``a.b``."""
    return Law.of(
        seed_calendar(),
        [
            Adoption(key.replace("__", "."), value, date(2020, 1, 1), COMMITTEE, "青溪镇党委", "青委〔2020〕1号")
            for key, value in values.items()
        ],
    )


def _body(
    identifier: UUID, name: str, kind: OrganisationKind, parent: UUID | None, place: Place, *, power: bool = False
) -> OrganisationFacts:
    return OrganisationFacts(identifier, name, kind, Classification.RURAL, place, power, parent_id=parent)


BODIES = {
    COUNTY: _body(COUNTY, "云水县委", OrganisationKind.COUNTY_COMMITTEE, None, Place(COUNTY)),
    COMMITTEE: replace(
        _body(COMMITTEE, "青溪镇党委", OrganisationKind.COMMITTEE, COUNTY, Place(COUNTY, COMMITTEE), power=True),
        classification=Classification.TOWNSHIP,
        parent_kind=OrganisationKind.COUNTY_COMMITTEE,
        parent_classification=Classification.COUNTY,
    ),
    BRANCH: _body(
        BRANCH, "桃源村党支部", OrganisationKind.BRANCH, COMMITTEE, Place(COUNTY, COMMITTEE, branch_id=BRANCH)
    ),
    OTHER_BRANCH: _body(
        OTHER_BRANCH,
        "柳溪村党支部",
        OrganisationKind.BRANCH,
        COMMITTEE,
        Place(COUNTY, COMMITTEE, branch_id=OTHER_BRANCH),
    ),
    GROUP: _body(GROUP, "第一党小组", OrganisationKind.GROUP, BRANCH, Place(COUNTY, COMMITTEE, branch_id=BRANCH)),
}


def _member(person: UUID, name: str, since: date) -> PersonHistory:
    return PersonHistory(person, name, (Episode(person, BRANCH, MemberStatus.FULL_MEMBER, since, None),))


PEOPLE = {
    CONTACT: _member(CONTACT, "联系人甲", date(2010, 7, 1)),
    SECOND: _member(SECOND, "联系人乙", date(2012, 7, 1)),
    ORGANISER: _member(ORGANISER, "组织员丙", date(2005, 7, 1)),
    SECRETARY: _member(SECRETARY, "书记丁", date(2001, 7, 1)),
    YOUNG: PersonHistory(YOUNG, "预备戊", (Episode(YOUNG, BRANCH, MemberStatus.PROBATIONARY, date(2025, 1, 1), None),)),
}


def _opinions(on: str, purpose: str, *sources: str) -> list[tuple[str, str, dict[str, object]]]:
    return [
        ("opinions_heard", on, {"source": source, "purpose": purpose, "asked": 10, "in_favour": 9})
        for source in sources
    ]


_DAYS: tuple[tuple[str, str, dict[str, object]], ...] = (
    (
        "application_letter",
        "2025-03-03",
        {
            "written_on": "2025-03-01",
            "received_by": "work_or_study_unit",
            "by_the_person": True,
            "accepts_programme": True,
        },
    ),
    ("first_talk", "2025-03-20", {"talked_by": SECRETARY, "office": "secretary"}),
    ("recommendation", "2025-04-10", {"way": "member_recommendation", "participating": 21, "recommending": 18}),
    ("activist_determination", "2025-04-15", {"decided_by": "branch_committee", "agreed": True}),
    (
        "activist_filing",
        "2025-04-22",
        {"reported_on": "2025-04-16", "filed_by": COMMITTEE, "document_number": "青组备〔2025〕12号"},
    ),
    ("contact_assignment", "2025-04-28", {"person_ids": [CONTACT, SECOND]}),
    ("thought_report", "2025-07-30", {}),
    (
        "half_yearly_review",
        "2025-10-28",
        {"period_from": "2025-04-28", "period_to": "2025-10-27", "suitable": True},
    ),
    ("thought_report", "2026-01-30", {}),
    (
        "half_yearly_review",
        "2026-04-28",
        {"period_from": "2025-10-28", "period_to": "2026-04-27", "suitable": True},
    ),
    ("cultivation_conclusion", "2026-05-06", {"suitable": True}),
    *_opinions("2026-05-08", "listing", "party_group", "contact_person", "members", "masses"),
    ("object_determination", "2026-05-19", {"decided_by": "branch_committee", "agreed": True}),
    (
        "object_filing",
        "2026-06-04",
        {
            "reported_on": "2026-05-20",
            "replied_by": COMMITTEE,
            "reply": "consent",
            "document_number": "青组批〔2026〕7号",
        },
    ),
    ("sponsor_assignment", "2026-06-05", {"person_ids": [CONTACT, SECOND], "source": "contact_person"}),
    ("committee_examination", "2026-06-17", {"decided_by": "branch_committee", "passed": True}),
    (
        "pre_review_result",
        "2026-06-22",
        {"reviewed_by": COMMITTEE, "passed": True, "document_number": "青组预〔2026〕9号"},
    ),
    ("form_filled", "2026-06-26", {"form_number": "YX-000123", "guided_by_sponsors": True}),
    ("admission_report", "2026-07-12", {"reported_to": COMMITTEE}),
    ("admission_talk", "2026-07-15", {"talked_by": ORGANISER, "office": "organiser", "fit": True}),
    (
        "admission_approval",
        "2026-08-05",
        {
            "decided_by": COMMITTEE,
            "decision": "approve",
            "document_number": "青委〔2026〕31号",
            "collectively": True,
        },
    ),
    ("approval_filing", "2026-08-10", {"filed_with": COUNTY, "document_number": "青组备〔2026〕33号"}),
    ("group_assignment", "2026-08-12", {"branch_id": BRANCH, "group_id": GROUP}),
    ("oath", "2026-08-28", {"held_by": BRANCH}),
    ("probation_review", "2027-01-12", {"period_from": "2026-07-10", "period_to": "2027-01-09", "suitable": True}),
    ("probation_conclusion", "2027-07-10", {}),
    ("conversion_application", "2027-07-10", {"by_the_person": True}),
    *_opinions("2027-07-12", "conversion", "party_group", "members", "masses"),
    ("conversion_examination", "2027-07-15", {"proposal": "convert"}),
    ("conversion_resolution", "2027-07-20", {"proposal": "convert", "meeting_id": CONVERSION_MEETING}),
    ("conversion_report", "2027-07-21", {"reported_to": COMMITTEE}),
    (
        "conversion_approval",
        "2027-08-10",
        {
            "decided_by": COMMITTEE,
            "decision": "approve",
            "document_number": "青委〔2027〕31号",
            "collectively": True,
        },
    ),
    ("archive", "2027-09-01", {"has_personnel_file": True, "kept_by": "personnel_file"}),
)


def fact(kind: str, on: date | str, number: int = 9_000, /, **data: object) -> Fact:
    """A fact of a kind; ids may be given as UUID or by name."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    plain = {key: _plain(value) for key, value in data.items()}
    recorded = datetime.combine(day, time(2, 0), UTC)
    return Fact(UUID(int=number), decode(KINDS[kind], plain), day, recorded)


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str) and value in NAMES:
        return NAMES[value]
    return value


def _meeting(identifier: UUID, kind: MeetingKind, on: date) -> MeetingFacts:
    roll = tuple(
        RollEntry(UUID(int=1000 + n), Standing.ENTITLED, None, Attendance.PRESENT if n < 19 else Attendance.ABSENT)
        for n in range(21)
    )
    return MeetingFacts(
        identifier,
        BRANCH,
        kind,
        MeetingState.CLOSED,
        on,
        date(on.year, on.month, on.day - 5),
        on,
        candidates=(CandidateFacts(CANDIDATE, 1, CASE, discussed=True),),
        frozen_on=on,
        roll=roll,
        tellers=tuple(TellerFacts(UUID(int=1000 + n), True) for n in (3, 4)),
        chair_id=UUID(int=1000),
        minutes_document_id=UUID(int=5_000),
    )


def ballot(meeting: UUID, on: date, approve: int = 18, outcome: BallotOutcome = BallotOutcome.CARRIED) -> BallotFacts:
    """A closed ballot of 21 entitled, 19 present."""
    count = Count(21, 19, Paper(19, 19, approve, 19 - approve, 0, 0))
    return BallotFacts(
        UUID(int=meeting.int + 50),
        meeting,
        CANDIDATE,
        CASE,
        on,
        BallotMethod.PAPER,
        BallotState.CLOSED,
        count,
        outcome,
    )


def _review() -> PoliticalReview:
    subject = Subject(UUID(int=410), Relation.CANDIDATE)
    letter = Inquiry(
        UUID(int=411),
        InquiryAddressee.OTHER_ORG,
        date(2026, 6, 6),
        subject_id=subject.id,
        replied_on=date(2026, 6, 10),
        result=ReplyResult.CLEAR,
        reply_document=UUID(int=412),
    )
    return PoliticalReview(
        UUID(int=400),
        CASE,
        CANDIDATE,
        date(2026, 6, 5),
        subjects=(subject,),
        inquiries=(letter,),
        statement=Statement(date(2026, 6, 6), UUID(int=413)),
        investigators=(Investigator(SECRETARY, date(2026, 6, 5)),),
        conclusion=Conclusion(
            ConclusionResult.PASS,
            date(2026, 6, 12),
            UUID(int=414),
            tuple(ContentJudgement(group, True) for group in ContentGroup),
        ),
    )


def _notice(identifier: int, kind: NoticeKind, posted: date, concluded: date) -> NoticeFacts:
    sites = frozenset({SiteKind.CURRENT_UNIT})
    return NoticeFacts(
        UUID(int=identifier),
        kind,
        NoticeState.CONCLUDED,
        (OnNotice(CANDIDATE, CASE, sites),),
        (SiteFacts(SiteKind.CURRENT_UNIT, posted, taken_down_on=concluded),),
        concluded_on=concluded,
    )


def _documents() -> tuple[DocumentFacts, ...]:
    return tuple(
        DocumentFacts(UUID(int=6_000 + 10 * number + index), kind, date(2025, 1, 1), "0" * 64, step=number)
        for number, kinds in DEVELOPMENT_KINDS.items()
        for index, kind in enumerate(kinds)
    )


def whole_file() -> CaseFile:
    """Every act from the letter to the archive, nothing completed yet."""
    facts = tuple(fact(kind, on, 500 + n, **data) for n, (kind, on, data) in enumerate(_DAYS))
    certificate = Certificate(
        UUID(int=420),
        CANDIDATE,
        CertificateKind.DEVELOPMENT_OBJECT,
        Organiser.GRASSROOTS_COMMITTEE,
        "培2026-017",
        3,
        24,
        date(2026, 6, 8),
        date(2026, 6, 10),
        date(2026, 6, 11),
    )
    form = FormFacts(
        UUID(int=430),
        FormNumber("YX", 123, 6),
        FormState.ISSUED,
        COMMITTEE,
        CANDIDATE,
        CASE,
        issued_on=date(2026, 6, 23),
    )
    return CaseFile(
        CASE,
        PersonFacts(CANDIDATE, "申请人己", Sex.FEMALE, date(1996, 4, 20), MemberStatus.APPLICANT, BRANCH),
        BRANCH,
        date(2025, 3, 3),
        facts=facts,
        people=PEOPLE,
        bodies=BODIES,
        meetings=(
            _meeting(MEETING, MeetingKind.ADMISSION, date(2026, 7, 10)),
            _meeting(CONVERSION_MEETING, MeetingKind.CONVERSION, date(2027, 7, 20)),
        ),
        ballots=(ballot(MEETING, date(2026, 7, 10)), ballot(CONVERSION_MEETING, date(2027, 7, 20))),
        notices=(
            _notice(440, NoticeKind.DEVELOPMENT, date(2026, 5, 21), date(2026, 6, 1)),
            _notice(441, NoticeKind.CONVERSION, date(2027, 7, 21), date(2027, 8, 9)),
        ),
        reviews=(_review(),),
        certificates=(certificate,),
        documents=_documents(),
        forms=(form,),
    )


def completed(file: CaseFile, step: Step, attempt: int = 1, outcome: Outcome = Outcome.PASSED) -> CaseFile:
    """The file with one more completion, on the day of the step's act."""
    act = current_act(file, step)
    assert act is not None, step.key
    done = Completion(step.key, attempt, outcome, act.on, act.ref, UUID(int=7_000 + len(file.completions)))
    return replace(file, completions=(*file.completions, done))


def file_before(step: str, file: CaseFile | None = None) -> CaseFile:
    """The file with every step before *step* completed."""
    made = file or whole_file()
    for row in STEP_LIST:
        if row.number >= STEPS[step].number:
            break
        made = completed(made, row)
    return made


def with_fact(file: CaseFile, kind: str, on: date | str | None = None, **changes: object) -> CaseFile:
    """The file with the last fact of *kind* changed: its day, or fields of its data; added where there was none."""
    last = next((entry for entry in reversed(file.facts) if entry.kind == kind), None)
    if last is None:
        assert on is not None
        return replace(file, facts=(*file.facts, fact(kind, on, 8_000 + len(file.facts), **changes)))
    day = date.fromisoformat(on) if isinstance(on, str) else (on or last.happened_on)
    values = {entry.name: getattr(last.data, entry.name) for entry in fields(last.data)}
    data: FactData = decode(KINDS[kind], {**values, **{key: _plain(value) for key, value in changes.items()}})
    changed = replace(last, data=data, happened_on=day)
    return replace(file, facts=tuple(changed if entry.id == last.id else entry for entry in file.facts))


def without(file: CaseFile, kinds: Iterable[str]) -> CaseFile:
    """The file without the facts of some kinds."""
    gone = set(kinds)
    return replace(file, facts=tuple(entry for entry in file.facts if entry.kind not in gone))
