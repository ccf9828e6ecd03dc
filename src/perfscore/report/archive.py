"""Zip packages (docx, xlsx) and PDF without a clock: the same parts always make the same bytes."""

from __future__ import annotations

import hashlib
import re
import zipfile
from datetime import date
from io import BytesIO

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_PDF_DAY = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_PDF_MARK = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def steady(package: bytes, day: date) -> bytes:
    """The package with fixed entry dates, and with `day` as the document's own dates; so are workbooks in it."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else the byte says on which system it was written
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            elif name.endswith(".xlsx"):
                content = steady(content, day)
            new.writestr(entry, content)
    return out.getvalue()


def steady_pdf(content: bytes, day: date) -> bytes:
    """The PDF made on `day`, its marks of identity taken from what it holds. No byte moves: offsets stay true.

    Only what follows the last stream is touched: there LibreOffice writes the date, /ID and /DocChecksum.
    """
    start = content.rfind(b"endstream") + 1
    head, tail = content[:start], content[start:]
    tail = _PDF_DAY.sub(day.strftime("%Y%m%d000000").encode(), tail)
    blank = _PDF_MARK.sub(b"0" * 32, tail)
    mark = hashlib.sha256(head + blank).hexdigest()[:32].upper().encode()
    return head + _PDF_MARK.sub(mark, tail)
