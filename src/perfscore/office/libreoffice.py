"""LibreOffice as a converter: a separate program with a profile of its own, a time limit, and no way to run macros."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

TIME_LIMIT = 60
LARGEST_RESULT = 64 * 2**20
_MEMORY_LIMIT = 3 * 2**30
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "pdf": "pdf",
}
# No macros, no updates of links, no pictures from elsewhere: whatever the file asks for, nothing is fetched or run.
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "int", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "boolean", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "boolean", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "boolean", "true"),
    ("Writer/Content/Update", "Link", "int", "2"),
    ("Calc/Content/Update", "Link", "int", "2"),
    # A PDF that a screen reader can follow, with its headings as bookmarks.
    ("Common/Filter/PDF/Export", "UseTaggedPDF", "boolean", "true"),
    ("Common/Filter/PDF/Export", "ExportBookmarks", "boolean", "true"),
)


def program() -> str | None:
    """Where LibreOffice is on this machine, None when it is not there."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


class Missing(Exception):
    """There is no LibreOffice on this machine."""


class Failed(Exception):
    """LibreOffice gave no result; the text says why, in Chinese, without a full stop."""


def convert(data: bytes, suffix: str, wanted: str) -> bytes:
    """The content as a .docx, .xlsx or .pdf.

    suffix: that of the content; wanted: `docx`, `xlsx` or `pdf`. Raises Missing without LibreOffice, and Failed
    when it fails, takes longer than `TIME_LIMIT` seconds, or gives more than `LARGEST_RESULT` bytes.
    """
    office = program()
    if office is None:
        raise Missing
    with tempfile.TemporaryDirectory(prefix="perfscore-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source = work / f"source.{suffix}"  # never the file's own name: it may hold anything
        source.write_bytes(data)
        profile = _make_profile(work / "profile")
        failure = _run(
            [
                office,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--nodefault",
                "--convert-to",
                _FILTERS[wanted],
                "--outdir",
                str(work / "out"),
                str(source),
            ],
            work,
        )
        result = work / "out" / f"source.{wanted}"
        if not failure and not result.is_file():
            failure = "LibreOffice 没有给出结果"
        if not failure and result.stat().st_size > LARGEST_RESULT:
            failure = "转换结果过大"
        if failure:
            raise Failed(failure)
        return result.read_bytes()


def _make_profile(folder: Path) -> Path:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse" oor:type="xs:{type_}">'
        f"<value>{value}</value></prop></item>"
        for path, name, type_, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
    return folder


def _run(command: list[str], folder: Path) -> str:
    """Run a program to its end; why it failed, "" when it did not."""
    environment = {
        **os.environ,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "SAL_USE_VCLPLUGIN": "svp",
        "TZ": "UTC",
    }
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return "LibreOffice 启动不了"
    try:
        _limit_memory(process.pid)
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return f"LibreOffice 超过 {TIME_LIMIT} 秒没有完成"
    finally:
        _end(process)
    return "" if process.returncode == 0 else "LibreOffice 转换时出错"


def _limit_memory(pid: int) -> None:
    if sys.platform == "linux":
        import resource

        try:
            resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))
        except OSError:  # it has ended already
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started; it works in a child process of its own."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
