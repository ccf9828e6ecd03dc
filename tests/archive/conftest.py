"""Archives to test with: in a SQLite file, and in a PostgreSQL server that is started for the run and thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

NUMBERS = count(1)


def _programs() -> Path | None:
    """Where PostgreSQL's programs are: in the newest of Debian's folders, or on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: float(each.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def _other_user() -> pwd.struct_passwd | None:
    """Whom the server runs as: it refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The folder of a running server's socket. It listens on no network, and its data are gone afterwards."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="perfscore-pg-"))
    options: dict[str, object] = {"cwd": folder, "check": True, "capture_output": True, "timeout": 120}
    if os.geteuid() == 0:
        other = _other_user()
        if other is None:
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")
        os.chown(folder, other.pw_uid, other.pw_gid)
        options |= {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}
    data = folder / "data"
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
    settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
    try:
        subprocess.run(  # type: ignore[call-overload]
            [str(programs / "initdb"), "-D", str(data), "-U", "bureau", "-A", "trust", "-E", "UTF8"],
            **options,
        )
        subprocess.run([*control, "-l", str(folder / "log"), "-o", settings, "start"], **options)  # type: ignore[call-overload]
        yield folder
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run([*control, "-m", "immediate", "stop"], **options)  # type: ignore[call-overload]
        for _ in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)


def new_database(server: Path) -> str:
    """The URL of an empty database. The password is not asked for by this server; it must never be shown."""
    import psycopg

    name = f"archive{next(NUMBERS)}"
    with psycopg.connect(f"host={server} user=bureau dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql://bureau:geheim-7!@/{name}?host={server}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive can be made; nothing is there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "档案.sqlite")
    return new_database(request.getfixturevalue("server"))
