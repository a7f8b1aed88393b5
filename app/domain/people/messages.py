"""Messages of the people area."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message(
            "people.citizen-number-length",
            "公民身份号码应为18位",
            "a citizen number has 18 characters",
            "请按身份证逐位核对",
            "compare it with the identity card, character by character",
        ),
        message(
            "people.citizen-number-15-digits",
            "15位旧号码已停用",
            "15-digit numbers are no longer valid",
            "请填写现行居民身份证上的18位号码",
            "enter the 18-character number of the current card",
        ),
        message(
            "people.citizen-number-characters",
            "公民身份号码前17位应为数字，末位为数字或X",
            "a citizen number is 17 digits and a digit or X",
            "请检查全角字符、空格和字母",
            "look for full-width characters, spaces and letters",
        ),
        message(
            "people.citizen-number-date",
            "公民身份号码中的出生日期不存在或在将来",
            "the birth date inside the citizen number does not exist or lies in the future",
            "请核对第7至14位",
            "check characters 7 to 14",
        ),
        message(
            "people.citizen-number-checksum",
            "公民身份号码校验码不符",
            "the check character of the citizen number does not fit",
            "请按身份证逐位核对",
            "compare it with the identity card, character by character",
        ),
        message(
            "people.citizen-number-sex",
            "公民身份号码与填写的性别不一致",
            "the citizen number contradicts the given sex",
            "请核对第17位与性别栏",
            "check character 17 and the sex",
        ),
        message(
            "people.citizen-number-birth",
            "公民身份号码与填写的出生日期不一致",
            "the citizen number contradicts the given birth date",
            "请核对第7至14位与出生日期栏",
            "check characters 7 to 14 and the birth date",
        ),
        message(
            "people.citizen-number-numeric",
            "公民身份号码以数字格式存储，精度已丢失",
            "the citizen number is stored as a number and has lost precision",
            "请把该列设为文本格式后重新填写",
            "format the column as text and enter the numbers again",
        ),
        message("people.name-empty", "姓名不能为空", "the name is missing"),
        message("people.name-too-long", "姓名过长", "the name is too long"),
        message(
            "people.name-invisible",
            "姓名含有不可见字符或改变书写方向的字符",
            "the name holds invisible or direction-changing characters",
            "请重新键入姓名，不要粘贴",
            "type the name again instead of pasting it",
        ),
        message(
            "people.name-private-use",
            "姓名含有自造字（私用区字符）",
            "the name holds a private-use character",
            "请改用该字的国家标准编码（含扩展区）",
            "use the character's own code point (extension planes included)",
        ),
        message(
            "people.name-characters",
            "姓名只能由汉字、拉丁字母和间隔号组成",
            "a name is written in Han characters or Latin letters with a middle dot",
            "请按身份证上的写法填写",
            "write it as on the identity card",
        ),
        message(
            "people.born-in-future",
            "出生日期不能晚于{required}",
            "the birth date lies after {required}",
            "请核对出生日期",
            "check the birth date",
        ),
        message(
            "people.born-too-early",
            "出生日期过早：年龄为{measured}岁",
            "the birth date is too early: the age would be {measured}",
            "请核对出生年份",
            "check the year of birth",
        ),
        message("people.joined-before-birth", "入党日期不能早于出生日期", "the day of joining lies before birth"),
        message("people.joined-in-future", "入党日期不能在将来", "the day of joining lies in the future"),
        message(
            "people.joined-under-age",
            "入党时年龄为{measured}岁，不满{required}岁",
            "the age at joining was {measured}, at least {required} is asked for",
            "请核对出生日期与入党日期",
            "check the birth date and the day of joining",
        ),
        message("people.converted-in-future", "转正日期不能在将来", "the day of conversion lies in the future"),
        message(
            "people.converted-before-joined",
            "转正日期不能早于入党日期",
            "the day of conversion lies before the day of joining",
        ),
        message(
            "people.left-kind",
            "离开的类别只在状态为“已不是党员”时填写，且必须填写",
            "the kind of leaving belongs to the status 'left', and is needed there",
        ),
        message(
            "people.status-change",
            "不能由“{source}”变为“{target}”（事由：{cause}）",
            "the status can't change from '{source}' to '{target}' by '{cause}'",
            "此时可变为：{required}",
            "possible now: {required}",
        ),
        message("people.episode-empty", "截止日期必须晚于起始日期", "the period ends before it begins"),
        message(
            "people.episode-overlap",
            "与该人另一段经历（自{measured}起）重叠",
            "it overlaps another period of the person (from {measured})",
            "请先结束或更正那一段",
            "end or correct that period first",
        ),
        message(
            "people.vote-full-members-only",
            "只有正式党员有表决权、选举权和被选举权",
            "only full members have the vote",
        ),
        message(
            "people.vote-party-probation",
            "留党察看期间（自{measured}起）没有表决权、选举权和被选举权",
            "no vote while on probation within the Party (since {measured})",
        ),
        message(
            "people.vote-rights-suspended",
            "党员权利自{measured}起中止",
            "the member's rights are suspended since {measured}",
        ),
        message("people.not-found", "未找到该人员", "No such person"),
        message("people.duplicate.not-found", "未找到该疑似重复记录", "No such possible duplicate"),
        message("people.citizen-number-missing", "该人员未登记公民身份号码", "No citizen number is recorded"),
        message("people.phone", "联系电话只能含数字和连字符", "a telephone number holds digits and hyphens only"),
        message("people.ethnic-code", "民族代码应为01至56", "the ethnic code runs from 01 to 56"),
        message("people.education-code", "学历代码不在GB/T 4658代码表内", "the education code is not in GB/T 4658"),
        message(
            "people.joined-missing",
            "党员必须有入党日期",
            "a member has a day of joining",
            "填写支部大会通过其为预备党员的日期",
            "give the day of the assembly that admitted",
        ),
        message(
            "people.converted-missing",
            "正式党员必须有转正日期",
            "a full member has a day of conversion",
            "填写预备期满转为正式党员的日期",
            "give the day on which probation ended",
        ),
        message(
            "people.joined-too-early",
            "尚未入党的人员不能有入党日期",
            "somebody who has not joined has no day of joining",
        ),
        message(
            "people.converted-too-early",
            "尚未转正的人员不能有转正日期",
            "somebody not converted has no day of conversion",
        ),
        message(
            "people.already-known",
            "您的管理范围内已有该公民身份号码的人员",
            "a person with this citizen number is already in your subtree",
            "请使用已有的人员记录",
            "use the record that is there",
        ),
        message(
            "people.not-a-branch",
            "党员组织关系只能编入党支部或联合党支部（{actual}不行）",
            "membership belongs to a branch or joint branch (not to a {actual})",
        ),
        message(
            "people.no-episode-on-day",
            "该人员在{on}没有有效的经历记录",
            "nothing is recorded of the person for {on}",
            "请核对日期，或先更正经历",
            "check the day, or correct the history first",
        ),
        message(
            "people.later-change",
            "{on}起另有变更，须先更正那一段",
            "another change follows from {on}; correct that first",
        ),
        message("people.already-in-branch", "该人员已在这个支部", "the person is already in this branch"),
        message(
            "people.takeover-only", "该状态只能按接续登记方式录入", "this status is recorded by taking over from paper"
        ),
        message(
            "people.group-not-here", "党小组不属于该人员所在支部", "the group does not belong to the person's branch"
        ),
        message("people.merged", "该记录已并入另一条人员记录", "the record has been merged into another"),
        message("people.not-a-member", "只有正式党员可以受此限制", "only a full member can be restricted so"),
        message("people.nothing-changed", "没有需要更正的内容", "nothing would change"),
        message("people.duplicate-pair", "保留的人员必须是这两人之一", "the kept person is one of the two"),
        message(
            "people.duplicate-status",
            "请先把两条记录的经历更正为一致，再合并",
            "correct the two histories so that they agree before merging",
        ),
    )
)
