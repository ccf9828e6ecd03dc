"""Decision tables as worksheets: step tables, grades, bands, words and points, as rows of text and back.

A sheet holds one table as it stands from one day on: title, meaning, its place in the template, the citation, and
below a heading one row for each step. `sheets_read` reads them again, `workbook` puts them into a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

from perfscore.rules.build import RuleData
from perfscore.rules.sheet_words import in_words

Rows: TypeAlias = Sequence[Sequence[str]]
"""A sheet as text, row by row from its first; short rows are empty on the right."""

MEANING, PLACE, POINTS, BASIS = "含义", "位置", "分值", "按什么分档"
FORMULA, USUAL = "算式", "照常计分"
"""How a version without steps is scored: by one formula, or as any other row."""
SINCE, UNTIL = "施行日期", "截止日期"
POINTS_REST_ON = "分值的依据"
"""Begins the row below, where an item's points rest on something else than its way of scoring."""
CITED = {"规则编号": "rule", "可靠程度": "evidence", "文件": "document", "条款": "article", "说明": "note"}
FIGURE, FIGURE_NAME = "数据", "数据名称"
LOW, LOW_IN, HIGH, HIGH_IN, SCORE = "下限", "含下限", "上限", "含上限", "得分"
BOUNDS = (LOW, LOW_IN, HIGH, HIGH_IN)
STEPS, GRADES, BANDS = (*BOUNDS, SCORE), ("等级", *BOUNDS), ("档次", *BOUNDS)
SHARES, CAPS = ("用词", "比例"), ("一级指标", "最高分")
DIVISIONS = ("划分", "须有的一级指标", "项目", "分值", *CITED)
EXECUTION = "预算执行率"
YES, NO = "是", "否"
ABOUT = "说明"
"""The sheet that tells how to fill in the others."""

MOST_IN_A_LINE = 8
HEAD = """\
# 由规则表工作簿读出。请并入模板文件：同名的键以这里为准；表外的内容（如 items 的 level、inputs）照原模板。
"""

VALUES = {
    "grades": ("等级", GRADES),
    "quality-bands": ("定性档次", BANDS),
    "quality-words": ("定性用词", SHARES),
    "level-points": ("分值划分", DIVISIONS),
    "level-caps": ("分组封顶", CAPS),
}
"""The values of a template that are tables: what they are called, and their columns."""
RULES = {
    "execution-rate": "预算执行率",
    "at-least": "正向（≥）",
    "more": "正向（＞）",
    "at-most": "反向（≤）",
    "less": "反向（＜）",
    "equal": "等于（=）",
    "range": "区间",
    "by": "期限",
    "over-achieved": "超额完成",
    "total-cap": "总分封顶",
}


@dataclass(frozen=True, slots=True)
class RuleTable:
    """One table from one day on.

    place: where it stands in the template: `values/grades`, `items/预算调整率`, `rules/execution-rate/bands`.
    version: its version, as a template file has it; every row of a step table says where it begins.
    names: what the figures of an item are called, by variable.
    """

    place: str
    title: str
    meaning: str
    version: Mapping[str, Any]
    names: Mapping[str, str] = field(default_factory=dict)


def tables(data: RuleData) -> Iterator[RuleTable]:
    """Every table of a template, in the order in which people look for them."""
    for name, (title, _) in VALUES.items():
        if value := data["values"].get(name):
            for version in value["versions"]:
                yield RuleTable(f"values/{name}", title, value["meaning"], version)
    for name, rule in data["rules"].items():
        for reading, one in rule.get("readings", {"": rule}).items():
            place, title = f"rules/{name}", RULES.get(name, name)
            if reading:
                place, title = f"{place}/{reading}", f"{title}（{reading}）"
            yield from _stepped(place, title, one, {})
    for level, rule in data.get("level_rules", {}).items():
        yield from _stepped(f"level_rules/{level}", level, rule, {})
    for name, item in data.get("items", {}).items():
        names = {variable: asked["name"] for variable, asked in item.get("inputs", {}).items()}
        yield from _stepped(f"items/{name}", name, item, names)


def _stepped(place: str, title: str, rule: RuleData, names: Mapping[str, str]) -> Iterator[RuleTable]:
    if not any("table" in version or "words" in version for version in rule["versions"]):
        return
    for version in rule["versions"]:
        if "table" in version:
            rows = list(_with_beginnings(version["table"]["rows"]))
            version = {**version, "table": {"of": version["table"]["of"], "rows": rows}}
        yield RuleTable(place, title, rule["meaning"], version, names)


def _with_beginnings(rows: Sequence[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """The rows of a step table, each with the bound at which the one before it ends."""
    yield {**rows[0]}
    for before, row in pairwise(rows):
        begin = {"above": before["up_to"]} if "up_to" in before else {"from": before["below"]}
        yield begin | {key: text for key, text in row.items() if key not in ("from", "above")}


# --- To rows --------------------------------------------------------------------------------------------------


def rows_of(table: RuleTable) -> list[list[str]]:
    """The sheet of a table."""
    version = table.version
    rows = [[table.title], [MEANING, table.meaning], [PLACE, table.place]]
    if "points" in version:
        rows.append([POINTS, version["points"]])
    if "table" in version:
        rows.append([BASIS, in_words(version["table"]["of"], table.names)])
    elif "formula" in version:
        rows.append([FORMULA, in_words(version["formula"], table.names)])
    elif "usual" in version:
        rows.append([FORMULA, USUAL])
    rows += [[], [SINCE, UNTIL, *CITED]]
    rows.append([version["in_force"], version.get("until", ""), *_cited(version["source"])])
    if "points_source" in version:
        rows.append([POINTS_REST_ON, "", *_cited(version["points_source"])])
    rows.append([])
    if table.names:
        rows += [[FIGURE, FIGURE_NAME], *([variable, name] for variable, name in table.names.items()), []]
    return [*rows, list(_columns(table)), *_body(table)]


def _cited(source: Mapping[str, str]) -> list[str]:
    return [source.get(key, "") for key in CITED.values()]


def _columns(table: RuleTable) -> tuple[str, ...]:
    section, _, name = table.place.partition("/")
    if section == "values":
        return VALUES[name][1]
    if "formula" in table.version or "usual" in table.version:
        return ()
    return STEPS if "table" in table.version else SHARES


def _body(table: RuleTable) -> Iterator[list[str]]:
    version, columns = table.version, _columns(table)
    if columns == STEPS:
        for row in version["table"]["rows"]:
            low, low_in = _shown(row, "from", "above")
            high, high_in = _shown(row, "up_to", "below")
            yield [low, low_in, high, high_in, in_words(row["score"], table.names)]
    elif columns == GRADES:
        high = ""
        for grade in version["value"]:
            yield [grade["name"], grade["at_least"], YES, high, NO if high else ""]
            high = grade["at_least"]
    elif columns == BANDS:
        for band in version["value"]:
            closed = YES if band["closed"] == "yes" else NO
            yield [band["name"], band["low"], YES, band["high"], closed]
    elif columns == DIVISIONS:
        for number, division in enumerate(version["value"], start=1):
            yield from _division_rows(str(number), division)
    else:
        for name, number_ in version.get("words", version.get("value", {})).items():
            yield [name, number_]


def _shown(row: Mapping[str, str], taken_in: str, left_out: str) -> tuple[str, str]:
    if taken_in in row:
        return row[taken_in], YES
    return (row[left_out], NO) if left_out in row else ("", "")


def _division_rows(number: str, division: Mapping[str, Any]) -> Iterator[list[str]]:
    cited = _cited(division.get("source", {}))
    yield [number, "、".join(division.get("needs", ())), EXECUTION, division["execution"], *cited]
    for level, points in division["levels"].items():
        yield [number, "", level, points]


# --- To YAML --------------------------------------------------------------------------------------------------


def fragment(found: Sequence[RuleTable]) -> dict[str, Any]:
    """The tables as the sections of a template file have them, the versions of each in order of their dates."""
    sections: dict[str, Any] = {}
    for table in sorted(found, key=lambda table: str(table.version["in_force"])):
        section, _, name = table.place.partition("/")
        rule, _, reading = name.partition("/") if section == "rules" else (name, "", "")
        into = sections.setdefault(section, {}).setdefault(rule, {})
        if reading:
            into = into.setdefault("readings", {}).setdefault(reading, {})
        into["meaning"] = table.meaning
        into.setdefault("versions", []).append(dict(table.version))
    return sections


def fragment_text(found: Sequence[RuleTable]) -> str:
    """The sections as YAML, to be put into a template file."""
    import yaml

    # Scalars stay the text they are, as our reader takes them: 0.8 and 2020-02-25 need no quotes.
    dumper: Any = type("Plain", (yaml.SafeDumper,), {"yaml_implicit_resolvers": {}})
    dumper.add_representer(dict, _mapping)
    text: str = yaml.dump(
        fragment(found),
        Dumper=dumper,
        allow_unicode=True,
        sort_keys=False,
        width=200,
        default_flow_style=None,
    )
    return f"{HEAD}{text}"


def _mapping(dumper: Any, data: Mapping[str, Any]) -> Any:
    """Long lists of words go one below the other."""
    flow = False if len(data) > MOST_IN_A_LINE else None
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=flow)
