"""What a file carries besides its tables: macros, links, objects. Nothing of it is opened; it is only told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfscore.model.finding import Finding
from perfscore.model.place import Place
from perfscore.read.compound import CompoundFile
from perfscore.read.file_remarks import (
    DDE_LINKS,
    EMBEDDED_OBJECTS,
    EXTERNAL_LINKS,
    MACROS,
    REMOTE_TEMPLATE,
)
from perfscore.read.guard import LARGEST_RELATIONS, Archive

_LONGEST_TARGET = 60
_MOST_RELATION_PARTS = 200
_RELATION = re.compile(rb"<(?:\w{1,20}:)?Relationship\s([^<>]{0,4000})>")
_TARGET = re.compile(rb"""\bTarget\s{0,3}=\s{0,3}["']([^"']{0,2000})["']""")
_TYPE = re.compile(rb"""\bType\s{0,3}=\s{0,3}["'][^"']{0,300}/(\w{1,60})["']""")
_HARMLESS = frozenset({b"hyperlink"})
# Charts and drawings keep their figures in small workbooks of their own; those are no foreign objects.
_OBJECT = re.compile(
    r"/(?:embeddings/[^/]*\.(?:bin|exe|doc|xls|ppt|docm|xlsm|pptm)|activex/[^/]*\.(?:bin|xml))$"
)
_MACRO_STORAGES = frozenset({"_vba_project_cur", "_vba_project", "macros", "vba"})
_OBJECT_STORAGE = re.compile(r"mbd[0-9a-f]{8}|_\d{8,10}")
_FIELD = re.compile(
    rb"""(?:instrText\b[^<>]{0,200}>|\binstr\s{0,3}=\s{0,3}["'])\s{0,20}(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT)\b"""
)


def of_archive(archive: Archive, main: bytes = b"") -> list[Finding]:
    """The findings for a package. main: the text of a document, in which fields may call on other programs."""
    return list(_in_archive(archive, main))


def _in_archive(archive: Archive, main: bytes) -> Iterator[Finding]:
    file = archive.file
    place = Place(file)
    names = archive.names
    if any(
        name.endswith("vbaproject.bin") or "/macrosheets/" in name or name.startswith("basic/")
        for name in names
    ):
        yield MACROS.at(place, file=file)
    linked, templates = _external_targets(archive)
    calls = {match[1] for match in _FIELD.finditer(main)} if b"instr" in main else set()
    if any(call.startswith(b"DDE") for call in calls) or _has_dde(archive):
        yield DDE_LINKS.at(place, file=file)
    if calls & {b"INCLUDEPICTURE", b"INCLUDETEXT"} and not linked:
        linked = ["INCLUDEPICTURE"]
    if linked:
        yield EXTERNAL_LINKS.at(place, file=file, target=_listed(linked))
    if templates:
        yield REMOTE_TEMPLATE.at(place, file=file, target=_listed(templates))
    if any(_OBJECT.search(name) for name in names):
        yield EMBEDDED_OBJECTS.at(place, file=file)


def _external_targets(archive: Archive) -> tuple[list[str], list[str]]:
    """What relations point to outside the package: linked files, and templates."""
    linked: list[str] = []
    templates: list[str] = []
    parts = [name for name in archive.names if name.endswith(".rels")]
    for part in parts[:_MOST_RELATION_PARTS]:
        if archive.size(part) > LARGEST_RELATIONS:
            continue
        data = archive.part(part) or b""
        if b"External" not in data:
            continue
        for relation in _RELATION.findall(data):
            target, kind = _TARGET.search(relation), _TYPE.search(relation)
            if b"External" not in relation or target is None or kind is None or kind[1] in _HARMLESS:
                continue
            found = templates if kind[1] == b"attachedTemplate" else linked
            found.append(target[1].decode("utf-8", "replace"))
    return linked, templates


def _has_dde(archive: Archive) -> bool:
    links = [name for name in archive.names if "/externallinks/" in name and name.endswith(".xml")]
    return any(
        b"ddeLink" in (archive.part(name) or b"")
        for name in links[:_MOST_RELATION_PARTS]
        if archive.size(name) < 2**22
    )


def _listed(targets: list[str]) -> str:
    shown = [
        target if len(target) <= _LONGEST_TARGET else f"{target[:_LONGEST_TARGET]}…" for target in targets[:3]
    ]
    return "、".join(shown) + (f" 等 {len(targets)} 处" if len(targets) > 3 else "")


def of_compound_file(compound: CompoundFile) -> list[Finding]:
    """The findings for an old binary file, by the names of its storages."""
    place = Place(compound.file)
    found: list[Finding] = []
    if compound.names & _MACRO_STORAGES:
        found.append(MACROS.at(place, file=compound.file))
    if any(_OBJECT_STORAGE.fullmatch(name) for name in compound.names):
        found.append(EMBEDDED_OBJECTS.at(place, file=compound.file))
    return found
