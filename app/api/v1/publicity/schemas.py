"""Schemas of notices."""

import re
from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.api.findings import FindingOut
from app.api.paging import PageQuery
from app.api.types import Day, Input, Line, Note, Output
from app.domain.publicity.facts import NoticeKind, NoticeState, SiteKind

__all__ = [
    "CandidateContentsUpdate",
    "CandidateCreate",
    "CandidateTakeOff",
    "CertificateCreate",
    "NoticeConclude",
    "NoticeCreate",
    "NoticeOut",
    "NoticeQuery",
    "NoticeReadOut",
    "NoticeUpdate",
    "NoticeWhyOut",
    "NoticeWithdraw",
    "PhotoCreate",
    "SiteAnnul",
    "SiteCorrect",
    "SiteCreate",
    "SiteTakeDown",
]

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def _clock(value: object) -> object:
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return time.fromisoformat(value)
    raise PydanticCustomError("string_pattern_mismatch", "a time of day is written HH:MM")


TimeOfDay = Annotated[time, BeforeValidator(_clock)]
Postcode = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{6}$")]
Telephone = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9+() -]{5,30}$")]
Sites = Annotated[frozenset[SiteKind], Field(min_length=1, max_length=5)]


class CandidateCreate(Input):
    """Somebody to be announced."""

    case_id: Annotated[UUID, Field(description="The development case.")]
    applicable_sites: Annotated[
        Sites, Field(description="Kinds of sites that exist for the person.", examples=[["residence", "current_unit"]])
    ]
    evaluation_result: Annotated[
        Line | None, Field(description="Result of the evaluation.", examples=["民主测评优秀票占 92%"])
    ] = None
    work_unit: Annotated[Line | None, Field(description="Work or study unit.", examples=["青禾镇农业服务中心"])] = None
    conduct: Annotated[Note | None, Field(description="Conduct.", examples=["工作踏实，群众反映良好"])] = None


class NoticeCreate(Input):
    """A notice to be drafted."""

    kind: Annotated[NoticeKind, Field(description="What it announces.", examples=["development"])]
    organisation_id: Annotated[UUID, Field(description="The organisation that posts it.")]
    announcement: Annotated[
        Note, Field(description="The text.", examples=["经支部委员会研究，拟将下列同志列为发展对象，现予公示。"])
    ]
    candidates: Annotated[tuple[CandidateCreate, ...], Field(min_length=1, max_length=50, description="Who is on it.")]
    office_address: Annotated[
        Line | None, Field(description="Where objections are taken.", examples=["柳湾镇政府三楼"])
    ] = None
    postcode: Annotated[Postcode | None, Field(description="Its postcode.", examples=["000000"])] = None
    telephone: Annotated[Telephone | None, Field(description="Its telephone.", examples=["0000-1234567"])] = None
    deputy_director_name: Annotated[
        Line | None, Field(description="Name of the officer in charge.", examples=["张某"])
    ] = None
    replaces_id: Annotated[UUID | None, Field(description="The withdrawn notice that it is posted instead of.")] = None


class CandidateContentsUpdate(Input):
    """New texts about one candidate; what is left out stays."""

    candidate_id: Annotated[UUID, Field(description="The entry on the notice.")]
    evaluation_result: Annotated[Line | None, Field(description="Result of the evaluation.")] = None
    work_unit: Annotated[Line | None, Field(description="Work or study unit.")] = None
    conduct: Annotated[Note | None, Field(description="Conduct.")] = None


class NoticeUpdate(Input):
    """Changes to a draft; what is left out stays."""

    announcement: Annotated[Note | None, Field(description="The text.")] = None
    office_address: Annotated[Line | None, Field(description="Where objections are taken.")] = None
    postcode: Annotated[Postcode | None, Field(description="Its postcode.")] = None
    telephone: Annotated[Telephone | None, Field(description="Its telephone.")] = None
    deputy_director_name: Annotated[Line | None, Field(description="Name of the officer in charge.")] = None
    contents: Annotated[tuple[CandidateContentsUpdate, ...], Field(max_length=50, description="By candidate.")] = ()


class SiteCreate(Input):
    """A posting."""

    kind: Annotated[SiteKind, Field(description="Kind of site.", examples=["current_unit"])]
    place: Annotated[Line, Field(description="The board.", examples=["杏林村村务公开栏"])]
    posted_on: Annotated[Day, Field(description="Day of posting.", examples=["2026-06-08"])]
    posted_at: Annotated[TimeOfDay | None, Field(description="Time of day.", examples=["09:30"])] = None
    candidates: Annotated[
        frozenset[UUID], Field(max_length=50, description="Entries that the site is for; empty means all.")
    ] = frozenset()
    late_reason: Annotated[Note | None, Field(description="Why it is recorded late, where that needs a reason.")] = None


class SiteTakeDown(Input):
    """The end of a posting."""

    taken_down_on: Annotated[Day, Field(description="Day of taking down.", examples=["2026-06-16"])]


class PhotoCreate(Input):
    """The photograph of a posting."""

    document_id: Annotated[UUID, Field(description="A publicity photo filed with this notice.")]


class CertificateCreate(Input):
    """The certificate of the site's Party organisation."""

    document_id: Annotated[UUID, Field(description="A site certificate filed with this notice.")]
    certified_on: Annotated[Day, Field(description="Its date.", examples=["2026-06-16"])]
    certified_by: Annotated[Line, Field(description="Who certified.", examples=["望江社区党支部"])]


class SiteCorrect(Input):
    """The right days of a posting."""

    reason: Annotated[Note, Field(description="Why they were wrong.", examples=["张贴日期误填"])]
    posted_on: Annotated[Day | None, Field(description="Day of posting.")] = None
    posted_at: Annotated[TimeOfDay | None, Field(description="Time of day.")] = None
    taken_down_on: Annotated[Day | None, Field(description="Day of taking down.")] = None


class SiteAnnul(Input):
    """Why a posting was recorded by mistake."""

    reason: Annotated[Note, Field(description="The reason.", examples=["该处并未张贴，误登"])]


class NoticeConclude(Input):
    """The end of a notice."""

    concluded_on: Annotated[Day, Field(description="Day of the conclusion.", examples=["2026-06-16"])]
    late_reason: Annotated[Note | None, Field(description="Why it is recorded late, where that needs a reason.")] = None


class NoticeWithdraw(Input):
    """Why a notice is withdrawn."""

    withdrawn_on: Annotated[Day, Field(description="Day of the withdrawal.", examples=["2026-06-10"])]
    reason: Annotated[Note, Field(description="The reason.", examples=["公示内容有误，更正后重新公示"])]


class CandidateTakeOff(Input):
    """Why somebody is taken off a notice."""

    withdrawn_on: Annotated[Day, Field(description="Day from which he is off it.", examples=["2026-06-10"])]
    reason: Annotated[Note, Field(description="The reason.", examples=["本人提出暂缓，其余同志继续公示"])]


class NoticeCandidateOut(Output):
    """Somebody on a notice."""

    id: UUID
    person_id: UUID
    case_id: UUID
    name: str
    masked_name: Annotated[str, Field(description="As the public sees it: the first character and two asterisks.")]
    applicable_sites: list[SiteKind]
    evaluation_result: str | None
    work_unit: str | None
    conduct: str | None
    withdrawn_on: Annotated[date | None, Field(description="Day from which he is off the notice; null while on it.")]
    withdrawal_reason: str | None


class SiteOut(Output):
    """A posting."""

    id: UUID
    kind: SiteKind
    place: str
    posted_on: date
    posted_at: time | None
    taken_down_on: date | None
    serves: Annotated[list[UUID], Field(description="Persons whom it is for; empty means everybody.")]
    photo_id: UUID | None
    certificate_id: UUID | None
    certified_on: date | None
    certified_by: str | None
    late_reason: str | None
    annulled_reason: Annotated[str | None, Field(description="Why it counts for nothing; null while it stands.")]
    recorded_at: datetime


class NoticeCorrectionOut(Output):
    """A corrected value, or a revoked conclusion."""

    site_id: UUID | None
    field: str
    old_value: str | None
    new_value: str | None
    reason: str
    recorded_at: datetime
    recorded_by: UUID | None


class NoticeOut(Output):
    """A notice with its candidates and sites."""

    id: UUID
    kind: NoticeKind
    state: NoticeState
    organisation_id: UUID
    announcement: str
    office_address: str | None
    postcode: str | None
    telephone: str | None
    deputy_director_name: str | None
    first_posted_on: date | None
    last_posted_on: date | None
    closes_on: Annotated[
        date | None, Field(description="Last day of the last window; null while nothing hangs or it can't be computed.")
    ]
    concluded_on: date | None
    withdrawn_on: date | None
    withdrawal_reason: str | None
    late_reason: str | None
    replaces_id: UUID | None
    recorded_at: datetime
    recorded_by: UUID | None
    version: int
    candidates: list[NoticeCandidateOut]
    sites: list[SiteOut]


class NoticeReadOut(NoticeOut):
    """A notice with its corrections."""

    corrections: list[NoticeCorrectionOut]


class NoticeQuery(PageQuery):
    """Filters of the list; the newest first."""

    organisation_id: Annotated[UUID | None, Field(description="Only those of this organisation's subtree.")] = None
    case_id: Annotated[UUID | None, Field(description="Only those about this case.")] = None
    kind: Annotated[NoticeKind | None, Field(description="Only those of this kind.")] = None
    state: Annotated[NoticeState | None, Field(description="Only those in this state.")] = None


class NoticeWhyOut(Output):
    """Every condition of an act."""

    satisfied: Annotated[bool, Field(description="Whether nothing stands in the way.")]
    findings: Annotated[list[FindingOut], Field(description="The conditions, in the order judged.")]
