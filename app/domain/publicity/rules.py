"""Rules of publicity (公示): when a notice may be posted and concluded, and what holds a case.

Sources: 《中国共产党发展党员工作细则（2026年修订）》第十三条 for period and place; the street's practice for all applicable sites,
contents, contacts, photographs and certificates; the institution's practice for seven working days and for the
inspection notice.

Not covered: what a notice's text says in detail, and whether an objection is right.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from app.domain.publicity.facts import CommitteeDecision, NoticeFacts, NoticeKind, NoticeState, SiteFacts
from app.domain.publicity.parameters import NOTICE_LEAD_DAYS
from app.domain.publicity.requirements import candidate_sites, contents_complete, evidence_complete, sites_complete
from app.domain.publicity.windows import notice_window, owed_by, site_window
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, held, judged, refused, require

__all__ = [
    "contents_complete",
    "evidence_complete",
    "inspection_announced",
    "may_conclude",
    "may_post",
    "may_take_off",
    "no_open_objection",
    "objections_settled",
    "publicity_done",
    "sites_complete",
    "window_has_elapsed",
]


def may_post(notice: NoticeFacts, posted_on: date, law: Law) -> Verdict:
    """A site may be posted: contents and contacts are complete by the law of the notice's first posting day."""
    begun = min(posted_on, notice.first_posted_on or posted_on)
    return require(
        notice.state in (NoticeState.DRAFT, NoticeState.POSTED),
        "publicity.not-postable",
        OUR_CHOICE,
        measured=notice.state,
        day=posted_on,
    ) & contents_complete(notice, law, begun)


def may_take_off(notice: NoticeFacts, person_id: UUID) -> Verdict:
    """Somebody may be taken off a notice that was not concluded, as long as somebody else stays on it."""
    return require(
        notice.state in (NoticeState.DRAFT, NoticeState.POSTED),
        "publicity.not-withdrawable",
        OUR_CHOICE,
        measured=notice.state,
    ) & require(
        any(candidate.person_id != person_id for candidate in notice.candidates),
        "publicity.last-candidate",
        OUR_CHOICE,
        measured=len(notice.candidates),
    )


def window_has_elapsed(notice: NoticeFacts, law: Law, on: date) -> Verdict:
    """The window of the last site has passed on *on*, and no site was taken down within its own."""
    window = notice_window(notice, law, on)
    if window is None:
        return refused("publicity.not-posted", OUR_CHOICE)
    if window.closes_on is None:
        facts = {"year": window.unknown_year, "posted_on": window.posted_on}
        return refused("publicity.not-computable", OUR_CHOICE, measured=window.posted_on, facts=facts)
    facts_open: dict[str, Scalar] = {"posted_on": window.posted_on, "closes_on": window.closes_on}
    earliest = window.closes_on + timedelta(days=1)
    if window.working_days is None:
        verdict = require(
            window.has_elapsed(on),
            "publicity.window-open",
            OUR_CHOICE,
            required=earliest,
            measured=on,
            facts=facts_open,
        )
    else:
        facts_open |= {"working_days": window.working_days.value}
        verdict = judged(
            window.has_elapsed(on),
            "publicity.window-open",
            window.working_days,
            required=earliest,
            measured=on,
            facts=facts_open,
        )
    return verdict & Verdict.all_of(_hung_throughout(site, notice.kind, law, on) for site in notice.sites)


def _hung_throughout(site: SiteFacts, kind: NoticeKind, law: Law, on: date) -> Verdict:
    closes_on = site_window(site, kind, law, on).closes_on
    if site.taken_down_on is None or closes_on is None:
        return SATISFIED
    return require(
        closes_on < site.taken_down_on,
        "publicity.taken-down-early",
        OUR_CHOICE,
        required=closes_on + timedelta(days=1),
        measured=site.taken_down_on,
        facts={"site": site.kind},
    )


def no_open_objection(notice: NoticeFacts, on: date, person_id: UUID | None = None) -> Verdict:
    """No objection waits for its conclusion, report or feedback; of one candidate or of all who are still on it."""
    waiting = sum(
        objection.is_open_on(on)
        and (objection.person_id not in notice.gone if person_id is None else objection.concerns(person_id))
        for objection in notice.objections
    )
    return require(waiting == 0, "publicity.objection-open", OUR_CHOICE, required=0, measured=waiting, day=on)


def objections_settled(notices: Iterable[NoticeFacts], person_id: UUID, on: date) -> Verdict:
    """Nothing that anybody objected to the candidate, on whichever notice, is open or has stopped the case.

    A notice that was withdrawn or replaced takes its objections along: reposting does not wash them off. What stopped
    the case is taken up anew and decided otherwise, or it stops the case for good: our reading.
    """
    about = [notice for notice in notices if notice.concerns(person_id)]
    if not about:
        return SATISFIED
    mine = [objection for notice in about for objection in notice.objections if objection.concerns(person_id)]
    waiting = sum(objection.is_open_on(on) for objection in mine)
    stopped = any(
        o.decision is CommitteeDecision.STOP and o.reported_on is not None and o.reported_on <= on for o in mine
    )
    return require(
        waiting == 0, "publicity.objection-open", OUR_CHOICE, required=0, measured=waiting, day=on
    ) & require(not stopped, "publicity.objection-stops-case", OUR_CHOICE, day=on)


def may_conclude(notice: NoticeFacts, law: Law, on: date) -> Verdict:
    """A posted notice may be concluded on *on*."""
    begun = notice.first_posted_on or on
    return (
        require(notice.state is NoticeState.POSTED, "publicity.not-posted", OUR_CHOICE, measured=notice.state)
        & contents_complete(notice, law, begun)
        & sites_complete(notice, law, on)
        & evidence_complete(notice, law)
        & window_has_elapsed(notice, law, on)
        & no_open_objection(notice, on)
    )


def publicity_done(notices: Iterable[NoticeFacts], person_id: UUID, kind: NoticeKind, law: Law, on: date) -> Verdict:
    """The act of *on* about *person_id* rests on a concluded notice of *kind*, as far as one is owed on that day."""
    known = tuple(notices)
    settled = objections_settled(known, person_id, on)
    owed = owed_by(kind, law, on)
    if owed is None:
        return held("publicity.notice-owed", OUR_CHOICE) & settled
    mine = [n for n in known if n.kind is kind and n.announces(person_id) and n.stood_on(on)]
    if not mine:
        return judged(False, "publicity.notice-missing", owed, facts={"kind": kind}) & settled
    notice = max(mine, key=lambda n: (_was_concluded(n, on), n.first_posted_on or date.min))
    candidate = next(c for c in notice.candidates if c.person_id == person_id)
    return (
        contents_complete(notice, law, notice.first_posted_on or on)
        & candidate_sites(notice, candidate, law, on)
        & evidence_complete(notice, law)
        & window_has_elapsed(notice, law, on)
        & settled
        & require(
            _was_concluded(notice, on), "publicity.not-concluded", OUR_CHOICE, measured=notice.concluded_on, day=on
        )
    )


def inspection_announced(notices: Iterable[NoticeFacts], person_id: UUID, law: Law, act_on: date) -> Verdict:
    """Where a profile asks for it, an inspection notice hung at every site the due days before the act of *act_on*."""
    lead = law.value(NOTICE_LEAD_DAYS, act_on)
    if lead is None:
        return SATISFIED
    days = [
        n.last_posted_on
        for n in notices
        if n.kind is NoticeKind.INSPECTION and n.announces(person_id) and n.stood_on(act_on)
    ]
    latest = act_on - timedelta(days=lead.value)
    posted = max((day for day in days if day is not None and day <= latest), default=None)
    seen = posted or min((day for day in days if day is not None), default=None)
    return judged(
        posted is not None,
        "publicity.inspection-notice-late",
        lead,
        measured=seen,
        facts={"latest": latest, "act_on": act_on, "days": lead.value},
    )


def _was_concluded(notice: NoticeFacts, on: date) -> bool:
    return notice.concluded_on is not None and notice.concluded_on <= on
