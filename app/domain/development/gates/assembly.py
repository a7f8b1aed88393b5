"""Gates of the two assemblies: on admission (step 15) and on conversion (step 23).

Attendance, supervisors, tellers and the count are judged by the areas ``meetings`` and ``ballots``; a lost vote is a
result and no gate. An assembly on paper, of a case taken over, is judged by the figures that the paper gives.
"""

from datetime import date

from app.domain.ballots import rules as ballots
from app.domain.ballots.facts import BallotOutcome
from app.domain.ballots.parameters import METHOD
from app.domain.development import parameters as p
from app.domain.development.casefile import CaseFile, Outcome
from app.domain.development.facts import (
    ConversionExamination,
    ConversionResolution,
    OpinionPurpose,
    OpinionsHeard,
    PaperAssembly,
    PaperAssemblyKind,
    Proposal,
)
from app.domain.development.gates.common import clause_of, probation_end, probation_since, proposal, resolution
from app.domain.development.gates.joined import certificates, notices
from app.domain.development.gates.registry import gate
from app.domain.meetings import rules as meetings
from app.domain.meetings.facts import MeetingKind
from app.domain.meetings.parameters import CONVERSION_QUORUM_SHARE, DEADLINE_AFTER_PREREVIEW, QUORUM_SHARE
from app.domain.publicity import rules as publicity
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law
from app.domain.shared.shares import exceeds, needed_to_exceed
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require
from app.domain.training import rules as training

__all__ = ["paper_quorum"]


def paper_quorum(paper: PaperAssembly, law: Law, on: date) -> Verdict:
    """Judge attendance and secrecy of an assembly on paper by the figures that it gives."""
    admission = paper.about is PaperAssemblyKind.ADMISSION
    parameter = QUORUM_SHARE if admission else CONVERSION_QUORUM_SHARE
    share, method = law.value(parameter, on), law.value(METHOD, on)
    if share is None:
        verdict = refused("meetings.no-figure", measured=on, facts={"parameter": parameter.id})
    else:
        verdict = judged(
            exceeds(paper.present, paper.entitled, share.value),
            "meetings.quorum",
            share,
            measured=paper.present,
            required=needed_to_exceed(paper.entitled, share.value),
            facts={"present": paper.present, "entitled": paper.entitled, "share": share.value},
        )
    if method is not None:
        measured = "secret" if paper.secret else "open"
        verdict &= judged(paper.secret, "development.paper-vote-secret", method, measured=measured)
    return verdict


def _assembly(file: CaseFile, kind: MeetingKind, about: PaperAssemblyKind, law: Law, on: date) -> Verdict:
    meeting, paper = file.assembly(kind), file.paper_assembly(about)
    if meeting is None:
        return paper_quorum(paper[1], law, on) if paper is not None else SATISFIED
    ballot = file.ballot_of(meeting)
    closed = require(ballot is not None, "development.ballot-closed", clause_of("admission_assembly", on), day=on)
    if ballot is not None:
        valid = ballot.outcome is not BallotOutcome.VOID
        closed &= require(valid, "development.ballot-valid", OUR_CHOICE, measured="void" if not valid else None, day=on)
        closed &= ballots.method_is_secret(ballot.method, law, on)
    here = meeting.branch_id in file.branches_on(on)
    own = require(here, "development.assembly-of-own-branch", clause_of("admission_assembly", on), day=on)
    return own & meetings.assembly_stands(meeting, law) & closed


@gate
def admission_assembly_stands(file: CaseFile, law: Law, on: date) -> Verdict:
    """The assembly on admission was called, attended, watched and counted as it should be."""
    return _assembly(file, MeetingKind.ADMISSION, PaperAssemblyKind.ADMISSION, law, on)


@gate
def conversion_assembly_stands(file: CaseFile, law: Law, on: date) -> Verdict:
    """The assembly on conversion was called, attended, watched and counted as it should be."""
    return _assembly(file, MeetingKind.CONVERSION, PaperAssemblyKind.CONVERSION, law, on)


@gate
def assembly_soon_after_prereview(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the law of the assembly's day sets a time, the assembly met within it; a new pre-review starts it anew."""
    value = law.value(DEADLINE_AFTER_PREREVIEW, on)
    done = file.done("prereview")
    if value is None or done is None:
        return SATISFIED
    last = add_months(done.act_on, value.value)
    return judged(
        on <= last, "development.assembly-in-time", value, required=last, measured=on, facts={"from": done.act_on}
    )


@gate
def training_holds_on_assembly_day(file: CaseFile, law: Law, on: date) -> Verdict:
    """The training still holds on the day of the assembly."""
    return training.training_suffices(certificates(file), file.exemption, law, on)


@gate
def no_objection_open(file: CaseFile, law: Law, on: date) -> Verdict:
    """No objection to the candidate waits for its conclusion or feedback on the day, and none has stopped the case."""
    return publicity.objections_settled(notices(file), file.candidate.id, on)


@gate
def talks_after_vote(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the practice asks for it, a supervisor talked with members after the vote."""
    meeting = file.assembly(MeetingKind.ADMISSION)
    return meetings.talks_held(meeting, law) if meeting is not None else SATISFIED


@gate
def talks_after_conversion_vote(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the practice asks for it, a supervisor talked with members between the vote on conversion and its approval."""
    meeting = file.assembly(MeetingKind.CONVERSION)
    return meetings.talks_held(meeting, law, until=on) if meeting is not None else SATISFIED


@gate
def resolution_recorded(file: CaseFile, law: Law, on: date) -> Verdict:
    """It is on record what was put to the vote at this very assembly."""
    meeting = file.assembly(MeetingKind.CONVERSION)
    clause = clause_of("conversion_assembly", on)
    found = [pair for pair in file.all(ConversionResolution) if pair[0].happened_on == on]
    if meeting is not None:
        found = [pair for pair in found if pair[1].meeting_id == meeting.id]
    if not found:
        return require(False, "development.resolution-recorded", clause, required=on, day=on)
    proposed, may_be = found[-1][1].proposal.value, law.value(p.PROBATION_OUTCOMES, on)
    if may_be is None:
        return require(True, "development.resolution-recorded", clause, measured=proposed, day=on)
    return judged(proposed in may_be.value, "development.resolution-recorded", may_be, measured=proposed)


@gate
def conversion_waited_for(file: CaseFile, law: Law, on: date) -> Verdict:
    """The assembly met after the end of probation, save one that was asked to cancel the membership: that need not wait."""
    return SATISFIED if proposal(file, on) is Proposal.CANCEL else probation_over(file, law, on)


@gate
def probation_over(file: CaseFile, law: Law, on: date) -> Verdict:
    """The months of probation are completed, an extension included.

    Whoever ends the education or applies for conversion waits for it, also after a cancellation that was not carried.
    """
    found = probation_end(file, law)
    if found is None:
        return judged(False, "development.probation-over", law.require(p.PROBATION_DURATION, on))
    end, value = found
    return judged(on >= end, "development.probation-over", value, required=end, measured=on, facts={"ends_on": end})


@gate
def extension_allowed(file: CaseFile, law: Law, on: date) -> Verdict:
    """An extension is proposed not more often, not shorter and not longer than the text allows."""
    found = resolution(file, on)
    if found is None or found.proposal is not Proposal.EXTEND:
        return SATISFIED
    months, verdict = found.extend_months or 0, SATISFIED
    before = len(file.lasting("approve_conversion", Outcome.EXTENDED))
    if (most := law.value(p.PROBATION_EXTENSION_COUNT_MAX, on)) is not None:
        verdict &= judged(before < most.value, "development.extension-count", most, measured=before + 1)
    if (least := law.value(p.PROBATION_EXTENSION_MONTHS_MIN, on)) is not None:
        verdict &= judged(months >= least.value, "development.extension-months-min", least, measured=months)
    if (longest := law.value(p.PROBATION_EXTENSION_MONTHS_MAX, on)) is not None:
        verdict &= judged(months <= longest.value, "development.extension-months-max", longest, measured=months)
    return verdict


@gate
def conversion_opinions_heard(file: CaseFile, law: Law, on: date) -> Verdict:
    """Group, members and masses were heard before the assembly on conversion; a branch without groups has none."""
    if proposal(file, on) is Proposal.CANCEL:
        return SATISFIED
    since = probation_since(file)
    heard = {
        opinion.source.value
        for fact, opinion in file.all(OpinionsHeard, until=on)
        if opinion.purpose is OpinionPurpose.CONVERSION and fact.happened_on >= since
    }
    owed = ("masses", "members", "party_group") if file.had_groups(on) else ("masses", "members")
    clause = clause_of("conversion_assembly", on)
    return Verdict.all_of(
        require(
            source in heard,
            "development.opinion-heard",
            clause,
            required=source,
            measured=source if source in heard else None,
            day=on,
            facts={"source": source},
        )
        for source in owed
    )


@gate
def conversion_examined(file: CaseFile, law: Law, on: date) -> Verdict:
    """The branch committee examined the file before the assembly."""
    day = file.day_of(ConversionExamination, until=on)
    fresh = day is not None and day >= probation_since(file)
    return require(fresh, "development.conversion-examined", clause_of("conversion_assembly", on), measured=day, day=on)


@gate
def oath_taken(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the text asks for the oath, it has been taken; a proposed cancellation need not wait."""
    value = law.value(p.OATH_REQUIRED, on)
    if value is None or not value.value or proposal(file, on) is Proposal.CANCEL:
        return SATISFIED
    done = file.done("oath")
    return judged(
        done is not None and done.act_on <= on, "development.oath-taken", value, measured=done.act_on if done else None
    )


@gate
def inspection_announced_for_conversion(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the practice asks for it, a new inspection notice hung before the conversion."""
    if proposal(file, on) is Proposal.CANCEL:
        return SATISFIED
    since = probation_since(file)
    fresh = [n for n in file.notices if n.first_posted_on is not None and n.first_posted_on > since]
    return publicity.inspection_announced(fresh, file.candidate.id, law, on)
