"""Political review (政治审查): what it needs before it may conclude, and whether it lets the case go on.

2014 text, 第十六条: four groups of contents, both organisations asked about floating people; no admission without a
passed review. Which departments reply is set by the adopter; none is built in, and family planning is no national
content. A review is judged by the law of the day of its conclusion.

Ours, because no text that was seen says it: at least one investigator and never the candidate; the conclusion carries
its document; every reply is stamped (a document); letters that are open hold whatever the others say; a review in which
a content group was found wanting does not pass, and one that passes in spite of an adverse reply says why in a finding.
"""

from collections.abc import Iterable
from datetime import date

from app.domain.political_review import parameters as p
from app.domain.political_review.facts import (
    Conclusion,
    ConclusionResult,
    Inquiry,
    PoliticalReview,
    Relation,
    ReplyResult,
)
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law, Value
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require

__all__ = ["may_conclude", "may_reply", "may_send", "review_passed"]


def may_send(review: PoliticalReview, inquiry: Inquiry) -> Verdict:
    """Judge a letter of inquiry: not before the review was opened, about a subject of the review."""
    subjects = {subject.id for subject in review.subjects}
    known = inquiry.subject_id is None or inquiry.subject_id in subjects
    return require(
        inquiry.sent_on >= review.opened_on,
        "political-review.sent-after-opening",
        OUR_CHOICE,
        required=review.opened_on,
        measured=inquiry.sent_on,
        pointer="/sent_on",
    ) & require(known, "political-review.subject-known", OUR_CHOICE, pointer="/subject_id")


def may_reply(inquiry: Inquiry, replied_on: date) -> Verdict:
    """Judge a reply: the letter is still open and was sent by the day of the reply."""
    return require(inquiry.is_open, "political-review.inquiry-open", OUR_CHOICE) & require(
        inquiry.sent_on <= replied_on,
        "political-review.reply-after-sending",
        OUR_CHOICE,
        required=inquiry.sent_on,
        measured=replied_on,
        pointer="/replied_on",
    )


def may_conclude(review: PoliticalReview, conclusion: Conclusion, law: Law) -> Verdict:
    """Judge a conclusion by the law of its day. ``needs_more`` closes nothing and asks for nothing.

    A failed review owes the same grounds as a passed one: the person has a right to both.
    """
    on = conclusion.concluded_on
    verdict = require(
        on >= review.opened_on,
        "political-review.concluded-after-opening",
        OUR_CHOICE,
        required=review.opened_on,
        measured=on,
        pointer="/concluded_on",
    )
    if conclusion.result is ConclusionResult.NEEDS_MORE:
        return verdict
    return (
        verdict
        & _persons_are_there(review, on)
        & _letters_are_answered(review.inquiries, on)
        & _departments_replied(review, law, on)
        & _places_consulted(review, law, on)
        & _contents_judged(conclusion, law, on)
        & _adverse_replies_weighed(review.inquiries, conclusion)
        & require(
            conclusion.document_id is not None,
            "political-review.conclusion-document",
            OUR_CHOICE,
            pointer="/document_id",
        )
    )


def review_passed(review: PoliticalReview | None, law: Law, on: date) -> Verdict:
    """Judge the gate: where a review is required on *on*, one has passed by then and no letter is open.

    A text that says what a review contains asks for one, even where its words on the consequence have not been seen.
    """
    required: Value[bool] | Value[frozenset[str]] | None = law.value(p.REQUIRED, on)
    required = required or law.value(p.CONTENTS, on)
    if required is None:
        return SATISFIED
    conclusion = review.conclusion if review is not None else None
    if review is None or conclusion is None or conclusion.concluded_on > on:
        return judged(False, "political-review.concluded", required)
    passed = judged(
        conclusion.result is ConclusionResult.PASS,
        "political-review.passed",
        required,
        measured=conclusion.result.value,
        required=ConclusionResult.PASS.value,
    )
    return passed & (may_conclude(review, conclusion, law) if passed else SATISFIED)


def _persons_are_there(review: PoliticalReview, on: date) -> Verdict:
    stated = review.statement is not None and review.statement.stated_on <= on
    named = [i for i in review.investigators if i.appointed_on <= on]
    return (
        require(
            any(subject.relation is Relation.CANDIDATE for subject in review.subjects),
            "political-review.candidate-is-subject",
            OUR_CHOICE,
            pointer="/subjects",
        )
        & require(stated, "political-review.statement-there", OUR_CHOICE, pointer="/statement")
        & require(
            bool(named),
            "political-review.investigator-there",
            OUR_CHOICE,
            required=1,
            measured=len(named),
            pointer="/investigators",
        )
        & require(
            all(i.person_id != review.candidate_id for i in review.investigators),
            "political-review.investigator-is-another",
            OUR_CHOICE,
            pointer="/investigators",
        )
    )


def _letters_are_answered(inquiries: Iterable[Inquiry], on: date) -> Verdict:
    open_since = [i.sent_on for i in inquiries if i.is_open]
    late = [i.replied_on for i in inquiries if i.is_answered and i.replied_on is not None and i.replied_on > on]
    unstamped = any(not i.is_answered and not i.is_open and i.withdrawn_on is None for i in inquiries)
    return (
        require(not open_since, "political-review.no-letter-open", OUR_CHOICE, measured=min(open_since, default=None))
        & require(
            not late,
            "political-review.concluded-after-replies",
            OUR_CHOICE,
            required=max(late, default=None),
            measured=on,
            pointer="/concluded_on",
        )
        & require(not unstamped, "political-review.replies-stamped", OUR_CHOICE)
    )


def _departments_replied(review: PoliticalReview, law: Law, on: date) -> Verdict:
    owed, number = law.value(p.DEPARTMENTS, on), law.value(p.STAMPED_DEPARTMENTS, on)
    about = {None} | {subject.id for subject in review.subjects if subject.relation is Relation.CANDIDATE}
    answered = frozenset(
        i.department for i in review.inquiries if i.is_answered and i.department is not None and i.subject_id in about
    )
    verdict = _all_of(owed, answered, "political-review.department-replied") if owed is not None else SATISFIED
    if number is not None:
        enough = len(answered) >= number.value
        verdict &= judged(enough, "political-review.departments-enough", number, measured=len(answered))
    return verdict


def _places_consulted(review: PoliticalReview, law: Law, on: date) -> Verdict:
    owed = law.value(p.FLOATING_CONSULT, on)
    if owed is None or not review.floating:
        return SATISFIED
    answered = frozenset(i.addressee.value for i in review.inquiries if i.is_answered)
    return _all_of(owed, answered, "political-review.place-consulted")


def _contents_judged(conclusion: Conclusion, law: Law, on: date) -> Verdict:
    verdict = SATISFIED
    groups = frozenset(content.group.value for content in conclusion.contents)
    owed = law.value(p.CONTENTS, on)
    if owed is not None:
        verdict &= _all_of(owed, groups, "political-review.content-judged")
    wanting = tuple(sorted(content.group.value for content in conclusion.contents if not content.ok))
    if wanting and conclusion.result is ConclusionResult.PASS:
        verdict &= refused("political-review.contents-bear-it-out", OUR_CHOICE, measured=wanting, pointer="/contents")
    return verdict


def _adverse_replies_weighed(inquiries: Iterable[Inquiry], conclusion: Conclusion) -> Verdict:
    """Nobody passes over an adverse reply in silence: what was found on it is written down with a content group."""
    adverse = sum(i.is_answered and i.result is ReplyResult.ADVERSE for i in inquiries)
    if not adverse or conclusion.result is not ConclusionResult.PASS:
        return SATISFIED
    return require(
        any(content.explained for content in conclusion.contents),
        "political-review.adverse-reply-weighed",
        OUR_CHOICE,
        measured=adverse,
        pointer="/contents",
    )


def _all_of(owed: Value[frozenset[str]], there: frozenset[str], code: str) -> Verdict:
    """One finding per thing owed, so that the reader sees which letter or group is missing."""
    return Verdict.all_of(
        judged(name in there, code, owed, required=name, measured=name if name in there else None, facts={"name": name})
        for name in sorted(owed.value)
    )
