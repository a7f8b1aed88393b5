"""Messages of roster imports."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message("roster-import.not-found", "未找到该导入", "No such import"),
        message(
            "roster.not-a-sheet",
            "文件既不是XLSX也不是CSV文本",
            "the file is neither XLSX nor CSV text",
            "请另存为XLSX，或UTF-8、GB18030编码的CSV",
            "save it as XLSX, or as CSV in UTF-8 or GB18030",
        ),
        message(
            "roster.old-excel",
            "旧版XLS文件不能导入",
            "the old XLS format is not read",
            "请在表格软件中另存为XLSX",
            "save it as XLSX",
        ),
        message(
            "roster.encrypted", "文件已加密，无法读取", "the file is encrypted", "请去掉打开密码", "remove its password"
        ),
        message(
            "roster.too-large",
            "文件展开后过大（{what}超过{expected}）",
            "the file is too large when unpacked ({what} over {expected})",
            "请按支部拆分后分别导入",
            "split it by branch",
        ),
        message(
            "roster.several-sheets",
            "多张工作表都像名册：{actual}",
            "several sheets look like rosters: {actual}",
            "请只保留一张名册，或隐藏其余工作表",
            "keep one of them, or hide the others",
        ),
        message(
            "roster.quotes",
            "第{expected}行的引号不成对",
            "the quotes of row {expected} don't match",
            "请检查该行及其后各行的英文双引号",
            "look at the double quotes of this row and of those below it",
        ),
        message("roster.damaged", "文件已损坏，无法读取", "the file is damaged"),
        message("roster.empty", "表中没有数据行", "the sheet holds no rows"),
        message(
            "roster.no-header",
            "前10行中没有找到表头",
            "no header was found in the first ten rows",
            "表头应含：姓名、公民身份号码、人员类别等",
            "the header names 姓名, 公民身份号码, 人员类别 and so on",
        ),
        message("roster.columns-missing", "缺少必需的列：{expected}", "required columns are missing: {expected}"),
        message("roster.columns-repeated", "列重复：{actual}", "columns are repeated: {actual}"),
        message(
            "roster.number-missing",
            "公民身份号码不能为空",
            "the citizen number is missing",
            "请按身份证填写",
            "fill it in",
        ),
        message(
            "roster.number-lost-digits",
            "长数字以数字格式存储，精度已丢失",
            "a long number is stored as a number and has lost digits",
            "请把该列设为文本格式后重新填写",
            "format the column as text and enter it again",
        ),
        message(
            "roster.cell-error",
            "单元格是错误值、没有结果的公式或时间，无法读取",
            "the cell holds an error, a formula without its value, or a time of day",
            "请改为填写具体内容",
            "write what it should say",
        ),
        message(
            "roster.hidden-row", "该行在表中是隐藏的，仍会导入", "the sheet hides this row; it is imported all the same"
        ),
        message("roster.text", "内容过长或含不可见字符", "the text is too long or holds invisible characters"),
        message(
            "roster.day-unreadable",
            "日期无法识别",
            "the day can't be read",
            "可写作1985-03-12、1985.03.12、1985年3月12日或19850312",
            "write 1985-03-12, 1985.03.12, 1985年3月12日 or 19850312",
        ),
        message("roster.day-impossible", "没有这一天", "there is no such day"),
        message("roster.day-only-year", "只有年份，缺少月日", "only a year is given"),
        message(
            "roster.day-ambiguous",
            "1月与10月无法区分（数字1985.1与1985.10相同）",
            "January and October can't be told apart (as a number 1985.1 is 1985.10)",
            "请改为文本格式，写明年月日",
            "format the cell as text and write the whole day",
        ),
        message(
            "roster.day-missing",
            "缺少日",
            "the day of the month is missing",
            "补写到日；或导入时选择“缺日按1日”",
            "write it, or allow the first of the month for this import",
        ),
        message("roster.day-set-to-first", "缺少日，已按1日登记", "the day was missing and set to the first"),
        message("roster.sex", "性别应为男或女", "the sex is 男 or 女"),
        message("roster.ethnic", "民族名称不在56个民族之内", "the ethnic group is not one of the 56"),
        message(
            "roster.education", "学历名称无法识别", "the education is not known", "请按GB/T 4658填写", "see GB/T 4658"
        ),
        message("roster.occupation", "职业名称无法识别", "the occupation is not known"),
        message("roster.sector", "领域名称无法识别", "the sector is not known"),
        message(
            "roster.category",
            "人员类别无法识别",
            "the category is not known",
            "可填：正式党员、预备党员、发展对象、入党积极分子、入党申请人",
            "正式党员, 预备党员, 发展对象, 入党积极分子 or 入党申请人",
        ),
        message("roster.category-missing", "人员类别不能为空", "the category is missing"),
        message(
            "roster.since-missing",
            "须填写取得该身份的日期",
            "the first day of the status is missing",
            "填写“状态起始日期”列",
            "fill in the column 状态起始日期",
        ),
        message("roster.branch-missing", "未填写所在支部", "the branch is missing"),
        message(
            "roster.branch-unknown",
            "在导入范围内没有这个党支部",
            "there is no such branch within the import's organisation",
            "按系统中的全称、简称或代码填写",
            "write its full name, short name or code",
        ),
        message(
            "roster.branch-ambiguous",
            "有多个党支部同名",
            "several branches have this name",
            "改填组织代码",
            "write its code",
        ),
        message(
            "roster.before-branch",
            "日期早于支部成立之日{expected}",
            "the day lies before the branch was founded ({expected})",
        ),
        message("roster.duplicate-row", "与第{expected}行重复", "it repeats row {expected}"),
        message(
            "roster.number-twice",
            "第{expected}行以同一号码登记了不同的内容",
            "row {expected} gives the same number with other data",
            "请核对哪一行正确，删去另一行",
            "find out which is right and remove the other",
        ),
        message(
            "roster.differs",
            "系统中已有此人，且内容不同：{actual}",
            "the person is there already with other data: {actual}",
            "导入不覆盖已有记录，请在系统中更正",
            "an import never overwrites; correct the record by hand",
        ),
        message(
            "roster.elsewhere",
            "此人已在另一党支部",
            "the person is in another branch already",
            "请办理组织关系转移",
            "use a transfer",
        ),
        message(
            "roster.not-checked", "该导入尚未检查完毕，或已经应用", "the import is not checked yet, or was applied"
        ),
        message(
            "roster.bad-rows",
            "有{actual}行不能导入，按“全部或不导入”方式拒绝",
            "{actual} rows can't be imported; all or nothing was asked for",
            "改正后重新上传，或选择只导入正确的行",
            "correct and upload again, or import the good rows only",
        ),
        message("roster.interrupted", "处理中断", "the work was interrupted", "请重试", "try again"),
    )
)
