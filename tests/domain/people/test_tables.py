"""Tables made when modules are imported: made anew they are the same, and they are what the page says."""

from pathlib import Path

from app.domain.people import codes, statuses, tables
from app.domain.people.codes import EDUCATION, ETHNIC_GROUPS, Education, EducationLevel, EthnicGroup
from app.domain.people.statuses import STATUS_NAMES, TRANSITIONS
from app.domain.people.tables import CODE_TABLES
from app.domain.shared.texts import DatedClauses
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "tables.txt")


def _cited(clauses: DatedClauses) -> str:
    return "; ".join(
        f"{f'{since}: ' if since else ''}{clause.title_zh}{'' if clause.verified else ' ⚠'}"
        for since, clause in clauses
    )


def test_the_ways_between_statuses_are_those_of_the_page() -> None:
    made = (*statuses._first(), *statuses._development(), *statuses._leaving(), *statuses._moving())

    assert made == TRANSITIONS
    TOLD.tells(
        "ways between statuses",
        [
            f"{row.source} → {row.target} by {sorted(row.causes)}, {_cited(row.clauses)}"
            f", as {sorted(row.kinds)}, out of {None if row.source_kinds is None else sorted(row.source_kinds)}"
            for row in TRANSITIONS
        ],
    )


def test_rows_of_code_tables_are_read_as_they_are_written() -> None:
    assert codes._ethnic("汉族:HA 蒙古族:MG") == {
        "01": EthnicGroup("01", "HA", "汉族"),
        "02": EthnicGroup("02", "MG", "蒙古族"),
    }
    assert codes._education({EducationLevel.PRIMARY: "80小学教育 81小学毕业", EducationLevel.OTHER: "90其他"}) == {
        "80": Education("80", "小学教育", EducationLevel.PRIMARY),
        "81": Education("81", "小学毕业", EducationLevel.PRIMARY),
        "90": Education("90", "其他", EducationLevel.OTHER),
    }
    assert len(ETHNIC_GROUPS) == 56
    assert EDUCATION["21"].level is EducationLevel.UNDERGRADUATE


def test_pairs_of_names_become_rows() -> None:
    named: dict[object, tuple[str, str]] = {status.value: names for status, names in STATUS_NAMES.items()}

    assert tables._pairs(named) == CODE_TABLES["member_status"]
    assert tables._pairs({"a": ("甲", "x")}) == [{"code": "a", "zh": "甲", "en": "x"}]
