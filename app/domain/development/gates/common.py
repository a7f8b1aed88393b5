"""What several gates share: the procedure's own clauses, bodies and their powers, where cultivation and probation begin."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from app.domain.development import parameters as p
from app.domain.development.casefile import CaseFile, Outcome, VoidCause
from app.domain.development.facts import (
    ActivistDetermination,
    AdmissionReport,
    ApprovalExtension,
    ContactAssignment,
    ConversionReport,
    ConversionResolution,
    DecidingBody,
    Fact,
    FactData,
    PaperAssembly,
    PaperAssemblyKind,
    Proposal,
    Relocation,
)
from app.domain.development.steps import STEPS
from app.domain.meetings.facts import MeetingKind
from app.domain.organisations.facts import COMMITTEE_LIKE
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.shared.clauses import OUR_CHOICE, Clause
from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law, Value
from app.domain.shared.verdict import Scalar, Verdict, judged, require

__all__ = [
    "approval_extended",
    "approving_committee",
    "clause_of",
    "cultivation_start",
    "decided_by_branch_committee",
    "extension_months",
    "full_members",
    "last_without_passing",
    "probation_end",
    "probation_since",
    "proposal",
    "reported_on",
    "resolution",
    "stated",
    "upper_committee",
]


def clause_of(step: str, on: date) -> Clause:
    """The place of the text in force on *on* that a step rests on."""
    return STEPS[step].clause(on)


def upper_committee(file: CaseFile, body_id: UUID, code: str, clause: Clause, on: date) -> Verdict:
    """Judge that a body was an elected committee above the branch on *on*, whatever has become of either since."""
    body = file.body(body_id, on)
    ok = body is not None and body.kind in COMMITTEE_LIKE and body_id in file.above(on)
    return require(ok, code, clause, measured=body.kind.value if body is not None else None, day=on)


def approving_committee(file: CaseFile, body_id: UUID, code: str, clause: Clause, law: Law, on: date) -> Verdict:
    """Judge that a body stood above the branch on *on*, held the approval power and was of a kind that may hold it."""
    body = file.body(body_id, on)
    if body is None:
        return require(False, code, clause, day=on)
    facts = {"body": body.name}
    above = require(body_id in file.above(on), code, clause, measured=body.name, day=on, facts=facts)
    power = stated(body.approval_power, "development.approval-power", clause, on, facts=facts)
    return above & power & may_hold_approval_power(body, law, on)


def decided_by_branch_committee(
    file: CaseFile, body: DecidingBody, code: str, clause: Clause, on: date, named: Value[str] | None = None
) -> Verdict:
    """Judge that the branch committee decided. Where the branch has none its assembly does: ours, no clause was seen.

    ``named`` is the text's own word on who decides, where it has one for the decision.
    """
    expected = DecidingBody.BRANCH_COMMITTEE if file.had_committee(on) else DecidingBody.BRANCH_ASSEMBLY
    ok = body is expected or body is DecidingBody.BRANCH_COMMITTEE
    if not file.had_committee(on):
        return require(ok, code, OUR_CHOICE, required=expected.value, measured=body.value, day=on)
    if named is not None:
        return judged(body.value == named.value, code, named, measured=body.value)
    return require(ok, code, clause, required=expected.value, measured=body.value, day=on)


def stated(ok: bool, code: str, clause: Clause, on: date, *, facts: Mapping[str, Scalar] | None = None) -> Verdict:
    """Judge what a fact itself states: yes is asked for, and what was stated is shown."""
    return require(ok, code, clause, required=True, measured=ok, day=on, facts=facts)


def full_members(file: CaseFile, persons: Iterable[UUID], code: str, clause: Clause, on: date) -> Verdict:
    """Judge that every one of *persons* was a full member on *on* and none is the candidate."""
    listed = tuple(persons)
    own = {file.candidate.id: file.candidate.name}
    wrong = tuple(
        own.get(one) or file.person(one).name or str(one)
        for one in listed
        if one in own or not file.person(one).is_full_member(on)
    )
    return require(not wrong, code, clause, required="full_member", measured=wrong or None, day=on)


def cultivation_start(file: CaseFile, law: Law, on: date | None = None) -> date | None:
    """The day from which cultivation counts, by what had happened until *on* where it is given.

    It is the later of the determination as an activist, with its filing, and the first assignment of contact persons after
    it that step 5 could accept: the table counts the months of step 6, which comes after step 5 (ours where the texts leave
    room, and the stricter reading). Later assignments replace the persons and not the day. A move restarts the time only
    where a text says that it does not run on.
    """
    done = file.done("determine_activist")
    determined = done.act_on if done is not None else file.day_of(ActivistDetermination, until=on)
    if determined is None:
        return None
    filed = file.done("file_activist")
    first = max(determined, filed.act_on) if filed is not None else determined
    known = [pair for pair in file.all(ContactAssignment, until=on) if pair[0].happened_on >= determined]
    fit = [
        fact.happened_on for fact, data in known if fact.happened_on >= first and _fit_contacts(file, law, fact, data)
    ]
    assigned = fit or [fact.happened_on for fact, _ in known]
    if not assigned:
        return None
    start = min(assigned)
    for fact, _ in file.all(Relocation, until=on):
        runs_on = law.value(p.ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE, fact.happened_on)
        if runs_on is not None and not runs_on.value:
            start = max(start, fact.happened_on)
    return start


def _fit_contacts(file: CaseFile, law: Law, fact: Fact, data: ContactAssignment) -> bool:
    day, number = fact.happened_on, len(data.person_ids)
    least, most = law.value(p.ACTIVIST_CONTACT_PERSONS_MIN, day), law.value(p.ACTIVIST_CONTACT_PERSONS_MAX, day)
    enough = (least is None or number >= least.value) and (most is None or number <= most.value)
    return enough and all(file.person(one).is_full_member(day) for one in data.person_ids)


def resolution(file: CaseFile, on: date) -> ConversionResolution | None:
    """What was put to the assembly on conversion that counts on *on*.

    Whatever is written down about no assembly, or about another one, is not what was voted on. Only where nothing until
    *on* is about that assembly does the last resolution speak for it; the assembly's own gate tells of that.
    """
    meeting, paper = file.assembly(MeetingKind.CONVERSION), file.paper_assembly(PaperAssemblyKind.CONVERSION)
    return _put_to(file, meeting.id if meeting is not None else paper[0].id if paper is not None else None, on)


def _put_to(file: CaseFile, assembly: UUID | None, on: date) -> ConversionResolution | None:
    known = file.all(ConversionResolution, until=on)
    days = {paper.happened_on for paper, _ in file.all(PaperAssembly) if assembly in (paper.id, *paper.earlier_ids)}
    own = [data for fact, data in known if fact.happened_on in days or (assembly and data.meeting_id == assembly)]
    found = own or [data for _, data in known]
    return found[-1] if found else None


def proposal(file: CaseFile, on: date) -> Proposal | None:
    """What the assembly on conversion that counts on *on* was asked to resolve."""
    found = resolution(file, on)
    return found.proposal if found is not None else None


def extension_months(file: CaseFile) -> int:
    """Months by which approved extensions have lengthened the probation: those that each assembly resolved, and no others."""
    months = 0
    for completion in file.lasting("approve_conversion", Outcome.EXTENDED):
        found = _put_to(file, _extended_by(file, completion.act_on), completion.act_on)
        months += (found.extend_months or 0) if found is not None else 0
    return months


def _extended_by(file: CaseFile, approved_on: date) -> UUID | None:
    """The assembly whose extension was approved on a day; on paper, the last one until then."""
    voted = [
        attempt.act_ref
        for attempt in file.attempts("conversion_assembly")
        if attempt.void is VoidCause.EXTENDED and attempt.act_on <= approved_on
    ]
    papers = [
        fact.id
        for fact, paper in file.all(PaperAssembly, until=approved_on)
        if paper.about is PaperAssemblyKind.CONVERSION
    ]
    return (voted or papers or [None])[-1]


def probation_end(file: CaseFile, law: Law) -> tuple[date, Value[int]] | None:
    """The day on which probation ends, and the figure: so many months from the assembly's day, and the approved extension.

    The length is that of the law of the assembly's day, whatever is in force when it ends.
    """
    assembly = file.done("admission_assembly")
    if assembly is None:
        return None
    value = law.require(p.PROBATION_DURATION, assembly.act_on)
    return add_months(assembly.act_on, value.value + extension_months(file)), value


def probation_since(file: CaseFile) -> date:
    """From when the last stretch of probation runs: the assembly's day, or the decision that extended it."""
    assembly = file.done("admission_assembly")
    extended = [c.act_on for c in file.lasting("approve_conversion", Outcome.EXTENDED)]
    return max(extended, default=assembly.act_on if assembly is not None else date.min)


def reported_on(file: CaseFile, report: type[FactData], assembly: str, on: date | None = None) -> date | None:
    """The day on which the assembly's resolution was reported to a body above the branch, until *on* where it is given.

    It is that of the first such report since, so that no second one buys time; one to anybody else is no report.
    """
    done = file.done(assembly)
    days = [
        fact.happened_on
        for fact, found in file.all(report, until=on)
        if (done is None or fact.happened_on >= done.act_on)
        and isinstance(found, (AdmissionReport, ConversionReport))
        and found.reported_to in file.above(fact.happened_on)
    ]
    return min(days, default=None)


def approval_extended(file: CaseFile, law: Law, reported: date, usual: date) -> tuple[date, Value[int]] | None:
    """The last day of an approval whose time was extended, and the longest time that any may have; None where it was not.

    The extension has to be decided before the usual time is over (ours).
    """
    longest = law.value(p.APPROVAL_DEADLINE_MAX, reported)
    until = [e.until for fact, e in file.all(ApprovalExtension) if reported <= fact.happened_on <= usual]
    return (min(max(until), add_months(reported, longest.value)), longest) if until and longest is not None else None


def last_without_passing(file: CaseFile, step: str) -> date | None:
    """The day of the last attempt at a step that ended otherwise (not of a sending back): what follows is a new attempt."""
    ended = [c.act_on for c in file.attempts(step) if c.outcome not in (Outcome.PASSED, Outcome.SENT_BACK)]
    return max(ended, default=None)
