"""What the register of application forms asks, and what to do about it, in both languages."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message(
            "form-register.range-order",
            "号段首号 {expected} 不得大于末号 {actual}",
            "a range runs upwards: its first number {expected} is not above its last {actual}",
            "请核对号段",
            "Check the two numbers.",
        ),
        message(
            "form-register.range-free",
            "号段 {required}（{series}）与已发放的号段 {measured} 重叠",
            "the numbers {required} of series {series} overlap a range that was handed out ({measured})",
            "请改用未发放的号段",
            "Use numbers that nobody holds.",
        ),
        message(
            "form-register.range-unused",
            "号段 {required}（{series}）中的 {measured} 号已使用",
            "of the numbers {required} of series {series}, {measured} has been used",
            "请避开已使用的编号",
            "Leave out numbers that were used.",
        ),
        message(
            "form-register.number-in-range",
            "编号 {measured} 不在该号段（{required}）内",
            "the number {measured} is not in that range ({required})",
            "请使用号段内的编号",
            "Use a number of the range.",
        ),
        message(
            "form-register.range-open",
            "该号段已于 {measured} 交回，不再发放",
            "the range was handed back on {measured}",
            "请使用其他号段",
            "Use another range.",
        ),
        message(
            "form-register.range-exhausted",
            "该组织没有可用的空白志愿书编号",
            "no blank number is left in the ranges of this committee",
            "请向县委组织部申领新号段",
            "Ask the organisation department for another range.",
        ),
        message(
            "form-register.after-range-issue",
            "发放日期 {measured} 早于号段领取日期 {required}",
            "the form is given out on {measured}, before the range was handed over ({required})",
            "请核对日期",
            "Check the day.",
        ),
        message(
            "form-register.number-free",
            "编号 {measured} 已使用，一号一人",
            "the number {measured} has been used: one number for one person",
            "请使用下一个空白编号",
            "Use the next blank number.",
        ),
        message(
            "form-register.one-number-per-person",
            "此人已持有编号 {measured} 的志愿书",
            "this person holds the form {measured} already",
            "损毁或遗失的，先登记作废或遗失，再换发",
            "Record it as spoiled or lost first, then replace it.",
        ),
        message(
            "form-register.form-is-issued",
            "志愿书当前状态为 {measured:FormState}，只有已发放的才能作废或挂失",
            "the form is {measured:FormState}; only an issued form is marked spoiled or lost",
            "请核对编号",
            "Check the number.",
        ),
        message(
            "form-register.void-after-issue",
            "作废或挂失日期 {measured} 早于发放日期 {required}",
            "it is marked on {measured}, before it was given out ({required})",
            "请核对日期",
            "Check the day.",
        ),
        message(
            "form-register.form-is-void",
            "志愿书当前状态为 {measured:FormState}，只有作废或遗失的才能换发",
            "the form is {measured:FormState}; only a spoiled or lost form is replaced",
            "请先登记作废或遗失",
            "Mark it spoiled or lost first.",
        ),
        message(
            "form-register.form-had-holder",
            "未发放到人的空白志愿书不需换发",
            "a blank form that nobody held is not replaced",
            "请直接发放下一个编号",
            "Give out the next number.",
        ),
        message(
            "form-register.replace-after-void",
            "换发日期 {measured} 早于作废或挂失日期 {required}",
            "it is replaced on {measured}, before it was marked ({required})",
            "请核对日期",
            "Check the day.",
        ),
        message(
            "form-register.form-held",
            "须持有一份有效的编号《入党志愿书》（现有 {measured} 份）",
            "one numbered application form is held that is neither spoiled nor lost ({measured} are)",
            "请由有审批权的党组织发放志愿书",
            "Let the committee give out a form.",
        ),
        message(
            "form-register.holder-is-committee",
            "号段只能发给有审批权的党组织",
            "ranges are handed to bodies with approval power",
            "请选择有审批权的党委",
            "Choose a committee with approval power.",
        ),
        message("application-forms.not-found", "没有这份志愿书", "no such form"),
        message("application-form-ranges.not-found", "没有这个号段", "no such range"),
        message(
            "form-register.number-not-held",
            "该组织没有编号 {actual} 的号段",
            "no range within reach holds the number {actual}",
            "请核对编号与号段",
            "Check the number and the ranges.",
        ),
    )
)
