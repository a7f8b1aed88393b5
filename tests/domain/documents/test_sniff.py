"""A file is what its own bytes say, whole and one thing only."""

import io
import zipfile

import pytest
import xlsxwriter

from app.domain.documents.archive import ArchiveLimits
from app.domain.documents.sniff import FileType, SniffLimits, sniff
from app.domain.shared.errors import FieldError, Invalid
from tests.domain.documents.builders import archive, chunk, docx, jpeg, ofd, pdf, png, tiff, xlsx


def refusal(content: bytes, limits: SniffLimits | None = None) -> str:
    with pytest.raises(Invalid) as caught:
        sniff(content, limits)
    types = tuple(kind.name for kind in FileType)
    assert caught.value.errors == (FieldError("/file", caught.value.code, expected=types),)
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(), FileType.PNG),
        (jpeg(), FileType.JPEG),
        (jpeg() + b"camera trailer", FileType.JPEG),
        (pdf(), FileType.PDF),
        (tiff(), FileType.TIFF),
        (xlsx(), FileType.XLSX),
        (docx(), FileType.DOCX),
        (ofd(), FileType.OFD),
    ],
)
def test_every_admitted_type_is_told_by_its_bytes(content: bytes, kind: FileType) -> None:
    assert sniff(content) is kind


def test_a_real_workbook_is_admitted() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("名册").write_row(0, 0, ["姓名", "性别"])

    assert sniff(stream.getvalue()) is FileType.XLSX


@pytest.mark.parametrize(
    ("_case", "content", "code"),
    [
        ("nothing", b"", "documents.empty"),
        ("a page", b"<html><script>alert(1)</script></html>", "documents.type-not-admitted"),
        ("a picture with scripts", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "documents.type-not-admitted"),
        ("a program", b"MZ" + bytes(100), "documents.type-not-admitted"),
        ("GIF is not on the list", b"GIF89a" + bytes(20), "documents.type-not-admitted"),
        ("an old office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "documents.type-not-admitted"),
        ("a plain archive", archive({"a.txt": b"a"}), "documents.type-not-admitted"),
        ("magic only", b"\x89PNG\r\n\x1a\n", "documents.damaged"),
        ("a PNG cut short", png()[:-5], "documents.damaged"),
        ("a PNG with a wrong checksum", png().replace(b"IDAT", b"IDAX"), "documents.damaged"),
        ("a JPEG without an end", jpeg()[:-2], "documents.damaged"),
        ("a JPEG of zero width", jpeg(width=0), "documents.damaged"),
        ("a PDF without an end", b"%PDF-1.4\n", "documents.damaged"),
        ("a TIFF pointing outside", b"II*\x00\xff\xff\xff\x7f" + bytes(20), "documents.damaged"),
        ("an archive cut short", xlsx()[:-10], "documents.damaged"),
        ("a PNG with a page behind it", png() + b"<script>", "documents.two-types"),
        ("a PNG that is an archive too", png()[:-12] + chunk(b"IEND", b"") + archive({"a": b"a"}),
         "documents.two-types"),
        ("a JPEG that is an archive too", jpeg() + archive({"a": b"a"}), "documents.two-types"),
        ("a JPEG that is a PDF too", jpeg(comment=b"%PDF-1.4"), "documents.two-types"),
        ("a PDF that is an archive too", pdf() + archive({"a": b"a"}), "documents.two-types"),
        ("the same with an end mark in the comment", pdf() + archive({"a": b"a"}, comment=b"%%EOF"),
         "documents.two-types"),
        ("an archive with a tail", xlsx() + b"tail", "documents.two-types"),
        ("a PDF with a script", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>\n"), "documents.active-content"),
        ("a PDF that starts programs", pdf(b"<< /S /Launch >>\n"), "documents.active-content"),
        ("a workbook with macros", xlsx(**{"xl/vbaProject.bin": b"x"}), "documents.active-content"),
        ("climbing out", xlsx(**{"../evil.xml": b"x"}), "documents.archive-unsafe"),
        ("an absolute path", xlsx(**{"/etc/evil": b"x"}), "documents.archive-unsafe"),
        ("a drive", xlsx(**{"C:evil": b"x"}), "documents.archive-unsafe"),
        ("two members of one name", xlsx(**{"XL/workbook.xml": b"<other/>"}), "documents.archive-unsafe"),
        ("named xlsx, typed docx", docx().replace(b"word/document.xml", b"xl/workbook.xmlxx"), "documents.type-not-admitted"),
    ],
)  # fmt: skip
def test_what_is_not_whole_or_not_one_thing_is_refused(_case: str, content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_a_bomb_is_refused_without_unpacking_it() -> None:
    bomb = xlsx(**{"xl/worksheets/sheet1.xml": bytes(50_000_000)})
    assert len(bomb) < 200_000

    assert refusal(bomb) == "documents.archive-too-large"


@pytest.mark.parametrize(("_case", "members", "ok"), [("at the limit", 3, True), ("above it", 4, False)])
def test_the_number_of_members_is_bounded(_case: str, members: int, ok: bool) -> None:
    content = xlsx(**{f"xl/part{number}": b"x" for number in range(members - 2)})
    limits = SniffLimits(archive=ArchiveLimits(members=3))

    if ok:
        assert sniff(content, limits) is FileType.XLSX
    else:
        assert refusal(content, limits) == "documents.archive-too-large"


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_cannot_be_unpacked_is_damage(method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as source, zipfile.ZipFile(stream, "w", method) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        packed = target.infolist()[0]
    content = bytearray(stream.getvalue())
    assert sniff(bytes(content)) is FileType.XLSX
    start = packed.header_offset + 30 + len(packed.filename)

    for place in range(
        start + 9, start + packed.compress_size - 8
    ):  # behind the head of the method, before its last bits
        damaged = bytearray(content)
        damaged[place] ^= 0xFF
        assert refusal(bytes(damaged)) == "documents.damaged"


def test_members_that_overlap_are_refused() -> None:
    content = bytearray(xlsx(**{"xl/a.xml": b"a" * 100}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as source:
        first, last = source.infolist()[0], source.infolist()[-1]
        entry = content.rfind(b"PK\x01\x02")
        assert first.header_offset != last.header_offset
    content[entry + 42 : entry + 46] = first.header_offset.to_bytes(4, "little")

    assert refusal(bytes(content)) == "documents.archive-unsafe"


def test_an_encrypted_member_is_refused() -> None:
    content = bytearray(xlsx())
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 8] |= 1

    assert refusal(bytes(content)) == "documents.archive-unsafe"


@pytest.mark.parametrize(("_case", "width", "ok"), [("below", 99, True), ("at", 100, True), ("above", 101, False)])
def test_pictures_are_bounded_in_pixels(_case: str, width: int, ok: bool) -> None:
    limits = SniffLimits(pixels=10_000)
    for content in (png(width, 100), jpeg(width, 100)):
        if ok:
            sniff(content, limits)
        else:
            assert refusal(content, limits) == "documents.picture-too-large"


@pytest.mark.parametrize(
    "content", [jpeg(0xFFFF, 0xFFFF), jpeg(2, 0xFFFF), png(2**32 - 1, 2**32 - 1), png(2, 2**32 - 1)]
)
def test_a_side_of_a_picture_is_never_below_nothing(content: bytes) -> None:
    assert refusal(content, SniffLimits(pixels=100_000)) == "documents.picture-too-large"


def segment(mark: int, content: bytes) -> bytes:
    return bytes((0xFF, mark)) + (len(content) + 2).to_bytes(2, "big") + content


SIZE = segment(0xC0, b"\x08\x00\x02\x00\x02\x01\x01\x11\x00")
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34\xff\xd9"


@pytest.mark.parametrize(
    ("_case", "content", "ok"),
    [
        ("a Huffman table is no frame", b"\xff\xd8" + segment(0xC4, b"\xff" * 9) + SIZE + SCAN, True),
        ("an arithmetic table is no frame", b"\xff\xd8" + segment(0xCC, b"\x00" * 9) + SIZE + SCAN, True),
        ("a reserved mark is no frame", b"\xff\xd8" + segment(0xC8, b"\x00" * 9) + SIZE + SCAN, True),
        ("a progressive frame of no height", b"\xff\xd8" + segment(0xC2, b"\x08\x00\x00\x00\x02\x01\x01\x11\x00") + SCAN, False),
        ("the last kind of frame", b"\xff\xd8" + segment(0xCF, b"\x08\x00\x02\x00\x00\x01\x01\x11\x00") + SCAN, False),
        ("filling bytes before a mark", b"\xff\xd8\xff\xff" + SIZE + SCAN, True),
        ("no mark where one is due", b"\xff\xd8\xff\xe0\x00\x02\x00" + SIZE + SCAN, False),
        ("a segment of length one", b"\xff\xd8\xff\xe0\x00\x01" + SIZE + SCAN, False),
        ("a segment beyond the end", b"\xff\xd8\xff\xe0\xff\xff" + SIZE + SCAN, False),
        ("an end mark before the scan only", b"\xff\xd8" + segment(0xFE, b"\xff\xd9") + SIZE + SCAN[:-2], False),
    ],
)  # fmt: skip
def test_a_picture_is_walked_segment_by_segment(_case: str, content: bytes, ok: bool) -> None:
    if ok:
        assert sniff(content) is FileType.JPEG
    else:
        assert refusal(content) == "documents.damaged"


@pytest.mark.parametrize(
    ("_case", "content", "ok"),
    [
        ("little end first", b"II*\x00" + (8).to_bytes(4, "little") + (1).to_bytes(2, "little") + bytes(16), True),
        ("big end first", b"MM\x00*" + (8).to_bytes(4, "big") + (1).to_bytes(2, "big") + bytes(16), True),
        ("the wrong end", b"MM\x00*" + (8).to_bytes(4, "little") + (1).to_bytes(2, "little") + bytes(16), False),
        ("no entry", b"II*\x00" + (8).to_bytes(4, "little") + bytes(18), False),
        ("one byte short", b"II*\x00" + (8).to_bytes(4, "little") + (1).to_bytes(2, "little") + bytes(15), False),
        ("a directory inside the head", b"II*\x00" + (4).to_bytes(4, "little") + (1).to_bytes(2, "little") + bytes(16), False),
        ("more entries than bytes", b"II*\x00" + (8).to_bytes(4, "little") + (2).to_bytes(2, "little") + bytes(16), False),
        ("a directory of which one byte is there", b"II*\x00" + (23).to_bytes(4, "little") + bytes(16), False),
        ("the head alone", b"II*\x00" + (8).to_bytes(4, "little"), False),
    ],
)  # fmt: skip
def test_a_scan_points_at_its_directory(_case: str, content: bytes, ok: bool) -> None:
    if ok:
        assert sniff(content) is FileType.TIFF
    else:
        assert refusal(content) == "documents.damaged"


NO_END = b"PK\x05\x06" + bytes(18) + b"more"


def test_an_archive_with_a_long_comment_behind_a_picture_is_found() -> None:
    assert refusal(jpeg() + archive({"a": b"a"}, comment=b"c" * 0xFFFF)) == "documents.two-types"
    assert sniff(jpeg() + NO_END) is FileType.JPEG, "no archive ends there"


@pytest.mark.parametrize(
    ("_case", "tail"),
    [
        ("a sign that ends nothing before it", NO_END + archive({"a": b"a"})),
        ("a sign in its comment", archive({"a": b"a"}, comment=NO_END)),
        ("both", NO_END + archive({"a": b"a"}, comment=NO_END)),
    ],
)
def test_an_archive_is_found_among_signs_of_its_end_that_end_nothing(_case: str, tail: bytes) -> None:
    assert refusal(jpeg() + tail) == "documents.two-types"
