"""Kinds of findings about files (F) and about reading them (R). Codes are never reused."""

from __future__ import annotations

from perfscore.model.finding import Finding, Kind, Severity, Wording


class UnusableFile(Exception):
    """A file from which no table can be read. Carries the finding that says so; never leaves `pipeline`."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


FILE_MISSING = Kind(
    code="F001",
    name="file-missing",
    severity=Severity.ERROR,
    zh=Wording(
        "文件不存在", "找不到文件“{file}”。", "没有文件就没有可评的表。", "请检查路径和文件名是否写对。"
    ),
    en=Wording(
        "File not found", "No such file: “{file}”.", "Nothing to read.", "Check the path and the name."
    ),
)
FILE_NOT_ALLOWED = Kind(
    code="F002",
    name="file-not-readable",
    severity=Severity.ERROR,
    zh=Wording(
        "文件无法打开",
        "文件“{file}”打不开：{reason}。",
        "没有读取权限，或文件被占用。",
        "请关闭正在使用它的程序，或换一个有读取权限的位置。",
    ),
    en=Wording(
        "File cannot be opened", "Cannot open “{file}”: {reason}.", "No permission.", "Check permissions."
    ),
)
FILE_EMPTY = Kind(
    code="F003",
    name="file-empty",
    severity=Severity.ERROR,
    zh=Wording(
        "文件为空", "文件“{file}”没有内容（0 字节）。", "空文件里没有表。", "请重新导出或重新保存后再试。"
    ),
    en=Wording("Empty file", "“{file}” is empty (0 bytes).", "No table in it.", "Export or save it again."),
)
FILE_ENCRYPTED = Kind(
    code="F004",
    name="file-encrypted",
    severity=Severity.ERROR,
    zh=Wording(
        "文件已加密",
        "文件“{file}”设有打开密码，无法读取。",
        "不解密就看不到内容。",
        "请在 Excel 或 WPS 中去掉密码，另存后再试。",
    ),
    en=Wording(
        "Encrypted file",
        "“{file}” is password-protected.",
        "Cannot be read.",
        "Remove the password and save.",
    ),
)
FILE_KIND_UNKNOWN = Kind(
    code="F005",
    name="file-kind-not-read",
    severity=Severity.ERROR,
    zh=Wording(
        "不支持的文件类型",
        "文件“{file}”的内容是{kind}，不能直接读取。",
        "只读取 .xlsx、.xls、.et、.ods、.docx 和文本表格。",
        "请在 Excel 或 WPS 中打开，另存为 .xlsx 或 .docx 后再试。",
    ),
    en=Wording(
        "Unsupported kind of file",
        "“{file}” is {kind}.",
        "Not a kind that is read.",
        "Save it as .xlsx or .docx.",
    ),
)
FILE_DAMAGED = Kind(
    code="F006",
    name="file-damaged",
    severity=Severity.ERROR,
    zh=Wording(
        "文件已损坏",
        "文件“{file}”已损坏或不完整：{reason}。",
        "内容读不全，评分会出错。",
        "请重新取得文件，或用 Excel、WPS 打开修复后另存。",
    ),
    en=Wording(
        "Damaged file", "“{file}” is damaged: {reason}.", "Cannot be read whole.", "Get the file again."
    ),
)
FILE_SUSPICIOUS = Kind(
    code="F007",
    name="file-refused",
    severity=Severity.ERROR,
    zh=Wording(
        "文件超出安全限度",
        "文件“{file}”未读取：{reason}。",
        "这样的文件会耗尽内存，或者另有所图。",
        "请在 Excel 或 WPS 中只复制自评表所在区域到新文件，另存后再试。",
    ),
    en=Wording(
        "File refused",
        "“{file}” was not read: {reason}.",
        "It could exhaust memory.",
        "Copy the table into a new file.",
    ),
)
NO_TABLE = Kind(
    code="F008",
    name="no-table-found",
    severity=Severity.ERROR,
    zh=Wording(
        "没有找到自评表",
        "文件“{file}”里没有找到绩效指标表（需要“三级指标、年度指标值、实际完成值”一类的表头）。",
        "没有指标表就无法评分。",
        "请确认选对了文件，并保留表头各列的名称。",
    ),
    en=Wording(
        "No table found",
        "No indicator table in “{file}”.",
        "Nothing to score.",
        "Check the file and its header row.",
    ),
)

FILE_TOO_MUCH = Kind(
    code="F009",
    name="file-not-processed",
    severity=Severity.ERROR,
    zh=Wording(
        "文件处理失败",
        "文件“{file}”处理时程序出错（{kind}），没有得到结果。",
        "这是程序的缺陷，不是填报错误；其他文件不受影响。",
        "请把文件发给维护者，或另存为 .xlsx 后再试。",
    ),
    en=Wording(
        "File not processed",
        "Processing “{file}” failed inside the program ({kind}).",
        "A defect.",
        "Please report it.",
    ),
)

HEADER_UNKNOWN = Kind(
    code="R101",
    name="column-not-recognised",
    severity=Severity.INFO,
    zh=Wording(
        "未识别的列",
        "列“{header}”的含义未识别，没有读取。",
        "其中的内容不参与评分。",
        "如其中有得分或完成值，请改用规范表头。",
    ),
    en=Wording(
        "Unknown column",
        "Column “{header}” was not recognised.",
        "It is not scored.",
        "Use a standard header.",
    ),
)
TARGET_UNREADABLE = Kind(
    code="R102",
    name="target-not-readable",
    severity=Severity.ERROR,
    zh=Wording(
        "年度指标值无法识别",
        "“{indicator}”的年度指标值“{written}”不能识别：{reason}。",
        "没有可比的目标就不能计分。",
        "请写成“≥4次”“≤50万元”“＝100%”或“定性：优良中低差”的样子。",
    ),
    en=Wording(
        "Target not readable",
        "Target “{written}” of “{indicator}” cannot be read: {reason}.",
        "Nothing to compare with.",
        "Write it like “≥4次”.",
    ),
)
ACTUAL_UNREADABLE = Kind(
    code="R103",
    name="actual-not-readable",
    severity=Severity.ERROR,
    zh=Wording(
        "实际完成值无法识别",
        "“{indicator}”的实际完成值“{written}”不能作为准确数值：{reason}。",
        "不能确认的数值不能计分。",
        "请填写准确数字，或改为定性指标。",
    ),
    en=Wording(
        "Actual value not readable",
        "Actual “{written}” of “{indicator}” is no exact value: {reason}.",
        "It cannot be scored.",
        "Give the exact number.",
    ),
)
SIGN_SUPPOSED = Kind(
    code="R104",
    name="target-without-sign",
    severity=Severity.WARNING,
    zh=Wording(
        "年度指标值没有比较符号",
        "“{indicator}”的年度指标值“{written}”没有比较符号，按“{sense}”理解。",
        "没有符号就说不清是下限、上限还是定值，结果可能因此不同。",
        "请为年度指标值补上比较符号 ≥、≤ 或 ＝。",
    ),
    en=Wording(
        "Target without a sign",
        "Target “{written}” of “{indicator}” has no sign and is read as “{sense}”.",
        "The result may depend on it.",
        "Add ≥, ≤ or =.",
    ),
    rule="AUD-13",
    evidence="seed",
)
FORMULA_WITHOUT_VALUE = Kind(
    code="R105",
    name="formula-without-value",
    severity=Severity.ERROR,
    zh=Wording(
        "公式没有计算结果",
        "单元格是公式，文件里没有保存它的计算结果。",
        "只读取已保存的结果，不替代办公软件计算公式。",
        "请用 Excel 或 WPS 打开文件，保存一次后再试。",
    ),
    en=Wording(
        "Formula without a value",
        "The cell is a formula without a saved value.",
        "Not computed.",
        "Open and save the file.",
    ),
)
MONEY_UNREADABLE = Kind(
    code="R106",
    name="money-not-readable",
    severity=Severity.ERROR,
    zh=Wording(
        "金额无法识别",
        "“{label}”的{column}“{written}”不是金额。",
        "执行率无法计算。",
        "请填写以万元为单位的数字。",
    ),
    en=Wording(
        "Money not readable", "{column} of “{label}”: “{written}”.", "No execution rate.", "Give a number."
    ),
)
CLAIM_UNREADABLE = Kind(
    code="R107",
    name="score-not-readable",
    severity=Severity.WARNING,
    zh=Wording(
        "分值或得分无法识别",
        "“{indicator}”的{column}“{written}”不是数字。",
        "不能与核算结果比较。",
        "请只填写数字。",
    ),
    en=Wording(
        "Points not readable",
        "{column} of “{indicator}”: “{written}”.",
        "Cannot be compared.",
        "Give a number.",
    ),
)
