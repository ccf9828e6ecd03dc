"""Whether a kept result can be reached again, and exactly what is said when it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from kept import write_form
from sqlalchemy import update

from perfscore.archive.database import Database
from perfscore.archive.documents import documents_of
from perfscore.archive.schema import files, results
from perfscore.cli.archive_words import ArchiveSay
from perfscore.cli.show_archive import verification_lines
from perfscore.model.table import Form
from perfscore.pipeline import Terms, open_archive
from perfscore.pipeline.keeping import verify as module
from perfscore.pipeline.keeping.verify import Difference, Rules, Verification

EXAMPLES = Path(__file__).parents[2] / "examples"
OWN = """
id: my.district.project
name: 本区项目支出绩效自评
form: project
version: "1.0"
extends: cn.mof.project-self-assessment
choices: {equal: VALUE}
source: {rule: OWN-01, evidence: derived, note: 试验}
"""


def verified(archive_at: str, number: int = 1) -> Verification:
    with open_archive(archive_at) as archive:
        return archive.verify(number)


def lines(done: Verification, lang: str = "zh") -> list[str]:
    return list(verification_lines(done, ArchiveSay(lang)))


@pytest.fixture
def kept(address: str, tmp_path: Path) -> str:
    with open_archive(address, create=True) as archive:
        list(archive.add_files([write_form(tmp_path, "a.csv", satisfied=81)]))
    return address


@pytest.mark.parametrize("choices", [{}, {"equal": "strict"}])
def test_every_example_can_be_scored_again(tmp_path: Path, choices: dict[str, str]) -> None:
    paths = sorted(EXAMPLES.rglob("*.xlsx")) + sorted(EXAMPLES.rglob("*.docx"))
    address = str(tmp_path / "a.sqlite")
    with open_archive(address, create=True) as archive:
        added = [file.added for file in archive.add_files(paths, lambda _: Terms(choices=choices))]
        numbers = {number for each in added if each for number in each.results}
        assert len(numbers) >= 10
        for number in numbers:
            done = archive.verify(number)
            assert (done.reproduced, done.differences, done.retold) == (True, (), False)
            assert lines(done) == ["重新核算结果一致。"]


def test_figures_and_header_words_of_then_are_used_again(tmp_path: Path) -> None:
    file = write_form(tmp_path, "a.csv", satisfied=81)
    file.write_text(file.read_text(encoding="utf-8").replace("实际完成值", "落实结果"), encoding="utf-8")
    words = Terms(words=(("columns", "actual", ("落实结果",)),))
    with open_archive(tmp_path / "a.sqlite", create=True) as archive:
        (kept,) = archive.add_files([file], lambda _: words)
        assert kept.assessments[0].total == 99
        assert archive.verify(1).reproduced


def own_template(folder: Path, reading: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(OWN.replace("VALUE", reading), encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    template = own_template(tmp_path, "symmetric")
    with open_archive(tmp_path / "a.sqlite", create=True) as archive:
        terms = Terms(templates=dict.fromkeys(Form, str(template)))
        file = write_form(tmp_path, "a.csv", satisfied=81)
        file.write_text(file.read_text(encoding="utf-8").replace("≥4次", "=4次"), encoding="utf-8")
        (kept,) = archive.add_files([file], lambda _: terms)
        assert kept.assessments[0].total == 89  # 10 + 50 × 4 ÷ 5 + 30 + 9
    return tmp_path / "a.sqlite"


def test_a_template_of_ones_own_is_found_again(own: Path) -> None:
    assert verified(str(own)).reproduced


def test_a_template_that_says_something_else_now_is_told_with_what_it_changes(
    own: Path, tmp_path: Path
) -> None:
    """Under the strict reading 5 in place of 4 earns nothing: 10 + 0 + 30 + 9."""
    own_template(tmp_path, "strict")
    done = verified(str(own))
    assert (done.reproduced, done.rules) == (False, Rules.CHANGED)
    assert Difference("score", "检查次数", "40.00/50.00", "0.00/50.00") in done.differences
    assert Difference("total", then="89.00", now="49.00") in done.differences
    told = lines(done)
    assert "my.district.project 的内容与当时不同" in told[0]
    assert "重新核算结果与存档不一致：" in told
    assert "  核算总分：当时 89.00，现在 49.00" in told
    assert "  “检查次数”得分/分值：当时 40.00/50.00，现在 0.00/50.00" in told
    assert "  total: 89.00 then, 49.00 now" in lines(done, "en")


def test_a_template_that_changed_without_effect_proves_nothing(own: Path, tmp_path: Path) -> None:
    template = tmp_path / "own.yaml"
    template.write_text(template.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")
    done = verified(str(own))
    assert (done.reproduced, done.rules, done.differences) == (False, Rules.CHANGED, ())
    assert lines(done)[-1] == "按现在的模板重新核算，结果与存档相同。"


def test_a_template_that_is_gone_is_told(own: Path, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").unlink()
    done = verified(str(own))
    assert (done.reproduced, done.rules) == (False, Rules.ABSENT)
    (line,) = lines(done)
    assert line.startswith("找不到当时的规则模板 my.district.project（版本 1.0，摘要 ")


def test_another_program_is_named_and_does_not_matter(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "engine_name", lambda: "perfscore 9.9")
    done = verified(kept)
    assert done.reproduced
    told = lines(done)
    assert told[0].endswith("现在是 perfscore 9.9。")
    assert told[1] == "重新核算结果一致。"


def test_an_archive_without_a_workbooks_formulas_tells_no_other_wording(kept: str) -> None:
    """The formulas were not always kept; people read none of them."""
    database = Database(kept)
    with open_archive(kept) as archive, database.writing() as connection:
        bare = documents_of(replace(archive.assessment(1), live=None))
        connection.execute(update(results).values(traces=bare.traces))
    database.close()
    assert lines(verified(kept)) == ["重新核算结果一致。"]


def test_an_original_that_was_damaged_is_told(kept: str) -> None:
    database = Database(kept)
    with database.writing() as connection:
        connection.execute(update(files).values(content=b"something else"))
    database.close()
    done = verified(kept)
    assert not done.reproduced
    assert lines(done) == ["无法重新核算：档案中“a.csv”的原件与存入时不同（摘要不符），不能使用。"]


def test_a_table_that_is_no_longer_found_is_told(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read_bytes", lambda *_: [])
    assert lines(verified(kept)) == ["无法重新核算：原件里现在只读出 0 张表，没有第 1 张"]


def test_a_result_that_was_damaged_is_told(kept: str) -> None:
    database = Database(kept)
    with database.writing() as connection:
        connection.execute(update(results).values(scores=b"\x00"))
    database.close()
    with pytest.raises(Exception, match="编号 1 的结果无法读出"):
        verified(kept)


def test_what_is_read_otherwise_is_told_row_by_row(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a later version might read it: 72% in place of 81%, which earns 10 × 72 ÷ 90 = 8."""
    otherwise = write_form(tmp_path, "b.csv", satisfied=72).read_bytes()
    read_bytes = module.read_bytes
    monkeypatch.setattr(module, "read_bytes", lambda _, *more: read_bytes(otherwise, *more))
    done = verified(kept)
    assert not done.reproduced
    told = lines(done)
    assert "  “群众满意度”读法不同（目标／完成）：当时 ≥90%／81%，现在 ≥90%／72%" in told
    assert "  “群众满意度”得分/分值：当时 9.00/10.00，现在 8.00/10.00" in told
    assert "  核算总分：当时 99.00，现在 98.00" in told
