"""Files on the line of what is admitted, byte by byte."""

import io
import zipfile
from uuid import UUID

import pytest

from app.domain.documents.archive import ArchiveLimits, UnsafeArchive, office_type
from app.domain.documents.names import clean_file_name, content_disposition, served_name
from app.domain.documents.sniff import FileType, SniffLimits, sniff
from app.domain.shared.errors import Invalid
from tests.domain.documents.builders import archive, chunk, jpeg, ofd, pdf, png, tiff, xlsx
from tests.domain.documents.test_sniff import SCAN, SIZE, refusal, segment

HEAD = b"\xff\xd8"
END = b"PK\x05\x06"


def stored(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def workbook(**more: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(xlsx())) as source:
        return {name: source.read(name) for name in source.namelist()} | more


def test_a_list_of_members_that_holds_a_sign_of_the_end_is_two_things() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in workbook().items():
            entry = zipfile.ZipInfo(name)
            entry.comment = END + bytes(18)
            target.writestr(entry, content)

    assert refusal(stream.getvalue()) == "documents.two-types"


def test_the_end_of_an_archive_is_looked_for_behind_its_members_and_a_comment_belongs_to_it() -> None:
    assert sniff(stored(workbook(**{"xl/a.xml": END + bytes(40)}))) is FileType.XLSX
    assert sniff(archive(workbook(), comment=b"c" * 300)) is FileType.XLSX


@pytest.mark.parametrize(("_case", "size", "ok"), [("at the limit", 5_000, True), ("above it", 5_001, False)])
def test_what_an_archive_unpacks_to_is_bounded(_case: str, size: int, ok: bool) -> None:
    members = workbook()
    fill = bytes(size - sum(map(len, members.values())))
    content = stored({**members, "xl/a.xml": fill})

    for limits in (ArchiveLimits(unpacked=5_000), ArchiveLimits(unpacked=10**9, ratio=5)):
        packed = content if limits.unpacked == 5_000 else archive({**members, "xl/a.xml": fill})
        if ok:
            assert office_type(packed, limits) == "xlsx"
        else:
            with pytest.raises(UnsafeArchive) as raised:
                office_type(packed, limits)
            assert raised.value.code == str(raised.value) == "documents.archive-too-large"


@pytest.mark.parametrize("name", ["a\\b.xml", "xl/a:b", "a/../b", "/a"])
def test_a_member_that_climbs_is_refused(name: str) -> None:
    assert refusal(archive(workbook(**{name: b"x"}))) == "documents.archive-unsafe"


def test_a_member_whose_name_hides_behind_a_nul_is_refused() -> None:
    content = archive(workbook(**{"xl/aXb.xml": b"x"})).replace(b"xl/aXb.xml", b"xl/a\x00b.xml")

    assert refusal(content) == "documents.archive-unsafe"


@pytest.mark.parametrize("name", ["xl/a.exe", "XL/A.EXE", "xl/a.js", "xl/a.vbs", "xl/vbaProject.bin"])
def test_a_program_inside_is_refused(name: str) -> None:
    assert refusal(archive(workbook(**{name: b"x"}))) == "documents.active-content"


def test_an_ofd_says_so_itself_and_a_workbook_has_its_workbook() -> None:
    plain = archive({"OFD.xml": b'<OFD xmlns="http://www.ofdspec.org/2016"/>'})
    lower = archive({"OFD.xml": b'<ofd xmlns="x"/>'})
    without = {name: content for name, content in workbook().items() if name != "xl/workbook.xml"}

    assert sniff(ofd()) is FileType.OFD
    assert sniff(plain) is FileType.OFD
    assert refusal(lower) == "documents.type-not-admitted"
    assert refusal(archive(without)) == "documents.type-not-admitted"


@pytest.mark.parametrize(("_case", "gap", "ok"), [("within 256 kB", 262_140, True), ("a byte beyond", 262_141, False)])
def test_only_the_beginning_of_a_member_says_what_the_file_is(_case: str, gap: int, ok: bool) -> None:
    content = stored({"OFD.xml": b"x" * gap + b"<OFD/>"})

    if ok:
        assert sniff(content) is FileType.OFD
    else:
        assert refusal(content) == "documents.type-not-admitted"


def test_members_without_a_gap_between_them_are_whole_and_a_longer_name_in_front_of_one_is_not() -> None:
    content = bytearray(xlsx(**{"xl/a.xml": b"a"}))
    first = content.find(b"PK\x03\x04")
    content[first + 26 : first + 28] = (400).to_bytes(2, "little")

    assert refusal(bytes(content)) == "documents.archive-unsafe"
    content = bytearray(xlsx(**{"xl/a.xml": b"a"}))
    content[first + 28 : first + 30] = (400).to_bytes(2, "little")
    assert refusal(bytes(content)) == "documents.archive-unsafe"


@pytest.mark.parametrize("more", [0, 1, 8, 59, 60])
@pytest.mark.parametrize("padding", [0, 8, 264])
def test_a_member_ends_before_the_list_of_members(padding: int, more: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
        for name, member in workbook().items():
            entry = zipfile.ZipInfo(name)
            entry.extra = b"\x20\xa2" + (padding - 4).to_bytes(2, "little") + bytes(padding - 4) if padding else b""
            target.writestr(entry, member)
    content = bytearray(stream.getvalue())
    last = content.rfind(b"PK\x01\x02")
    content[last + 20 : last + 24] = (len(member) + more).to_bytes(4, "little")

    if more:
        assert refusal(bytes(content)) == "documents.archive-unsafe"
    else:
        assert sniff(bytes(content)) is FileType.XLSX, "word processors pad their first members"


@pytest.mark.parametrize(
    ("_case", "content", "ok"),
    [
        ("an empty segment", HEAD + segment(0xE0, b"") + SIZE + SCAN, True),
        ("a segment that ends the file", HEAD + SIZE + segment(0xE0, b"x" * 8), False),
        ("two filling bytes", HEAD + b"\xff\xff" + SIZE + SCAN, True),
        ("three filling bytes", HEAD + b"\xff\xff\xff" + SIZE + SCAN, True),
        ("a frame without its sizes", HEAD + segment(0xC0, b"\x08\x00\x02\x00\x02") + SCAN, False),
        ("a frame cut short at its length", HEAD + b"\xff\xc0\x00\x02", False),
        ("a frame cut short in its sizes", HEAD + b"\xff\xc2\x00\x05\x08\x00\x02", False),
        ("a frame that borrows its sizes from the scan", HEAD + b"\xff\xc0\x00\x02" + SCAN, False),
        ("a frame of no parts", HEAD + segment(0xC0, b"\x08\x00\x02\x00\x02\x00") + SCAN, True),
        ("the end mark at the end of the scan's head", HEAD + SIZE + b"\xff\xda\x00\x04\xff\xd9", True),
        ("the scan's head a byte longer than the file", HEAD + SIZE + b"\xff\xda\x00\x05\xff\xd9", False),
        ("the scan's head far longer than the file", HEAD + SIZE + b"\xff\xda\xff\xff\xff\xd9", False),
        ("a scan's head of no length", HEAD + SIZE + b"\xff\xda\x00\x00\xff\xd9", False),
        ("the end mark right behind the scan", HEAD + SIZE + b"\xff\xda\x00\x02\xff\xd9", True),
        ("a picture as wide as can be", jpeg(width=0xFFFF, height=1), True),
        ("a longer segment", HEAD + segment(0xE0, b"x" * 0x1FF) + SIZE + SCAN, True),
    ],
)
def test_a_jpeg_on_the_line(_case: str, content: bytes, ok: bool) -> None:
    if ok:
        assert sniff(content) is FileType.JPEG
    else:
        assert refusal(content) == "documents.damaged"


def test_a_png_on_the_line() -> None:
    huge = SniffLimits(pixels=2**40)
    swapped = png()[:8] + chunk(b"IHDX", bytes(13)) + png()[33:]
    short = png()[:8] + chunk(b"IHDR", b"\x00\x00\x00\x02\x00\x00\x00\x02") + png()[33:]

    assert sniff(png(2**31, 1), huge) is FileType.PNG
    assert refusal(swapped) == refusal(short) == "documents.damaged"
    assert refusal(png()[:-1]) == "documents.damaged"
    assert sniff(png()[:-12] + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b"")) is FileType.PNG


@pytest.mark.parametrize("order", ["little", "big"])
def test_a_tiff_of_many_entries(order: str) -> None:
    head = b"II*\x00" if order == "little" else b"MM\x00*"
    small = head + (8).to_bytes(4, order) + (40_000).to_bytes(2, order) + bytes(100)  # type: ignore[arg-type]
    far = head + (0xF0000000).to_bytes(4, order) + bytes(20)  # type: ignore[arg-type]
    whole = head + (8).to_bytes(4, order) + (40_000).to_bytes(2, order) + bytes(40_000 * 12 + 4)  # type: ignore[arg-type]
    at_end = head + (12).to_bytes(4, order) + bytes(4)  # type: ignore[arg-type]

    assert refusal(small) == refusal(far) == refusal(at_end) == "documents.damaged"
    assert sniff(whole) is FileType.TIFF
    assert sniff(tiff()) is FileType.TIFF


@pytest.mark.parametrize(
    ("_case", "content", "ok"),
    [
        ("an end mark in the last kilobyte", pdf()[:-6] + b"%%EOF" + b" " * 1_019, True),
        ("an end mark before it", pdf()[:-6] + b"%%EOF" + b" " * 1_020, False),
    ],
)
def test_a_pdf_ends_in_its_last_kilobyte(_case: str, content: bytes, ok: bool) -> None:
    if ok:
        assert sniff(content) is FileType.PDF
    else:
        assert refusal(content) == "documents.damaged"


@pytest.mark.parametrize(
    ("_case", "at", "ok"), [("within the first kilobyte", 1_019, False), ("behind it", 1_020, True)]
)
def test_a_picture_with_a_pdf_near_its_front_is_two_things(_case: str, at: int, ok: bool) -> None:
    front = jpeg(comment=b"c" * 2_000)
    content = front[:at] + b"%PDF-" + front[at + 5 :]

    if ok:
        assert sniff(content) is FileType.JPEG
    else:
        assert refusal(content) == "documents.two-types"


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("入党申请书.pdf", "入党申请书.pdf"),
        ("申请书.2026.PDF", "申请书.2026.PDF"),
        ("申请书.pdf.exe", "申请书.pdf.exe.pdf"),
        ("pdf", "pdf.pdf"),
        ("申请书.", "申请书..pdf"),
    ],
)
def test_a_file_is_served_under_an_ending_that_tells_its_type(name: str, served: str) -> None:
    assert served_name(name, FileType.PDF) == served


def test_every_sign_outside_ascii_is_escaped_in_the_header() -> None:
    header = content_disposition(UUID(int=1), "a b'c/申.pdf", FileType.PDF)

    assert header.endswith("filename*=UTF-8''a%20b%27c%2F%E7%94%B3.pdf")


@pytest.mark.parametrize("letter", '/\\:*?"<>|')
def test_each_sign_of_a_path_is_refused_in_a_name(letter: str) -> None:
    with pytest.raises(Invalid) as raised:
        clean_file_name(f"a{letter}b.pdf")
    assert raised.value.code == "documents.file-name-path"
    assert clean_file_name("XX.pdf") == "XX.pdf"


@pytest.mark.parametrize(
    ("letter", "ok"),
    [("\U00020000", True), ("\U0002fffd", True), ("\U0002fffe", False), ("\U0003fffd", True), ("\U0003ffff", False), ("\U0001fffd", False)],
)  # fmt: skip
def test_signs_that_python_does_not_know_are_names_in_the_planes_of_han_only(letter: str, ok: bool) -> None:
    if ok:
        assert clean_file_name(f"{letter}.pdf") == f"{letter}.pdf"
    else:
        with pytest.raises(Invalid):
            clean_file_name(f"{letter}.pdf")
