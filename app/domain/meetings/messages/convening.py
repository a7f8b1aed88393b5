"""Messages of calling a meeting and naming its candidates."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "meetings.body-stands",
        "会议日期 {measured} 该组织不存在（以 {required} 为界）",
        "the body did not exist on {measured} (its bound is {required})",
        "请核对会议日期和召集组织",
        "Check the day and the body.",
    ),
    m(
        "meetings.no-figure",
        "{measured} 当日没有在册的法规数值（{parameter}），无法判断",
        "no text on record gives a figure for {parameter} on {measured}",
        "按接续办理程序，由有权党组织以决定文号承认",
        "A deciding body may carry it by a decision with a document number (take-over).",
    ),
    m(
        "meetings.notice-in-time",
        "会议通知应提前 {required} 天，实际提前 {measured} 天",
        "notice must be given {required} days ahead; it was {measured}",
        "请另定会议日期并重新通知",
        "Set a later day and give notice again.",
    ),
    m(
        "meetings.upper-committee-told",
        "按本地规定，召开大会应提前通知上级党组织（通知日 {measured}，大会日 {required}）",
        "under the local rule the upper committee is told on an earlier day than the assembly ({required})",
        "请在大会前通知上级党组织并登记通知日期",
        "Tell the upper committee before the day of the assembly and record it.",
    ),
    m(
        "meetings.candidates-named",
        "接收、转正大会必须列明讨论对象",
        "an assembly that admits or converts names its candidates",
        "请填写讨论对象",
        "Name at least one candidate.",
    ),
    m(
        "meetings.candidate-named-once",
        "同一讨论对象只能列一次",
        "a candidate is named once only",
        "请删除重复的讨论对象",
        "Remove the repeated candidate.",
    ),
    m(
        "meetings.candidate-not-member-yet",
        "讨论对象的身份与会议类型不符",
        "the candidate's status does not fit this kind of assembly",
        "接收大会讨论发展对象，转正大会讨论预备党员",
        "Admission is for development objects, conversion for probationary members.",
    ),
    m(
        "meetings.again-on-later-day",
        "重新召开的日期须晚于 {required}，现为 {measured}",
        "the meeting is held again on a day after {required}, not on {measured}",
        "请另定日期",
        "Choose a later day.",
    ),
    m(
        "meetings.noticed-again",
        "会议重新召集须另行通知、另行报告，不早于原会议中止日 {required}，现为 {measured}",
        "an assembly that is called again needs its own notice and report, on or after {required}, not {measured}",
        "请填写重新通知、重新报告的日期",
        "State the days on which notice and report were given anew.",
    ),
    m(
        "meetings.reconvened-once",
        "该会议已重新召集过一次",
        "the meeting has been called again already",
        "请在后一次会议上继续办理",
        "Go on with the later meeting.",
    ),
    m(
        "meetings.kind-fits-body",
        "该组织不召开此类会议（{measured:MeetingKind}）",
        "this body does not hold meetings of this kind ({measured:MeetingKind})",
        "请核对组织与会议类型",
        "Check the body and the kind.",
    ),
    m(
        "meetings.notice-after-meeting",
        "通知日期不得晚于会议日期 {expected}",
        "notice is given on the day of the meeting ({expected}) at the latest",
        "请核对日期",
        "Check the two days.",
    ),
    m(
        "meetings.candidate-of-branch",
        "讨论对象不在召开大会的支部",
        "the candidate is not of the branch that meets",
        "请先办理党员（申请人）所在支部的变更，或由所在支部召开大会",
        "Let the person's own branch hold the assembly.",
    ),
    m(
        "meetings.case-of-candidate",
        "发展档案不属于该讨论对象",
        "the development case is not this candidate's",
        "请核对发展档案",
        "Check the case.",
    ),
)
