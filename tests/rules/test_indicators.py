"""The indicator library: every shipped file holds, says only what was met, and wrong files are answered."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import perfscore
from perfscore.cli.app import app, main
from perfscore.model.names import squeezed
from perfscore.model.values import Comparator
from perfscore.read.notation.targets import parse_target
from perfscore.rules import indicators, load
from perfscore.rules.indicator_check import problems_in
from perfscore.rules.indicators import (
    IndicatorSet,
    indicator_kinds,
    load_indicators,
    typical_for,
)
from perfscore.rules.said import TemplateError
from perfscore.rules.typical import Direction, TypicalIndicator
from perfscore.rules.yaml_document import read_document

ROOT = Path(__file__).parents[2]
FOLDER = load.built_in_folder() / "indicators"
FILES = sorted(FOLDER.glob("*.yaml"))
IDS = [path.stem for path in FILES]
COMPARATORS = {
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "=": Comparator.EQUAL,
    "期限": Comparator.BY,
    "定性": Comparator.QUALITATIVE,
}


def sets() -> list[IndicatorSet]:
    return [load_indicators(path) for path in FILES]


# --- What is shipped ------------------------------------------------------------------------------------------


def test_the_kinds_asked_for_are_there() -> None:
    assert [(kind.id, kind.name) for kind in indicator_kinds()] == [
        ("agriculture", "农业"),
        ("construction", "工程建设"),
        ("department", "部门整体"),
        ("ecology", "生态环保"),
        ("education", "教育"),
        ("equipment", "设备购置"),
        ("health", "卫生健康"),
        ("inspection", "督查检查"),
        ("it-operations", "信息化运维"),
        ("meetings-training", "会议培训"),
        ("personnel", "人员经费"),
        ("publicity", "宣传"),
        ("roads-water", "道路水利"),
        ("running-costs", "运转保障"),
        ("sanitation", "环境卫生"),
        ("subsidies", "补贴补助"),
    ]
    assert all(10 <= kind.size <= 20 for kind in indicator_kinds())


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_shipped_file_stands_the_full_check(path: Path) -> None:
    document = read_document(path.read_bytes(), path.name)
    assert [problem.text() for problem in problems_in(document)] == []
    assert document.data["id"] == path.stem
    assert path.read_text("utf-8").startswith(f"# {document.data['name']}：常用绩效指标 ")


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_published_version_is_not_edited(path: Path) -> None:
    lines = [line.split() for line in (FOLDER / "published.lock").read_text("utf-8").splitlines()]
    locked = {(id, version): digest for id, version, digest in (line for line in lines if line[0] != "#")}
    found = load_indicators(path)
    digest = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    assert found.digest == digest
    assert locked.get((found.id, found.version)) == digest, (
        f"{found.id} {found.version} is published: raise the version and add the line\n"
        f"{found.id} <new version> {digest}"
    )


def test_shipped_files_load_without_the_schema_library() -> None:
    code = (
        "import sys\n"
        "from perfscore.rules.indicators import indicator_kinds, typical_for\n"
        "print(len(indicator_kinds()), typical_for('会议次数').unit)\n"
        "print([n for n in ('pydantic', 'perfscore.rules.indicator_check', 'sympy') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8")
    assert done.stdout.splitlines() == ["16 次", "[]"], done.stderr


def test_signs_agree_with_directions() -> None:
    want = {"more": "≥", "less": "≤", "exact": "=", "by-date": "期限", "qualitative": "定性"}
    looked = [each for one in sets() for each in one.indicators]
    assert {each.direction.value for each in looked} == set(want)
    assert [each.name for each in looked if each.sign != want[each.direction.value]] == []


def test_a_cost_is_never_better_for_being_more_unless_it_counts_savings() -> None:
    costs = [each for one in sets() for each in one.indicators if "成本" in each.level2]
    assert len(costs) > 30
    assert [each.name for each in costs if each.sign == "≥"] == ["采购资金节约率"]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_examples_are_read_as_their_sign_says(path: Path) -> None:
    for each in load_indicators(path).indicators:
        alone = parse_target(each.example, year=2025)
        beside = parse_target(each.example, each.unit or None, sign=each.sign, year=2025)
        for target in (alone, beside):
            assert target.comparator is COMPARATORS[each.sign], each.name
            assert target.unit == each.unit, each.name
        assert (alone.value is not None) == (each.sign in "≥≤="), each.name
        assert (alone.deadline is not None) == (each.sign == "期限"), each.name
        if each.sign == "定性":
            assert alone.grades == ("优", "良", "中", "低", "差"), each.name


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_two_indicators_of_a_kind_share_a_name(path: Path) -> None:
    called = [squeezed(name) for each in load_indicators(path).indicators for name in each.names]
    assert all(called)
    assert sorted(name for name in set(called) if called.count(name) > 1) == []


def test_kinds_do_not_contradict_each_other() -> None:
    """One name means one thing, whatever the project: else a row could not be looked up by its name."""
    said = defaultdict(set)
    for one in sets():
        for each in one.indicators:
            for name in each.names:
                said[squeezed(name)].add((each.direction, each.unit))
    assert len(said) > 500
    assert {name: meant for name, meant in said.items() if len(meant) > 1} == {}


SAMPLE = ROOT / "tests" / "read" / "layout" / "corpus_tables.jsonl"
"""The published tables that were counted: 18 tables, 133 rows."""

KINDS_OF_TABLE = {
    "003-2": ("equipment",),
    "004-1": ("personnel",),
    "005-1": ("personnel",),
    "006-1": ("construction", "education"),
    "007-1": ("roads-water",),
    "010-1": ("ecology",),
    "014-1": ("agriculture", "construction"),
    "021-1": ("education", "construction", "equipment"),
    "024-1": ("department",),
    "026-1": ("agriculture",),
    "027-1": ("agriculture", "construction"),
    "028-1": ("roads-water",),
    "033-1": ("agriculture",),
    "035-1": ("roads-water",),
    "038-1": ("roads-water",),
    "042-1": ("department", "publicity"),
    "052-1": ("construction", "agriculture"),
}
"""As README.md beside the files says. Of 003-1 only the last row is known, and not what project it belongs to."""

RESTORED = {
    "監測數據必須合格": "监测数据必须合格",
    "監測數據資料整編": "监测数据资料整编",
    "完成年度資料上報": "完成年度资料上报",
    "保證單位正常運轉": "保证单位正常运转",
    "1病害减少,防治病虫害使用的化学农药量较上年减少": "病害减少,防治病虫害使用的化学农药量较上年减少",
}
"""Names on damaged pages (traditional letters once their pinyin is gone, the rest of a label), put right by hand."""

OF_THE_DISTRICT = (
    "department",
    "project-target-management",
    "project-inspection-rectification",
    "project-funding-gap",
)
"""The tables the project started from; the example on supervision was put together from a report, and does not count."""


def published_names() -> list[tuple[str, str]]:
    """Table and squeezed name of every row of the sample."""
    found = []
    for line in SAMPLE.read_text("utf-8").splitlines():
        table = json.loads(line)
        for row in table["rows"]:
            name = re.sub(r"\([^()\u4e00-\u9fff]*\)", "", row["name"]) if _is_damaged(table) else row["name"]
            found.append((table["table"], squeezed(RESTORED.get(name, name))))
    return found


def _is_damaged(table: dict[str, Any]) -> bool:
    return table["table"] in ("010-1", "024-1")


def names_of_the_district() -> list[str]:
    folder = ROOT / "examples" / "zhaohua-2023"
    return [
        squeezed(row.name)
        for name in OF_THE_DISTRICT
        for table in perfscore.read(folder / f"{name}.xlsx")
        for row in table.rows
    ]


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_only_what_was_met_is_marked_as_seen(path: Path) -> None:
    """Every count is counted again, row by row, in the tables themselves."""
    published, district = published_names(), names_of_the_district()
    assert (len(published), len(district)) == (133, 35)
    one = load_indicators(path)
    for each in one.indicators:
        called = {squeezed(name) for name in each.names}
        tables = [table for table, name in published if name in called]
        counts = {
            "seed": sum(name in called for name in district),
            "corpus": len(tables),
            "of_kind": sum(one.id in KINDS_OF_TABLE.get(table, ()) for table in tables),
        }
        assert each.seen == {where: count for where, count in counts.items() if count}, each.name


def test_counts_worked_by_hand() -> None:
    # The row stands in each of the district's three project tables.
    assert load_indicators("inspection").typical_for("经费控制额").seen == {"seed": 3}
    # 项目(工程)验收合格率: 3 rows (014-1, 035-1, 052-1), 重点建设工程验收合格率: 1 (021-1), 工程验收合格率: 2 (006-1, 038-1);
    # 006-1, 014-1, 021-1 and 052-1 are construction.
    assert load_indicators("construction").typical_for("工程验收合格率").seen == {"corpus": 6, "of_kind": 4}
    # Nothing about cleaning or running computers is among the tables read; what stands there is ours.
    for kind in ("sanitation", "it-operations"):
        assert not any(each.verified for each in load_indicators(kind).indicators)


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_sources_say_what_is_not_verified(path: Path) -> None:
    found = load_indicators(path)
    assert (found.source.rule, found.source.evidence) == ("IND-01", "derived")
    assert (found.method_source.rule, found.method_source.evidence) == ("M101-09", "memory")
    assert not found.source.verified
    assert not found.method_source.verified
    seen = sum(each.verified for each in found.indicators)
    header = path.read_text("utf-8").split("id:")[0]
    assert (f"其中 {seen} 项的名称" in header) if seen else ("全部为系统归纳" in header)


def test_the_library_is_no_rule_template() -> None:
    assert FILES
    assert "indicators" not in [summary.id for summary in load.available_templates()]
    with pytest.raises(TemplateError):
        load.load_template("indicators")


# --- Finding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("health", "health"),
        ("卫生健康", "health"),
        ("健康", "health"),
        ("roads", "roads-water"),
        ("Roads", "roads-water"),
        ("宣传", "publicity"),
        ("工资", "personnel"),  # stands in no name, but is another name of one kind
    ],
)
def test_kind_is_found_by_id_name_or_a_part_that_only_one_has(word: str, id: str) -> None:
    assert load_indicators(word).id == id


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("设", "“设”可以是 工程建设（construction）、设备购置（equipment），请写全"),
        ("helth", "是否想写 health？"),
        ("工程建投", "是否想写 工程建设？"),
        ("", "没有“”这一类指标"),
        ("长" * 2000, "这一类指标（已有："),
    ],
)
def test_unknown_kind_is_answered_in_one_line(word: str, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        load_indicators(word)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    if "请写全" not in said:
        assert "农业（agriculture）、工程建设（construction）" in str(caught.value)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("会议次数", "会议次数"),
        ("指标1：会议次数", "会议次数"),
        ("指标 1:\n目标管理 会议次数", "会议次数"),
        ("项目（工程）验收合格率", "工程验收合格率"),
        ("项目(工程)验收合格率(%)", "工程验收合格率"),
        ("排污沟（≥米）", "排水沟长度"),
        ("三公经费控制率", "“三公”经费控制率"),
        ("结余率（计算方法为：结余数/预算数）", "结余率"),
    ],
)
def test_name_is_found_once_squeezed(printed: str, name: str) -> None:
    found = typical_for(printed)
    assert found
    assert found.name == name


@pytest.mark.parametrize(
    "printed", ["", "指标1：", "——", "会议", "会议次", "会议次数和规模", "会议次数(镇级)", "验收合格"]
)
def test_nothing_is_guessed(printed: str) -> None:
    assert typical_for(printed) is None


def test_a_name_beginning_with_the_word_for_indicator_is_not_cut() -> None:
    assert squeezed("指标下达及时率") == "指标下达及时率"
    assert squeezed("指标二：下达及时率") == "下达及时率"


def test_levels_choose_between_indicators_of_one_name() -> None:
    """In 成本 stated in either form; a level that fits none is passed over."""
    own = load_indicators("construction")
    twins = [each for each in own.indicators if each.name in ("工程总投资", "受益人数")]
    cost, people = sorted(twins, key=lambda each: each.level1)
    assert (cost.level1, people.level1) == ("产出指标", "效益指标")
    both = indicators.IndicatorSet(
        **{
            **{field: getattr(own, field) for field in own.__slots__},
            "indicators": (
                TypicalIndicator(**{**_fields(cost), "name": "共用", "also": ()}),
                TypicalIndicator(**{**_fields(people), "name": "共用", "also": ()}),
            ),
        }
    )
    assert both.typical_for("共用") is None  # ≤ or ≥: no answer is better than a wrong one
    for level1, level2, direction in (
        ("成本指标", "经济成本指标", Direction.LESS),
        ("产 出 指 标（40分）", "成本指标", Direction.LESS),
        ("效益", "", Direction.MORE),
        ("", "社会效益指标", Direction.MORE),
    ):
        found = both.typical_for("共用", level1, level2)
        assert found
        assert found.direction is direction
    assert both.typical_for("共用", "满意度指标") is None
    assert own.typical_for("受益人数", "满意度指标") == people


def _fields(of: TypicalIndicator) -> dict[str, object]:
    return {field: getattr(of, field) for field in of.__slots__}


# --- A bureau's own files -------------------------------------------------------------------------------------

OWN = """\
id: my.parks
name: 公园管护
note: 公园绿地
version: "1"
source: {rule: X-1, evidence: derived}
method_source: {rule: M101-09, evidence: memory, note: 未核对}
indicators:
  - name: 管护面积
    level1: 产出指标
    level2: 数量指标
    unit: 亩
    direction: more
    sign: ≥
    example: ≥500亩
    method: 直接证明
    proof: [管护合同]
    also: [绿地面积]
    seen: {own: 3}
  - name: 管护成本
    level1: 成本指标
    level2: 经济成本指标
    unit: 万元
    direction: less
    sign: ≤
    example: ≤50万元
    method: 直接证明
    proof: [合同]
    seen: derived
"""


def own_file(tmp_path: Path, text: str, name: str = "parks.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_own_file_and_folder(tmp_path: Path) -> None:
    path = own_file(tmp_path, OWN)
    for given in (path, str(path), tmp_path):
        assert load_indicators(given).name == "公园管护"
    assert indicator_kinds(tmp_path) == [("my.parks", "公园管护", 2)]
    found = load_indicators(path).typical_for("绿地面积")
    assert found
    assert (found.seen, found.verified) == ({"own": 3}, True)
    own_file(tmp_path, OWN, "again.yaml")
    with pytest.raises(
        TemplateError, match=re.escape("2 个指标库文件（again.yaml、parks.yaml），请指明一个")
    ):
        load_indicators(tmp_path)


def test_example_of_the_readme_is_a_good_file(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", (FOLDER / "README.md").read_text("utf-8"), re.M | re.S)
    found = load_indicators(own_file(tmp_path, text))
    assert [(each.name, each.seen) for each in found.indicators] == [("管护面积", {"own": 5})]


def test_readme_lists_every_kind() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    listed = re.findall(r"\[([a-z-]+)\]\(([a-z-]+)\.yaml\) \| ([^ |]+)", text)
    assert sorted(listed) == [(kind.id, kind.id, kind.name) for kind in indicator_kinds()]


def test_empty_folder_is_answered(tmp_path: Path) -> None:
    for call in (load_indicators, indicator_kinds):
        with pytest.raises(TemplateError, match="里没有指标库文件"):
            call(tmp_path)


MISTAKES = {
    "unknown key": (
        "    unit: 亩\n",
        "    unti: 亩\n",
        [
            "parks.yaml:8: indicators[0] lacks unit",
            "parks.yaml:11: indicators[0].unti is not a known key (known: name, level1, level2, unit, direction, "
            "sign, example, method, proof, also, seen). Did you mean unit?",
        ],
    ),
    "key given twice": (
        "    unit: 亩\n",
        "    unit: 亩\n    unit: 公顷\n",
        ["parks.yaml:12: indicators[0].unit is given twice (first on line 11)"],
    ),
    "name used twice": (
        "name: 管护成本",
        "name: '指标2：管护 面积'",
        [
            "parks.yaml:19: indicators[1].name '指标2：管护 面积' is a name already taken (indicators[0] has '管护面积')"
        ],
    ),
    "other name used twice": (
        "proof: [合同]",
        "proof: [合同]\n    also: [绿地面积]",
        [
            "parks.yaml:28: indicators[1].also[0] '绿地面积' is a name already taken (indicators[0] has '绿地面积')"
        ],
    ),
    "sign against direction": (
        "sign: ≥",
        "sign: ≤",
        [
            "parks.yaml:13: indicators[0].sign '≤' contradicts the direction more (should be ≥)",
            "parks.yaml:14: indicators[0].example '≥500亩' is not written as '≤' asks",
        ],
    ),
    "cost that should be more": (
        "direction: less\n    sign: ≤\n    example: ≤50万元",
        "direction: more\n    sign: ≥\n    example: ≥50万元",
        [
            "parks.yaml:23: indicators[1].direction cannot be more: a cost is better when it is less, "
            "unless the name counts savings"
        ],
    ),
    "example against sign": (
        "example: ≥500亩",
        "example: 500亩",
        ["parks.yaml:14: indicators[0].example '500亩' is not written as '≥' asks"],
    ),
    "level 2 below another level 1": (
        "level2: 数量指标",
        "level2: 社会效益指标",
        [
            "parks.yaml:10: indicators[0].level2 '社会效益指标' is not known "
            "(known: 数量指标, 质量指标, 时效指标, 成本指标). Did you mean 时效指标?"
        ],
    ),
    "unknown direction": (
        "direction: more",
        "direction: mor",
        [
            "parks.yaml:12: indicators[0].direction 'mor' is not known "
            "(known: more, less, exact, by-date, qualitative). Did you mean more?"
        ],
    ),
    "unknown method": (
        "method: 直接证明\n    proof: [管护合同]",
        "method: 直接证实\n    proof: [管护合同]",
        [
            "parks.yaml:15: indicators[0].method '直接证实' is not known "
            "(known: 直接证明, 情况统计, 情况说明, 问卷调查, 趋势判断). Did you mean 直接证明?"
        ],
    ),
    "no proof": (
        "proof: [管护合同]",
        "proof: []",
        ["parks.yaml:16: indicators[0].proof is empty"],
    ),
    "no source": (
        "source: {rule: X-1, evidence: derived}\n",
        "",
        ["parks.yaml:1: lacks source"],
    ),
    "not said where seen": (
        "    seen: derived\n",
        "",
        ["parks.yaml:19: indicators[1] lacks seen"],
    ),
    "seen in an unknown place": (
        "seen: {own: 3}",
        "seen: {web: 3}",
        [
            "parks.yaml:18: indicators[0].seen has 'web', which is not known (known: seed, corpus, of_kind, own)"
        ],
    ),
    "seen no times": (
        "seen: {own: 3}",
        "seen: {own: 0}",
        ["parks.yaml:18: indicators[0].seen must give own as a number of rows"],
    ),
    "seen more in the kind than at all": (
        "seen: {own: 3}",
        "seen: {corpus: 1, of_kind: 2}",
        ["parks.yaml:18: indicators[0].seen has of_kind above corpus, which it is part of"],
    ),
    "seen in words": (
        "seen: {own: 3}",
        "seen: often",
        ["parks.yaml:18: indicators[0].seen must be derived, or the rows it was seen in"],
    ),
    "unit where nothing is counted": (
        "direction: more\n    sign: ≥\n    example: ≥500亩",
        "direction: by-date\n    sign: 期限\n    example: 12月底前",
        ["parks.yaml:11: indicators[0].unit must go: nothing is counted here"],
    ),
    "indicators is text": (
        OWN[OWN.index("indicators:") :],
        "indicators: none\n",
        ["parks.yaml:7: indicators must be a list"],
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistake_is_answered(old: str, new: str, said: list[str], tmp_path: Path) -> None:
    assert OWN.count(old) == 1, "the mistake goes nowhere, or to several places"
    with pytest.raises(TemplateError) as caught:
        load_indicators(own_file(tmp_path, OWN.replace(old, new)))
    assert caught.value.text("en").splitlines() == said
    assert all(re.match(r"parks\.yaml:\d+: ", line) for line in str(caught.value).splitlines())


def test_all_mistakes_come_in_one_go(tmp_path: Path) -> None:
    text = OWN
    for case in ("no source", "sign against direction", "name used twice", "seen in words", "unknown method"):
        old, new, _ = MISTAKES[case]
        text = text.replace(old, new)
    with pytest.raises(TemplateError) as caught:
        load_indicators(own_file(tmp_path, text))
    # One line went with the source. Line 1: source; 12: sign; 13: example; 14: method; 17: seen; 18: name.
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == [
        "1",
        "12",
        "13",
        "14",
        "17",
        "18",
    ]
    assert "parks.yaml:12: indicators[0].sign “≤”与方向 more 矛盾（应为 ≥）" in str(caught.value)


def test_edited_built_in_file_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the published text is trusted, not the folder it lies in."""
    (tmp_path / "indicators").mkdir()
    text = FILES[0].read_text("utf-8").replace("    sign: ≥\n", "    sign: ≤\n", 1)
    own_file(tmp_path / "indicators", text, FILES[0].name)
    monkeypatch.setattr(indicators, "built_in_folder", lambda: tmp_path)
    with pytest.raises(TemplateError, match="矛盾"):
        load_indicators("agriculture")


def test_names_are_looked_up_without_looking_for_the_files_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row of every table asks; a file system may be slow."""
    known = typical_for("会议次数")
    assert known and known.unit == "次"
    monkeypatch.setattr(indicators, "built_in_folder", lambda: pytest.fail("looked for the folder again"))
    assert typical_for("会议次数", "产出指标", "数量指标") == known
    assert typical_for("没有这个指标") is None


# --- The command line -----------------------------------------------------------------------------------------


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["templates", "indicators", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_command_lists_the_kinds() -> None:
    lines = run().splitlines()
    assert len(lines) == 2 + len(FILES)
    assert lines[2].split() == ["agriculture", "农业", "20"]


def test_command_lists_the_indicators_of_a_kind() -> None:
    printed = run("督查")
    assert "督查检查（inspection，1.0）" in printed
    for text in ("被督导单位满意度", "问卷调查", "≤50万元", "起步材料 3 行", "越少越好"):
        assert text in printed
    assert "M101-09 财预〔2021〕101号 [memory]（依据来源未核实）" in printed
    assert "系统归纳，未核实" in printed
    english = run("督查", "--lang", "en")
    assert "越少越好" not in english
    for text in ("lower", "seed: 3 rows", "derived"):
        assert text in english


def test_command_gives_json() -> None:
    kinds = json.loads(run("--json"))
    assert kinds["schema"] == "perfscore.indicators/1"
    assert kinds["kinds"][0] == {"id": "agriculture", "name": "农业", "count": 20}
    one = json.loads(run("inspection", "--json"))
    assert one["schema"] == "perfscore.indicators/1"
    assert one["kind"]["method_source"]["verified"] is False
    assert len(one["indicators"]) == 20
    (cost,) = [each for each in one["indicators"] if each["name"] == "督查工作经费"]
    assert cost == {
        "name": "督查工作经费",
        "level1": "产出指标",
        "level2": "成本指标",
        "unit": "万元",
        "direction": "less",
        "sign": "≤",
        "example": "≤50万元",
        "method": "直接证明",
        "proof": ["支出明细账"],
        "also": ["督查经费"],
        "seen": {"seed": 1},
        "verified": True,
    }


def test_command_reads_an_own_folder_and_file(tmp_path: Path) -> None:
    path = own_file(tmp_path, OWN)
    assert "公园管护" in run(str(tmp_path))
    assert "本地绩效表 3 行" in run(str(path))


def test_command_answers_an_unknown_kind_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["perfscore", "templates", "indicators", "helth"])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert len(told) == 1
    assert told[0].startswith("没有“helth”这一类指标（已有：农业（agriculture）、")
    assert told[0].endswith("。是否想写 health？")
