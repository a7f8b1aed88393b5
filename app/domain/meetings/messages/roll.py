"""Messages of the roll: the vote, excusals, attendance, quorum, written opinions."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "meetings.roll-is-of-the-day",
        "应到会名册须以会议当日（{required}）为准，现为 {measured}",
        "the roll is that of the day of the meeting ({required}), not of {measured}",
        "请以会议当日党员名册固定应到会名单",
        "Freeze the roll as of the day of the meeting.",
    ),
    m(
        "meetings.roster-says-otherwise",
        "与会议当日（{expected}）的党员名册不符",
        "the roster of the day of the meeting ({expected}) says otherwise",
        "请先在党员名册中更正，再更正应到会名册",
        "Correct the roster first, then the roll.",
    ),
    m(
        "meetings.not-on-roster",
        "会议当日不是本组织党员",
        "was not of this body on the day of the meeting",
    ),
    m(
        "meetings.roll-frozen-once",
        "应到会名册已固定（{measured}），不能再次固定",
        "the roll has been frozen already ({measured})",
        "如有错误，请以更正方式处理并说明理由",
        "Correct a wrong line with a reason instead.",
    ),
    m(
        "meetings.on-the-roll",
        "有 {measured} 人不在应到会名册上",
        "{measured} of these people are not on the roll",
        "列席人员不登记在表决名册中",
        "Guests are not entered on the roll of electors.",
    ),
    m(
        "meetings.attendance-complete",
        "还有 {measured} 名有表决权的党员未登记到会情况",
        "attendance of {measured} members with the vote has not been recorded",
        "请逐人登记到会或缺席",
        "Record for each of them whether they came.",
    ),
    m(
        "meetings.excused-had-vote",
        "只有名册上有表决权的党员才可不计入应到会人数",
        "only a member with the vote on the roll can be left out of the count",
        "请核对名册",
        "Check the roll.",
    ),
    m(
        "meetings.excused-has-not-written",
        "已提交书面意见的党员不能不计入应到会人数",
        "somebody whose written opinion was handed in counts among those entitled",
        "书面意见确属无效的，请先更正书面意见",
        "Have the written opinion set aside first, where it is void.",
    ),
    m(
        "meetings.excused-is-absent",
        "到会的党员不能不计入应到会人数",
        "somebody who is present counts among those entitled",
        "请更正到会情况",
        "Correct the attendance.",
    ),
    m(
        "meetings.excusal-ground-in-force",
        "会议当日（{required}）没有生效的事由“{ground}”，不得不计入应到会人数",
        "no ground {ground} is in force on {required}: nobody is left out of the count without one",
        "请由有权党组织先登记事由、依据和决定文号",
        "Let the deciding body record the ground with its text and decision number first.",
    ),
    m(
        "meetings.present-or-written",
        "有 {measured} 人既提交书面意见又登记到会",
        "{measured} people are both present and have handed in a written opinion",
        "到会者应投票，其书面意见须先作废并说明理由",
        "Who comes votes by paper; set the written opinion aside with a reason first.",
    ),
    m(
        "meetings.quorum",
        "到会有表决权党员 {present} 人，应到会 {entitled} 人，须超过应到会的 {share}，至少 {required} 人",
        "{present} of {entitled} entitled members are present; more than {share} of those entitled, at least {required}",
        "人数不足，请中止本次大会并另行召开",
        "Break the assembly off for want of a quorum and call it again.",
    ),
    m(
        "meetings.ground-code-taken",
        "该事由代码在此期间已登记",
        "a ground of this code is in force at that time already",
        "请先终止原事由，或使用另一代码",
        "End the earlier ground first or use another code.",
    ),
    m(
        "meetings.opinion-handed-in",
        "此人对该讨论对象的书面意见已登记",
        "this person's opinion about the candidate is on record already",
        "如有错误，先将其作废并说明理由",
        "Set it aside with a reason first.",
    ),
    m(
        "meetings.no-opinion",
        "此人没有登记书面意见",
        "no written opinion of this person is on record",
        "请核对人员",
        "Check the person.",
    ),
    m(
        "meetings.ground-days",
        "终止日期不得早于 {expected}",
        "the last day is not before {expected}",
        "请核对日期",
        "Check the day.",
    ),
    m(
        "meetings.ground-with-standing",
        "无表决权或不计入应到会须写明事由；应到会则不写",
        "a ground goes with a standing other than entitled, and only with that",
        "请核对事由",
        "Check the ground.",
    ),
)
