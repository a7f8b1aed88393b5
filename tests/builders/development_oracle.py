"""A second opinion on a case: what nobody may become a member without, worked out from the tables by plain arithmetic.

Nothing here asks the engine, its gates, its parameters, its calendar or what it has noted as completed. Figures are
written out as an officer would name them (the 2014 text until 17 May 2026, the 2026 text from then on, no local
profile). ``gaps`` returns what is missing as ``(step, code)``; the codes are the engine's own, so that a decision that
carries a finding can be recognised.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.builders.development_record import Gap, Record, Row, Vote

__all__ = ["archive_gaps", "extension_gaps", "five_days_after", "gaps", "months_later", "uncovered"]

NEW_TEXT = date(2026, 5, 18)
_OFF_2026 = (
    "0101 0102 0103 0215 0216 0217 0218 0219 0220 0221 0222 0223 0404 0405 0406 0501 0502 0503 0504 0505 "
    "0619 0620 0621 0925 0926 0927 1001 1002 1003 1004 1005 1006 1007"
).split()
_EXTRA_2026 = ("0104", "0214", "0228", "0509", "0920", "1010")
_OFF = {date(2026, int(d[:2]), int(d[2:])) for d in _OFF_2026} | {date(y, 1, 1) for y in (2027, 2028, 2029)}
_EXTRA = {date(2026, int(d[:2]), int(d[2:])) for d in _EXTRA_2026}


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that month has no such day."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def five_days_after(posted: date) -> date:
    """The fifth working day after a posting."""
    day, left = posted, 5
    while left:
        day += timedelta(days=1)
        left -= day in _EXTRA or (day.weekday() < 5 and day not in _OFF)
    return day


def _years_old(born: date, on: date) -> int:
    birthday = (3, 1) if (born.month, born.day) == (2, 29) and monthrange(on.year, 2)[1] == 28 else None
    month, day = birthday or (born.month, born.day)
    return on.year - born.year - (1 if (on.month, on.day) < (month, day) else 0)


# What is missing


def gaps(record: Record, *, papers: bool = True) -> set[Gap]:
    """What the person's membership lacks: a probationary member's admission, a full member's conversion as well."""
    if record.status not in ("probationary", "full_member"):
        return set()
    found = set(_admission(record, papers))
    if record.status == "full_member":
        found |= set(_conversion(record, papers))
    return found


_PAPERS: dict[str, tuple[int, tuple[str, ...]]] = {
    "apply": (1, ("application_letter",)),
    "first_talk": (2, ("talk_record",)),
    "determine_activist": (3, ("recommendation_record", "branch_committee_minutes")),
    "file_activist": (4, ("filing_report", "applicant_data", "recommendation_result")),
    "assign_contacts": (5, ("review_form",)),
    "cultivate": (6, ("review_record", "thought_report")),
    "determine_object": (7, ("opinion_record", "branch_committee_minutes")),
    "list_object": (8, ("filing_report", "filing_reply")),
    "determine_sponsors": (9, ("sponsor_record",)),
    "political_review": (10, ("political_review", "inquiry_letter")),
    "train": (11, ("training_certificate",)),
    "examine": (12, ("examination_opinion", "collected_opinions")),
    "prereview": (13, ("pre_review_result",)),
    "fill_form": (14, ("form_scan",)),
    "admission_assembly": (15, ("assembly_resolution", "ballot_record", "assembly_minutes")),
    "admission_talk": (16, ("talk_record",)),
    "approve_admission": (17, ("approval_opinion", "committee_minutes")),
    "apply_for_conversion": (22, ("conversion_application",)),
    "conversion_assembly": (23, ("assembly_resolution", "ballot_record")),
    "approve_conversion": (24, ("approval_opinion",)),
}
_ANYWHERE = {
    "review_form",
    "review_record",
    "sponsor_record",
    "training_certificate",
    "collected_opinions",
    "form_scan",
}


def _missing(record: Record, step: str, kind: str) -> Gap:
    """The act of a step is not there, or not by the day of the act that follows."""
    later = any(row.kind == kind for row in record.facts)
    return step, "development.act-in-order|development.act-recorded" if later else "development.act-recorded"


def _paper_gaps(record: Record, first: int, last: int) -> Iterator[Gap]:
    for step, (number, kinds) in _PAPERS.items():
        if first <= number <= last:
            for kind in kinds:
                if (number, kind) not in record.papers and (None, kind) not in record.papers:
                    yield step, "development.document-there"


def _admission(record: Record, papers: bool) -> Iterator[Gap]:
    approval = record.last("admission_approval")
    if approval is None:
        yield "approve_admission", "development.act-recorded"
        return
    until = approval.on
    voted = [v for v in record.votes["admission"] if v.on <= until]
    vote = max(voted, key=lambda v: (v.on == record.joined, v.on), default=None)
    if vote is None:
        later = "development.act-in-order|" if record.votes["admission"] else ""
        yield "admission_assembly", f"{later}development.act-recorded"
        return
    yield from _voted("admission_assembly", vote)
    for step, day in (("admission_assembly", vote.on), ("approve_admission", approval.on)):
        if record.objected(day):
            yield step, "publicity.objection-open"
    yield from _approved(record, "approve_admission", approval, vote.on, "admission_report")
    talk = record.last("admission_talk", until)
    if talk is None or talk.on < vote.on:
        yield _missing(record, "admission_talk", "admission_talk")
    elif not talk.data["fit"]:
        yield "admission_talk", "development.admission-talk-fit"
    yield from _before_the_vote(record, vote.on)
    if record.joined != vote.on:
        yield "approve_admission", "oracle.joined-on-the-day-of-the-assembly"
    if papers:
        yield from _paper_gaps(record, 1, 17)


def _voted(step: str, vote: Vote) -> Iterator[Gap]:
    if not vote.closed:
        yield step, "development.ballot-closed"
    if not vote.roll_of_the_day:
        yield step, "meetings.roll-is-of-the-day"
    if 2 * vote.present <= vote.entitled:
        yield step, "meetings.quorum"
    if 2 * vote.approve <= vote.entitled:
        yield step, "development.vote-carried"
    if not vote.secret:
        yield step, "development.paper-vote-secret"
    if not vote.counted_twice:
        yield step, "oracle.two-tellers"


def _approved(record: Record, step: str, approval: Row, voted_on: date, report: str) -> Iterator[Gap]:
    body = UUID(approval.data["decided_by"])
    if not record.may_approve(body, approval.on):
        yield step, "development.approval-power"
    if approval.data["decision"] != "approve":
        yield step, "development.decision-positive"
    if not approval.data["collectively"]:
        yield step, "development.approved-collectively"
    if approval.on < voted_on:
        yield step, "development.act-in-order"
    reports = [
        row
        for row in record.facts
        if row.kind == report and voted_on <= row.on <= approval.on and UUID(row.data["reported_to"]) in record.above
    ]
    reported = min(reports, key=lambda row: row.on, default=None)
    if reported is None:
        yield step, "development.resolution-reported"
        return
    last = months_later(reported.on, 3)
    if step == "approve_admission":
        for extension in (row for row in record.facts if row.kind == "approval_extension"):
            if reported.on <= extension.on <= months_later(reported.on, 3):
                last = max(last, min(date.fromisoformat(extension.data["until"]), months_later(reported.on, 6)))
    if approval.on > last:
        yield step, "development.approved-in-time"


def _before_the_vote(record: Record, voted: date) -> Iterator[Gap]:
    form = record.last("form_filled", voted)
    pre = record.last("pre_review_result", form.on if form else voted)
    examined = record.last("committee_examination", pre.on if pre else voted)
    sponsors = record.last("sponsor_assignment", voted)
    if form is None:
        yield _missing(record, "fill_form", "form_filled")
    else:
        numbers = {_number(f): f for f in record.forms if f["voided_on"] is None or form.on < f["voided_on"]}
        issued = numbers.get(form.data["form_number"])
        if not numbers:
            yield "fill_form", "form-register.form-held"
        if issued is None:
            yield "fill_form", "development.form-number"
        elif issued["happened_on"] > form.on:
            yield "admission_assembly", "development.form-issued-before-filled"
        if not form.data["guided_by_sponsors"]:
            yield "fill_form", "development.form-guided"
    if pre is None:
        yield _missing(record, "prereview", "pre_review_result")
    else:
        body = UUID(pre.data["reviewed_by"])
        if not record.may_approve(body, pre.on):
            yield "prereview", "development.approval-power"
        if not pre.data["passed"]:
            yield "prereview", "development.decision-positive"
        leaves = pre.data.get("leaves_unit_on")
        if leaves and date.fromisoformat(leaves) <= months_later(pre.on, 3) and not pre.data.get("exception_number"):
            yield "prereview", "development.leaving-soon"
        if voted >= NEW_TEXT and voted > months_later(pre.on, 1):
            yield "admission_assembly", "development.assembly-in-time"
    if examined is None:
        yield _missing(record, "examine", "committee_examination")
    elif not examined.data["passed"]:
        yield "examine", "development.examination-passed"
    if sponsors is None:
        yield _missing(record, "determine_sponsors", "sponsor_assignment")
    else:
        named = sponsors.data["person_ids"]
        if len(set(named)) != 2:
            yield "admission_assembly", "development.sponsors-count"
        if not all(record.full_member(one, voted) for one in named) or str(record.person_id) in named:
            yield "admission_assembly", "development.sponsors-full-members"
        if any(record.barred(one, day) for one in named for day in (sponsors.on, voted)):
            yield "determine_sponsors", "development.sponsors-not-barred"
    yield from _reviewed(record, voted)
    yield from _trained(record, voted)
    yield from _listed(record, examined.on if examined else voted)


def _trained(record: Record, voted: date) -> Iterator[Gap]:
    """Training that was never long enough is told of at its own step and at the assembly; one that came late, there."""
    trained = [
        (c["happened_on"], c["days"] >= 3 or c["hours"] >= 24)
        for c in record.certificates
        if c["kind"] == "development_object"
    ]
    trained += [
        (row.on, row.data["days"] >= 3 or row.data["hours"] >= 24)
        for row in record.facts
        if row.kind == "paper_training"
    ]
    if not trained:
        yield "train", "training.certificate-there|development.act-recorded"
    elif not any(long for _, long in trained):
        yield "train", "training.long-enough"
        yield "admission_assembly", "training.long-enough"
    elif not any(long and day <= voted for day, long in trained):
        yield "admission_assembly", "development.certificate-before-assembly|training.long-enough"


def _number(form: dict[str, Any]) -> str:
    return f"{form['series']}-{form['number']:0{form['width']}d}"


def _reviewed(record: Record, voted: date) -> Iterator[Gap]:
    reviews = [(r["happened_on"], r["result"] == "pass", r["last_reply"], r["open"]) for r in record.reviews]
    for row in record.facts if not reviews else ():
        if row.kind == "paper_political_review":
            last = row.data.get("last_reply_on")
            reviews.append((row.on, row.data["passed"], date.fromisoformat(last) if last else None, 0))
    review = max((r for r in reviews if r[0] <= voted), key=lambda r: r[0], default=None)
    if review is None:
        yield "political_review", "political-review.concluded"
        return
    if not review[1]:
        yield "political_review", "political-review.passed"
    if review[2] is not None and review[2] > review[0]:
        yield "political_review", "development.conclusion-after-letters"
    if review[3]:
        yield "political_review", "political-review.no-letter-open"


def _listed(record: Record, until: date) -> Iterator[Gap]:
    listed = record.last("object_filing", until)
    if listed is None:
        yield _missing(record, "list_object", "object_filing")
        return
    determined = record.last("object_determination", listed.on)
    if UUID(listed.data["replied_by"]) not in record.above:
        yield "list_object", "development.filed-by-upper-committee"
    wanted = ("consent",) if listed.on >= NEW_TEXT else ("consent", "filed")
    if listed.data["reply"] not in wanted:
        yield "list_object", "development.object-consent"
    if listed.on >= NEW_TEXT:
        if record.objected(listed.on):
            yield "list_object", "publicity.objection-open"
        yield from _announced(record, listed.on, record.last("cultivation_conclusion", listed.on))
    if determined is None:
        yield _missing(record, "determine_object", "object_determination")
        return
    if not determined.data["agreed"]:
        yield "determine_object", "development.object-agreed"
    if date.fromisoformat(listed.data["reported_on"]) < determined.on:
        yield "list_object", "development.filing-after-determination"
    yield from _cultivated(record, determined.on)


def _announced(record: Record, listed: date, cultivated: Row | None) -> Iterator[Gap]:
    """One notice, or one on paper, that hung for five working days at the unit or the residence and was concluded."""
    first = cultivated.on if cultivated is not None else date.min
    for notice in record.notices:
        if notice["posted_on"] < first:
            continue
        right = notice["kind"] == "development" and notice["site"] in ("current_unit", "residence")
        after = five_days_after(notice["posted_on"])
        hung = notice["taken_down_on"] is None or notice["taken_down_on"] > after
        concluded = notice["concluded_on"]
        stood = notice["withdrawn_on"] is None or notice["withdrawn_on"] > listed
        if right and hung and stood and concluded and after < concluded <= listed:
            return
    for row in record.facts:
        right = row.kind == "paper_publicity" and row.data["about"] == "admission" and row.on >= first
        if right and row.data["objections_settled"]:
            down = date.fromisoformat(row.data["taken_down_on"])
            if five_days_after(row.on) <= down < listed:
                return
    codes = ("notice-missing", "window-open", "not-concluded", "taken-down-early", "unit-or-residence-missing")
    yield "list_object", "|".join(f"publicity.{code}" for code in codes)


def _cultivated(record: Record, determined: date) -> Iterator[Gap]:
    concluded = record.last("cultivation_conclusion", determined)
    if concluded is None:
        yield _missing(record, "cultivate", "cultivation_conclusion")
        return
    if not concluded.data["suitable"]:
        yield "cultivate", "development.cultivation-suitable"
    activist = record.last("activist_determination", concluded.on)
    if activist is None:
        yield _missing(record, "determine_activist", "activist_determination")
        return
    assigned = [r for r in record.facts if r.kind == "contact_assignment" and activist.on <= r.on <= concluded.on]
    if not assigned:
        yield _missing(record, "assign_contacts", "contact_assignment")
        return
    filed = record.last("activist_filing", concluded.on)
    fit = [
        row.on for row in assigned if 1 <= len(row.data["person_ids"]) <= 2 and (filed is None or filed.on <= row.on)
    ]
    start = min(fit, default=min(row.on for row in assigned))
    if concluded.on < months_later(start, 12):
        yield "cultivate", "development.cultivation-months"
    yield from _half_years(record, start, concluded.on)
    for row in [max(assigned, key=lambda one: (one.on, one.recorded_at))]:
        if concluded.on >= NEW_TEXT and not 1 <= len(set(row.data["person_ids"])) <= 2:
            yield "assign_contacts", "development.contact-persons-max"
        if not all(record.full_member(one, row.on) for one in row.data["person_ids"]):
            yield "assign_contacts", "development.contact-persons-full-members"
    if determined >= NEW_TEXT:
        heard = {
            row.data["source"]
            for row in record.facts
            if row.kind == "opinions_heard"
            and row.data.get("purpose", "listing") == "listing"
            and start <= row.on <= determined
        }
        owed = {"contact_person", "members", "masses"} | ({"party_group"} if record.groups else set())
        if owed - heard:
            yield "determine_object", "development.opinion-heard"
    yield from _became_activist(record, activist, start)


def _half_years(record: Record, start: date, until: date) -> Iterator[Gap]:
    """Every day of every completed half year lies in a review of no more than six months, or no more than a half year."""
    count = 0
    while months_later(start, 6 * (count + 1)) <= until:
        count += 1
    covered: set[date] = set()
    for row in record.facts:
        if row.kind == "half_yearly_review" and row.on <= until:
            first, last = date.fromisoformat(row.data["period_from"]), date.fromisoformat(row.data["period_to"])
            ends = next(day for n in range(1, 99) if (day := months_later(start, 6 * n)) > first)
            if last <= max(months_later(first, 6), ends):
                covered |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
            if first < start:
                yield "cultivate", "development.reviews-within-cultivation"
    owed = (months_later(start, 6 * count) - start).days
    if not {start + timedelta(days=n) for n in range(owed)} <= covered:
        yield "cultivate", "development.reviews-cover"


def _became_activist(record: Record, activist: Row, start: date) -> Iterator[Gap]:
    if not activist.data["agreed"]:
        yield "determine_activist", "development.activist-agreed"
    if record.last("recommendation", activist.on) is None:
        yield "determine_activist", "development.recommended"
    filed = record.last("activist_filing", start)
    if filed is None:
        yield _missing(record, "file_activist", "activist_filing")
    else:
        if UUID(filed.data["filed_by"]) not in record.above:
            yield "file_activist", "development.filed-by-upper-committee"
        if date.fromisoformat(filed.data["reported_on"]) < activist.on:
            yield "file_activist", "development.filing-after-determination"
        if filed.on < activist.on:
            yield "file_activist", "development.act-in-order"
    talk = record.last("first_talk", activist.on)
    if talk is None:
        yield _missing(record, "first_talk", "first_talk")
    elif talk.data["office"] not in ("secretary", "deputy_secretary", "organisation_commissioner"):
        yield "first_talk", "development.first-talk-office"
    letter = record.last("application_letter", talk.on if talk else activist.on)
    if letter is None:
        yield _missing(record, "apply", "application_letter")
        return
    told = [r.on for r in record.facts if r.kind in ("thought_report", "opinions_heard")]
    if min(told, default=letter.on) < letter.on:
        yield "cultivate", "development.reports-after-application"
    if _years_old(record.born, letter.on) < 18:
        yield "apply", "development.age"
    if not letter.data["by_the_person"]:
        yield "apply", "development.application-own"
    if not letter.data["accepts_programme"]:
        yield "apply", "development.application-accepts-programme"


def _conversion(record: Record, papers: bool, wanted: str = "convert") -> Iterator[Gap]:
    """What a conversion lacks, or an extension: both are resolved and approved at the end of probation."""
    approval = record.last("conversion_approval")
    admission = record.last("admission_approval")
    if approval is None or admission is None:
        yield "approve_conversion", "development.act-recorded"
        return
    admitted = max((v for v in record.votes["admission"] if v.on <= admission.on), key=lambda v: v.on, default=None)
    vote = max((v for v in record.votes["conversion"] if v.on <= approval.on), key=lambda v: v.on, default=None)
    if vote is None:
        later = "development.act-in-order|" if record.votes["conversion"] else ""
        yield "conversion_assembly", f"{later}development.act-recorded"
    if vote is None or admitted is None:  # an admission without its vote is told of there
        return
    yield from _voted("conversion_assembly", vote)
    yield from _approved(record, "approve_conversion", approval, vote.on, "conversion_report")
    if record.objected(approval.on):
        yield "approve_conversion", "publicity.objection-open"
    resolved = _resolved(record, vote)
    if resolved is None:
        yield "conversion_assembly", "development.resolution-recorded"
    elif resolved["proposal"] != wanted:
        yield "approve_conversion", f"oracle.the-assembly-resolved-to-{wanted}"
    extended = list(_extensions(record, vote.on))
    months = [months for _, months in extended]
    if wanted == "extend" and resolved is not None:
        months.append(resolved.get("extend_months") or 0)
    yield from _extended(months)
    end = months_later(admitted.on, 12 + sum(months for _, months in extended))
    since = max([admitted.on, *(day for day, _ in extended)])
    if wanted == "convert" and record.converted != end:
        yield "approve_conversion", "oracle.party-age-from-the-end-of-probation"
    yield from _waited(record, vote.on, since, end)
    yield from _assigned(record, admission.on, vote.on)
    yield from _in_probation(record, admitted.on, admission.on, vote.on, since)
    if papers:
        yield from _paper_gaps(record, 22, 24)


def _extended(months: list[int]) -> Iterator[Gap]:
    if len(months) > 1:
        yield "conversion_assembly", "development.extension-count"
    if any(one < 6 for one in months):
        yield "conversion_assembly", "development.extension-months-min"
    if any(one > 12 for one in months):
        yield "conversion_assembly", "development.extension-months-max"


def _waited(record: Record, voted: date, since: date, end: date) -> Iterator[Gap]:
    """The end of education, the application and the vote come after the last stretch of probation, in this order."""
    applied = record.last("conversion_application", voted)
    concluded = record.last("probation_conclusion", applied.on if applied else voted)
    for step, kind, day in (
        ("probation", "probation_conclusion", concluded.on if concluded else None),
        ("apply_for_conversion", "conversion_application", applied.on if applied else None),
        ("conversion_assembly", "", voted),
    ):
        if day is None:
            yield _missing(record, step, kind)
        elif day < since:
            yield step, "development.act-recorded"
        elif day < end:
            yield step, "development.probation-over"
    if applied is not None and not applied.data["by_the_person"]:
        yield "apply_for_conversion", "development.conversion-application-own"


def _assigned(record: Record, approved: date, voted: date) -> Iterator[Gap]:
    """Between approval and vote the person was assigned to the branch of the case."""
    assigned = [row for row in record.facts if row.kind == "group_assignment" and approved <= row.on <= voted]
    if not assigned:
        yield _missing(record, "assign_group", "group_assignment")
    elif not any(row.data["branch_id"] == str(record.branch) for row in assigned):
        yield "assign_group", "development.assigned-to-own-branch"


def _in_probation(record: Record, admitted: date, approved: date, voted: date, since: date) -> Iterator[Gap]:
    if any(r.kind == "probation_review" and date.fromisoformat(r.data["period_from"]) < admitted for r in record.facts):
        yield "probation", "development.probation-reviews-after-assembly"
    if not any(r.kind == "probation_review" and since <= r.on <= voted for r in record.facts):
        yield "probation", "development.probation-reviewed"
    examined = record.last("conversion_examination", voted)
    if examined is None or examined.on < since:
        yield "conversion_assembly", "development.conversion-examined"
    oath = record.last("oath", voted)
    if oath is None or oath.on < approved:
        yield "conversion_assembly", "development.oath-taken|development.act-in-order"
    heard = {
        row.data["source"]
        for row in record.facts
        if row.kind == "opinions_heard" and row.data.get("purpose") == "conversion" and admitted <= row.on <= voted
    }
    if ({"members", "masses"} | ({"party_group"} if record.groups else set())) - heard:
        yield "conversion_assembly", "development.opinion-heard"


def _resolved(record: Record, vote: Vote) -> dict[str, Any] | None:
    """What an assembly on conversion resolved, by the last resolution that is about it."""
    found = [r for r in record.facts if r.kind == "conversion_resolution" and (vote.id is not None or r.on == vote.on)]
    if vote.id is not None:
        found = [r for r in found if r.on == vote.on and r.data.get("meeting_id") == str(vote.id)]
    last = max(found, key=lambda r: r.recorded_at, default=None)
    return last.data if last is not None else None


def _extensions(record: Record, until: date) -> Iterator[tuple[date, int]]:
    """The extensions approved before a day, with their months: one for each assembly, by the last approval that followed it."""
    found: dict[date, tuple[date, int]] = {}
    for approval in sorted((r for r in record.facts if r.kind == "conversion_approval"), key=lambda r: r.on):
        if approval.data["decision"] != "approve" or approval.on >= until:
            continue
        vote = max((v for v in record.votes["conversion"] if v.on <= approval.on), key=lambda v: v.on, default=None)
        resolved = _resolved(record, vote) if vote is not None else None
        if vote is not None and resolved is not None and resolved["proposal"] == "extend":
            found[vote.on] = (approval.on, resolved["extend_months"])
    yield from found.values()


def extension_gaps(record: Record, *, papers: bool = True) -> set[Gap]:
    """What the last extension of the probation lacks."""
    return set(_conversion(record, papers, "extend"))


def archive_gaps(record: Record) -> set[Gap]:
    """What a case that was archived lacks besides."""
    found: set[Gap] = set()
    archive, approval, filed = (record.last(kind) for kind in ("archive", "admission_approval", "approval_filing"))
    if archive is None:
        found.add(("archive", "development.act-recorded"))
    elif not archive.data["has_personnel_file"] and archive.data["kept_by"] == "personnel_file":
        found.add(("archive", "development.archive-place"))
    if filed is None:
        found.add(("file_approval", "development.act-recorded"))
    elif UUID(filed.data["filed_with"]) not in record.above or (
        approval is not None and filed.data["filed_with"] == approval.data["decided_by"]
    ):
        found.add(("file_approval", "development.filed-above"))
    return found


_GENERIC = {
    "development.act-recorded",
    "development.document-there",
    "development.opinion-heard",
    "training.long-enough",
}
"""Codes that say something only together with the step."""


def uncovered(missing: set[tuple[str, str]], told: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What is missing and told by no finding: of the same step where the code is everybody's."""
    codes = {code for _, code in told}
    return {
        (step, code)
        for step, code in missing
        if not any((step, one) in told if one in _GENERIC else one in codes for one in code.split("|"))
    }
