"""An archive's contents as a folder that needs no program of ours: originals, results as JSON, a list as CSV."""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfscore.archive.entries import Entry
from perfscore.archive.store import Store
from perfscore.archive.told import ArchiveError
from perfscore.model.decimals import plain
from perfscore.pipeline.as_json import to_json
from perfscore.pipeline.assessing import FileResult

ORIGINALS, RESULTS, LIST = "原件", "assessments.json", "目录.csv"
HEADER = tuple(
    "编号 年度 类别 阶段 单位 项目 版本 核算总分 等级 原文件名 导出文件 表序 摘要 规则模板 模板版本 模板摘要 规则日期 程序 经办人 时间（UTC）".split()
)
LONGEST = 150
"""Bytes of a file's name; systems take 255 and copies add to it."""
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exported:
    """Where it was written, and how many originals and results."""

    folder: Path
    files: int
    results: int


def export(store: Store, folder: Path, entries: Sequence[Entry]) -> Exported:
    """Write a new folder beside and give it its name when it is whole; nothing is left behind on failure.

    Raises ArchiveError when the folder exists or nothing is to be written, OSError when it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveError("folder_taken", where=folder)
    if not entries:
        raise ArchiveError("nothing", where=store.where)
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    draft = folder.absolute().with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        (draft / ORIGINALS).mkdir(parents=True)
        names = file_names({entry.digest: entry.file for entry in entries})
        for digest, name in names.items():
            (draft / ORIGINALS / name).write_bytes(store.original(digest))
        loaded = tuple(store.load([entry.id for entry in entries]))
        (draft / RESULTS).write_bytes(to_json([FileResult(folder, loaded)]).encode("utf-8"))
        (draft / LIST).write_bytes(_list_of(entries, names))
        if folder.exists():
            folder.rmdir()
        os.replace(draft, folder)  # noqa: PTH105
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Exported(folder, len(names), len(entries))


def file_names(names: dict[str, str]) -> dict[str, str]:
    """Names to write files under, by digest: harmless in any folder, and no two the same, also where case is not told apart."""
    taken: set[str] = set()
    found = {}
    for digest, name in names.items():
        safe = harmless(name)
        stem, suffix = Path(safe).stem, Path(safe).suffix
        number = 1
        while safe.casefold() in taken:
            number += 1
            safe = f"{stem} ({number}){suffix}"
        taken.add(safe.casefold())
        found[digest] = safe
    return found


def harmless(name: str) -> str:
    """A file's name without folders, control characters and what Windows cannot hold."""
    bare = Path(_UNFIT.sub("_", name).strip(" ."))
    stem, suffix = bare.stem, bare.suffix
    while len(stem.encode()) + len(suffix.encode()) > LONGEST:
        stem, suffix = (stem[:-1], suffix) if stem else ("_", suffix[:8])
    safe = f"{stem}{suffix}" or "_"
    return f"_{safe}" if _DEVICE.fullmatch(safe) else safe


def _list_of(entries: Sequence[Entry], names: dict[str, str]) -> bytes:
    """The list, with the mark by which Excel knows UTF-8; a text that would be taken for a formula is quoted."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for entry in entries:
        cells = [
            entry.id,
            entry.year or "",
            entry.form.value,
            entry.stage.value,
            entry.unit or "",
            entry.project or "",
            entry.version or "",
            "" if entry.total is None else plain(entry.total),
            entry.grade or "",
            entry.file,
            f"{ORIGINALS}/{names[entry.digest]}",
            entry.position,
            entry.digest,
            entry.template,
            entry.template_version,
            entry.template_digest,
            entry.in_force_on.isoformat(),
            entry.engine,
            entry.by,
            f"{entry.at:%Y-%m-%d %H:%M:%S}",
        ]
        writer.writerow([_as_text(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") and cell != "-" else cell
