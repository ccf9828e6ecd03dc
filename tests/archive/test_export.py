"""Handing out: a folder that is whole or not there, with names that do no harm."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept import write_form

import perfscore
from perfscore.archive.entries import Given, Selection, Terms
from perfscore.pipeline import ArchiveError, FileResult, open_archive, to_json
from perfscore.pipeline.keeping.archive import Archive
from perfscore.pipeline.keeping.export import LONGEST, file_names, harmless


def put(
    archive: Archive, folder: Path, name: str, content: bytes, unit: str = "某县水利局", by: str = "张三"
) -> None:
    (table,) = perfscore.read(write_form(folder, "form.csv", unit=unit))
    now = datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC)
    archive.add(Given(name, content, (perfscore.assess(table),), (Terms(),), by, now, "perfscore 0"))


def rows_of(folder: Path) -> list[dict[str, str]]:
    content = (folder / "目录.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "Excel would not see that it is UTF-8"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_originals_results_and_a_list_are_handed_out(address: str, tmp_path: Path) -> None:
    files = [write_form(tmp_path, f"{n}.csv", satisfied=n) for n in (81, 95)]
    with open_archive(address, create=True) as archive:
        list(archive.add_files(files, by="张三"))
        done = archive.export(tmp_path / "导出" / "一")
        expected = to_json([FileResult(Path("x"), tuple(archive.load([1, 2])))])
    assert (done.files, done.results) == (2, 2)
    folder = tmp_path / "导出" / "一"
    assert sorted(each.name for each in folder.iterdir()) == ["assessments.json", "原件", "目录.csv"]
    assert [(folder / "原件" / f.name).read_bytes() for f in files] == [f.read_bytes() for f in files]
    document = (folder / "assessments.json").read_text(encoding="utf-8")
    assert document == expected
    assert [each["total"] for each in json.loads(document)["assessments"]] == ["99.00", "100.00"]
    first, second = rows_of(folder)
    assert (first["单位"], first["核算总分"], first["版本"], first["经办人"]) == (
        "某县水利局",
        "99",
        "1",
        "张三",
    )
    assert (second["核算总分"], second["版本"], second["导出文件"]) == ("100", "2", "原件/95.csv")
    assert [each.name for each in (tmp_path / "导出").iterdir()] == ["一"]


def test_only_what_is_asked_for_is_handed_out(address: str, tmp_path: Path) -> None:
    with open_archive(address, create=True) as archive:
        put(archive, tmp_path, "a.csv", b"a", unit="甲局")
        put(archive, tmp_path, "b.csv", b"b", unit="乙局")
        done = archive.export(tmp_path / "out", Selection(unit="乙局"))
        assert (done.files, [row["单位"] for row in rows_of(tmp_path / "out")]) == (1, ["乙局"])
        with pytest.raises(ArchiveError, match="没有符合条件"):
            archive.export(tmp_path / "none", Selection(unit="丙局"))
    assert not (tmp_path / "none").exists()


def test_names_that_would_do_harm_stay_within_the_folder(address: str, tmp_path: Path) -> None:
    names = [
        "../../evil.csv",
        "..\\evil.csv",
        "/etc/passwd",
        "CON.csv",
        "A.csv",
        "a.CSV",
        "..",
        "表\u202e.csv",
    ]
    with open_archive(address, create=True) as archive:
        for number, name in enumerate(names):
            put(archive, tmp_path, name, bytes([number]), unit=f"单位{number}")
        archive.export(tmp_path / "deep" / "out")
    originals = tmp_path / "deep" / "out" / "原件"
    written = {file.name: file.read_bytes() for file in originals.iterdir()}
    assert sorted(written.values()) == [bytes([number]) for number in range(len(names))]
    assert len({name.casefold() for name in written}) == len(names)
    assert {"_CON.csv", "A.csv", "a (2).CSV"} <= set(written)
    assert sorted(each.name for each in (tmp_path / "deep").iterdir()) == ["out"]
    assert sorted(each.name for each in tmp_path.iterdir() if "evil" in each.name) == []


@given(st.lists(st.text(max_size=300), min_size=1, max_size=6))
def test_any_names_become_harmless_and_different(names: list[str]) -> None:
    safe = list(file_names({str(n): name for n, name in enumerate(names)}).values())
    assert len({name.casefold() for name in safe}) == len(names)
    for name in safe:
        assert name not in ("", ".", "..") and not set(name) & set('/\\:*?"<>|\0\n')
        assert len(name.encode()) <= LONGEST + 5  # “ (2)” may follow
        assert name == Path(name).name


def test_long_names_keep_their_suffix() -> None:
    assert harmless("长" * 100 + ".xlsx") == "长" * 48 + ".xlsx"  # 48 × 3 + 5 = 149 bytes


def test_a_text_that_excel_would_run_is_quoted(address: str, tmp_path: Path) -> None:
    with open_archive(address, create=True) as archive:
        put(archive, tmp_path, "=cmd.csv", b"a", by="@SUM(A1)")
        archive.export(tmp_path / "out")
    (row,) = rows_of(tmp_path / "out")
    assert (row["原文件名"], row["经办人"]) == ("'=cmd.csv", "'@SUM(A1)")


def test_a_folder_that_holds_something_is_left_as_it_is(address: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    with open_archive(address, create=True) as archive:
        put(archive, tmp_path, "a.csv", b"a")
        with pytest.raises(ArchiveError, match="已经存在"):
            archive.export(tmp_path / "out")
        (tmp_path / "empty").mkdir()
        archive.export(tmp_path / "empty")
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["mine.txt"]
    assert (tmp_path / "empty" / "目录.csv").is_file()


def test_nothing_is_left_when_it_fails_in_the_middle(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "folder" / "out"
    with open_archive(address, create=True) as archive:
        put(archive, tmp_path, "a.csv", b"a")
        put(archive, tmp_path, "b.csv", b"b")
        original = archive.original
        calls: list[str] = []

        def second_fails(digest: str) -> bytes:
            calls.append(digest)
            if len(calls) == 2:
                raise OSError(28, "No space left on device")
            return original(digest)

        monkeypatch.setattr(archive, "original", second_fails)
        with pytest.raises(OSError, match="No space"):
            archive.export(out)
    assert list(out.parent.iterdir()) == []
