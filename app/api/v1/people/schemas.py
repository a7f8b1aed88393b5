"""Schemas of persons and memberships."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AliasChoices, Field, StringConstraints

from app.api.paging import PageQuery
from app.api.types import Day, Flag, Id, Input, Line, Note, Output, SearchText, clean_text
from app.domain.people.codes import EducationLevel, Occupation, Sector
from app.domain.people.facts import LeftKind, MemberStatus, RestrictionKind, Sex, StatusCause

__all__ = [
    "CodeOut",
    "CodeTablesOut",
    "CountOut",
    "DuplicateOut",
    "DuplicateQuery",
    "DuplicateResolve",
    "EpisodeCorrect",
    "EpisodeOut",
    "FullNumberOut",
    "GroupAssign",
    "PeopleCountQuery",
    "PeopleQuery",
    "PersonCorrect",
    "PersonCorrectionOut",
    "PersonCreate",
    "PersonOut",
    "PersonUpdate",
    "RestrictionCreate",
    "RestrictionEnd",
    "RestrictionOut",
    "RosterItemOut",
    "RosterQuery",
    "StatusChange",
    "TransferCreate",
]

Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200), AfterValidator(clean_text)]
Number = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40), AfterValidator(clean_text)]
Phone = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=30), AfterValidator(clean_text)]
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{2}$")]

NAME = Field(description="Name as on the identity card; rare characters in their own code points.", examples=["柳青禾"])
SEX = Field(description="Sex.", examples=["female"])
BORN = Field(description="Day of birth.", examples=["1990-05-17"])
NUMBER = Field(description="Citizen number, 18 characters (GB 11643). Masked in every answer.")
PHONE = Field(description="Telephone. Masked in every answer.", examples=["19900001234"])
ETHNIC = Field(description="Ethnic group, GB/T 3304 digits.", examples=["01"])
EDUCATION = Field(description="Education, GB/T 4658.", examples=["21"])
JOINED = Field(description="Day of the assembly that admitted the person; probation runs from it.")
CONVERTED = Field(description="Day on which probation ended in full membership; Party age runs from it.")
DECISION = Field(description="Document number of the decision or letter.", examples=["柳发〔2026〕7号"])


class PersonCreate(Input):
    """A person to be registered in a branch."""

    branch_id: Annotated[Id, Field(description="The branch.")]
    name: Annotated[Name, NAME]
    sex: Annotated[Sex, SEX]
    born_on: Annotated[Day, BORN]
    citizen_number: Annotated[Number | None, NUMBER] = None
    phone: Annotated[Phone | None, PHONE] = None
    ethnic_code: Annotated[Code | None, ETHNIC] = None
    education_code: Annotated[Code | None, EDUCATION] = None
    occupation: Annotated[Occupation | None, Field(description="What the person does.")] = None
    sector: Annotated[Sector | None, Field(description="Where the person works or lives.")] = None
    work_unit: Annotated[Line | None, Field(description="Unit or address of work.")] = None
    status: Annotated[
        MemberStatus, Field(description="Status held; beyond `applicant` it is taken over from paper.")
    ] = MemberStatus.REGISTERED
    status_since: Annotated[Day, Field(description="First day of that status.", examples=["2026-03-01"])]
    joined_on: Annotated[Day | None, JOINED] = None
    converted_on: Annotated[Day | None, CONVERTED] = None
    decision_number: Annotated[Line | None, DECISION] = None


class PersonUpdate(Input):
    """Particulars that change in the course of life. Mistakes are corrected with a reason instead."""

    phone: Annotated[Phone | None, PHONE] = None
    education_code: Annotated[Code | None, EDUCATION] = None
    occupation: Annotated[Occupation | None, Field(description="What the person does.")] = None
    sector: Annotated[Sector | None, Field(description="Where the person works or lives.")] = None
    work_unit: Annotated[Line | None, Field(description="Unit or address of work.")] = None


class PersonCorrect(Input):
    """The right values of what was wrong."""

    reason: Annotated[Note, Field(description="Why the recorded value is wrong.", examples=["与身份证不一致"])]
    name: Annotated[Name | None, NAME] = None
    sex: Annotated[Sex | None, SEX] = None
    born_on: Annotated[Day | None, BORN] = None
    citizen_number: Annotated[Number | None, NUMBER] = None
    ethnic_code: Annotated[Code | None, ETHNIC] = None
    joined_on: Annotated[Day | None, JOINED] = None
    converted_on: Annotated[Day | None, CONVERTED] = None


class PersonOut(Output):
    """A person as he or she stands now."""

    id: Annotated[UUID, Field(description="Its id.")]
    name: Annotated[str, Field(description="Name.")]
    name_pinyin: Annotated[str, Field(description="Pinyin, the sort key of lists.", examples=["liu qing he"])]
    sex: Annotated[Sex, Field(description="Sex.")]
    born_on: Annotated[date, Field(description="Day of birth.")]
    citizen_number: Annotated[
        str | None,
        Field(
            description="Masked.",
            examples=["999999***********X"],
            validation_alias=AliasChoices("citizen_number_mask", "citizen_number"),
        ),
    ]
    phone: Annotated[str | None, Field(description="Masked.", validation_alias=AliasChoices("phone_mask", "phone"))]
    ethnic_code: Annotated[str | None, Field(description="Ethnic group, GB/T 3304 digits.")]
    education_code: Annotated[str | None, Field(description="Education, GB/T 4658.")]
    education_level: Annotated[EducationLevel | None, Field(description="Level of the education.")]
    occupation: Annotated[Occupation | None, Field(description="What the person does.")]
    sector: Annotated[Sector | None, Field(description="Where the person works or lives.")]
    work_unit: Annotated[str | None, Field(description="Unit or address of work.")]
    status: Annotated[MemberStatus, Field(description="Status.")]
    left_kind: Annotated[LeftKind | None, Field(description="Why the person is no longer a member.")]
    status_since: Annotated[date, Field(description="First day of the status.")]
    joined_on: Annotated[date | None, Field(description="Day of the assembly that admitted.")]
    converted_on: Annotated[date | None, Field(description="Day from which Party age runs.")]
    branch_id: Annotated[UUID | None, Field(description="The branch.")]
    group_id: Annotated[UUID | None, Field(description="The group.")]
    version: Annotated[int, Field(description="Version, as in the ETag.")]


class FullNumberOut(Output):
    """A citizen number in full; every answer leaves an audit entry."""

    citizen_number: Annotated[str, Field(description="The number in full.")]


class PeopleCountQuery(Input):
    """Filters of persons."""

    organisation_id: Annotated[UUID | None, Field(description="Only persons below this organisation.")] = None
    group_id: Annotated[UUID | None, Field(description="Only persons of this group.")] = None
    status: Annotated[
        list[MemberStatus],
        Field(default_factory=list, description="Only these statuses; repeat for several.", max_length=9),
    ]
    members_only: Annotated[bool, Field(description="Only full and probationary members.")] = False
    sex: Annotated[Sex | None, Field(description="Only this sex.")] = None
    q: Annotated[
        SearchText | None, Field(description="Name, pinyin or initials, from their beginning.", examples=["lqh"])
    ] = None


class PeopleQuery(PageQuery, PeopleCountQuery):
    """Filters of the list of persons."""


class CountOut(Output):
    """How many match; counting stops at the cap."""

    count: Annotated[int, Field(description="How many.")]
    capped: Annotated[bool, Field(description="Whether counting stopped at the cap.")]


class EpisodeOut(Output):
    """A stretch of days in one branch with one status."""

    id: Annotated[UUID, Field(description="Its id.")]
    branch_id: Annotated[UUID, Field(description="The branch.")]
    branch_name: Annotated[str, Field(description="Name of the branch.")]
    status: Annotated[MemberStatus, Field(description="Status.")]
    left_kind: Annotated[LeftKind | None, Field(description="Why the person is no longer a member.")]
    from_on: Annotated[date, Field(description="First day.")]
    until_on: Annotated[date | None, Field(description="First day on which it no longer applies.")]
    cause: Annotated[StatusCause, Field(description="By which procedure.")]
    case_id: Annotated[UUID | None, Field(description="The development case, where one is behind it.")]
    decision_number: Annotated[str | None, Field(description="Document number of the decision.")]
    recorded_at: Annotated[str, Field(description="Instant of recording, UTC.")]
    annulled: Annotated[bool, Field(description="It was wrong, or superseded; kept as history.")]
    annul_reason: Annotated[str | None, Field(description="Why it was annulled.")]


class EpisodeCorrect(Input):
    """The right first day of an episode."""

    from_on: Annotated[Day, Field(description="First day of the episode.")]
    reason: Annotated[Note, Field(description="Why the recorded day is wrong.", examples=["与入党志愿书不一致"])]


class PersonCorrectionOut(Output):
    """A correction with the value that was there before; numbers stay hidden."""

    id: Annotated[UUID, Field(description="Its id.")]
    field: Annotated[str, Field(description="What was corrected.", examples=["name"])]
    old_value: Annotated[str | None, Field(description="What was recorded.")]
    new_value: Annotated[str | None, Field(description="What is right.")]
    reason: Annotated[str, Field(description="Why.")]
    episode_id: Annotated[UUID | None, Field(description="The episode, where one was corrected.")]
    recorded_at: Annotated[str, Field(description="Instant of recording, UTC.")]


class StatusChange(Input):
    """A change of status outside the development procedure."""

    status: Annotated[MemberStatus, Field(description="The new status.", examples=["left"])]
    on: Annotated[Day, Field(description="First day of the new status.")]
    cause: Annotated[
        Literal["discipline", "disposal", "own_will", "death", "transfer"], Field(description="By which procedure.")
    ]
    left_kind: Annotated[LeftKind | None, Field(description="Why the person is no longer a member.")] = None
    decision_number: Annotated[Line, DECISION]


class TransferCreate(Input):
    """A transfer of membership to another branch."""

    to_branch_id: Annotated[Id, Field(description="The receiving branch.")]
    on: Annotated[Day, Field(description="First day in the receiving branch.")]
    letter_number: Annotated[Line, Field(description="Number of the transfer letter.", examples=["转〔2026〕018"])]
    file_checked: Annotated[
        Flag | None,
        Field(
            description="The receiving branch has checked the file; owed for somebody with an open development case."
        ),
    ] = None


class GroupAssign(Input):
    """A group of the person's branch; null takes the person out of the present one."""

    group_id: Annotated[Id | None, Field(description="The group.")]
    on: Annotated[Day, Field(description="First day in the group.")]


class RestrictionCreate(Input):
    """Days without the vote, by a decision."""

    kind: Annotated[RestrictionKind, Field(description="留党察看, or rights suspended.")]
    from_on: Annotated[Day, Field(description="First day.")]
    until_on: Annotated[Day | None, Field(description="First day with the vote again; null while open.")] = None
    decision_number: Annotated[Line, DECISION]


class RestrictionEnd(Input):
    """The end of a restriction, by a decision."""

    until_on: Annotated[Day, Field(description="First day with the vote again.")]
    decision_number: Annotated[Line, DECISION]


class RestrictionOut(Output):
    """Days without the vote."""

    id: Annotated[UUID, Field(description="Its id.")]
    person_id: Annotated[UUID, Field(description="The person.")]
    kind: Annotated[RestrictionKind, Field(description="What it is.")]
    from_on: Annotated[date, Field(description="First day.")]
    until_on: Annotated[date | None, Field(description="First day on which it no longer applies.")]
    decision_number: Annotated[str, Field(description="Document number of the decision.")]
    end_decision_number: Annotated[str | None, Field(description="Document number of the decision that ended it.")]
    version: Annotated[int, Field(description="Version, as in the ETag.")]


class RosterQuery(PageQuery):
    """Day and filters of a roster."""

    on: Annotated[Day | None, Field(description="The day; today when absent.")] = None
    status: Annotated[
        list[MemberStatus], Field(default_factory=list, description="Statuses; members when absent.", max_length=9)
    ]


class RosterItemOut(Output):
    """A person as he or she stood on the day."""

    person_id: Annotated[UUID, Field(description="The person.")]
    name: Annotated[str, Field(description="Name.")]
    name_pinyin: Annotated[str, Field(description="Pinyin of the name.")]
    sex: Annotated[Sex, Field(description="Sex.")]
    status: Annotated[MemberStatus, Field(description="Status.")]
    since: Annotated[date, Field(description="First day of that stretch.")]
    branch_id: Annotated[UUID, Field(description="The branch.")]
    branch_name: Annotated[str, Field(description="Name of the branch on that day.")]


class DuplicateQuery(PageQuery):
    """Filters of possible duplicates."""

    state: Annotated[Literal["open", "same", "different"] | None, Field(description="Only this state.")] = None


class DuplicatePersonOut(Output):
    """One of the two records."""

    id: Annotated[UUID, Field(description="Its id.")]
    name: Annotated[str, Field(description="Name.")]
    status: Annotated[MemberStatus, Field(description="Status.")]
    branch_id: Annotated[UUID | None, Field(description="The branch.")]


class DuplicateOut(Output):
    """Two records with one citizen number."""

    id: Annotated[UUID, Field(description="Its id.")]
    state: Annotated[Literal["open", "same", "different"], Field(description="State.")]
    persons: Annotated[list[DuplicatePersonOut], Field(description="The two records.")]
    kept_person_id: Annotated[UUID | None, Field(description="The record that was kept.")]
    note: Annotated[str | None, Field(description="Remark.")]
    version: Annotated[int, Field(description="Version, as in the ETag.")]


class DuplicateResolve(Input):
    """The office's decision: one record is kept, or they are different persons."""

    kept_person_id: Annotated[Id | None, Field(description="The record that stays; null: different persons.")]
    note: Annotated[Note, Field(description="What the decision rests on.", examples=["经核实为同一人，保留现支部记录"])]


class CodeOut(Output):
    """One code with its labels."""

    code: Annotated[str, Field(description="Stable code.")]
    zh: Annotated[str, Field(description="Chinese label.")]
    en: Annotated[str | None, Field(description="English label, letters or level.")]


class CodeTablesOut(Output):
    """Code tables by name."""

    tables: Annotated[dict[str, list[CodeOut]], Field(description="Code tables by name.")]
