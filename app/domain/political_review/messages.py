"""What the codes of political review say."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message(
            "political-review.sent-after-opening",
            "函调发出日期不得早于政审开始日期",
            "A letter of inquiry can't be older than the review",
            "请核对发函日期。",
            "Check the day of sending.",
        ),
        message(
            "political-review.subject-known",
            "函调对象不在本次政审名单中",
            "The letter's subject is not part of this review",
            "请先登记政审对象。",
            "Add the subject first.",
        ),
        message(
            "political-review.inquiry-open",
            "该函调已回复或已撤回",
            "The letter has been answered or called back",
            "需要更正的，请按更正程序办理。",
            "Use a correction if the answer was wrong.",
        ),
        message(
            "political-review.reply-after-sending",
            "回函日期不得早于发函日期",
            "A reply can't be older than its letter",
            "请核对回函日期。",
            "Check the day of the reply.",
        ),
        message(
            "political-review.concluded-after-opening",
            "结论日期不得早于政审开始日期",
            "A conclusion can't be older than the review",
            "请核对结论日期。",
            "Check the day of the conclusion.",
        ),
        message(
            "political-review.candidate-is-subject",
            "政审名单须包括本人",
            "The candidate must be among the subjects",
            "请登记本人为政审对象。",
            "Add the candidate as a subject.",
        ),
        message(
            "political-review.statement-there",
            "须有本人书面说明",
            "The person's own written statement is needed",
            "请本人提交说明。",
            "Let the person hand in the statement.",
        ),
        message(
            "political-review.investigator-there",
            "须确定政审人员",
            "An investigator must be appointed",
            "请至少确定一名政审人员（来源未规定人数，本系统约定至少一名）。",
            "Appoint at least one; no text that was seen gives a number, one is our own minimum.",
        ),
        message(
            "political-review.investigator-is-another",
            "政审人员不得为本人",
            "Nobody investigates himself",
            "请另行确定政审人员。",
            "Appoint somebody else.",
        ),
        message(
            "political-review.no-letter-open",
            "尚有函调未回复",
            "A letter of inquiry is still open",
            "请催办回函，或说明原因撤回该函。",
            "Wait for the reply, or call the letter back with a reason.",
        ),
        message(
            "political-review.concluded-after-replies",
            "结论日期不得早于所依据的回函日期",
            "The conclusion can't be older than a reply it rests on",
            "请核对结论日期。",
            "Check the day of the conclusion.",
        ),
        message(
            "political-review.replies-stamped",
            "回函须有盖章材料",
            "Every reply needs its stamped document",
            "请上传盖章的回函。",
            "Upload the stamped reply.",
        ),
        message(
            "political-review.department-replied",
            "须有该部门的盖章回函：{name}",
            "A stamped reply of this department is asked for: {name}",
            "请向该部门发函并取得盖章回函。",
            "Send a letter to the department and obtain the stamped reply.",
        ),
        message(
            "political-review.place-consulted",
            "流动人员须征求该方面党组织意见：{name}",
            "For a floating person this organisation is asked too: {name}",
            "请向户籍所在地和居住地党组织发函。",
            "Send letters to the organisations of household registration and of residence.",
        ),
        message(
            "political-review.content-judged",
            "政审内容尚缺：{name}",
            "A group of contents has not been judged: {name}",
            "请填写该项内容的审查意见。",
            "State what was found on it.",
        ),
        message(
            "political-review.contents-bear-it-out",
            "有内容不合格的，不得作出合格结论",
            "A review with a group found wanting can't pass",
            "请核对各项意见或改为不合格、继续了解。",
            "Check the groups, or conclude that it failed or needs more.",
        ),
        message(
            "political-review.conclusion-document",
            "须有政审结论材料",
            "The conclusion needs its document",
            "请上传政审材料。",
            "Upload the review material.",
        ),
        message(
            "political-review.concluded",
            "须有政治审查结论",
            "A concluded political review is needed",
            "请完成政治审查。",
            "Complete the review.",
        ),
        message(
            "political-review.passed",
            "政治审查须合格；未经政审或政审不合格的不能发展入党",
            "The political review must have passed; without one nobody is admitted",
            "结论为继续了解的，请补充材料后再作结论。",
            "If it needs more, complete it and conclude again.",
        ),
    )
)
