"""Each check of running text with a sentence that fires and a near twin that does not.

The known errors of published notes are carried as figures; the sentences are our own.
"""

from __future__ import annotations

import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import docx
import pytest
from factory import table

from perfscore.audit.prose.audit import audit_prose
from perfscore.model.finding import Finding, Severity
from perfscore.model.place import Place
from perfscore.model.prose import Claims, Document, Figure, Paragraph, Sum
from perfscore.model.table import AssessmentTable
from perfscore.pipeline import check_prose
from perfscore.read.prose.paragraphs import prose_of
from perfscore.read.prose.statements import read_claims

EXAMPLE = Path(__file__).parents[3] / "examples" / "zhaohua-2023" / "department.docx"


def found(text: str) -> list[Finding]:
    return list(audit_prose(read_claims(prose_of(text.encode(), "a.txt"))))


def in_document(text: str, tables: tuple[AssessmentTable, ...] = ()) -> list[Finding]:
    document = prose_of(text.encode(), "a.txt")
    return list(audit_prose(read_claims(document), tables, document))


@pytest.mark.parametrize(
    ("title", "text", "told"),
    [
        (
            "某区绩效中心2023年度自评报告",
            "报销由镇长审批支付。\n将村（社区）工作纳入考核。",
            ["A406", "A410"],
        ),
        ("某区绩效中心2023年度自评报告", "报销由主任审批支付。\n将村（社区）工作纳入考核。", []),
        ("某镇人民政府2023年度自评报告", "报销由镇长审批支付。", []),
        ("2023年度自评报告", "报销由镇长审批支付。", ["A406"]),
        ("2023年度自评报告", "报销由镇长审批支付。\n全镇共有12个村。", []),  # calls itself a township
        ("某县财政局2023年度自评报告", "落实财政所出纳为信息员。", []),
        ("某县民政局2023年度自评报告", "我镇圆满完成任务。", ["A406"]),
        ("某县民政局2023年度自评报告", "我局圆满完成任务。", []),
        ("某市住房和城乡建设局2023年度自评报告", "我镇圆满完成任务。", ["A406"]),
        ("某县石城乡人民政府2023年度自评报告", "我镇圆满完成任务。", []),
    ],
)
def test_a_report_speaks_of_its_own_unit(title: str, text: str, told: list[str]) -> None:
    found = in_document(f"{title}\n{text}")
    assert [each.code for each in found] == told
    assert [each.root for each in found if each.code == "A410"] == ["A406"] * told.count("A410")
    assert all(each.severity is not Severity.ERROR and each.at.quote in f"{title}{text}" for each in found)


@pytest.mark.parametrize(
    "text",
    [
        # the share names a part of the value before it, which is not printed
        "授予中小企业合同金额500万元。货物采购授予中小企业合同金额占货物支出金额的100%。其中：货物支出金额300万元。",
        # the list names a whole that is not printed
        "支出合计1500万元。\n项目支出中：重点项目300万元，占75%；一般项目100万元，占25%。",
        "年初预算100万元，追加30万元（含上年结转5万元），全年预算135万元。",
        "年初预算1680万元，年中追加320万元，全年预算总收入2100万元（含结转100万元）。",
        "项目支出200万元（其中工资50万元，同比增长25%，上年为40万元）。",
        "收支总计8000万元，收入包括：财政拨款8000万元；支出主要包括：人员经费7500万元，其中工资7000万元。",
    ],
)
def test_what_is_right_or_cannot_be_told_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_footnotes_are_read(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("某局2023年度自评报告。")
    made.save(str(tmp_path / "a.docx"))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = "总计210.03万元，比上年增加64.96万元，增长{}%。"
    note = '<w:footnote {} w:id="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    for rate, fires in (("30.93", True), ("44.78", False)):
        path = tmp_path / f"{rate}.docx"
        path.write_bytes((tmp_path / "a.docx").read_bytes())
        with zipfile.ZipFile(path, "a") as archive:
            notes = note.format("", 2, words.format(rate)) + note.format('w:type="separator"', 0, "增长")
            archive.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{space}">{notes}</w:footnotes>')
        assert [each.code for each in check_prose(path).findings] == (["A501"] if fires else [])


def test_a_note_of_a_table_is_told_at_the_table_only() -> None:
    note = "报销由镇长审批支付。"
    own = replace(table(notes=(note,)), unit="某区绩效中心")
    assert in_document(note, (own,)) == []
    assert [each.code for each in in_document(note, (replace(own, notes=()),))] == ["A406"]


def test_what_is_not_read_is_told_and_counted() -> None:
    # 10 characters to a repetition, one percentage in each; 4 001 make 40 010 characters, 4 000 make 40 000
    short, long = "增长5%，共计三项。" * 4000, "增长5%，共计三项。" * 4001
    claims = read_claims(prose_of(f"{long}\n".encode(), "a.txt"))
    assert (len(long), claims.checkable, len(claims.statements)) == (40_010, 4001, 0)
    (told,) = audit_prose(claims)
    assert (told.code, told.severity) == ("A514", Severity.INFO)
    assert "段落过长，最多 40,000 字；其中印有百分数 4001 处" in told.message
    assert "A514" not in codes(short)


def test_a_number_or_a_document_too_long_is_told() -> None:
    (told,) = found("资产1234567890123456元。")
    assert told.code == "A514" and "数字太长，最多 15 位。" in told.message
    assert codes("资产123456789012345元。") == []
    figures = "".join(f"支出{number}元。\n" for number in range(20_001))
    (rest,) = [each for each in found(f"{figures}比上年增长5%。\n") if each.code == "A514"]
    assert rest.at.paragraph == 20_001 and "从这里起 2 段" in rest.message and "百分数 1 处" in rest.message
    assert "paragraphs from here on not checked: too many figures" in rest.wording("en").message


def codes(text: str) -> list[str]:
    return [finding.code for finding in found(text)]


# What fires, and with which code; below it the twin that is right.
PAIRS = (
    # 64.96 / (210.03 - 64.96) = 64.96 / 145.07 = 44.778 %; 64.96 / 210.03 = 30.93 %
    ("A501", "总计210.03万元，比上年增加64.96万元，增长30.93%。", "总计210.03万元，比上年增加64.96万元，增长44.78%。"),
    # 0.16 / 1.44 = 11.11 %; the 9.87 says that figures are exact to 0.01, so that 1.6 is 1.60 and not 1.55 to 1.65
    (
        "A501",
        "公积金9.87万元。接待费1.6万元，比上年增加0.16万元，增长10%。",
        "公积金9.87万元。接待费1.6万元，比上年增加0.16万元，增长11%。",
    ),
    # 19 / (41 + 19) = 31.67 %
    ("A502", "三公经费41万元，比上年减少19万元，下降43.78%。", "三公经费41万元，比上年减少19万元，下降31.67%。"),
    # 74784.48 / 1085203.63 = 6.891 %
    (
        "A503",
        "收支总预算1085203.63元，其中：住房保障74784.48元，占6.90%。",
        "收支总预算1085203.63元，其中：住房保障74784.48元，占6.89%。",
    ),
    # 183.94 / 210.03 = 87.578 %
    ("A504", "支出210.03万元，其中：公共服务183.94万元，占87.5%。", "支出210.03万元，其中：公共服务183.94万元，占87.6%。"),
    # 1.03 / 11.32 = 9.0989 %
    ("A504", "经费12.35万元，比上年增加1.03万元，增长9.09%。", "经费12.35万元，比上年增加1.03万元，增长9.10%。"),
    # 360 / 720 = 50 %; 63 / 126.05 = 60 % of 75.63
    (
        "A503",
        "授予中小企业合同金额720万元，其中：授予小微企业合同金额360万元，占授予中小企业合同金额的53%。",
        "授予中小企业合同金额720万元，其中：授予小微企业合同金额360万元，占授予中小企业合同金额的50%。",
    ),
    (
        "A503",
        "全市一般公共预算收入完成126.05亿元，增长3%。其中：税收收入75.63亿元，增长5%，占一般公共预算收入的63%。",
        "全市一般公共预算收入完成126.05亿元，增长3%。其中：税收收入75.63亿元，增长5%，占一般公共预算收入的60%。",
    ),
    # a list that names its whole: 210 / 700 = 30 %, and not of the 1500 of another year
    (
        "A503",
        "项目支出700万元。\n2021年、2022年支出分别为1500万元、1720万元。\n项目支出中：道路项目210万元，占33%；其他项目490万元，占70%。",
        "项目支出700万元。\n2021年、2022年支出分别为1500万元、1720万元。\n项目支出中：道路项目210万元，占30%；其他项目490万元，占70%。",
    ),
    # 4900.5 + 400 + 300 = 5600.5
    (
        "A506",
        "财政拨款收支总预算5600.5万元。\n收入包括：拨款收入5500万元、上年结转100.5万元；支出包括：教育支出4900.5万元、社会保障支出400万元、住房支出350万元。",
        "财政拨款收支总预算5600.5万元。\n收入包括：拨款收入5500万元、上年结转100.5万元；支出包括：教育支出4900.5万元、社会保障支出400万元、住房支出300万元。",
    ),
    # 5600 + 100.5 is 100 too much, whatever the second list says
    (
        "A506",
        "财政拨款收支总预算5600.5万元。\n收入包括：拨款收入5600万元、上年结转100.5万元；支出包括：教育支出5200.5万元、社会保障支出400万元。",
        "财政拨款收支总预算5600.5万元。\n收入包括：拨款收入5500万元、上年结转100.5万元；支出包括：教育支出5200.5万元、社会保障支出400万元。",
    ),
    # 180.30 + 240.20 = 420.50; a part of the debt may be left untold, one of the two kinds not
    (
        "A506",
        "债务余额420.50亿元，其中：一般债务180.30亿元，专项债务210.20亿元。",
        "债务余额420.50亿元，其中：一般债务180.30亿元，政府外债10.20亿元。",
    ),
    # 人员 and 公用经费 are of 基本支出
    (
        "A506",
        "项目支出500万元，基本支出1500万元。其中，人员经费1200万元；公用经费400万元。",
        "基本支出1500万元，项目支出500万元。其中，人员经费1200万元；公用经费300万元。",
    ),
    # 1680 + 320 = 2000
    ("A511", "年初预算1680万元，年中追加320万元，全年预算2010万元。", "年初预算1680万元，年中追加320万元，全年预算2000万元。"),
    ("A510", "年初预算1680万元，调增320万元，调整后预算1360万元。", "年初预算1680万元，调减320万元，调整后预算1360万元。"),
    # 0.25 / 1 = 25 %
    ("A502", "资金支出1.25亿元，同比增长38%，上年为1.00亿元。", "资金支出1.25亿元，同比增长25%，上年为1.00亿元。"),
    # 1741.75 / (1741.75 - 55.93) = 103.3 %
    (
        "A505",
        "支出1741.75万元，完成年初预算100%，决算数大于预算数55.93万元。",
        "支出1741.75万元，完成年初预算103.3%，决算数大于预算数55.93万元。",
    ),
    # 285 / 300 = 95 %
    ("A505", "全年预算数300万元，全年执行数285万元，执行率97%。", "全年预算数300万元，全年执行数285万元，执行率95%。"),
    # 16 + 2.5 = 18.5
    (
        "A506",
        "其中：用车21万元，比上年减少16万元；接待20万元，比上年减少2.5万元。合计减少19万元。",
        "其中：用车21万元，比上年减少16万元；接待20万元，比上年减少2.5万元。合计减少18.5万元。",
    ),
    # 905709.06 + 75800 + 73200 = 1054709.06
    (
        "A506",
        "基本支出1133753.33元，其中：工资福利905709.06元，商品和服务75800元，对个人和家庭补助73200元。",
        "基本支出1133753.33元，其中：工资福利905709.06元，商品和服务154844.27元，对个人和家庭补助73200元。",
    ),
    # 24 + 30 = 54
    ("A506", "编制56人，其中：行政24人，事业30人。", "编制56人，其中：行政24人，事业32人。"),
    # the same without a word that opens the list
    ("A506", "机关编制56人，行政24人，事业30人；实有50人。", "机关编制56人，行政24人，事业32人；实有50人。"),
    # 0 + 204.78 + 664.60 + 285.70 = 1155.08
    (
        "A506",
        "三公经费1165.08万元。出国0万元。公务用车购置204.78万元；运行维护664.60万元；公务接待285.70万元。",
        "三公经费1165.08万元。出国0万元。公务用车购置204.78万元；运行维护664.60万元；公务接待295.70万元。",
    ),
    # -34 + 56 - 24 = -2, as the first sentence has it
    (
        "A506",
        "三公431万元，减少2万元；用车251万元，下降34万元；购置56万元，增加56万元；接待124万元，下降24万元。增减相抵减少5万元。",
        "三公431万元，减少2万元；用车251万元，下降34万元；购置56万元，增加56万元；接待124万元，下降24万元。增减相抵减少2万元。",
    ),
    # 161.83 + 13.62 + 4.93 + 9.87 = 190.25
    (
        "A507",
        "收入190.24万元；支出包括：服务161.83万元、保障13.62万元、卫生4.93万元、住房9.87万元。",
        "收入190.25万元；支出包括：服务161.83万元、保障13.62万元、卫生4.93万元、住房9.87万元。",
    ),
    (
        "A508",
        "2023年本年支出合计210.03万元。\n附件：2023年度本年支出合计208.23万元。",
        "2023年本年支出合计210.03万元。\n附件：2022年度本年支出合计208.23万元。",
    ),
    (
        "A508",
        "预算表(万元):合计79 | 购置费50 | 运行费25\n运行费50万元，下降16%。",
        "预算表(万元):合计79 | 购置费50 | 运行费25\n运行费25万元，下降16%。",
    ),
    (
        "A509",
        "支出总计16.31万元。\n支出总计16.3万元。",
        "支出总计16.31万元。\n支出总计163100元。",
    ),
    ("A510", "支出100万元，比上年增加10万元，下降11.11%。", "支出100万元，比上年增加10万元，增长11.11%。"),
    ("A510", "项目支出30万元，与上年预算20万元持平。", "项目支出30万元，与上年预算30万元持平。"),
    ("A511", "收入100万元，比上年120万元减少30万元。", "收入100万元，比上年120万元减少20万元。"),
    # 209.95 - 208.23 = 1.72
    (
        "A511",
        "全年预算209.95万元，全年预算执行208.23万元，剩余1.84万元未支付。",
        "全年预算209.95万元，全年预算执行208.23万元，剩余1.72万元未支付。",
    ),
    # 100 / 400 = 25 %, by two printed values
    ("A501", "收入由上年的400万元增加到500万元，增长20%。", "收入由上年的400万元增加到500万元，增长25%。"),
    ("A512", "中心内设机构4个股室：综合股、督查股、考评股。", "中心内设机构3个股室：综合股、督查股、考评股。"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right"), PAIRS)
def test_fires_and_its_twin_does_not(code: str, wrong: str, right: str) -> None:
    assert codes(wrong) == [code]
    assert codes(right) == []


def test_the_five_items_miss_their_total_by_more_than_rounding() -> None:
    # 161.84 + 13.16 + 0.46 + 4.93 + 9.87 = 190.26; the class of the first is printed as 161.83
    text = (
        "当年拨款190.24万元，比上年减少0.19万元。\n"
        "公共支出161.83万元、保障支出13.62万元、卫生支出4.93万元、住房支出9.87万元。\n"
        "1.公共支出（类）机构（款）运行（项）2025年预算数为161.84万元。\n"
        "2.保障支出（类）养老（款）缴费（项）2025年预算数为13.16万元。\n"
        "3.保障支出（类）其他（款）其他（项）2025年预算数为0.46万元。\n"
        "4.卫生支出（类）医疗（款）单位医疗（项）2025年预算数为4.93万元。\n"
        "5.住房支出（类）改革（款）公积金（项）2025年预算数为9.87万元。"
    )
    assert sorted(codes(text)) == ["A506", "A507", "A508"]
    (items,) = [finding for finding in found(text) if finding.code == "A506"]
    assert dict(items.facts)["off"] == "0.02万元"


# Printed figures are rounded: a rate within what that leaves open is no mistake.
ROUNDING = (
    "收入37.78亿元，减少0.46亿元，负增长1.21%。",  # 1.203, but 0.465 / 38.24 = 1.216
    "支出44.11亿元，增加4.37亿元，增长11.01%。",  # 10.997, but 4.375 / 39.73 = 11.012
    "省级8.09亿元，减少766万元，负增长0.94%。",  # two units: 766 / (80900 + 766) = 0.938
    "购置31500元，增加21500元，增长215%。",  # more than double: 21500 / 10000
    "接待0万元，比上年减少0万元，下降0.0%。",  # nothing of nothing
    "支出0元，比上年减少47600元，下降100%。",
)


@pytest.mark.parametrize("sentence", ROUNDING)
def test_rounding_of_printed_figures_is_allowed_for(sentence: str) -> None:
    assert codes(sentence) == []


# What looks like a contradiction and is none.
INNOCENT = (
    "人员经费100万元，主要包括：基本工资40万元、津贴补贴30万元。",  # not all of it
    "基本支出80万元，其中人员经费60万元，公用经费20万元；项目支出20万元。",
    "项目投资2000万元，其中中央资金1000万元，省级资金500万元，已完成投资1500万元，占75%。",
    "收入总计345.67万元。与上年相比，收入总计增加12.34万元，增长3.7%；人员增加5人，增长10%。",
    "2023年初预算收入146.1万元，其中：基本支出79.1万元、项目支出67万元。2023年全年预算收入209.95万元。",
    "一般公共预算支出50万元。\n政府性基金预算支出50万元。\n支出总计100万元。",
    "三公经费2万元，其中：公务接待费2万元，公务用车购置及运行维护费0万元，因公出国（境）经费0万元。",
    "本级收入100万元，占收入总额的50%；下属收入100万元，占收入总额的50%。",
    "1万元，1万元，1万元。",
    "预算100万元，支出90万元，年末结转5万元。",
    "三公经费支出预算为20万元，支出决算为15万元。\n决算中，出国费支出决算0万元，占0%；用车费支出决算9万元，占60%；"
    "接待费支出决算6万元，占40%。具体情况如下：\n1.公务用车购置及运行维护费支出9万元。\n其中：公务用车购置支出0万元。",
    "接待费预算5万元，决算4万元；上年预算6万元，决算5万元。",
)


@pytest.mark.parametrize("text", INNOCENT)
def test_no_false_alarm(text: str) -> None:
    assert [c for c in found(text) if c.severity is not Severity.INFO] == []


def test_a_finding_says_where_what_and_how_to_mend() -> None:
    (finding,) = found("一、总体情况\n总计210.03万元，比上年增加64.96万元，增长30.93%。")
    assert finding.at == Place("a.txt", paragraph=2, quote="总计210.03万元，比上年增加64.96万元，增长30.93%")
    for said in ("210.03万元", "145.07万元", "44.78%", "30.93%", "容差"):
        assert said in finding.message
    assert "44.78%" in finding.mend
    english = finding.wording("en")
    assert "145.07" in english.message and "44.78%" in english.mend


def test_every_wording_can_be_filled_in_both_languages() -> None:
    seen = {}
    for _, wrong, _ in PAIRS:
        for finding in found(wrong):
            seen[finding.code] = finding
    assert set(seen) == {f"A5{number:02}" for number in range(1, 13)}
    for finding in seen.values():
        for lang in ("zh", "en"):
            assert "{" not in finding.wording(lang).message + finding.wording(lang).mend


@pytest.mark.parametrize(("printed", "expected"), [("210.03", ["A513"]), ("208.23", [])])
def test_text_is_held_against_the_table_of_its_file(
    tmp_path: Path, printed: str, expected: list[str]
) -> None:
    # the table of the example says that 208.23 万元 were spent
    document = docx.Document(str(EXAMPLE))
    document.add_paragraph(f"2023年本年支出合计{printed}万元。")
    document.save(str(tmp_path / "a.docx"))
    assert [finding.code for finding in check_prose(tmp_path / "a.docx").findings] == expected


def test_text_without_statements_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("本单位职责如下。", encoding="utf-8")
    result = check_prose(tmp_path / "a.txt")
    assert (result.findings, result.checkable, result.understood, result.unusable) == ((), 0, 0, None)


def test_pipeline_counts_what_it_understood(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "总计210.03万元，比上年增加64.96万元，增长30.93%。\n教育支出50万元，占5.0%。", encoding="utf-8"
    )
    result = check_prose(tmp_path / "a.txt")
    assert [finding.code for finding in result.findings] == ["A501", "A503"]
    assert (result.checkable, result.understood) == (2, 2)


def test_a_file_that_cannot_be_read_is_told_and_not_raised(tmp_path: Path) -> None:
    result = check_prose(tmp_path / "none.docx")
    assert result.unusable is not None and result.understood == 0


def test_a_total_is_no_sum_of_itself_and_a_trifle() -> None:
    """49.99 + 0.01 is off by one last place, which is chance; 30 + 19.98 = 49.98 beside 49.99 is told as rounding."""

    def money(number: str) -> Figure:
        return Figure(Fraction(number), "万元", Fraction(10_000), 2, "经费", f"{number}万元")

    def codes_of(*parts: str) -> list[str]:
        claims = Claims((Sum(money("49.99"), tuple(money(part) for part in parts)),))
        return [finding.code for finding in audit_prose(claims, ())]

    assert codes_of("49.99", "0.01") == []
    assert codes_of("30", "19.98") == ["A507"]


def test_a_total_with_more_places_than_its_parts_is_their_sum_when_rounded() -> None:
    """208.23 + 1.72 = 209.95, and 209.949999 rounds to it; 209.96 and 209.956 do not."""

    def money(number: str, places: int = 2) -> Figure:
        return Figure(Fraction(number), "万元", Fraction(10_000), places, "经费", f"{number}万元")

    def codes_of(total: str, places: int) -> list[str]:
        parts = (money("208.23"), money("1.72"))
        return [finding.code for finding in audit_prose(Claims((Sum(money(total, places), parts),)), ())]

    assert codes_of("209.949999", 6) == []
    assert codes_of("209.96", 2) == ["A507"]
    assert codes_of("209.956", 3) == ["A507"]


@pytest.mark.parametrize(("name", "codes"), [("经费", ["A507"]), ("实际完成值", []), ("年度指标值", [])])
def test_what_an_indicator_reached_is_no_sum(name: str, codes: list[str]) -> None:
    """49.99 + 10 beside 60 may be a sum that rounding put off; beside an actual value of 60 it is chance."""

    def money(number: str, called: str = "经费") -> Figure:
        return Figure(Fraction(number), "万元", Fraction(10_000), 2, called, f"{number}万元")

    claims = Claims((Sum(money("60", name), (money("49.99"), money("10"))),))
    assert [finding.code for finding in audit_prose(claims, ())] == codes


@pytest.mark.parametrize(("first", "codes"), [("本年收入合计", []), ("项目支出", ["A507"])])
def test_receipts_and_outlay_are_no_parts_of_one_total(first: str, codes: list[str]) -> None:
    """0.01 + 1 is not quite 1: told of two kinds of outlay that head paragraphs of their own, not of receipts and outlay."""
    lines = ("全年预算数1万元。", f"2023年{first}0.01万元，占1%。", "2023年全年执行数1万元，执行率为100%。")
    claims = read_claims(Document("a", tuple(Paragraph(n, text) for n, text in enumerate(lines, 1))))
    assert [finding.code for finding in audit_prose(claims, ()) if finding.code == "A507"] == codes


@pytest.mark.parametrize(("total", "found"), [("合计", 1), ("“及时率”", 0)])
def test_scores_of_named_rows_are_no_sums_of_each_other(total: str, found: int) -> None:
    """2 + 2 + 1.5 = 5.5 beside a total of 5 is a mistake; beside another row's 5 it is nothing."""
    line = f"得分情况：{total}5.00分，其中：“甲率”2.00分；“乙率”2.00分；“丙率”1.50分。"
    claims = read_claims(Document("a", (Paragraph(1, line),)))
    assert len([finding for finding in audit_prose(claims, ()) if finding.code == "A506"]) == found
