"""All code tables of persons in one shape: code, Chinese label, English label where there is one."""

from collections.abc import Mapping

from app.domain.people.codes import EDUCATION, ETHNIC_GROUPS, OCCUPATION_NAMES, SECTOR_NAMES, SEX_CODES
from app.domain.people.facts import LeftKind, RestrictionKind
from app.domain.people.statuses import STATUS_NAMES

__all__ = ["CODE_TABLES", "LEFT_NAMES"]

LEFT_NAMES: Mapping[LeftKind, tuple[str, str]] = {
    LeftKind.CANCELLED: ("取消预备党员资格", "probationary membership cancelled"),
    LeftKind.WITHDRAWN: ("申请退党", "withdrew"),
    LeftKind.PERSUADED: ("劝退除名", "persuaded to leave"),
    LeftKind.REMOVED: ("除名", "removed"),
    LeftKind.AUTO_EXIT: ("自行脱党除名", "left by own act"),
    LeftKind.EXPELLED: ("开除党籍", "expelled"),
    LeftKind.DECEASED: ("死亡", "deceased"),
}

_RESTRICTION_NAMES = {
    RestrictionKind.PARTY_PROBATION: ("留党察看", "probation within the Party"),
    RestrictionKind.RIGHTS_SUSPENDED: ("党员权利中止", "rights suspended"),
}

Row = dict[str, str | None]


def _pairs(names: Mapping[object, tuple[str, str]]) -> list[Row]:
    return [{"code": str(code), "zh": zh, "en": en} for code, (zh, en) in names.items()]


CODE_TABLES: Mapping[str, list[Row]] = {
    "sex": [{"code": sex.value, "zh": zh, "en": digit} for digit, (sex, zh) in SEX_CODES.items()],
    "ethnic_group": [{"code": g.code, "zh": g.name, "en": g.letters} for g in ETHNIC_GROUPS.values()],
    "education": [{"code": e.code, "zh": e.name, "en": e.level.value} for e in EDUCATION.values()],
    "occupation": [{"code": o.value, "zh": zh, "en": None} for o, zh in OCCUPATION_NAMES.items()],
    "sector": [{"code": s.value, "zh": zh, "en": None} for s, zh in SECTOR_NAMES.items()],
    "member_status": _pairs({status.value: names for status, names in STATUS_NAMES.items()}),
    "left_kind": _pairs({kind.value: names for kind, names in LEFT_NAMES.items()}),
    "restriction_kind": _pairs({kind.value: names for kind, names in _RESTRICTION_NAMES.items()}),
}
