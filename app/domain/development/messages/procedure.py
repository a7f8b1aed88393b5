"""Messages of the procedure itself: open, in order, on record."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "development.case-open",
        "发展档案仍在进行中",
        "The case is open",
        "本档案已结束，如需继续须重新开立",
        "The case is over; open a new one to go on",
    ),
    m(
        "development.findings-decided",
        "待处理的问题已由党委决定",
        "No finding waits for a decision",
        "由有审批权的党委作出带文号的决定",
        "The committee with approval power decides, with a document number",
    ),
    m(
        "development.step-not-done",
        "该步骤尚未完成",
        "The step has not been completed yet",
        "该步骤已完成，无需重复",
        "It has been completed and needs no second time",
    ),
    m("development.act-recorded", "已记录“{act}”", "“{act_en}” is on record", "先录入该事项", "Record the act first"),
    m(
        "development.act-is-new",
        "退回或未通过后须有新的材料或决定",
        "A new attempt rests on a new act",
        "重新办理并录入新的事项",
        "Carry the act out anew and record it",
    ),
    m("development.act-not-ahead", "事项日期不晚于今天", "The act does not lie ahead", "核对日期", "Check the day"),
    m(
        "development.act-after-birth",
        "事项日期晚于出生日期",
        "The act lies after the person's birth",
        "核对出生日期与事项日期",
        "Check the birth date and the day of the act",
    ),
    m(
        "development.step-before",
        "前置步骤“{step}”已完成",
        "The step before it, “{step_en}”, is done",
        "先完成前置步骤",
        "Complete the step before it first",
    ),
    m(
        "development.act-in-order",
        "日期不早于前置步骤“{step}”",
        "The act is not older than that of “{step_en}”",
        "核对两个日期，录错的按更正程序更正",
        "Check both days; correct the one that was recorded wrongly",
    ),
    m(
        "development.document-there",
        "材料齐全：{kind:DocumentKind}",
        "The document is on file: {kind:DocumentKind}",
        "上传该材料并注明所属步骤",
        "Upload the document and name the step",
    ),
    m(
        "development.earlier-steps-hold",
        "此前各步骤仍然成立",
        "Every earlier step still holds",
        "对不再成立的步骤（{step}）提请党委决定",
        "Put the step that no longer holds before the committee",
    ),
)
