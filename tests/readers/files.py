"""Files for the readers, made here: what a program writes, and what an attacker writes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

LINE = "澄湾市2023年新开工项目169个、到位资金117.77亿元。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x02\x08\x06" + bytes(40)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def body(inside: str, *, head: str = "") -> str:
    return f'{head}<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'


def docx(inside: str = paragraph(LINE), *, whole: str | bytes = "", **parts: str | bytes) -> bytes:
    """A Word file with this body; ``whole`` replaces its main part, ``parts`` are further members."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", whole or body(inside))
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def pdf(pages: Sequence[str], *, packed: bool = False) -> bytes:
    """A PDF with a text layer: each page's lines one under the other, in a font of Unicode code points."""
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        3: b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        4: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        5: _stream(
            b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/U def"
            b" 1 begincodespacerange<0000><FFFF>endcodespacerange"
            b" 1 beginbfrange<0000><FFFF><0000>endbfrange endcmap end end",
            packed=packed,
        ),
    }
    for number, page in enumerate(pages):
        at = 10 + 2 * number
        shown = b"".join(
            b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj T* " for line in page.split("\n")
        )
        objects[at] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (at + 1)
        )
        objects[at + 1] = _stream(
            b"BT /F 12 Tf 20 TL 40 760 Td " + shown + b"ET" if page else b"", packed=packed
        )
    kids = b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(pages)))
    objects[2] = b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % len(pages)
    return _written(objects)


def _stream(content: bytes, *, packed: bool) -> bytes:
    data = zlib.compress(content) if packed else content
    how = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), how, data)


def _written(objects: Mapping[int, bytes]) -> bytes:
    made, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj%s\nendobj\n" % (number, content)
    at, size = len(made), max(objects) + 1
    rows = [
        b"%010d %05d %s \n" % (places.get(n, 0), 0 if n in places else 65535, b"n" if n in places else b"f")
        for n in range(size)
    ]
    return made + b"xref\n0 %d\n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        size, b"".join(rows), size, at,
    )  # fmt: skip
