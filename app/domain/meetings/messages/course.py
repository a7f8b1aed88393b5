"""Messages of holding, breaking off and recording a meeting, and of whatever is recorded about one."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "meetings.state",
        "会议当前状态为 {measured}，此操作要求的状态为 {required}",
        "the meeting is {measured}; this act needs it to be {required}",
        "请先完成前一环节；已中止的会议请重新召集",
        "Take the step before this one first; call an aborted meeting again.",
    ),
    m(
        "meetings.chaired",
        "会议须有到会的主持人，且不得为讨论对象",
        "the meeting has a chair who is present and is no candidate",
        "请登记主持人",
        "Record who takes the chair.",
    ),
    m(
        "meetings.ballots-closed",
        "还有 {measured} 项表决未结束",
        "{measured} ballots are still open",
        "请先完成计票或作废表决",
        "Close or cancel them first.",
    ),
    m(
        "meetings.every-candidate-voted",
        "还有 {measured} 名讨论对象未表决",
        "{measured} candidates have not been voted on",
        "请逐个表决，或中止会议",
        "Vote on each of them, or break the meeting off.",
    ),
    m(
        "meetings.abort-reason",
        "中止会议须说明理由",
        "a meeting is broken off with a reason",
        "请填写理由",
        "State the reason.",
    ),
    m(
        "meetings.abort-by-present-supervisor",
        "只有到场的监督人员才能中止票决",
        "only a supervisor who is present may suspend the vote",
        "请先登记监督人员到场",
        "Record the supervisor's presence first.",
    ),
    m(
        "meetings.minutes-filed",
        "会议记录尚未归入",
        "the minutes are not on file",
        "请上传会议记录",
        "Upload the minutes and name them here.",
    ),
    m(
        "meetings.held-on-planned-day",
        "会议在 {measured} 召开，与通知日期 {required} 不符",
        "the meeting is held on {measured}, not on the day of its notice ({required})",
        "改期须另行通知：请中止后重新召集",
        "Another day needs another notice: break it off and call it again.",
    ),
    m(
        "meetings.correction-reason",
        "更正须说明理由",
        "a correction states its reason",
        "请填写理由",
        "State the reason.",
    ),
    m(
        "meetings.day-not-come",
        "会议日期 {day} 未到",
        "the day of the meeting ({day}) has not come",
        "请在会议当日办理",
        "Do this on the day of the meeting.",
    ),
    m(
        "meetings.late-explained",
        "补录已超过 {required} 天（实际 {measured} 天），须说明理由",
        "this is recorded {measured} days late; beyond {required} a reason is asked for",
        "请填写补录理由",
        "State why it is recorded late.",
    ),
    m(
        "meetings.person-unknown",
        "查无此人",
        "no such person",
        "请核对人员",
        "Check the person.",
    ),
    m(
        "meetings.candidate-discussed-already",
        "该讨论对象已登记讨论情况",
        "the discussion of this candidate is on record",
        "请进行表决",
        "Go on to the vote.",
    ),
    m(
        "meetings.minutes-kind",
        "会议记录须为下列材料之一：{expected}",
        "the minutes are a file of one of these kinds: {expected}",
        "请上传相应种类的材料",
        "Upload a file of that kind.",
    ),
    m(
        "meetings.minutes-of-other-meeting",
        "该材料属于另一次会议",
        "the file belongs to another meeting",
        "请核对材料",
        "Check the file.",
    ),
    m("meetings.not-found", "没有这次会议", "no such meeting"),
    m("excusal-grounds.not-found", "没有这项事由", "no such ground"),
    m(
        "meetings.named-twice",
        "同一人只能列一次",
        "somebody is named twice",
        "请删除重复的人员",
        "Name each person once.",
    ),
)
