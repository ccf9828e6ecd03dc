"""An address -> the archive there, open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.archive.told import ArchiveError

if TYPE_CHECKING:
    from perfscore.pipeline.keeping.archive import Archive


def open_archive(
    address: str | Path, create: bool = False, tell: Callable[[str], None] = lambda _: None, lang: str = "zh"
) -> Archive:
    """An archive of files and results: a SQLite file, or a PostgreSQL database by URL.

    create: make one where there is none. tell: is told, a line at a time, when an older archive is upgraded.
    Raises ArchiveError, also where the libraries it needs are not installed.
    """
    from perfscore.archive.told import told

    try:
        from perfscore.pipeline.keeping.archive import Archive

        return Archive(str(address), create, lambda key, facts: tell(told(key, lang, **facts)))
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("sqlalchemy", "alembic"):
            raise
        raise ArchiveError("no_library") from error
