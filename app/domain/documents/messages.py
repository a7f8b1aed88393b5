"""Messages of the documents area."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

_TYPES_ZH = "支持 JPEG、PNG、TIFF、PDF、OFD、XLSX、DOCX。"
_TYPES_EN = "Admitted are JPEG, PNG, TIFF, PDF, OFD, XLSX and DOCX."

MESSAGES = register(
    (
        message(
            "documents.empty", "文件为空", "The file is empty", "请选择有内容的文件。", "Choose a file with content."
        ),
        message(
            "documents.type-not-admitted", "文件类型不在允许之列", "The file type is not admitted", _TYPES_ZH, _TYPES_EN
        ),
        message(
            "documents.damaged",
            "文件不完整或已损坏",
            "The file is incomplete or damaged",
            "请重新扫描、拍照或导出后再上传。",
            "Scan, photograph or export it again.",
        ),
        message(
            "documents.two-types",
            "文件同时像两种类型，不能接收",
            "The file is two types at once and can't be taken",
            "请重新导出为单一类型的文件。",
            "Export it again as a file of one type.",
        ),
        message(
            "documents.active-content",
            "文件带有宏、脚本或嵌入文件",
            "The file carries macros, scripts or embedded files",
            "请另存为不带宏和脚本的文件，或打印后扫描。",
            "Save it without macros and scripts, or print and scan it.",
        ),
        message(
            "documents.archive-too-large",
            "文件解开后过大",
            "The file unfolds to too much",
            "请拆分后上传。",
            "Split it up.",
        ),
        message(
            "documents.archive-unsafe",
            "文件内部结构不安全",
            "The inside of the file is not safe",
            "请用办公软件重新保存后再上传。",
            "Save it again with an office program.",
        ),
        message(
            "documents.picture-too-large",
            "图片像素过多",
            "The picture has too many pixels",
            "请降低分辨率后再上传。",
            "Lower its resolution.",
        ),
        message(
            "documents.too-large",
            "文件超过大小上限 {limit} 字节",
            "The file is larger than {limit} bytes",
            "请压缩或拆分后再上传。",
            "Compress it or split it up.",
        ),
        message(
            "documents.title-length",
            "标题为空或过长",
            "The title is empty or too long",
            "请填写 1 至 200 个字。",
            "Give it 1 to 200 characters.",
        ),
        message(
            "documents.file-name-length",
            "文件名为空或过长",
            "The file name is empty or too long",
            "请使用 1 至 200 个字的文件名。",
            "Use a name of 1 to 200 characters.",
        ),
        message(
            "documents.file-name-path",
            "文件名含有路径或不允许的符号",
            "The file name holds a path or signs that are not allowed",
            "请只用文件名，不带文件夹。",
            "Use the bare name without folders.",
        ),
        message(
            "documents.hidden-characters",
            "文字含有控制、双向或零宽等不可见字符",
            "The text holds control, bidirectional, zero-width or other hidden characters",
            "请重新键入，不要粘贴带格式的文字。",
            "Type it anew instead of pasting formatted text.",
        ),
        message(
            "documents.dated-in-future",
            "材料日期晚于今天",
            "The document is dated after today",
            "请填写材料本身的日期。",
            "Give the date of the paper itself.",
        ),
        message(
            "documents.reference-required",
            "未说明材料属于哪个发展档案、会议、公示或组织",
            "It is not said which case, meeting, notice or organisation the document belongs to",
            "请填写其中一项。",
            "Name one of them.",
        ),
        message(
            "documents.already-filed",
            "同一文件已作为同类材料归入此处",
            "The same file is already kept here as this kind",
            "无需重复上传；如原件有误，请更正原材料。",
            "There is no need to send it again; correct the one on file if it was wrong.",
        ),
        message(
            "documents.not-current",
            "该材料已被更正或停用",
            "The document has been replaced or set aside",
            "请使用现行的一份。",
            "Use the one that stands.",
        ),
        message(
            "documents.reason-required",
            "更正须说明理由",
            "A correction needs a reason",
            "请填写理由。",
            "Give the reason.",
        ),
        message(
            "documents.note-for-ended-case",
            "发展档案已结束，补充材料须附说明",
            "The case is over: what is added to its file needs a note",
            "请在 reason 中说明补充原因。",
            "Say in `reason` why it is added.",
        ),
        message(
            "documents.content-missing",
            "文件内容不在存储中",
            "The content of the file is not in the store",
            "请联系管理员从备份恢复。",
            "Ask the operator to restore it from a backup.",
        ),
        message(
            "documents.not-found",
            "没有这份材料",
            "There is no such document",
            "请核对编号。",
            "Check the id.",
        ),
    )
)
