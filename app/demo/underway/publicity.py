"""A notice that hangs, and an objection under investigation."""

from app.demo.underway.chosen import Part
from app.demo.underway.stage import Stage
from app.domain.development import facts
from app.domain.development.facts.activist import DecidingBody
from app.domain.identity.permissions import Permission
from app.domain.publicity.facts import NoticeKind, SiteKind
from app.services.publicity import drafting, objections, posting

__all__ = ["announced"]


async def announced(stage: Stage) -> None:
    """Two people on one notice that hangs at two sites; somebody objects to one of them, the county investigates."""
    for part, days_ago in ((Part.ANNOUNCED, 6), (Part.OBJECTED_TO, 6)):
        decided = facts.ObjectDetermination(decided_by=DecidingBody.BRANCH_COMMITTEE, agreed=True)
        await stage.fact(part, "secretary", decided, days_ago)
        await stage.complete(part, "secretary", "determine_object", days_ago)
    sites = (SiteKind.CURRENT_UNIT, SiteKind.RESIDENCE)
    async with stage.act("secretary", Permission.NOTICE_WRITE, 2) as uow:
        drafts = tuple(
            drafting.CandidateDraft(
                stage.cases[part], frozenset(sites), drafting.CandidateContents(work_unit=stage.county.front.name)
            )
            for part in (Part.ANNOUNCED, Part.OBJECTED_TO)
        )
        notice = await drafting.create(
            uow,
            drafting.CreateNotice(
                NoticeKind.DEVELOPMENT,
                stage.county.front.id,
                "经支部委员会讨论，拟将下列同志列为发展对象，现予公示。",
                drafts,
                drafting.Contacts(telephone="0990-0000000", office_address="镇党建办公室"),
            ),
        )
    for kind, place in zip(sites, ("村务公开栏", "三组公告栏"), strict=True):
        async with stage.act("secretary", Permission.NOTICE_WRITE, 2) as uow:
            command = posting.PostSite(kind, place, stage.day(2))
            notice = await posting.post_site(uow, notice.id, command, expected_version=notice.version)
    async with stage.act("organiser", Permission.OBJECTION_RECEIVE, 1) as uow:
        aimed = next(c for c in notice.candidates if c.person_id == stage.persons[Part.OBJECTED_TO])
        words = "反映该同志承包集体鱼塘的租金两年未交，请组织核实。"
        objection = await objections.receive_at_office(
            uow, notice.id, objections.ReceiveObjection(words, None, aimed.id, stage.day(1))
        )
    async with stage.act("organiser", Permission.OBJECTION_RECEIVE, 1) as uow:
        county = stage.county.tree[0].id
        await objections.investigate(uow, objection.id, county, stage.day(1), expected_version=objection.version)
