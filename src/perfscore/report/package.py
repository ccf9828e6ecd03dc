"""An office file (.xlsx, .docx) changed part by part: what is not touched stays the same, byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO

from lxml import etree

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_KIND = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_EPOCH = (1980, 1, 1, 0, 0, 0)


LARGEST = 256 * 2**20
"""Bytes of all parts together; the largest real files stay far below."""


class NotEditable(ValueError):
    """A file that no comment can be written into."""


class Package:
    """The parts of an office file. Changes are kept here until the whole is asked for.

    strict: whether the file uses the namespaces of strict Open XML.
    """

    def __init__(self, data: bytes, strict_mark: bytes = b"http://purl.oclc.org/ooxml") -> None:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                entries = {
                    info.filename: info for info in archive.infolist()
                }  # of two alike the last one counts
                if sum(info.file_size for info in entries.values()) > LARGEST:
                    raise NotEditable(f"文件展开后超过 {LARGEST // 2**20} MB，不能写入批注。")
                self._entries = [(info, archive.read(info)) for info in entries.values()]
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise NotEditable("文件不是 .xlsx 或 .docx。") from error
        self._parts = {info.filename: content for info, content in self._entries}
        self._changed: dict[str, bytes] = {}
        self.strict = any(
            strict_mark in self._parts.get(name, b"")[:4096]
            for name in ("xl/workbook.xml", "word/document.xml")
        )

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        return self._parts[name]

    def write(self, name: str, content: bytes) -> None:
        self._parts[name] = self._changed[name] = content

    def xml(self, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
        try:
            return etree.fromstring(self._parts[name], parser)
        except (KeyError, etree.XMLSyntaxError) as error:
            raise NotEditable(f"文件内部的“{name}”不完整，不能写入批注。") from error

    def write_xml(self, name: str, root: etree._Element) -> None:
        self.write(name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def free_name(self, pattern: str) -> str:
        """The first part name of a pattern like `xl/comments{}.xml` that is not taken."""
        number = 1
        while pattern.format(number) in self._parts:
            number += 1
        return pattern.format(number)

    def related(self, part: str, kind: str) -> list[tuple[str, str]]:
        """The parts that a part names by a kind of relation (`comments`): relation id and part name."""
        if _relations_of(part) not in self._parts:
            return []
        return [
            (item.get("Id", ""), _resolved(part, item.get("Target", "")))
            for item in self.xml(_relations_of(part)).iterfind(f"{{{_RELATIONS}}}Relationship")
            if item.get("Type", "").rpartition("/")[2] == kind and item.get("TargetMode") != "External"
        ]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation; gives its id."""
        name = _relations_of(part)
        root = self.xml(name) if name in self._parts else new_root(_RELATIONS, "Relationships")
        taken = {item.get("Id") for item in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        etree.SubElement(
            root,
            f"{{{_RELATIONS}}}Relationship",
            Id=f"rId{number}",
            Type=f"{_STRICT_KIND if self.strict else _RELATION_KIND}/{kind}",
            Target=posixpath.relpath(target, posixpath.dirname(part)),
        )
        self.write_xml(name, root)
        return f"rId{number}"

    def declare(self, content_type: str, *, part: str = "", suffix: str = "") -> None:
        """Say of what type a part, or every part with a suffix, is; no second time."""
        root = self.xml(_CONTENT_TYPES)
        tag, key, value = ("Override", "PartName", f"/{part}") if part else ("Default", "Extension", suffix)
        if not any(item.get(key, "").lower() == value.lower() for item in root):
            item = etree.Element(f"{{{_TYPES}}}{tag}", {key: value, "ContentType": content_type})
            if part:
                root.append(item)
            else:
                root.insert(0, item)
            self.write_xml(_CONTENT_TYPES, root)

    def content_type(self, part: str) -> str:
        for item in self.xml(_CONTENT_TYPES):
            if item.get("PartName", "").lower() == f"/{part}".lower():
                return item.get("ContentType", "")
        return ""

    def whole(self) -> bytes:
        """The file: its parts in their old order, the new ones behind them."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for info, content in self._entries:
                copied = zipfile.ZipInfo(info.filename, info.date_time)
                copied.compress_type = zipfile.ZIP_DEFLATED
                copied.external_attr, copied.create_system = info.external_attr, 3
                archive.writestr(copied, self._changed.get(info.filename, content))
            old = {info.filename for info, _ in self._entries}
            for name, content in self._changed.items():
                if name not in old:
                    added = zipfile.ZipInfo(name, _EPOCH)
                    added.compress_type, added.create_system = zipfile.ZIP_DEFLATED, 3
                    archive.writestr(added, content)
        return out.getvalue()


def new_root(space: str, name: str, prefix: str = "") -> etree._Element:
    """An element that names its namespace: as the default one, or by a prefix."""
    mark = f"{prefix}:" if prefix else ""
    named = f"xmlns:{prefix}" if prefix else "xmlns"
    return etree.fromstring(f'<{mark}{name} {named}="{space}"/>'.encode())


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
