"""Messages of the rules area."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message(
            "rules.unknown-parameter",
            "没有这一参数",
            "There is no such parameter",
            "请从规则清单中选取参数编号",
            "Take the id of a parameter from the list of rules",
        ),
        message(
            "rules.unknown-profile",
            "没有这一地方做法模板",
            "There is no such profile",
            "请从模板清单中选取",
            "Take the key from the list of profiles",
        ),
        message(
            "rules.unknown-evaluation",
            "没有这一可试算的规则",
            "There is no such rule to evaluate",
            "请从可试算规则清单中选取",
            "Take the key from the list of rules that can be evaluated",
        ),
        message(
            "rules.value-malformed",
            "参数值的形式不对，应为 {expected}",
            "The value has the wrong form; expected {expected}",
        ),
        message(
            "rules.value-is-set",
            "“{title}”的值须由采用单位填定",
            "The adopter must set a value for {parameter}",
            "请在 values 中给出该参数的值",
            "Give the parameter's value in values",
        ),
        message(
            "rules.not-laxer-than-inherited",
            "“{title}”不得宽于上级或全国规定",
            "The value of {parameter} may not be laxer than the inherited one",
            "请采用相同或更严的值；依据：{clause}",
            "Adopt the same or a stricter value; the inherited clause is {clause}",
        ),
        message(
            "rules.value-is-fixed",
            "“{title}”由上级规定，本地不得更改",
            "The value of {parameter} is fixed and can't be set locally",
            "请从本次采用中去掉该参数；依据：{clause}",
            "Leave the parameter out; the clause is {clause}",
        ),
        message(
            "rules.not-retroactive",
            "不得早于作出决定之日（系统约定）",
            "It may not reach back behind the day of the decision (our convention)",
            "请把日期定在决定之日或以后",
            "Choose the day of the decision or a later one",
        ),
        message(
            "rules.decided-already",
            "决定日期不得晚于今天",
            "The decision may not lie in the future",
            "请填实际作出决定的日期",
            "Give the day on which the decision was made",
        ),
        message(
            "rules.ends-after-it-begins",
            "结束日期不得早于开始日期",
            "It may not end before it began",
            "请填开始日期或以后的日期",
            "Give the first day or a later one",
        ),
        message(
            "rules.late-recording-explained",
            "补录超过规定天数，须说明原因",
            "Recorded later than allowed; a reason is needed",
            "请在 late_reason 中说明补录原因",
            "Explain in late_reason why it is recorded late",
        ),
        message(
            "rules.follows-own-adoption",
            "本组织已有同日或更晚开始的“{title}”",
            "The organisation's own value of {parameter} begins on that day or later",
            "请选择更晚的开始日期，或先结束现有的值",
            "Choose a later first day, or end the present value first",
        ),
        message(
            "rules.lower-within-upper",
            "下限（{lower}）不得超过上限（{upper}）",
            "The lower figure {lower} may not pass the upper figure {upper}",
            "请调整两者之一",
            "Change one of the two",
        ),
        message(
            "rules.named-once",
            "同一参数只能出现一次",
            "A parameter may be named only once",
            "请去掉重复的参数",
            "Remove the repetition",
        ),
        message(
            "rules.nothing-to-adopt",
            "没有要采用的值",
            "There is nothing to adopt",
            "请给出模板或至少一个参数值",
            "Name a profile or give at least one value",
        ),
        message(
            "rules.adoption-ended",
            "该项采用已经结束",
            "The adoption has ended already",
        ),
        message(
            "rules.calendar-day-in-year",
            "日期不在该年度内",
            "The day does not lie in the year",
        ),
        message(
            "rules.calendar-day-once",
            "同一日期只能出现一次",
            "A day may appear only once",
        ),
        message(
            "rules.makeup-day-is-weekend",
            "调休上班日应为周六或周日",
            "A make-up working day lies on a weekend",
            "请核对放假安排的通知",
            "Check it against the notice",
        ),
        message(
            "rules.holiday-not-makeup",
            "同一日期不能既放假又上班",
            "A day can't be both a day off and a make-up day",
        ),
        message(
            "rules.holidays-are-there",
            "没有放假日期，与全年放假安排不符",
            "There are no days off, which can't be a year's arrangement",
            "请录入全年的放假日期",
            "Give the days off of the whole year",
        ),
        message(
            "rules.calendar-keeps-past-days",
            "不得更改已经过去的日子",
            "Days that have passed can't be changed",
            "已过去的日子如有错误，请写明更正原因",
            "Give a reason to correct a day that has passed",
        ),
    )
)
