"""Damage at random: whatever is done to real files, the answer is tables or `UnusableFile`, never anything else.

Every run damages the files in the same ways. PERFSCORE_FUZZ_SECONDS gives a longer search, PERFSCORE_FUZZ_SEED another.
"""

from __future__ import annotations

import io
import os
import random
import struct
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import packages as make
import pytest

from perfscore.office import libreoffice
from perfscore.read.files import read_bytes
from perfscore.read.findings import UnusableFile

EXAMPLES = Path(__file__).parents[2] / "examples" / "zhaohua-2023"
SECONDS = float(os.environ.get("PERFSCORE_FUZZ_SECONDS", "3"))
SEED = int(os.environ.get("PERFSCORE_FUZZ_SEED", "1"))
SLOWEST = 5.0
WORDS = (
    b"<", b">", b"/>", b'"', b"&", b"&#0;", b"]]>", b"<![CDATA[", b"-1", b"0", b"99999999999", b"1e999", b"NaN", b"\0",
    b"\xff\xfe", b"A1", b"XFD1048576", b"#REF!", b' r="A1"', b' t="s"', "（".encode(), "≥".encode(), "％".encode(),
    "①".encode(), "𠀀".encode(), "²".encode(), "٣".encode(), "½".encode(), "一亿".encode(), "百分之".encode(), b"'" * 40,
)  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled, or replaced by words that mean something to some parser."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(content) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 300))
        match chance.randrange(6):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[at : at + length]
            case 3:
                content[at : at + chance.choice((0, 1, 4))] = chance.choice(WORDS)
            case 4:
                other = chance.randrange(len(content) + 1)
                content[at : at + length] = content[other : other + length]
            case _:
                content[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
    return bytes(content)


def damaged_parts(data: bytes, chance: random.Random) -> bytes:
    """An archive in which one part is damaged, and which is otherwise in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    telling = [
        name for name in parts if name.endswith((".xml", ".rels")) and "theme" not in name and parts[name]
    ]
    name = chance.choice(telling)
    return make.packed({**parts, name: damaged(parts[name], chance)})


def old_workbook() -> bytes:
    """The smallest assessment table, its cells written in the ways old workbooks know."""
    texts = struct.pack("<II", 2, 2) + make.biff_text(make.HEADER[0]) + make.biff_text(make.HEADER[1])
    cells = [(0xFD, struct.pack("<HHHI", 0, column, 0, column)) for column in range(2)]
    for row, line in enumerate((make.HEADER, make.ROW)):
        for column, text in enumerate(line):
            if row or column > 1:
                cells.append((0x204, struct.pack("<HHH", row, column, 0) + make.biff_text(text)))
    cells += [
        (0x203, struct.pack("<HHHd", 2, 0, 0, 1.5)),
        (0x06, struct.pack("<HHHd", 2, 1, 0, 2.5) + b"\0" * 8),
        (0xE5, struct.pack("<H4H", 1, 3, 4, 0, 1)),
    ]
    return make.old_workbook((0xFC, texts), (0xE0, b"\0" * 20), sheet=tuple(cells))


TEXT = "\n".join("\t".join(row) for row in (make.HEADER, make.ROW)).encode()
PAGE = b"<table>" + b"".join(
    b"<tr>" + b"".join(b"<td colspan=1>" + c.encode() for c in row) for row in (make.HEADER, make.ROW)
)
OPEN = make.open_document(make.open_row(*make.HEADER) + make.open_row(*make.ROW))
CASES: dict[str, tuple[Callable[[], bytes], Callable[[bytes, random.Random], bytes]]] = {
    "xlsx bytes": ((EXAMPLES / "project-supervision.xlsx").read_bytes, damaged),
    "xlsx parts": ((EXAMPLES / "project-supervision.xlsx").read_bytes, damaged_parts),
    "docx bytes": ((EXAMPLES / "project-supervision.docx").read_bytes, damaged),
    "docx parts": ((EXAMPLES / "project-supervision.docx").read_bytes, damaged_parts),
    "small xlsx": (make.workbook, damaged_parts),
    "ods parts": (lambda: OPEN, damaged_parts),
    "xls bytes": (old_workbook, damaged),
    "text": (lambda: TEXT, damaged),
    "web page": (lambda: PAGE, damaged),
}


@pytest.mark.parametrize("name", CASES)
def test_damage_never_gives_another_exception(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)  # random bytes may name old formats
    make_one, damage = CASES[name]
    data = make_one()
    chance = random.Random(SEED)
    started = time.monotonic()
    runs = read = told = 0
    while time.monotonic() - started < SECONDS / len(CASES) or runs < 20:
        bad = damage(data, chance)
        begun = time.monotonic()
        try:
            read += bool(read_bytes(bad, "表"))
        except UnusableFile as error:
            told += bool(error.finding.message)
        except Exception:
            path = Path(tempfile.gettempdir(), f"perfscore-fuzz-{name.replace(' ', '-')}-{runs}")
            path.write_bytes(bad)
            print(f"the damaged file is {path}")
            raise
        assert time.monotonic() - begun < SLOWEST, f"run {runs} of {name} took too long"
        runs += 1
    assert runs == read + told >= 20
    assert read, "nothing was ever read: the damage is too great to find anything"
