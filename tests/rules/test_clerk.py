"""A clerk copies the national template and breaks it: every message is one Chinese line that says where, what and how.

Each break is one edit to the copy; the line expected is the line of the edit.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfscore.rules.load import TemplateError, built_in_folder, load_template

SOURCE = built_in_folder() / "cn.mof.project-self-assessment" / "template.yaml"
COPY = (
    SOURCE.read_text(encoding="utf-8")
    .replace("id: cn.mof.project-self-assessment", "id: my.county")
    .replace("default_for: project\n", "")
)

BREAKS = {
    "a weight": (
        "levels: {产出指标: 50, 效益指标: 30",
        "levels: {产出指标: 55, 效益指标: 30",
        ["values.level-points.versions[0].value[0] 分值合计 105，总分为 100；请改分值，使合计为 100"],
    ),
    "unknown key": (
        "value: 100\n        source:",
        "value: 100\n        scource:",
        [
            "values.total-points.versions[0] 缺少 source（依据，如 source: {rule: MY-01, evidence: derived, note: 说明由来}）",
            "values.total-points.versions[0].scource 不是已知的键（已知：in_force、until、value、source）。是否想写 source？",
        ],
    ),
    "double key": (
        "form: project\n",
        "form: project\nform: department\n",
        ["form 重复（第 10 行已有），请删去一处"],
    ),
    "gap in bands": (
        "low: 0.6, high: 0.8",
        "low: 0.6, high: 0.75",
        [
            "values.quality-bands.versions[0].value 在 达成年度指标/部分达成年度指标并具有一定效果 之间有空档；"
            "上一档的 low 应等于下一档的 high"
        ],
    ),
    "overlapping dates": (
        "      - in_force: 2021-08-18\n        value:\n          - needs",
        "      - in_force: 2020-02-25\n        value:\n          - needs",
        ["values.level-points.versions 有两条自 2020-02-25 起适用；请改一条的 in_force，或删去一条"],
    ),
    "missing citation": (
        "        source: {rule: OWN-03, evidence: derived, note: 未提供可核算的数值，暂不得分，补正后重新核算}\n",
        "",
        [
            "values.word-for-number.versions[0] 缺少 source（依据，如 source: {rule: MY-01, evidence: derived, note: 说明由来}）"
        ],
    ),
    "wrong indentation": (
        "    meaning: 满分\n",
        "   meaning: 满分\n",
        ["“meaning: 满分”前面空了 3 格；每层两格，同一层的各行要从同一列起"],
    ),
    "full-width colon": (
        "form: project",
        "form：project",
        ["“form”的冒号是全角的“：”；请改成半角的“:”，后面空一格"],
    ),
    "full-width colon in braces": (
        "{name: 良, at_least",
        "{name： 良, at_least",
        ["“name”的冒号是全角的“：”；请改成半角的“:”，后面空一格"],
    ),
    "full-width colon behind a Chinese word": (
        "          优: 1\n",
        "          优： 1\n",
        ["“优”的冒号是全角的“：”；请改成半角的“:”，后面空一格"],
    ),
    "formula with an unknown name": (
        "points if days_late <= 0",
        "points if late_days <= 0",
        ["rules.by.versions[0].formula 的变量 late_days 不在可用之列（可用：days_late、points）"],
    ),
    "tab": (
        "    meaning: 满分\n",
        "\tmeaning: 满分\n",
        ["“meaning: 满分”用制表符（Tab）缩进；请改成空格，每层两格"],
    ),
    "no blank behind the colon": (
        "form: project",
        "form:project",
        ["“form”的冒号后面没有空格；请在“:”后面空一格"],
    ),
    "full-width comma": (
        "{name: 良, at_least",
        "{name: 良，at_least",
        ["“良”后面的逗号是全角的“，”；花括号里请用半角的“,”，后面空一格"],
    ),
    "no blank behind the dash": (
        "      - in_force: 2020-02-25\n        value: 100",
        "      -in_force: 2020-02-25\n        value: 100",
        ["“-in_force: 2020-02-25”行首的短横后面没有空格；请在“-”后面空一格"],
    ),
    "brace without its fellow": (
        "at_least: 80}",
        "at_least: 80",
        ["“- {name: 良, at_least: 80”的花括号没有成对；请补上“}”"],
    ),
    "quotation mark without its fellow": (
        "meaning: 满分",
        'meaning: "满分',
        ["“meaning: \"满分”的双引号没有成对；请补上另一半"],
    ),
    "negative points": (
        "execution: 10",
        "execution: -10",
        [
            "values.level-points.versions[0].value[0].execution “-10”是负数，这里不能为负（分值、上限和比例从 0 起）"
        ],
    ),
    "full-width digits": (
        "execution: 10",
        "execution: １０",
        ["values.level-points.versions[0].value[0].execution “１０”不是数值（应如 0.85）"],
    ),
    "another word for the form": (
        "form: project",
        "form: 项目",
        ["form “项目”不在可用之列（可用：project、department）"],
    ),
}  # fmt: skip


def complaints(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[str]:
    path = tmp_path / "template.yaml"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(TemplateError) as caught:
        load_template(path)
    return str(caught.value).splitlines()


def line_of(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def test_the_copy_itself_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(COPY, encoding="utf-8")
    assert load_template(path).id == "my.county"


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_told_in_one_line_at_its_place(name: str, tmp_path: Path) -> None:
    old, new, said = BREAKS[name]
    broken = COPY.replace(old, new, 1)
    assert broken != COPY
    lines = complaints(tmp_path, broken)
    assert [line.partition(": ")[2] for line in lines] == said
    first, last = line_of(COPY, old), line_of(COPY, old) + max(old.count("\n"), 1)
    for line in lines:
        file, number, _ = line.split(":", 2)
        assert file == "template.yaml"
        assert first - 3 <= int(number) <= last, "the line is that of the edit, or of the value around it"


@pytest.mark.parametrize(("encoding", "name"), [("gbk", "GBK"), ("utf-16", "UTF-16")])
def test_another_encoding_is_named_and_the_rest_is_read_all_the_same(
    encoding: str, name: str, tmp_path: Path
) -> None:
    broken = COPY.replace("form: project", "form: 项目", 1)
    first, second = complaints(tmp_path, broken, encoding)
    assert first == (
        f"template.yaml:1: 不是 UTF-8 编码（像是 {name}），请另存为 UTF-8（记事本：另存为，编码选 UTF-8）"
    )
    assert second == "template.yaml:10: form “项目”不在可用之列（可用：project、department）"


def test_ten_mistakes_are_told_in_one_go(tmp_path: Path) -> None:
    broken = COPY
    for old, new in [
        ("form: project", "form：project"),
        ("    meaning: 满分\n", "\tmeaning: 满分\n"),
        ("value: 100\n", "value: 一百\n"),
        ("levels: {产出指标: 50, 效益指标: 30", "levels: {产出指标: 50, 效益: 30"),
        ("low: 0.6, high: 0.8", "low: 0.6, high: 0.75"),
        ("          优: 1\n", "          优: 1\n          优: 1\n"),
        ("    meaning: 总分的等级\n", "   meaning: 总分的等级\n"),
        ("{name: 良, at_least: 80}", "{name: 良, atleast: 80}"),
        ("points if days_late <= 0", "points if late_days <= 0"),
        ("  equal: symmetric\n", "  equal: symetric\n"),
    ]:
        assert old in broken
        broken = broken.replace(old, new, 1)
    lines = complaints(tmp_path, broken, "gbk")
    told = "\n".join(lines)
    for piece in (
        "不是 UTF-8 编码（像是 GBK）",
        "“form”的冒号是全角的",
        "“meaning: 满分”用制表符（Tab）缩进",
        "“一百”不是数值",
        "“效益”不在可用之列",
        "之间有空档",
        "values.quality-words.versions[0].value.优 重复",
        "“meaning: 总分的等级”前面空了 3 格",
        "atleast 不是已知的键",
        "的变量 late_days 不在可用之列",
        "choices.equal",
    ):
        assert piece in told, piece
    assert len(lines) == 12, told  # the eleven, and that at_least is missing where it is misspelt


def test_only_plain_chinese_is_said_of_broken_yaml(tmp_path: Path) -> None:
    """Where no slip of the pen is found, the parser's complaint is told in words, with what was read."""
    broken = COPY.replace("        value: 100\n", "          - value: 100\n", 1)
    lines = complaints(tmp_path, broken)
    assert lines[0].startswith("template.yaml:24: “- value: 100”")
    assert "YAML" not in lines[0]


@pytest.mark.parametrize(
    "text",
    [
        "worked_by: >-\n  手工：决策 18；管理 9.5；\n  说明：\n",
        "note: 见 http://www.example.cn/a:b，甲：乙\n",
        "value: {优: 1, note: 甲：乙}\n",
        "name: 部门：整体\n",
        "- 手工：57 ÷ 60\n",
    ],
)
def test_signs_inside_text_are_no_slips(text: str) -> None:
    from perfscore.rules.yaml_slips import slips_in

    assert slips_in(text, False, lambda _: True) == ([], text)
