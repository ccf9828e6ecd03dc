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
        "读取的是 .xlsx、.xls、.et、.ods、.docx、.doc、.wps、.pdf、.csv、网页表格和文本表格。",
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
        "文件“{file}”里没有找到填有指标的绩效表（需要“三级指标、年度指标值、实际完成值”一类的表头，下面至少有一个指标）。",
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
PDF_NEEDS_EXTRA = Kind(
    code="F010",
    name="pdf-extra-missing",
    severity=Severity.ERROR,
    zh=Wording(
        "没有安装 PDF 读取功能",
        "文件“{file}”是 PDF，读取它需要另装组件 pdfplumber。",
        "没有它就不能从 PDF 中取出表格。",
        '请运行 pip install "perfscore[pdf]"，或改用 Word、Excel 原件。',
    ),
    en=Wording(
        "PDF support not installed",
        "“{file}” is a PDF; reading it needs pdfplumber.",
        "Tables cannot be taken out of a PDF without it.",
        'Run: pip install "perfscore[pdf]", or use the Word or Excel original.',
    ),
)
PDF_SCANNED = Kind(
    code="F011",
    name="pdf-without-text",
    severity=Severity.ERROR,
    zh=Wording(
        "扫描件没有文字",
        "文件“{file}”是没有文字的 PDF（扫描件或图片），不能读取。",
        "不做文字识别：识别错一个数字，评分就错了。",
        "请改用 Word、Excel 原件，或由办公软件直接导出的 PDF。",
    ),
    en=Wording(
        "PDF without text",
        "“{file}” is a PDF without text (a scan).",
        "No character recognition is done: one digit misread would be a wrong score.",
        "Use the Word or Excel original.",
    ),
)
CONVERTER_MISSING = Kind(
    code="F012",
    name="converter-missing",
    severity=Severity.ERROR,
    zh=Wording(
        "旧格式需要先转换",
        "文件“{file}”是{kind}，本机没有可用来转换的 LibreOffice。",
        "这种格式只有办公软件能够完整读出。",
        "请在 Word 或 WPS 中打开，另存为 .docx（表格另存为 .xlsx）后再试；或安装 LibreOffice。",
    ),
    en=Wording(
        "Old format needs conversion",
        "“{file}” is {kind}, and no LibreOffice was found here to convert it.",
        "Only office programs read this format whole.",
        "Save it as .docx or .xlsx in Word or WPS, or install LibreOffice.",
    ),
)
HELPER_FAILED = Kind(
    code="F013",
    name="conversion-failed",
    severity=Severity.ERROR,
    zh=Wording(
        "转换没有成功",
        "文件“{file}”是{kind}，{reason}。",
        "没有转换结果就没有可读的表格。",
        "请在 Word 或 WPS 中打开，另存为 .docx（表格另存为 .xlsx）后再试。",
    ),
    en=Wording(
        "Conversion failed",
        "“{file}” is {kind}: {reason}.",
        "Nothing to read.",
        "Save it as .docx or .xlsx in Word or WPS.",
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
        "“{indicator}”的{column}“{written}”{fault}。",
        "不能与核算结果比较。",
        "请只填写数字；分值不能是负数。",
    ),
    en=Wording(
        "Points not readable",
        "{column} of “{indicator}”: “{written}”.",
        "Cannot be compared.",
        "Give a number; points cannot be negative.",
    ),
)
CELL_SHARED = Kind(
    code="R108",
    name="cell-shared-by-rows",
    severity=Severity.INFO,
    zh=Wording(
        "几个指标合用一格",
        "“{indicators}”合用一个{column}单元格，{way}分配。",
        "合用的分值可以有别的分法。",
        "请为每个指标分别填写分值和得分。",
    ),
    en=Wording(
        "Rows share a cell",
        "“{indicators}” share one cell; its points were divided.",
        "Ambiguous.",
        "Fill each row.",
    ),
)
TABLE_WITHOUT_ACTUALS = Kind(
    code="R109",
    name="table-without-actuals",
    severity=Severity.WARNING,
    zh=Wording(
        "这是绩效目标表，没有实际完成值",
        "表内没有“实际完成值”一列，只能读出目标，不能评出得分。",
        "没有完成情况的表不是自评表。",
        "请选用年度自评表；如果确是自评表，请补上“实际完成值”一列。",
    ),
    en=Wording(
        "No actual values", "The table has targets only.", "Not a self-assessment.", "Choose the other form."
    ),
)
TABLE_OF_PART_OF_YEAR = Kind(
    code="R110",
    name="table-of-part-of-year",
    severity=Severity.WARNING,
    zh=Wording(
        "这是绩效运行监控表",
        "表内的完成值是年度中间的数，按全年目标评出的得分只供参考。",
        "监控表反映进度，不反映全年结果。",
        "年度终了请用自评表评分。",
    ),
    en=Wording(
        "A monitoring table",
        "Its values cover part of the year.",
        "For reference only.",
        "Use the yearly form.",
    ),
)

TOTAL_FROM_SOURCES = Kind(
    code="R111",
    name="money-total-from-sources",
    severity=Severity.WARNING,
    zh=Wording(
        "资金总额没有填",
        "“{label}”为空或为零，而各资金来源有数，按来源合计计算执行率。",
        "执行率以总额一行为准。",
        "请补填资金总额一行。",
    ),
    en=Wording(
        "Money total not filled in",
        "“{label}” is empty or zero; its sources were added up.",
        "It counts.",
        "Fill it in.",
    ),
)
WEIGHTS_OF_ONE = Kind(
    code="R112",
    name="weights-of-one",
    severity=Severity.INFO,
    zh=Wording(
        "权重按小数填写",
        "表内权重合计不超过 1，按百分制换算为分值（0.5 即 50 分）。",
        "各指标分值合计应为 100 分。",
        "请核对换算后的分值；也可以直接填写百分制分值。",
    ),
    en=Wording(
        "Weights that make up one",
        "Weights were read as hundredths of points.",
        "Points add up to 100.",
        "Check.",
    ),
)
ACTUAL_SHARED = Kind(
    code="R113",
    name="actual-shared-by-rows",
    severity=Severity.WARNING,
    zh=Wording(
        "几个指标合用一个完成值",
        "“{indicators}”合用一个实际完成值单元格，按每个指标都是这个值计算。",
        "各指标的目标不同，完成值应当分别填写。",
        "请为每个指标分别填写实际完成值。",
    ),
    en=Wording(
        "Rows share an actual value",
        "“{indicators}” share one cell; each row takes it.",
        "Ambiguous.",
        "Fill each row.",
    ),
)
COLUMN_LEFT_OUT = Kind(
    code="R114",
    name="column-left-out",
    severity=Severity.INFO,
    zh=Wording(
        "同类的列只读取了一列",
        "表内不止一列可以是“{header}”，这一列没有读取。",
        "评分用的是本年度的那一列。",
        "请核对读取的列是否正确；不参与自评的列可以删去。",
    ),
    en=Wording(
        "One of several like columns was read",
        "Several columns could be “{header}”; this one was not read.",
        "The column of the year counts.",
        "Check that the right column was read.",
    ),
)
ROW_NOT_READ = Kind(
    code="R115",
    name="row-not-read",
    severity=Severity.WARNING,
    zh=Wording(
        "有一行没有作为指标读取",
        "“{written}”一行没有作为指标读取，也不参与评分。",
        "名称、指标值、完成值没有各占一格，或者上面没有能识别的表头。",
        "如果是指标，请按表头各列分开填写；如果是说明，请移到表下。",
    ),
    en=Wording(
        "A row was not read",
        "The row “{written}” was not read as an indicator.",
        "Its cells do not fit the header.",
        "Fill in each column, or move remarks below the table.",
    ),
)
SEVERAL_PROJECTS = Kind(
    code="R116",
    name="several-projects-in-one-table",
    severity=Severity.WARNING,
    zh=Wording(
        "一张表里有太多项目",
        "“项目名称”一列有 {count} 个项目，没有拆开，按一张表读取。",
        "不同项目的指标合在一起，总分没有意义。",
        "请分成几个文件，每个文件不超过 1000 个项目。",
    ),
    en=Wording(
        "Too many projects in one table",
        "The list names {count} projects; it was read as one table.",
        "A total over several projects means nothing.",
        "Split the file.",
    ),
)
