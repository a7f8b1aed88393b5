"""Words of the OpenAPI document in both languages: tags, responses, and the split of bilingual summaries."""

import re

__all__ = ["RESPONSES", "TAGS", "TITLE", "split"]

_CHINESE = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef\U00020000-\U0003ffff"
_LAST_CHINESE = re.compile(rf"^(.*[{_CHINESE}])\s*(.*)$", re.DOTALL)

TITLE = ("党务工作开放接口。", "An open API for Party organisation work in a county.")

TAGS: dict[str, tuple[str, str]] = {
    "assessments": ("量化考核与民主测评", "Score sheets, opinion polls, evaluations, scored talks"),
    "audit": ("审计", "Audit"),
    "ballots": ("表决", "Ballots"),
    "development": ("发展党员", "Development of members"),
    "documents": ("文件与佐证", "Documents and evidence"),
    "form-register": ("入党志愿书登记", "Register of application forms"),
    "identity": ("账号与授权", "Accounts, roles and sessions"),
    "installation": ("版本与时钟", "Version and clock"),
    "meetings": ("会议", "Meetings"),
    "operations": ("运行与后台任务", "Health, and long work that goes on after the answer"),
    "organisations": ("组织", "Organisations"),
    "people": ("人员与党籍", "People and membership"),
    "political_review": ("政治审查", "Political review"),
    "public": ("公开", "Public, without login"),
    "publicity": ("公示", "Publicity"),
    "roster-imports": ("名册导入", "Roster imports"),
    "rules": ("规定与日历", "Rules and calendar"),
    "tasks": ("待办", "Tasks"),
    "training": ("教育培训", "Training"),
}

RESPONSES: dict[str, tuple[str, str]] = {
    "200": ("成功", "Successful Response"),
    "201": ("已创建", "Created"),
    "202": ("已受理", "Accepted"),
    "204": ("成功，无内容", "Done; no content"),
    "304": ("内容未变", "Not modified"),
    "400": ("请求无法解析", "The request can't be parsed."),
    "401": ("未登录或登录已失效", "No valid credentials."),
    "403": ("在管理范围内，但缺少所列权限", "Inside the subtree, the named permission is missing."),
    "404": ("不存在，或不在管理范围内", "Nothing there, or outside the caller's subtree."),
    "408": ("请求正文传输过慢", "The body did not arrive in time."),
    "409": ("程序或当前状态不允许，逐项列明理由", "The procedure or the state refuses; every reason is listed."),
    "412": ("资源已被他人修改", "The resource has changed since it was read."),
    "413": ("请求正文过大", "The body is too large."),
    "415": ("不支持的内容类型", "The content type is not supported."),
    "422": ("提交内容不符合要求，逐项列明", "The input can't be; each field is named."),
    "428": ("缺少 If-Match", "If-Match is missing."),
    "429": ("请求过于频繁", "Too many requests; see Retry-After."),
    "503": ("系统繁忙，见 Retry-After", "Overloaded; see Retry-After."),
}


def split(text: str, language: str) -> str:
    """Return the Chinese or the English part of a text such as ``组织列表 List organisations``."""
    found = _LAST_CHINESE.match(text)
    if found is None or not found.group(2):
        return text
    return found.group(1 if language == "zh" else 2)
