"""Gates of stage 3 and of the examination before admission: object, sponsors, review, training, pre-review, form."""

from datetime import date, timedelta

from app.domain.assessments import rules as assessments
from app.domain.development import parameters as p
from app.domain.development.casefile import CaseFile
from app.domain.development.facts import (
    CommitteeExamination,
    FormFilled,
    ObjectDetermination,
    ObjectFiling,
    ObjectReply,
    OpinionPurpose,
    OpinionsHeard,
    PaperAssemblyKind,
    PaperPoliticalReview,
    PaperPublicity,
    PaperTraining,
    PreReviewResult,
    SponsorAssignment,
)
from app.domain.development.form_register import form_held as register_form_held
from app.domain.development.gates.common import (
    approving_committee,
    clause_of,
    cultivation_start,
    decided_by_branch_committee,
    full_members,
    upper_committee,
)
from app.domain.development.gates.registry import gate
from app.domain.organisations.facts import TEMPORARY
from app.domain.political_review.parameters import CONTENTS, REQUIRED
from app.domain.political_review.rules import review_passed
from app.domain.publicity import rules as publicity
from app.domain.publicity.facts import CandidateFacts, NoticeFacts, NoticeKind, NoticeState, SiteFacts, SiteKind
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law, Value
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require
from app.domain.training import rules as training
from app.domain.training.facts import Certificate, CertificateKind, Organiser

__all__ = ["certificates", "notices"]


def notices(file: CaseFile) -> tuple[NoticeFacts, ...]:
    """The notices of the case, and those that stand on paper only."""
    found = list(file.notices)
    for fact, paper in file.all(PaperPublicity):
        about = NoticeKind.CONVERSION if paper.about is PaperAssemblyKind.CONVERSION else NoticeKind.DEVELOPMENT
        site = SiteFacts(SiteKind.CURRENT_UNIT, fact.happened_on, taken_down_on=paper.taken_down_on + timedelta(days=1))
        concluded = paper.taken_down_on + timedelta(days=1) if paper.objections_settled else None
        found.append(
            NoticeFacts(
                fact.id,
                about,
                NoticeState.CONCLUDED if paper.objections_settled else NoticeState.POSTED,
                (CandidateFacts(file.candidate.id, file.case_id, frozenset({SiteKind.CURRENT_UNIT})),),
                (site,),
                concluded_on=concluded,
            )
        )
    return tuple(found)


def certificates(file: CaseFile) -> tuple[Certificate, ...]:
    """The training certificates of the person, and those that stand on paper only."""
    found = list(file.certificates)
    for fact, paper in file.all(PaperTraining):
        begun = fact.happened_on - timedelta(days=max(paper.days, 1) + paper.hours // 8)
        found.append(
            Certificate(
                fact.id,
                file.candidate.id,
                CertificateKind.DEVELOPMENT_OBJECT,
                Organiser.GRASSROOTS_COMMITTEE,
                paper.number,
                paper.days,
                paper.hours,
                begun,
                fact.happened_on,
                fact.happened_on,
            )
        )
    return tuple(found)


@gate
def branch_may_admit(file: CaseFile, law: Law, on: date) -> Verdict:
    """A temporary body may take letters and train applicants; it may not admit."""
    branch = file.branch
    if branch is None or branch.kind not in TEMPORARY:
        return require(branch is not None, "development.branch-known", OUR_CHOICE, day=on)
    value = law.value(p.APPROVAL_TEMPORARY_ORG_MAY_ADMIT, on)
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
    owed = value.value if file.has_groups else value.value - {"party_group"}
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
    return body & require(found[1].agreed, "development.object-agreed", clause, measured=False, day=on)


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
    """The listing rests on a concluded notice where the law of the listing day owes one."""
    return publicity.publicity_done(notices(file), file.candidate.id, NoticeKind.DEVELOPMENT, law, on)


@gate
def sponsors_enough(file: CaseFile, law: Law, on: date) -> Verdict:
    """As many sponsors as the text asks for."""
    found = file.latest(SponsorAssignment, until=on)
    value = law.value(p.SPONSORS_COUNT, on)
    if found is None or value is None:
        return SATISFIED
    number = len(found[1].person_ids)
    return judged(number == value.value, "development.sponsors-count", value, measured=number)


@gate
def sponsors_full_members(file: CaseFile, law: Law, on: date) -> Verdict:
    """Every sponsor is a full member on the day, and none is the candidate."""
    found = file.latest(SponsorAssignment, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("determine_sponsors", on)
    return full_members(file, found[1].person_ids, "development.sponsors-full-members", clause, on)


@gate
def sponsors_not_barred(file: CaseFile, law: Law, on: date) -> Verdict:
    """No sponsor is under 留党察看 on the day."""
    found = file.latest(SponsorAssignment, until=on)
    value = law.value(p.SPONSORS_BARRED, on)
    if found is None or value is None or "on_probation_within_party" not in value.value:
        return SATISFIED
    barred = tuple(file.person(one).name or str(one) for one in found[1].person_ids if file.person(one).is_barred(on))
    return judged(not barred, "development.sponsors-not-barred", value, measured=barred or None)


@gate
def political_review_passed(file: CaseFile, law: Law, on: date) -> Verdict:
    """A political review has passed and none of its letters is open."""
    if file.reviews:
        return review_passed(max(file.reviews, key=lambda review: review.opened_on), law, on)
    found = file.latest(PaperPoliticalReview, until=on)
    value: Value[bool] | Value[frozenset[str]] | None = law.value(REQUIRED, on)
    value = value or law.value(CONTENTS, on)
    if found is None:
        return review_passed(None, law, on)
    if value is None:
        return require(found[1].passed, "political-review.passed", clause_of("political_review", on), day=on)
    return judged(found[1].passed, "political-review.passed", value, required="pass", measured=found[1].passed)


@gate
def training_suffices(file: CaseFile, law: Law, on: date) -> Verdict:
    """The short concentrated training was long enough, or a decision admits a special case."""
    return training.training_suffices(certificates(file), file.exemption, law, on)


@gate
def examined_by_branch_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """The branch committee examined the file and found it in order."""
    found = file.latest(CommitteeExamination, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("examine", on)
    body = decided_by_branch_committee(file, found[1].decided_by, "development.examined-by", clause, on)
    return body & require(found[1].passed, "development.examination-passed", clause, measured=False, day=on)


@gate
def prereview_by_approving_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """The committee with the approval power reviewed."""
    found = file.latest(PreReviewResult, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("prereview", on)
    return approving_committee(file, found[1].reviewed_by, "development.prereview-by", clause, law, on)


@gate
def does_not_leave_soon(file: CaseFile, law: Law, on: date) -> Verdict:
    """Nobody who leaves the unit within the months is dealt with, save by a decision: the text says "generally"."""
    found = file.latest(PreReviewResult, until=on)
    value = law.value(p.PREREVIEW_LEAVING_SOON_MONTHS, on)
    if found is None or value is None or found[1].leaves_unit_on is None:
        return SATISFIED
    leaves, exception = found[1].leaves_unit_on, (found[1].exception_number or "").strip()
    last = add_months(on, value.value)
    return judged(
        leaves > last or bool(exception),
        "development.leaving-soon",
        value,
        required=last,
        measured=leaves,
        facts={"exception": exception or None},
    )


@gate
def department_has_talked(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the practice asks for it, the organisation department has talked with the person; scored talks reach a mark."""
    asked = law.value(p.PREREVIEW_TALK_BY_ORG_DEPARTMENT, on)
    return assessments.department_has_talked(file.talks, asked, on) & assessments.talks_reach_mark(file.talks, law, on)


@gate
def inspection_announced(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the practice asks for it, an inspection notice hung before the act."""
    return publicity.inspection_announced(file.notices, file.candidate.id, law, on)


@gate
def form_held(file: CaseFile, law: Law, on: date) -> Verdict:
    """On the day the person holds one numbered form of the register."""
    return register_form_held(file.forms, file.candidate.id, on)


@gate
def form_number_matches(file: CaseFile, law: Law, on: date) -> Verdict:
    """The form that was filled in is the one that the register gave to the person."""
    found = file.latest(FormFilled, until=on)
    if found is None:
        return SATISFIED
    numbers = tuple(
        str(form.number)
        for form in file.forms
        if form.person_id == file.candidate.id and (form.voided_on is None or on < form.voided_on)
    )
    number = found[1].form_number
    return require(
        number in numbers, "development.form-number", OUR_CHOICE, required=numbers or None, measured=number, day=on
    )


@gate
def form_guided_by_sponsors(file: CaseFile, law: Law, on: date) -> Verdict:
    """The sponsors guided the person."""
    found = file.latest(FormFilled, until=on)
    if found is None:
        return SATISFIED
    return require(
        found[1].guided_by_sponsors, "development.form-guided", clause_of("fill_form", on), measured=False, day=on
    )
