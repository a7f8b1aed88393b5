"""What a notice must say, where it must hang and which evidence of that is kept.

Contents, contacts and places are judged by the law of the first posting day, photograph and certificate by the law of
the site's own. Where the law of the posting day says nothing of places, that of the act decides, list and number alike.
Nationally one place is enough, the unit or the residence (2026, 第十三条); a local list asks for every one of its kinds
that applies to the person. A board of the branch counts as neither: our reading.
"""

from collections.abc import Iterable
from datetime import date

from app.domain.publicity.facts import CandidateFacts, Content, NoticeFacts, NoticeKind, SiteFacts, SiteKind
from app.domain.publicity.parameters import (
    CONTACT_FIELDS,
    EXTRA_CONTENTS,
    PHOTO_RECORD,
    SITE_CERTIFICATE,
    SITE_KINDS,
    SITES,
)
from app.domain.publicity.windows import figure
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, held, judged, refused, require

__all__ = ["candidate_sites", "contents_complete", "evidence_complete", "sites_complete"]

_UNIT_OR_RESIDENCE = "unit_or_residence"
_EITHER = frozenset({SiteKind.CURRENT_UNIT, SiteKind.RESIDENCE})


def contents_complete(notice: NoticeFacts, law: Law, begun: date) -> Verdict:
    """Every candidate's extra contents and the office's contact fields are there, as far as a profile asks for them."""
    verdict = SATISFIED
    contents = figure(EXTRA_CONTENTS, notice.kind, law, begun)
    if contents is not None and notice.kind is not NoticeKind.INSPECTION:
        given = frozenset.intersection(*(candidate.contents for candidate in notice.candidates))
        verdict &= judged(
            _names(given) >= contents.value, "publicity.content-missing", contents, measured=_names(given)
        )
    contacts = figure(CONTACT_FIELDS, notice.kind, law, begun)
    if contacts is not None and notice.kind is not NoticeKind.INSPECTION:
        reach = _names(notice.contact_fields)
        verdict &= judged(reach >= contacts.value, "publicity.contact-missing", contacts, measured=reach)
    return verdict


def sites_complete(notice: NoticeFacts, law: Law, on: date) -> Verdict:
    """The notice hangs at a place that the law accepts, for every candidate."""
    if notice.first_posted_on is None:
        return refused("publicity.not-posted", OUR_CHOICE)
    if notice.kind is NoticeKind.INSPECTION:
        return held("publicity.not-posted", OUR_CHOICE, measured=notice.first_posted_on)
    return Verdict.all_of(candidate_sites(notice, candidate, law, on) for candidate in notice.candidates)


def candidate_sites(notice: NoticeFacts, candidate: CandidateFacts, law: Law, on: date) -> Verdict:
    """The notice hangs where one candidate must be announced."""
    begun = notice.first_posted_on or on
    posted = frozenset(site.kind for site in notice.sites if site.serves(candidate.person_id))
    facts: dict[str, Scalar] = {"person_id": candidate.person_id}
    asked = figure(SITES, notice.kind, law, begun) or figure(SITES, notice.kind, law, on)
    if asked is None:
        return require(bool(posted), "publicity.site-missing", OUR_CHOICE, measured=_names(posted), facts=facts)
    listed = asked.value - {_UNIT_OR_RESIDENCE}
    if listed:
        owed = listed & _names(candidate.applicable_sites)
        verdict = judged(
            bool(posted) and owed <= _names(posted),
            "publicity.site-missing",
            asked,
            measured=_names(posted),
            required=frozenset(owed),
            facts={**facts, "missing": frozenset(owed - _names(posted))},
        )
    else:
        verdict = SATISFIED
    verdict &= _kinds_enough(candidate, posted, law, asked.day)
    if _UNIT_OR_RESIDENCE in asked.value:
        verdict &= judged(
            bool(posted & _EITHER),
            "publicity.unit-or-residence-missing",
            asked,
            measured=_names(posted),
            required=_names(_EITHER),
            facts=facts,
        )
    return verdict


def _kinds_enough(candidate: CandidateFacts, posted: frozenset[SiteKind], law: Law, on: date) -> Verdict:
    """The notice hangs at as many kinds of site as a local rule of *on* asks for, as far as so many apply to the person."""
    number = law.value(SITE_KINDS, on)
    if number is None:
        return SATISFIED
    applying = candidate.applicable_sites - {SiteKind.BRANCH}
    owed = min(number.value, len(applying))
    there = len(posted & applying)
    facts: dict[str, Scalar] = {"person_id": candidate.person_id, "kinds": number.value}
    return judged(there >= owed, "publicity.site-kinds", number, required=owed, measured=there, facts=facts)


def evidence_complete(notice: NoticeFacts, law: Law) -> Verdict:
    """Every site has its photograph and its certificate where a profile asks for them, dated on or after the posting."""
    return Verdict.all_of(_site_evidence(site, law) for site in notice.sites)


def _site_evidence(site: SiteFacts, law: Law) -> Verdict:
    verdict = SATISFIED
    photo = law.value(PHOTO_RECORD, site.posted_on)
    if photo is not None and photo.value:
        ok = site.photo_id is not None and (site.photo_on is None or site.photo_on >= site.posted_on)
        verdict &= judged(ok, "publicity.photo-missing", photo, measured=site.photo_on, facts={"site": site.kind})
    certificate = law.value(SITE_CERTIFICATE, site.posted_on)
    if certificate is not None and certificate.value:
        ok = site.certificate_id is not None and site.certified_on is not None and site.certified_on >= site.posted_on
        verdict &= judged(
            ok, "publicity.certificate-missing", certificate, measured=site.certified_on, facts={"site": site.kind}
        )
    return verdict


def _names(values: Iterable[SiteKind | Content | str]) -> frozenset[str]:
    return frozenset(str(value) for value in values)
