"""A checked row's values as they are kept between check and application: JSON, encrypted."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

import orjson

from app.core.crypto import Keys
from app.domain.people.codes import Occupation, Sector
from app.domain.people.facts import MemberStatus, Sex
from app.domain.people.particulars import Particulars

__all__ = ["pack", "unpack"]


def pack(keys: Keys, import_id: UUID, given: Particulars, branch_id: UUID, since: date) -> bytes:
    """Return a row's values for storing."""
    content = {"particulars": asdict(given), "branch_id": str(branch_id), "since": since}
    return keys.seal(import_id, orjson.dumps(content))


def unpack(keys: Keys, import_id: UUID, blob: bytes) -> tuple[Particulars, UUID, date]:
    """Return what :func:`pack` stored."""
    content = orjson.loads(keys.open(import_id, blob))
    given = content["particulars"]

    def day(name: str) -> date | None:
        return date.fromisoformat(given[name]) if given[name] else None

    particulars = Particulars(
        given["name"],
        Sex(given["sex"]),
        date.fromisoformat(given["born_on"]),
        given["citizen_number"],
        given["phone"],
        given["ethnic_code"],
        given["education_code"],
        Occupation(given["occupation"]) if given["occupation"] else None,
        Sector(given["sector"]) if given["sector"] else None,
        given["work_unit"],
        MemberStatus(given["status"]),
        day("joined_on"),
        day("converted_on"),
    )
    return particulars, UUID(content["branch_id"]), date.fromisoformat(content["since"])
