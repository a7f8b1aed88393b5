"""Gates of approval, filing, oath, probation and archive.

A time limit on an approving committee is hard: after it the assembly has to resolve anew (ours: no text that was seen says
what follows). The oath's is soft, because the text says "generally".
"""

from datetime import date

from app.domain.development import parameters as p
from app.domain.development.casefile import CaseFile
from app.domain.development.facts import (
    AdmissionApproval,
    AdmissionReport,
    AdmissionTalk,
    ApprovalFiling,
    Archive,
    ArchiveKeeper,
    ConversionApplication,
    ConversionApproval,
    ConversionReport,
    GroupAssignment,
    ProbationReview,
    Proposal,
)
from app.domain.development.gates.common import (
    approval_extended,
    approving_committee,
    clause_of,
    last_without_passing,
    probation_since,
    proposal,
    reported_on,
    stated,
)
from app.domain.development.gates.joined import notices
from app.domain.development.gates.registry import gate
from app.domain.organisations.facts import COMMITTEE_LIKE
from app.domain.publicity import rules as publicity
from app.domain.publicity.facts import NoticeKind
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, judged, require

__all__: list[str] = []


@gate
def talk_by_committee_member_or_organiser(file: CaseFile, law: Law, on: date) -> Verdict:
    """A committee member or organiser talked with the person, who was found fit."""
    found = file.latest(AdmissionTalk, until=on)
    if found is None:
        return SATISFIED
    clause, office = clause_of("admission_talk", on), found[1].office.value
    fit = stated(found[1].fit, "development.admission-talk-fit", clause, on)
    allowed = law.value(p.APPROVAL_TALK_BY, on)
    if allowed is None:
        return fit
    return judged(office in allowed.value, "development.admission-talk-by", allowed, measured=office) & fit


@gate
def admission_decided_by_approving_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """The deciding committee stands above the branch and holds the approval power, and may hold it."""
    found = file.latest(AdmissionApproval, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("approve_admission", on)
    return approving_committee(file, found[1].decided_by, "development.approved-by", clause, law, on)


@gate
def admission_discussed_collectively(file: CaseFile, law: Law, on: date) -> Verdict:
    """The committee discussed and voted as a body."""
    found = file.latest(AdmissionApproval, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("approve_admission", on)
    return stated(found[1].collectively, "development.approved-collectively", clause, on)


@gate
def admission_reported(file: CaseFile, law: Law, on: date) -> Verdict:
    """The resolution was reported after the assembly and before the approval."""
    assembly = file.done("admission_assembly")
    day = reported_on(file, AdmissionReport, "admission_assembly", on)
    required = assembly.act_on if assembly is not None else None
    seen = day or file.day_of(AdmissionReport, until=on)
    clause = clause_of("approve_admission", on)
    return require(day is not None, "development.resolution-reported", clause, required=required, measured=seen, day=on)


@gate
def admission_approved_in_time(file: CaseFile, law: Law, on: date) -> Verdict:
    """Approved within the months from the report, or within a decided extension that stays under the longest time.

    The months are those of the law of the report's day.
    """
    reported = reported_on(file, AdmissionReport, "admission_assembly", on)
    value = law.value(p.APPROVAL_DEADLINE, reported) if reported is not None else None
    if reported is None or value is None:
        return SATISFIED
    usual = add_months(reported, value.value)
    if on <= usual:
        return judged(True, "development.approved-in-time", value, required=usual, measured=on)
    extended = approval_extended(file, law, reported, usual)
    if extended is None:
        return judged(
            False, "development.approved-in-time", value, required=usual, measured=on, facts={"from": reported}
        )
    last, longest = extended
    return judged(
        on <= last,
        "development.approved-in-extended-time",
        longest,
        required=last,
        measured=on,
        facts={"from": reported},
    )


@gate
def approval_filed_above(file: CaseFile, law: Law, on: date) -> Verdict:
    """A body above the approving committee took the approval on file."""
    found, approved = file.latest(ApprovalFiling, until=on), file.latest(AdmissionApproval, until=on)
    if found is None:
        return SATISFIED
    body = file.body(found[1].filed_with, on)
    approver = approved[1].decided_by if approved is not None else None
    ok = (
        body is not None
        and body.kind in COMMITTEE_LIKE
        and body.id in file.above(on)
        and body.id != approver
        and (
            approver is None
            or (deciding := file.body(approver, on)) is None
            or body.id in {deciding.parent_id, deciding.place.county_id, deciding.place.committee_id}
        )
    )
    name = body.name if body is not None else None
    return require(ok, "development.filed-above", clause_of("file_approval", on), measured=name, day=on)


@gate
def assigned_to_branch_of_case(file: CaseFile, law: Law, on: date) -> Verdict:
    """The branch is that of the case, and the group lies in it."""
    found = file.latest(GroupAssignment, until=on)
    if found is None:
        return SATISFIED
    clause, own = clause_of("assign_group", on), file.branches_on(on)
    verdict = require(found[1].branch_id in own, "development.assigned-to-own-branch", clause, day=on)
    if found[1].group_id is not None:
        group = file.body(found[1].group_id, on)
        inside = group is not None and group.parent_id == found[1].branch_id
        verdict &= require(inside, "development.group-of-branch", OUR_CHOICE, day=on)
    return verdict


@gate
def oath_in_time(file: CaseFile, law: Law, on: date) -> Verdict:
    """The oath was taken within the time from the approval; late ones are shown, not refused."""
    done = file.done("approve_admission")
    value = law.value(p.OATH_DEADLINE, done.act_on) if done is not None else None
    if done is None or value is None:
        return SATISFIED
    due = add_months(done.act_on, value.value)
    late = max(0, (on - due).days)
    return judged(True, "development.oath-in-time", value, required=due, measured=on, facts={"late_days": late})


@gate
def probation_reviewed(file: CaseFile, law: Law, on: date) -> Verdict:
    """The branch reviewed the person in probation; after an extension anew. No interval was read in the text."""
    since = probation_since(file)
    days = [fact.happened_on for fact, _ in file.all(ProbationReview, until=on) if fact.happened_on >= since]
    return require(
        bool(days),
        "development.probation-reviewed",
        clause_of("probation", on),
        required=1,
        measured=len(days),
        day=on,
    )


@gate
def conversion_application_is_own(file: CaseFile, law: Law, on: date) -> Verdict:
    """The person applied in writing."""
    found = file.latest(ConversionApplication, until=on)
    if found is None:
        return SATISFIED
    value = law.value(p.CONVERSION_WRITTEN_APPLICATION, on)
    if value is None:
        clause = clause_of("apply_for_conversion", on)
        return stated(found[1].by_the_person, "development.conversion-application-own", clause, on)
    own = found[1].by_the_person
    return judged(own, "development.conversion-application-own", value, measured=own)


@gate
def conversion_decided_by_approving_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """The deciding committee stands above the branch and holds the approval power, and may hold it."""
    found = file.latest(ConversionApproval, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("approve_conversion", on)
    return approving_committee(file, found[1].decided_by, "development.approved-by", clause, law, on)


@gate
def conversion_discussed_collectively(file: CaseFile, law: Law, on: date) -> Verdict:
    """The committee discussed and voted as a body."""
    found = file.latest(ConversionApproval, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("approve_conversion", on)
    return stated(found[1].collectively, "development.approved-collectively", clause, on)


@gate
def conversion_reported(file: CaseFile, law: Law, on: date) -> Verdict:
    """The resolution was reported after the assembly and before the approval."""
    assembly = file.done("conversion_assembly")
    day = reported_on(file, ConversionReport, "conversion_assembly", on)
    required = assembly.act_on if assembly is not None else None
    seen = day or file.day_of(ConversionReport, until=on)
    clause = clause_of("approve_conversion", on)
    return require(day is not None, "development.resolution-reported", clause, required=required, measured=seen, day=on)


@gate
def conversion_approved_in_time(file: CaseFile, law: Law, on: date) -> Verdict:
    """Approved within the months from the report, by the law of the report's day; no longer time was seen."""
    reported = reported_on(file, ConversionReport, "conversion_assembly", on)
    value = law.value(p.CONVERSION_APPROVAL_DEADLINE, reported) if reported is not None else None
    if reported is None or value is None:
        return SATISFIED
    last = add_months(reported, value.value)
    return judged(
        on <= last, "development.approved-in-time", value, required=last, measured=on, facts={"from": reported}
    )


@gate
def conversion_publicity_done(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the law of the day owes one, a notice of this conversion has been concluded.

    One that hung before the probation was extended, or the conversion refused, served the earlier attempt (ours).
    """
    if proposal(file, on) is not Proposal.CONVERT:
        return SATISFIED
    since = last_without_passing(file, "approve_conversion")
    return publicity.publicity_done(notices(file, since), file.candidate.id, NoticeKind.CONVERSION, law, on)


@gate
def archive_kept_where_it_belongs(file: CaseFile, law: Law, on: date) -> Verdict:
    """Who has no personnel file gets a Party file, kept by the committee or the county's department."""
    found = file.latest(Archive, until=on)
    value = law.value(p.ARCHIVE_NO_PERSONNEL_FILE, on)
    if found is None or value is None:
        return SATISFIED
    archive = found[1]
    allowed = tuple(
        k.value for k in ArchiveKeeper if archive.has_personnel_file or k is not ArchiveKeeper.PERSONNEL_FILE
    )
    kept_by = archive.kept_by.value
    return judged(kept_by in allowed, "development.archive-place", value, required=allowed, measured=kept_by)
