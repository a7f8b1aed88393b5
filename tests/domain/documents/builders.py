"""Small real files of every admitted type, and a few that only pretend."""

import io
import struct
import zipfile
import zlib


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int = 2, height: int = 2, shade: int = 0) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\x00" + bytes([shade]) * 2 for _ in range(2))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2, comment: bytes = b"") -> bytes:
    app0 = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    remark = b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment if comment else b""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\x34"
    return b"\xff\xd8" + app0 + remark + frame + scan + b"\xff\xd9"


def pdf(extra: bytes = b"") -> bytes:
    return b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + extra + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def tiff() -> bytes:
    entry = struct.pack("<HHII", 256, 3, 1, 1)
    return b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + struct.pack("<I", 0)


def archive(members: dict[str, bytes], *, comment: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        target.comment = comment
    return stream.getvalue()


_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/%s" '
    b'ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/></Types>'
)


def xlsx(**more: bytes) -> bytes:
    types = _TYPES % (b"xl/workbook.xml", b"spreadsheetml.sheet")
    return archive({"[Content_Types].xml": types, "xl/workbook.xml": b"<workbook/>", **more})


def docx(**more: bytes) -> bytes:
    types = _TYPES % (b"word/document.xml", b"wordprocessingml.document")
    return archive({"[Content_Types].xml": types, "word/document.xml": b"<document/>", **more})


def ofd() -> bytes:
    return archive({"OFD.xml": b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>', "Doc_0/Document.xml": b"<d/>"})
