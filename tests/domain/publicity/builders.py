"""Builders of the publicity tests: days, the work calendar of two years, notices and laws."""

from datetime import date
from uuid import UUID

from app.domain.publicity import parameters as p
from app.domain.publicity.facts import (
    CandidateFacts,
    Content,
    NoticeFacts,
    NoticeKind,
    NoticeState,
    ObjectionFacts,
    SiteFacts,
    SiteKind,
)
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.parameters import Adoption, Law, Parameter, ValueType
from app.domain.shared.workdays import WorkCalendar

PERSON = UUID(int=1)
OTHER = UUID(int=2)
COUNTY = UUID(int=9)
PHOTO = UUID(int=11)
CERTIFICATE = UUID(int=12)


def days(year: int, *texts: str) -> list[date]:
    return [date.fromisoformat(f"{year}-{text}") for text in texts]


HOLIDAYS = [
    *days(2025, "01-01", "01-28", "01-29", "01-30", "01-31", "02-03", "02-04", "04-04", "05-01", "05-02", "05-05"),
    *days(2025, "06-02", "10-01", "10-02", "10-03", "10-06", "10-07", "10-08"),
    *days(2026, "01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "02-23", "04-06", "05-01", "05-04"),
    *days(2026, "05-05", "06-19", "09-25", "10-01", "10-02", "10-05", "10-06", "10-07"),
]
MAKEUP = [
    *days(2025, "01-26", "02-08", "04-27", "09-28", "10-11"),
    *days(2026, "01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
]
CALENDAR = WorkCalendar.of((2025, 2026), HOLIDAYS, MAKEUP)


def adopt(
    parameter: Parameter[ValueType],
    value: ValueType,
    since: date = date(2020, 1, 1),
    profile: DocumentKey = DocumentKey.PROFILE_STREET,
) -> Adoption:
    source = Clause(profile)
    return Adoption(parameter.id, value, since, COUNTY, "示例县委", "示发〔2020〕1号", "street", source=source)


def law_of(*adoptions: Adoption) -> Law:
    return Law.of(CALENDAR, adoptions)


NATIONAL = law_of()
INSTITUTION = law_of(
    adopt(p.WORKING_DAYS, 7, profile=DocumentKey.PROFILE_INSTITUTION),  # type: ignore[arg-type]
    adopt(p.NOTICE_LEAD_DAYS, 1, profile=DocumentKey.PROFILE_INSTITUTION),  # type: ignore[arg-type]
)
STREET = law_of(
    adopt(
        p.SITES,  # type: ignore[arg-type]
        frozenset({"unit_or_residence", "household_registration", "residence", "current_unit", "former_unit"}),
    ),
    adopt(p.EXTRA_CONTENTS, frozenset({"evaluation_result", "work_unit", "conduct"})),  # type: ignore[arg-type]
    adopt(
        p.CONTACT_FIELDS,  # type: ignore[arg-type]
        frozenset({"office_address", "postcode", "telephone", "deputy_director_name"}),
    ),
    adopt(p.PHOTO_RECORD, True),  # type: ignore[arg-type]
    adopt(p.SITE_CERTIFICATE, True),  # type: ignore[arg-type]
)

ALL_CONTENTS = frozenset({Content.EVALUATION_RESULT, Content.WORK_UNIT, Content.CONDUCT})
ALL_CONTACTS = frozenset({Content.OFFICE_ADDRESS, Content.POSTCODE, Content.TELEPHONE, Content.DEPUTY_DIRECTOR_NAME})


def day(text: str) -> date:
    return date.fromisoformat(text)


def site(
    posted: str,
    kind: SiteKind = SiteKind.CURRENT_UNIT,
    *,
    down: str | None = None,
    photo: bool = True,
    certified: str | None = None,
    serves: frozenset[UUID] = frozenset(),
) -> SiteFacts:
    return SiteFacts(
        kind,
        day(posted),
        serves,
        taken_down_on=day(down) if down else None,
        photo_id=PHOTO if photo else None,
        photo_on=day(posted) if photo else None,
        certificate_id=CERTIFICATE if certified else None,
        certified_on=day(certified) if certified else None,
    )


def candidate(
    person: UUID = PERSON,
    sites: frozenset[SiteKind] = frozenset({SiteKind.CURRENT_UNIT, SiteKind.RESIDENCE}),
    contents: frozenset[Content] = ALL_CONTENTS,
) -> CandidateFacts:
    return CandidateFacts(person, None, sites, contents)


def notice(
    *sites: SiteFacts,
    kind: NoticeKind = NoticeKind.DEVELOPMENT,
    state: NoticeState = NoticeState.POSTED,
    candidates: tuple[CandidateFacts, ...] = (),
    objections: tuple[ObjectionFacts, ...] = (),
    contacts: frozenset[Content] = ALL_CONTACTS,
    concluded: str | None = None,
    withdrawn: str | None = None,
) -> NoticeFacts:
    return NoticeFacts(
        UUID(int=100),
        kind,
        NoticeState.CONCLUDED if concluded else NoticeState.WITHDRAWN if withdrawn else state,
        candidates or (candidate(),),
        sites,
        objections,
        contacts,
        day(concluded) if concluded else None,
        day(withdrawn) if withdrawn else None,
    )
