"""What stands between a stranger's file and every parser: sizes, names, ratios, document types, nesting.

Takes the bytes of a file, gives its archive, whose parts come out bounded, or raises `UnusableFile`. Nothing is
unpacked to disk, no nested archive is opened, no link is followed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from perfscore.model.place import Place
from perfscore.read.findings import FILE_DAMAGED, FILE_ENCRYPTED, FILE_SUSPICIOUS, UnusableFile

if TYPE_CHECKING:
    from lxml import etree

LARGEST_FILE = 64 * 2**20
MOST_ENTRIES = 2_000
LARGEST_PART = 64 * 2**20
LARGEST_TOTAL = 256 * 2**20
HIGHEST_RATIO = 100
RATIO_FROM = 2**20
"""Parts smaller than this may be compressed as well as they like: a page of equal rows is no bomb."""
LARGEST_TREE = 160 * 2**20
"""Memory that the tree of one part may take; see `tree_size`."""
LARGEST_RELATIONS = 2**20

_PIECE = 2**20
_SMALL = 2**19
_DIRECTORY_ENTRY = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UPWARDS = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']{0,40})["']""")
_ENCODINGS = frozenset(
    {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16", b"iso-8859-1", b"gb2312", b"gbk", b"gb18030"}
)
_READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def refusal(file: str, reason: str) -> UnusableFile:
    """The exception for a file that goes beyond what is safe to read."""
    return UnusableFile(FILE_SUSPICIOUS.at(Place(file), file=file, reason=reason))


def damage(file: str, reason: str) -> UnusableFile:
    """The exception for a file that cannot be read whole."""
    return UnusableFile(FILE_DAMAGED.at(Place(file), file=file, reason=reason))


class PartTooLarge(UnusableFile):
    """A part beyond what is safe to parse; a workbook can do without one of its sheets. `reason` says why."""

    def __init__(self, file: str, part: str, reason: str) -> None:
        super().__init__(refusal(file, f"部件 {part} {reason}").finding)
        self.reason = reason


class Archive:
    """A zip archive whose directory promises nothing unreasonable; its parts are read one at a time.

    Names are matched without regard to case, as office programs do.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._last: tuple[str, bytes] = "", b""
        if data.count(_DIRECTORY_ENTRY) > 10 * MOST_ENTRIES:  # before a list of them is made
            raise refusal(file, f"内含部件超过 {MOST_ENTRIES} 个")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_READ_ERRORS, OverflowError) as error:
            raise damage(file, "压缩包目录读不出来") from error
        entries = self._zip.infolist()
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        fault = _fault(entries, len(self._entries))
        if isinstance(fault, str):
            raise refusal(file, fault)
        if fault:
            raise UnusableFile(FILE_ENCRYPTED.at(Place(file), file=file))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in lower case."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def size(self, name: str) -> int:
        """The unpacked size of a part, 0 when there is none of that name."""
        entry = self._entries.get(name.lower())
        return entry.file_size if entry else 0

    def part(self, name: str, largest: int = LARGEST_PART) -> bytes | None:
        """The bytes of a part, None when the archive has none of that name."""
        if name == self._last[0]:
            return self._last[1]
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        if entry.file_size > largest:
            raise PartTooLarge(self.file, name, "展开后过大")
        try:
            with self._zip.open(entry) as part:
                data = part.read(entry.file_size)  # without a number it unpacks beyond the declared size
        except _READ_ERRORS as error:
            raise damage(self.file, f"部件 {name} 读不全") from error
        self._last = name, data  # documents are asked twice: for their tables, and for what else they carry
        return data

    def thinned(self, name: str, thin: Callable[[bytes], bytes]) -> bytes | None:
        """As `part`, but each piece goes through `thin` as it is unpacked: what it takes out never fills memory."""
        entry = self._entries.get(name.lower())
        if entry is None:
            return None
        kept: list[bytes] = []
        room = LARGEST_PART
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(_PIECE):
                    kept.append(thin(piece))
                    room -= len(kept[-1])
                    if room < 0:
                        raise PartTooLarge(self.file, name, "展开后过大")
        except _READ_ERRORS as error:
            raise damage(self.file, f"部件 {name} 读不全") from error
        return b"".join(kept)

    def xml(self, name: str, largest: int = LARGEST_PART) -> etree._Element | None:
        """The tree of an XML part, None when the archive has none of that name."""
        data = self.part(name, largest)
        return None if data is None else parse_xml(data, self.file, name)


def _fault(entries: list[zipfile.ZipInfo], distinct: int) -> str | bool:
    """What is wrong with a directory; True when it says that the content is encrypted, False when all is well."""
    if len(entries) > MOST_ENTRIES:
        return f"内含 {len(entries)} 个部件，超过 {MOST_ENTRIES} 个"
    if len(entries) != distinct:
        return "内含同名部件"
    total = end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        name = entry.filename
        if entry.flag_bits & 0x1:
            return True
        if name.startswith(("/", "\\")) or ":" in name or _UPWARDS.search(name):
            return "部件名指向文件之外"
        if (
            entry.compress_type not in _METHODS
        ):  # the others take gigabytes for their dictionaries when told to
            return "压缩方法不是办公文件所用的"
        if entry.header_offset < end:
            return "部件互相重叠"
        end = entry.header_offset + 30 + entry.compress_size
        total += entry.file_size
        if total > LARGEST_TOTAL:
            return "展开后过大"
        if entry.file_size > RATIO_FROM and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            return "压缩比异常"
    return False


def tree_size(data: bytes) -> int:
    """About how many bytes a tree of this markup takes: measured with libxml2, rather too many than too few."""
    elements = data.count(b"<") - data.count(b"</")
    texts = data.count(b">") - data.count(b"><")
    return len(data) + 130 * elements + 250 * data.count(b"=") + 120 * texts


@lru_cache(maxsize=1)
def _parser() -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_xml(data: bytes, file: str, part: str) -> etree._Element:
    """The tree of an XML text: no document type, hence no entity tricks; bounded in nodes and depth."""
    from lxml import etree  # only here: much of what is read, and every start of the program, needs no XML

    if len(data) > _SMALL and tree_size(data) > LARGEST_TREE:
        raise PartTooLarge(file, part, "结构过大")
    encoding = _ENCODING.match(data)
    if encoding and encoding[1].lower() not in _ENCODINGS:  # UTF-7 and the like can hide what is looked for
        raise refusal(file, f"部件 {part} 的编码不是办公文件所用的")
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise refusal(file, "内含文档类型声明（DOCTYPE）") from error
        raise damage(file, f"部件 {part} 不是完整的 XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal(file, "内含文档类型声明（DOCTYPE）")
    return root


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str, bool]]:
    """The relations of a part ("" for the package): id -> kind (last word of its type), target, whether external.

    Targets inside the package are made full part names.
    """
    folder, _, name = part.rpartition("/")
    where = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    root = archive.xml(where, LARGEST_RELATIONS)
    found: dict[str, tuple[str, str, bool]] = {}
    if root is None:
        return found
    for relation in root:
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        external = relation.get("TargetMode") == "External"
        found[relation.get("Id", "")] = (kind, target if external else _full_name(folder, target), external)
    return found


def _full_name(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    steps = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
