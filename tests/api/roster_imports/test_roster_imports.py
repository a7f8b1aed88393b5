"""Roster imports through the API: the dry run names every bad row, the import changes what it said, once."""

import asyncio
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import httpx
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.builders.operations import rested
from tests.builders.people import citizen_number, make_person
from tests.builders.rosters import HEADER, csv_of, row, xlsx_of
from tests.builders.world import World

BORN = date(1980, 1, 1)
pytestmark = pytest.mark.usefixtures("worker")


async def upload(
    client: httpx.AsyncClient, world: World, content: bytes, key: str = "committee", **query: str
) -> httpx.Response:
    return await client.post(
        "/api/v1/roster-imports",
        params={"organisation_id": str(world.organisations[key].id), "file_name": "名册.xlsx"} | query,
        content=content,
        headers={"content-type": "application/octet-stream"},
    )


async def checked(client: httpx.AsyncClient, world: World, content: bytes, **query: str) -> dict[str, object]:
    answer = await upload(client, world, content, **query)
    assert answer.status_code == 202, answer.text
    return await rested(client, answer)


async def bad(client: httpx.AsyncClient, report: dict[str, object]) -> list[tuple[int, str, str]]:
    rows = (await client.get(f"/api/v1/roster-imports/{report['id']}/rows?state=bad")).json()["items"]
    return [(r["row_number"], p["column"], p["code"]) for r in rows for p in r["problems"]]


async def apply(client: httpx.AsyncClient, report: dict[str, object], mode: str = "all_or_nothing") -> httpx.Response:
    answer = await client.post(
        f"/api/v1/roster-imports/{report['id']}/apply",
        json={"mode": mode},
        headers={"if-match": f'"v{report["version"]}"', "idempotency-key": f"{report['id']}-{mode}"},
    )
    if answer.status_code == 202:
        await rested(client, answer)
    return answer


async def organiser(world: World) -> httpx.AsyncClient:
    return await world.client("committee-organiser", "committee")


async def names(client: httpx.AsyncClient) -> list[str]:
    return [item["name"] for item in (await client.get("/api/v1/people")).json()["items"]]


async def test_a_good_roster_is_checked_first_and_then_imported_once(world: World) -> None:
    client = await organiser(world)
    content = xlsx_of([row(0, "安一"), row(1, "白　二", 所在支部="X01-02"), row(2, "曹三", 出生日期=date(1980, 1, 3))])

    report = await checked(client, world, content)
    before = await names(client)
    answer = await apply(client, report)
    done = (await client.get(f"/api/v1/roster-imports/{report['id']}")).json()

    assert (report["state"], report["rows_good"], report["rows_bad"], report["percent"]) == ("checked", 3, 0, 100)
    assert before == []
    assert answer.status_code == 202, answer.text
    assert (done["state"], done["rows_applied"], done["percent"]) == ("applied", 3, 100)
    people = (await client.get("/api/v1/people")).json()["items"]
    assert [(p["name"], p["status"], p["joined_on"], p["converted_on"]) for p in people] == [
        ("安一", "full_member", "2010-06-01", "2011-06-01"),
        ("白二", "full_member", "2010-06-01", "2011-06-01"),
        ("曹三", "full_member", "2010-06-01", "2011-06-01"),
    ]
    assert [p["branch_id"] for p in people] == [str(world.branch.id), str(world.sister.id), str(world.branch.id)]
    history = (await client.get(f"/api/v1/people/{people[0]['id']}/episodes")).json()
    assert [(e["from_on"], e["cause"]) for e in history] == [("2011-06-01", "takeover")]
    again = await checked(client, world, content)
    assert (again["rows_good"], again["rows_known"], again["same_file_as"]) == (0, 3, report["id"])
    assert (await apply(client, again)).status_code == 202
    assert len(await names(client)) == 3
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM roster_import_files") == 0


@pytest.mark.parametrize(
    ("_case", "changes", "column", "code"),
    [
        ("no name", {"姓名": None}, "姓名", "people.name-empty"),
        ("name with digits", {"姓名": "王5"}, "姓名", "people.name-characters"),
        ("bidi", {"姓名": "王\u202e伟"}, "姓名", "people.name-invisible"),
        ("control in a phone", {"手机号码": "1990000\u202e1234"}, "手机号码", "roster.text"),
        ("number as a number", {"公民身份号码": 110101199003070000.0}, "公民身份号码", "people.citizen-number-numeric"),
        (
            "short number as a number",
            {"公民身份号码": 999999800101001},
            "公民身份号码",
            "people.citizen-number-numeric",
        ),
        ("no number", {"公民身份号码": None}, "公民身份号码", "roster.number-missing"),
        ("wrong checksum", {"公民身份号码": "999999198001010048"}, "公民身份号码", "people.citizen-number-checksum"),
        ("fifteen digits", {"公民身份号码": "999999800101001"}, "公民身份号码", "people.citizen-number-15-digits"),
        ("other sex", {"性别": "男"}, "公民身份号码", "people.citizen-number-sex"),
        ("other birth", {"出生日期": "1980-01-02"}, "公民身份号码", "people.citizen-number-birth"),
        ("unknown sex", {"性别": "？"}, "性别", "roster.sex"),
        ("unknown group", {"民族": "火星族"}, "民族", "roster.ethnic"),
        ("unknown education", {"学历": "很高"}, "学历", "roster.education"),
        ("unknown category", {"人员类别": "群众"}, "人员类别", "roster.category"),
        ("no category", {"人员类别": None}, "人员类别", "roster.category-missing"),
        ("unknown branch", {"所在支部": "不存在党支部"}, "所在支部", "roster.branch-unknown"),
        ("branch of another", {"所在支部": "望江社区党支部"}, "所在支部", "roster.branch-unknown"),
        ("no branch", {"所在支部": None}, "所在支部", "roster.branch-missing"),
        ("day missing", {"入党日期": "2010.06"}, "入党日期", "roster.day-missing"),
        ("ambiguous month", {"入党日期": 2010.1}, "入党日期", "roster.day-ambiguous"),
        ("no such day", {"转正日期": "2011-02-30"}, "转正日期", "roster.day-impossible"),
        ("converted before joined", {"转正日期": "2010-05-31"}, "转正日期", "people.converted-before-joined"),
        ("not converted", {"转正日期": None}, "转正日期", "people.converted-missing"),
        (
            "joined in the future",
            {"入党日期": "2098-01-01", "转正日期": "2099-01-01"},
            "入党日期",
            "people.joined-in-future",
        ),
        (
            "activist without a day",
            {"人员类别": "积极分子", "入党日期": None, "转正日期": None},
            "状态起始日期",
            "roster.since-missing",
        ),
        ("formula", {"手机号码": "=1+1+1+1"}, "手机号码", "people.phone"),
    ],
)
async def test_every_bad_row_is_named_with_column_and_reason(
    world: World, _case: str, changes: dict[str, object], column: str, code: str
) -> None:
    client = await organiser(world)

    report = await checked(client, world, xlsx_of([row(0, "安一", **changes), row(1, "白二")]))

    assert (report["rows_good"], report["rows_bad"]) == (1, 1)
    found = await bad(client, report)
    assert (2, column, code) in found
    assert {number for number, _, _ in found} == {2}


async def test_a_bad_row_refuses_all_or_is_left_out_by_choice(world: World) -> None:
    client = await organiser(world)
    report = await checked(client, world, xlsx_of([row(0, "安一"), row(1, "白二", 人员类别="群众")]))

    refused = await apply(client, report)
    after_refusal = await names(client)
    chosen = await apply(client, report, "good_rows_only")

    assert (refused.status_code, refused.json()["code"]) == (409, "roster.bad-rows")
    assert after_refusal == []
    assert chosen.status_code == 202
    assert await names(client) == ["安一"]
    twice = await client.post(
        f"/api/v1/roster-imports/{report['id']}/apply",
        json={"mode": "good_rows_only"},
        headers={"if-match": '"v9"', "idempotency-key": "x"},
    )
    assert twice.status_code == 412


async def test_a_missing_day_is_the_first_only_when_allowed_and_a_birth_day_is_in_the_number(world: World) -> None:
    client = await organiser(world)
    content = xlsx_of([row(4, "安一", 入党日期="2010.06", 出生日期="1980.01")])

    refused = await checked(client, world, content)
    allowed = await checked(client, world, content, missing_day="first")

    assert await bad(client, refused) == [(2, "入党日期", "roster.day-missing")]
    assert allowed["rows_good"] == 1
    notes = (await client.get(f"/api/v1/roster-imports/{allowed['id']}/rows?state=good")).json()["items"]
    assert [(p["code"], p["note"]) for p in notes[0]["problems"]] == [("roster.day-set-to-first", True)]
    await apply(client, allowed)
    person = (await client.get("/api/v1/people")).json()["items"][0]
    assert (person["joined_on"], person["born_on"]) == ("2010-06-01", "1980-01-05")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
async def test_csv_in_the_encodings_of_the_field(world: World, encoding: str) -> None:
    client = await organiser(world)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in citizen_number(BORN, 2))

    report = await checked(
        client, world, csv_of([row(0, "安一", 公民身份号码=wide, 入党日期="２０１０年６月１日")], encoding)
    )

    assert (report["format"], report["rows_good"]) == ("csv", 1), await bad(client, report)


async def test_a_roster_as_it_comes_with_title_aliases_and_blank_rows(world: World) -> None:
    client = await organiser(world)
    header = ("序号", "姓名", "身份证号码", "党员类别", "入党时间", "转正时间", "所属党支部", "备注")
    rows: list[list[object]] = [
        [1, "安一", citizen_number(BORN, 2), "中共党员", "2010/6/1", 40695, "杏林村 党支部", "=HYPERLINK()"],
        [None] * 8,
        [2, "白二", citizen_number(BORN, 4), "预备党员", date(2026, 6, 1), None, "X01-02", None],
    ]

    report = await checked(client, world, xlsx_of(rows, header, title="柳湾镇党员花名册"))

    assert (report["rows_total"], report["rows_good"]) == (2, 2), await bad(client, report)
    assert report["ignored_columns"] == ["序号", "备注"]


async def test_repeated_rows_known_people_and_people_elsewhere(world: World) -> None:
    async with world.system() as uow:
        await make_person(uow, world.sister.id, "江八", number=citizen_number(BORN, 8), born_on=BORN)
        await make_person(
            uow,
            world.branch.id,
            "高六",
            number=citizen_number(BORN, 6),
            born_on=BORN,
            joined_on=date(2010, 6, 1),
            converted_on=date(2011, 6, 1),
            since=date(2011, 6, 1),
        )
        await make_person(uow, world.other_branch.id, "何七", number=citizen_number(BORN, 10), born_on=BORN)
    client = await organiser(world)
    rows = [
        row(0, "安一"),
        row(0, "安一"),
        row(0, "江八", 公民身份号码=citizen_number(BORN, 8)),
        row(0, "高六", 公民身份号码=citizen_number(BORN, 6), 民族=None, 学历=None, 手机号码=None),
        row(0, "高七", 公民身份号码=citizen_number(BORN, 6)),
        row(0, "何七", 公民身份号码=citizen_number(BORN, 10)),
    ]

    report = await checked(client, world, xlsx_of(rows))

    listed = (await client.get(f"/api/v1/roster-imports/{report['id']}/rows")).json()["items"]
    states = {r["row_number"]: (r["state"], [p["code"] for p in r["problems"]]) for r in listed}
    assert states == {
        2: ("good", []),
        3: ("bad", ["roster.duplicate-row"]),
        4: ("bad", ["roster.elsewhere"]),
        5: ("known", []),
        6: ("differs", ["roster.duplicate-row", "roster.differs"]),
        7: ("good", []),
    }
    await apply(client, report, "good_rows_only")
    county = await world.client("organisation-department", "county")
    assert len((await county.get("/api/v1/possible-duplicates")).json()["items"]) == 1
    assert (await client.get("/api/v1/possible-duplicates")).status_code == 403


async def test_the_error_sheet_repeats_no_cell_and_holds_no_formula(world: World) -> None:
    client = await organiser(world)
    header = ("=姓名", *HEADER)
    content = xlsx_of([["=1+1", *row(0, "=cmd|'/c calc'!A1")], ["", *row(1, "白二", 人员类别="=1")]], header)
    report = await checked(client, world, content)

    sheet = await client.get(f"/api/v1/roster-imports/{report['id']}/errors")
    text = await client.get(f"/api/v1/roster-imports/{report['id']}/errors?format=csv")
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content))
    rows = book.get_sheet_by_index(0).to_python()

    assert rows[0] == ["行号", "列", "问题", "应为", "处理办法"]
    assert [(r[0], r[1]) for r in rows[1:]] == [(2.0, "姓名"), (3.0, "人员类别")]
    assert "calc" not in text.text
    with zipfile.ZipFile(io.BytesIO(sheet.content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert not any(line.startswith(("=", "+", "-", "@")) for line in text.text.splitlines())


def named(value: object) -> str | None:
    """Files are not part of a test's name: they hold the time of their making."""
    return "file" if isinstance(value, bytes) else None


def _zip(*entries: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return target.getvalue()


_BOOK = ("xl/workbook.xml", b"<workbook/>")
_CORNER = b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="2"><c s="1" r="XFD2"><v>1</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("_case", "content", "code"),
    [
        ("a bomb", _zip(_BOOK, ("xl/worksheets/sheet1.xml", b"0" * 30_000_000)), "roster.too-large"),
        ("a bomb in another entry", _zip(_BOOK, ("xl/media/a.bin", b"0" * 30_000_000)), "roster.too-large"),
        ("many entries", _zip(_BOOK, *((f"a{n}", b"") for n in range(600))), "roster.too-large"),
        ("a far corner", _zip(_BOOK, ("xl/worksheets/sheet1.xml", _CORNER)), "roster.too-large"),
        (
            "a far row",
            _zip(
                _BOOK, ("xl/worksheets/sheet1.xml", b'<row spans="1:1" r="1048576"><c r="A1048576"><v>1</v></c></row>')
            ),
            "roster.too-large",
        ),
        ("not a workbook", _zip(("word/document.xml", b"<a/>")), "roster.not-a-sheet"),
        ("a broken workbook", _zip(_BOOK), "roster.damaged"),
        ("a cut zip", xlsx_of([row(0)])[:2000], "roster.damaged"),
        ("old excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "roster.old-excel"),
        ("an image", b"\x89PNG\r\n\x1a\n\x00\x00", "roster.not-a-sheet"),
        ("text with NUL", "姓名,性别,民族\x00".encode(), "roster.not-a-sheet"),
        ("no header", "甲,乙\n1,2\n".encode(), "roster.no-header"),
        ("columns missing", "姓名,性别,民族\n王,男,汉\n".encode(), "roster.columns-missing"),
        ("columns twice", "姓名,姓名,公民身份号码,人员类别\n王,王,1,2\n".encode(), "roster.columns-repeated"),
        ("only a header", csv_of([]), "roster.empty"),
        ("blank lines", csv_of([]) + b"\r\n,,,\r\n", "roster.empty"),
    ],
    ids=named,
)
async def test_a_file_that_can_not_be_read_is_refused_as_a_whole(
    world: World, _case: str, content: bytes, code: str
) -> None:
    client = await organiser(world)

    report = await checked(client, world, content)

    assert report["state"] == "refused"
    assert isinstance(report["problem"], dict)
    assert report["problem"]["code"] == code
    assert (await apply(client, report)).json()["code"] == "roster.not-checked"
    assert await names(client) == []


def _book(fill: Callable[[Any], None], **options: object) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    fill(book)
    book.close()
    return target.getvalue()


def _put(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    for number, cells in enumerate(rows):
        for place, value in enumerate(cells):
            sheet.write(number, place, value)


async def test_a_book_that_counts_from_1904_gives_its_own_days(world: World) -> None:
    client = await organiser(world)
    joined = (date(2010, 6, 1) - date(1904, 1, 1)).days

    report = await checked(
        client,
        world,
        _book(lambda book: _put(book.add_worksheet(), [HEADER, row(0, "安一", 入党日期=joined)]), date_1904=True),
    )
    await apply(client, report)

    assert (await client.get("/api/v1/people")).json()["items"][0]["joined_on"] == "2010-06-01"


async def test_sheets_that_are_hidden_are_passed_over_and_two_rosters_are_refused(world: World) -> None:
    client = await organiser(world)

    def fill(book: Any, *, shown: bool) -> None:
        for name, person in (("说明", None), ("去年", "旧名"), ("今年", "安一")):
            sheet = book.add_worksheet(name)
            _put(sheet, [["填表说明"]] if person is None else [HEADER, row(0, person)])
            if person == "旧名" and not shown:
                sheet.hide()

    refused = await checked(client, world, _book(lambda book: fill(book, shown=True)))
    report = await checked(client, world, _book(lambda book: fill(book, shown=False)))
    await apply(client, report)

    assert refused["problem"] == {"code": "roster.several-sheets", "what": "去年、今年", "expected": "去年、今年"}
    assert await names(client) == ["安一"]


async def test_errors_in_cells_and_hidden_rows_are_told(world: World) -> None:
    client = await organiser(world)

    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        _put(sheet, [HEADER, row(0, "安一"), row(1, "白二")])
        sheet.write_formula(1, HEADER.index("手机号码"), "=VLOOKUP(A2,B:C,2)", None, "#N/A")
        sheet.set_row(2, None, None, {"hidden": True})

    report = await checked(client, world, _book(fill))

    assert await bad(client, report) == [(2, "手机号码", "roster.cell-error")]
    good = (await client.get(f"/api/v1/roster-imports/{report['id']}/rows?state=good")).json()["items"]
    assert [(r["row_number"], [(p["code"], p["note"]) for p in r["problems"]]) for r in good] == [
        (3, [("roster.hidden-row", True)])
    ]


async def test_one_number_with_two_names_is_nobody_until_somebody_decides(world: World) -> None:
    client = await organiser(world)
    rows = [row(n, f"安{'一二三四五六七八九十'[n % 10]}") for n in range(600)]  # longer than one chunk
    rows[599] = row(0, "江八")

    report = await checked(client, world, xlsx_of(rows))
    await apply(client, report, "good_rows_only")

    assert await bad(client, report) == [
        (2, "公民身份号码", "roster.number-twice"),
        (601, "公民身份号码", "roster.duplicate-row"),
    ]
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM persons") == 598


async def test_an_import_stays_within_the_callers_subtree(world: World) -> None:
    client = await organiser(world)
    secretary = await world.client("branch-secretary")

    outside = await upload(client, world, xlsx_of([row(0)]), "other")
    forbidden = await upload(secretary, world, xlsx_of([row(0)]), "branch")
    report = await checked(client, world, xlsx_of([row(0)]))
    other = await world.client("committee-organiser", "other")

    assert outside.status_code == 404
    assert (forbidden.status_code, forbidden.json()["permission"]) == (403, "roster:import")
    assert (await other.get(f"/api/v1/roster-imports/{report['id']}")).status_code == 404
    assert (await other.get("/api/v1/roster-imports")).json()["items"] == []
    assert (await upload(client, world, b"")).status_code == 422
    assert (await upload(client, world, xlsx_of([row(0)]), colour="red")).status_code == 422


async def test_nothing_readable_of_the_upload_is_stored(world: World) -> None:
    client = await organiser(world)
    number = citizen_number(BORN, 2)

    await checked(client, world, csv_of([row(0, "安一")]))

    reads = world.runtime.database.reads
    for table in ("roster_imports", "roster_import_files", "roster_import_rows"):
        stored = await reads.fetch(f"SELECT t::text AS t FROM {table} t")
        text = "".join(r["t"] for r in stored)
        assert number not in text
        assert number.encode().hex() not in text
        assert "安一".encode().hex() not in text


async def test_two_imports_of_one_roster_at_once_make_everybody_once(world: World) -> None:
    client = await organiser(world)
    content = xlsx_of([row(n, "安一") for n in range(40)])
    first, second = await checked(client, world, content), await checked(client, world, content)

    answers = await asyncio.gather(apply(client, first), apply(client, second))

    assert [a.status_code for a in answers] == [202, 202]
    reads = world.runtime.database.reads
    assert await reads.fetchval("SELECT count(*) FROM persons") == 40
    assert await reads.fetchval("SELECT sum(rows_applied) FROM roster_imports") == 40


async def test_a_form_upload_and_the_template(world: World) -> None:
    client = await organiser(world)

    answer = await client.post(
        "/api/v1/roster-imports",
        params={"organisation_id": str(world.committee.id), "file_name": "名册.xlsx"},
        files={"file": ("名册.xlsx", xlsx_of([row(0)]))},
    )
    template = await client.get("/api/v1/roster-imports/template")

    assert answer.status_code == 202, answer.text
    await rested(client, answer)
    book = CalamineWorkbook.from_filelike(io.BytesIO(template.content))
    assert book.get_sheet_by_index(0).to_python()[0][: len(HEADER[:5])] == list(HEADER[:5])


async def test_a_roster_is_checked_again_after_a_branch_was_added(world: World) -> None:
    client = await organiser(world)
    department = await world.client("organisation-department", "county")
    report = await checked(client, world, xlsx_of([row(0, "安一", 所在支部="新塘村党支部")]))
    assert report["rows_bad"] == 1
    await department.post(
        "/api/v1/organisations",
        json={
            "parent_id": str(world.committee.id),
            "kind": "branch",
            "classification": "rural",
            "code": "X01-09",
            "name": "新塘村党支部",
            "short_name": "新塘村支部",
            "founded_on": "2015-01-01",
            "taken_over": True,
        },
    )

    again = await client.post(
        f"/api/v1/roster-imports/{report['id']}/check", headers={"if-match": f'"v{report["version"]}"'}
    )
    assert again.status_code == 202, again.text
    found = await rested(client, again)

    assert (found["rows_good"], found["rows_bad"]) == (1, 0)
    await apply(client, found)
    person = (await client.get("/api/v1/people")).json()["items"][0]
    history = (await client.get(f"/api/v1/people/{person['id']}/episodes")).json()
    assert history[0]["from_on"] == "2015-01-01"


@pytest.mark.parametrize(
    "mark", ["\x01", "\x0b", "\x1f", "\x7f", "\u202e", "\ufdd0", "\U0010ffff", "_x0000_", "_xD800_"]
)
async def test_strange_characters_anywhere_break_nothing(world: World, mark: str) -> None:
    client = await organiser(world)
    header = [*HEADER, f"备{mark}注"]
    rows = [[*row(0, f"安{mark}一"), mark], [*row(1, "白二", 工作单位=f"厂{mark}"), mark]]
    content = csv_of(rows, "utf-8", header)

    report = await checked(client, world, content)

    assert report["state"] in ("checked", "refused"), report
    if report["state"] == "checked":
        assert (2, "姓名") in [(number, column) for number, column, _ in await bad(client, report)]
        assert (await client.get(f"/api/v1/roster-imports/{report['id']}/errors")).status_code == 200
        assert (await apply(client, report, "good_rows_only")).status_code == 202
        assert await names(client) == ["白二"]
