"""Which files a call means. Windows shells hand on `*.xlsx` as it is typed, so patterns are opened here."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path

from perfscore.cli.refused import Refused

SUFFIXES = frozenset(
    ".xlsx .xlsm .xls .et .ods .docx .docm .doc .wps .odt .rtf .csv .txt .pdf .html .htm".split()
)
"""The kinds picked up from a folder; a file that is named is read whatever its suffix."""


def input_files(arguments: Sequence[str]) -> list[Path]:
    """The files of a call in the order given, each once; a folder stands for the tables in it.

    An argument that matches nothing is kept, so that its absence is reported by name.
    """
    files: dict[Path, None] = {}
    for argument in arguments:
        if not argument.strip():
            raise Refused("文件名是空的。")
        path = Path(argument)
        if path.is_dir():
            found = sorted(
                p
                for p in path.iterdir()
                if p.suffix.lower() in SUFFIXES and not p.name.startswith(("~$", "."))
            )
            if not found:
                raise Refused(f"文件夹“{argument}”里没有可读取的表格文件（不查看下级文件夹）。")
            files.update(dict.fromkeys(found))
        elif not path.exists() and glob.has_magic(argument):
            matches = sorted(Path(match) for match in glob.glob(argument))  # noqa: PTH207 - absolute patterns too
            files.update(dict.fromkeys(p for p in matches or [path] if not p.name.startswith("~$")))
        else:
            files[path] = None
    return list(files)
