"""Believable histories: what happened to a person on the way, told as facts of a case on paper.

Every interval keeps the rules of its days: the talk within a month, reviews at most half a year apart, a year of
cultivation, seven working days of publicity, the assembly within a month of the pre-review, the oath within a month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from app.domain.shared.days import add_months

__all__ = ["Actors", "Told", "history"]


@dataclass(frozen=True, slots=True)
class Told:
    """One fact to be: its kind, its day, its data in plain form."""

    kind: str
    on: date
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class Actors:
    """Who acts in a case."""

    branch: UUID
    committee: UUID
    county: UUID
    contacts: tuple[UUID, UUID]
    secretary: UUID
    organiser: UUID
    serial: int
    branch_members: int
    form_number: str


def history(random: Random, letter_on: date, who: Actors) -> Iterator[Told]:
    """Yield every fact from the letter to the first review of probation, in the order of their days."""

    def later(day: date, least: int, most: int) -> date:
        return day + timedelta(days=random.randrange(least, most + 1))

    number = who.serial

    def paper(word: str, day: date) -> str:
        return f"{word}〔{day.year}〕{number % 900 + 1}号"

    yield Told(
        "application_letter",
        letter_on,
        {
            "written_on": (letter_on - timedelta(days=random.randrange(0, 4))).isoformat(),
            "received_by": "work_or_study_unit",
            "by_the_person": True,
            "accepts_programme": True,
        },
    )
    talk = later(letter_on, 4, 26)
    yield Told("first_talk", talk, {"talked_by": str(who.secretary), "office": "secretary"})
    recommended = later(talk, 60, 150)
    asked = max(3, who.branch_members)
    yield Told(
        "recommendation",
        recommended,
        {
            "way": "member_recommendation",
            "participating": asked,
            "recommending": asked - random.randrange(0, max(1, asked // 5)),
        },
    )
    determined = later(recommended, 3, 9)
    yield Told("activist_determination", determined, {"decided_by": "branch_committee", "agreed": True})
    filed = later(determined, 5, 12)
    yield Told(
        "activist_filing",
        filed,
        {
            "reported_on": (determined + timedelta(days=1)).isoformat(),
            "filed_by": str(who.committee),
            "document_number": paper("备", filed),
        },
    )
    assigned = later(filed, 1, 7)
    yield Told("contact_assignment", assigned, {"person_ids": [str(person) for person in who.contacts]})
    begun = assigned
    enough = add_months(assigned, 12) + timedelta(days=random.randrange(3, 40))
    while begun < enough:
        until = min(begun + timedelta(days=random.randrange(150, 178)), max(enough, begun + timedelta(days=30)))
        yield Told("thought_report", until - timedelta(days=random.randrange(2, 20)), {})
        yield Told(
            "half_yearly_review",
            until,
            {"period_from": begun.isoformat(), "period_to": (until - timedelta(days=1)).isoformat(), "suitable": True},
        )
        begun = until
    concluded = later(begun, 2, 6)
    yield Told("cultivation_conclusion", concluded, {"suitable": True})
    heard = later(concluded, 1, 4)
    for source in ("party_group", "contact_person", "members", "masses"):
        yield Told("opinions_heard", heard, {"source": source, "asked": 10, "in_favour": random.randrange(7, 11)})
    posted = later(heard, 1, 3)
    down = posted + timedelta(days=15)
    yield Told(
        "paper_publicity",
        posted,
        {"about": "admission", "taken_down_on": down.isoformat(), "objections_settled": True},
    )
    listed = later(down, 1, 4)
    yield Told("object_determination", listed, {"decided_by": "branch_committee", "agreed": True})
    replied = later(listed, 5, 14)
    yield Told(
        "object_filing",
        replied,
        {
            "reported_on": (listed + timedelta(days=1)).isoformat(),
            "replied_by": str(who.committee),
            "reply": "consent",
            "document_number": paper("批", replied),
        },
    )
    sponsors = later(replied, 1, 4)
    yield Told(
        "sponsor_assignment",
        sponsors,
        {"person_ids": [str(person) for person in who.contacts], "source": "contact_person"},
    )
    letters = later(sponsors, 8, 20)
    reviewed = later(letters, 2, 6)
    yield Told("paper_political_review", reviewed, {"passed": True, "last_reply_on": letters.isoformat()})
    trained = later(sponsors, 10, 30)
    yield Told("paper_training", trained, {"days": 5, "hours": 40, "number": f"培{trained.year}-{number:05d}"})
    examined = later(max(reviewed, trained), 4, 12)
    yield Told("committee_examination", examined, {"decided_by": "branch_committee", "passed": True})
    prereviewed = later(examined, 4, 12)
    yield Told(
        "pre_review_result",
        prereviewed,
        {"reviewed_by": str(who.committee), "passed": True, "document_number": paper("预", prereviewed)},
    )
    form = later(prereviewed, 2, 6)
    yield Told("form_filled", form, {"form_number": who.form_number, "guided_by_sponsors": True})
    assembly = later(form, 4, 14)
    entitled = max(5, who.branch_members)
    present = entitled - random.randrange(0, max(1, entitled // 6))
    yield Told(
        "paper_assembly",
        assembly,
        {
            "about": "admission",
            "entitled": entitled,
            "present": present,
            "approve": present - random.randrange(0, 2),
            "secret": True,
        },
    )
    reported = later(assembly, 1, 4)
    yield Told("admission_report", reported, {"reported_to": str(who.committee)})
    talked = later(reported, 2, 8)
    yield Told("admission_talk", talked, {"talked_by": str(who.organiser), "office": "organiser", "fit": True})
    approved = later(talked, 3, 15)
    yield Told(
        "admission_approval",
        approved,
        {
            "decided_by": str(who.committee),
            "decision": "approve",
            "document_number": paper("委", approved),
            "collectively": True,
        },
    )
    kept = later(approved, 2, 8)
    yield Told("approval_filing", kept, {"filed_with": str(who.county), "document_number": paper("组备", kept)})
    grouped = later(kept, 1, 5)
    yield Told("group_assignment", grouped, {"branch_id": str(who.branch)})
    yield Told("oath", later(grouped, 2, 9), {"held_by": str(who.branch)})
    # Told in one year and moved to another: half a year differs by three days.
    half = add_months(assembly, 6) - timedelta(days=random.randrange(4, 10))
    yield Told(
        "probation_review",
        half,
        {
            "period_from": assembly.isoformat(),
            "period_to": (half - timedelta(days=1)).isoformat(),
            "suitable": True,
        },
    )
