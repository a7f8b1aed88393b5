"""Write the working-day seed from the chinesecalendar package.

    python scripts/build_workdays.py

The package is needed only here and in the test that holds the seed against it, never at run time. A year that the package
does not know is not in the seed; an administrator loads it through ``PUT /api/v1/work-calendar/{year}``.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

TARGET = Path(__file__).parents[1] / "app" / "domain" / "rules" / "workdays_seed.py"

HEAD = '''"""Days off and make-up working days of the known years; written by scripts/build_workdays.py, not by hand.

Each day is four digits, month and day. Source: chinesecalendar {version}, which follows the State Council's notices.
"""

from collections.abc import Mapping

__all__ = ["SEED_SOURCE", "WORKDAYS"]

SEED_SOURCE = "chinesecalendar {version}"

WORKDAYS: Mapping[int, tuple[str, str]] = {{
    # year: days off, make-up working days
'''


def _by_year(days: Iterable[date]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for day in sorted(days):
        found[day.year].append(f"{day:%m%d}")
    return found


def main() -> None:
    """Write the seed module."""
    off, work = _by_year(holidays), _by_year(workdays)
    lines = [HEAD.format(version=version("chinesecalendar"))]
    for year in sorted(off):
        lines.append(f"    {year}: (\n")
        lines.append(f'        "{" ".join(off[year])}",\n')
        lines.append(f'        "{" ".join(work[year])}",\n    ),\n')
    lines.append("}\n")
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
