"""Notices under the street's practice: contents, contacts, every site that applies, photographs and certificates."""

from typing import Any

import httpx

from tests.builders.development_walk import Walk, match
from tests.builders.local_rules import local
from tests.builders.publicity import evidence
from tests.domain.documents.builders import png

__all__ = ["StreetNotices"]

_NOTICES = "/api/v1/publicity-notices"
_FORMER, _PRESENT = ("household_registration", "former_unit"), ("residence", "current_unit")
_ELSEWHERE = ("publicity.site-missing", "publicity.site-kinds", "publicity.unit-or-residence-missing")
_UNPROVEN = ("publicity.photo-missing", "publicity.certificate-missing")


class StreetNotices(Walk):
    """Posts notices as the practice asks, and is refused wherever something is left out."""

    pictures: int = 0

    async def notice(self, kind: str, posted: str, concluded: str | None) -> None:
        """Contents and contacts first, then every kind of site with photograph and certificate.

        The places of today are written down on the day of the conclusion only, when they turn out to be missing.
        """
        await self.on(posted)
        body = {
            "kind": kind,
            "organisation_id": str(self.world.branch.id),
            "announcement": "现将下列同志有关情况予以公告。",
            "candidates": [{"case_id": self.case_id, "applicable_sites": [*_FORMER, *_PRESENT]}],
        }
        notice = await self.post(self.secretary, _NOTICES, body)
        address = f"{_NOTICES}/{notice['id']}"
        first = {"kind": _FORMER[0], "place": "公示栏", "posted_on": posted}
        bare = await self.secretary.post(f"{address}/sites", json=first, headers=match(notice["version"]))
        local(bare, "publicity.content-missing", "publicity.contact-missing")
        notice = await self._filled(address, notice)
        for sites in (_FORMER, _PRESENT):
            for kind_of_site in sites:
                site = {"kind": kind_of_site, "place": "公示栏", "posted_on": posted}
                answer = await self.secretary.post(f"{address}/sites", json=site, headers=match(notice["version"]))
                assert answer.status_code == 200, answer.text
                notice = answer.json()
            await self.on(concluded or posted)
            early = await self._concluded(address, notice, concluded)
            local(early, *_UNPROVEN, *(_ELSEWHERE if sites is _FORMER else ()))
        for site in notice["sites"]:
            notice = await self._certified(address, notice, site["id"], posted)
        answer = await self._concluded(address, notice, concluded)
        assert answer.status_code == 200, answer.text

    async def _filled(self, address: str, notice: dict[str, Any]) -> dict[str, Any]:
        contents = {"evaluation_result": "赞成票 80%", "work_unit": "农业服务中心", "conduct": "表现良好"}
        body = {
            "office_address": "柳湾镇政府三楼",
            "postcode": "000000",
            "telephone": "0000-1234567",
            "deputy_director_name": "周某",
            "contents": [{"candidate_id": notice["candidates"][0]["id"], **contents}],
        }
        answer = await self.secretary.patch(address, json=body, headers=match(notice["version"]))
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def _concluded(self, address: str, notice: dict[str, Any], day: str | None) -> httpx.Response:
        return await self.secretary.post(
            f"{address}/conclude", json={"concluded_on": day}, headers=match(notice["version"])
        )

    async def _certified(self, address: str, notice: dict[str, Any], site: str, posted: str) -> dict[str, Any]:
        today = (await self.world.runtime.moment()).today.isoformat()
        for what, more in (("photo", {}), ("certificate", {"certified_on": today, "certified_by": "社区党支部"})):
            kind = "publicity_photo" if what == "photo" else "site_certificate"
            day = posted if what == "photo" else today
            paper = await self.picture(kind, day, notice["id"])
            answer = await self.secretary.post(
                f"{address}/sites/{site}/{what}", json={"document_id": paper, **more}, headers=match(notice["version"])
            )
            assert answer.status_code == 200, answer.text
            notice = answer.json()
        return notice

    async def picture(self, kind: str, day: str, notice: str) -> str:
        """File a photograph or a scan with a notice."""
        self.pictures += 1
        return await evidence(self.secretary, notice, kind, png(shade=self.pictures), day)
