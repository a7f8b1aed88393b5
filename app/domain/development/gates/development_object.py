"""Gates of the listing as a development object: opinions, decision, measures, consent, publicity."""

from datetime import date

from app.domain.assessments import rules as assessments
from app.domain.development import parameters as p
from app.domain.development.casefile import CaseFile
from app.domain.development.facts import (
    ObjectDetermination,
    ObjectFiling,
    ObjectReply,
    OpinionPurpose,
    OpinionsHeard,
)
from app.domain.development.gates.common import (
    clause_of,
    cultivation_start,
    decided_by_branch_committee,
    last_without_passing,
    stated,
    upper_committee,
)
from app.domain.development.gates.joined import notices
from app.domain.development.gates.registry import gate
from app.domain.organisations.facts import TEMPORARY
from app.domain.organisations.parameters import BRANCH_TEMPORARY_MAY_ADMIT
from app.domain.publicity import rules as publicity
from app.domain.publicity.facts import NoticeKind
from app.domain.publicity.windows import is_owed
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require
from app.domain.training import rules as training

__all__: list[str] = []


@gate
def branch_may_admit(file: CaseFile, law: Law, on: date) -> Verdict:
    """A temporary body may take letters and train applicants; it may not admit.

    The 2018 regulation speaks of temporary branches, the rules on developing members of temporary organisations.
    """
    branch = file.body(file.branch_on(on), on)
    if branch is None or branch.kind not in TEMPORARY:
        return require(branch is not None, "development.branch-known", OUR_CHOICE, day=on)
    value = law.value(BRANCH_TEMPORARY_MAY_ADMIT, on) or law.value(p.APPROVAL_TEMPORARY_ORG_MAY_ADMIT, on)
    if value is None:
        return refused("development.branch-may-admit", OUR_CHOICE, measured=branch.kind.value)
    return judged(value.value, "development.branch-may-admit", value, measured=branch.kind.value)


@gate
def opinions_heard(file: CaseFile, law: Law, on: date) -> Verdict:
    """Every source that the text names was heard during the cultivation.

    A branch without groups has no group to hear (ours).
    """
    value = law.value(p.OBJECT_OPINIONS_FROM, on)
    if value is None:
        return SATISFIED
    start = cultivation_start(file, law, on)
    heard = {
        opinion.source.value
        for fact, opinion in file.all(OpinionsHeard, until=on)
        if opinion.purpose is OpinionPurpose.LISTING and (start is None or fact.happened_on >= start)
    }
    owed = value.value if file.had_groups(on) else value.value - {"party_group"}
    return Verdict.all_of(
        judged(
            source in heard,
            "development.opinion-heard",
            value,
            required=source,
            measured=source if source in heard else None,
            facts={"source": source},
        )
        for source in sorted(owed)
    )


@gate
def object_decided_by_branch_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """The branch committee decided, and agreed."""
    found = file.latest(ObjectDetermination, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("determine_object", on)
    body = decided_by_branch_committee(file, found[1].decided_by, "development.object-decided-by", clause, on)
    return body & stated(found[1].agreed, "development.object-agreed", clause, on)


@gate
def activist_training_holds(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the practice checks it, the activist's training has not expired."""
    return training.activist_training_holds(file.certificates, law, on)


@gate
def score_suffices(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where a pass mark is in force, the last score sheet reaches it."""
    sheets = [sheet for sheet in file.score_sheets if sheet.scored_on <= on]
    return assessments.score_suffices(max(sheets, key=lambda s: (s.scored_on, s.edition), default=None), law, on)


@gate
def poll_suffices(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where figures are in force, the last opinion poll reaches them."""
    polls = [poll for poll in file.polls if poll.polled_on <= on]
    return assessments.poll_suffices(max(polls, key=lambda q: (q.polled_on, q.edition), default=None), law, on)


@gate
def evaluation_suffices(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where figures are in force, the last evaluation reaches them."""
    found = [evaluation for evaluation in file.evaluations if evaluation.evaluated_on <= on]
    last = max(found, key=lambda e: (e.evaluated_on, e.edition), default=None)
    return assessments.evaluation_suffices(last, law, on)


@gate
def object_reported_to_upper_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """A committee above the branch answered a report made after the determination."""
    found = file.latest(ObjectFiling, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("list_object", on)
    done = file.done("determine_object")
    reported = found[1].reported_on
    return upper_committee(file, found[1].replied_by, "development.filed-by-upper-committee", clause, on) & require(
        done is None or reported >= done.act_on,
        "development.filing-after-determination",
        OUR_CHOICE,
        required=done.act_on if done is not None else None,
        measured=reported,
        day=on,
    )


@gate
def object_consented(file: CaseFile, law: Law, on: date) -> Verdict:
    """The upper committee consented; where the text asks for filing only, filing is enough."""
    found = file.latest(ObjectFiling, until=on)
    if found is None:
        return SATISFIED
    reply = found[1].reply
    value = law.value(p.OBJECT_UPPER_CONSENT, on)
    if value is not None and value.value:
        wanted = ObjectReply.CONSENT.value
        return judged(
            reply is ObjectReply.CONSENT, "development.object-consent", value, required=wanted, measured=reply.value
        )
    ok = reply in (ObjectReply.CONSENT, ObjectReply.FILED)
    return require(ok, "development.object-filed", clause_of("list_object", on), measured=reply.value, day=on)


@gate
def development_publicity_done(file: CaseFile, law: Law, on: date) -> Verdict:
    """The listing rests on a concluded notice where the law of the listing day owes one.

    One that hung before an earlier listing was refused served that one (ours). Nor does one that was posted before the
    cultivation was concluded: nobody was to be listed then. Whether it comes before or after the determination is left
    open, since the texts that were seen put it at either step (ours).
    """
    since = last_without_passing(file, "list_object")
    known = notices(file, since)
    done = file.done("cultivate")
    posted = [n.first_posted_on for n in known if n.kind is NoticeKind.DEVELOPMENT and n.first_posted_on is not None]
    in_time = tuple(n for n in known if done is None or n.first_posted_on is None or n.first_posted_on >= done.act_on)
    verdict = publicity.publicity_done(in_time, file.candidate.id, NoticeKind.DEVELOPMENT, law, on)
    if done is None or not posted or max(posted) >= done.act_on or not is_owed(NoticeKind.DEVELOPMENT, law, on):
        return verdict
    return verdict & require(
        False,
        "development.publicity-after-cultivation",
        OUR_CHOICE,
        required=done.act_on,
        measured=max(posted),
        day=on,
    )
