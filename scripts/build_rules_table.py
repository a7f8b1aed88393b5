"""Write the tables of docs/rules.md from the parameters and profiles.

    python scripts/build_rules_table.py

Everything between the markers is replaced; a test refuses a page that is behind.
"""

from collections.abc import Iterator
from pathlib import Path

from app.domain.rules.profiles import PROFILES
from app.domain.rules.registry import AREAS, PARAMETERS, AnyParameter, area_of
from app.domain.rules.values import to_text
from app.domain.shared.parameters import Dated, ValueType
from app.domain.shared.texts import CHECKED_ON

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"

_STRICTER = {
    "higher": "↑",
    "lower": "↓",
    "superset": "⊇",
    "subset": "⊆",
    "required": "yes",
    "forbidden": "no",
    "fixed": "fixed",
}


def render() -> str:
    """Return the tables."""
    return "\n".join([*_parameters(), "", *_profiles()])


def with_tables(page: str) -> str:
    """Return *page* with its tables replaced."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n\n{render()}\n\n{END}{rest.split(END)[1]}"


def _parameters() -> Iterator[str]:
    yield f"### Parameters ({len(PARAMETERS)}), national values of {CHECKED_ON}"
    for area in AREAS:
        yield ""
        yield f"#### {area}"
        yield ""
        yield "| id | 名称 | value | unit | local | clause | earlier values |"
        yield "|---|---|---|---|---|---|---|"
        for parameter_id in sorted(PARAMETERS):
            if area_of(parameter_id) == area:
                yield _row(PARAMETERS[parameter_id])


def _row(parameter: AnyParameter) -> str:
    entry = parameter.national(CHECKED_ON)
    value, clause = ("local only", "") if entry is None else (_value(parameter, entry), entry.source.title_zh)
    earlier = "; ".join(f"{e.since or 'before'}: {_value(parameter, e)}" for e in parameter.history if e is not entry)
    cells = (
        f"`{parameter.id}`",
        parameter.title_zh,
        value,
        parameter.unit.value,
        _STRICTER[parameter.stricter.value],
        clause,
        earlier,
    )
    return f"| {' | '.join(cells)} |"


def _value(parameter: AnyParameter, entry: Dated[ValueType]) -> str:
    figure = "no figure" if entry.value is None else f"{parameter.comparison.value} {to_text(entry.value)}"
    return figure if entry.verified else f"{figure} ⚠"


def _profiles() -> Iterator[str]:
    yield "### Profiles"
    for profile in PROFILES.values():
        yield ""
        yield f"#### {profile.key}: {profile.title_zh}"
        yield ""
        yield profile.summary_zh
        yield ""
        yield "| id | value | note |"
        yield "|---|---|---|"
        for value in profile.values:
            figure = "**to be set by the adopter**" if value.value is None else to_text(value.value)
            yield f"| `{value.parameter_id}` | {figure} | {value.note} |"


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
