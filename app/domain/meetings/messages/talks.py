"""Messages of the talks that a supervisor holds after the meeting."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "meetings.talks-held",
        "按本地规定，票决后监督人员须与参会党员谈话（已谈 {measured} 人）",
        "under the local rule a supervisor talks with members after the vote ({measured} so far)",
        "请登记票决后谈话",
        "Record the talk.",
    ),
    m(
        "meetings.talk-by-present-supervisor",
        "票决后谈话须由到场监督人员进行",
        "the talk is held by a supervisor who was there",
        "请核对谈话人",
        "Check who held the talk.",
    ),
    m(
        "meetings.talk-after-meeting",
        "谈话日期（{measured}）不得早于会议日期（{required}）",
        "the talk ({measured}) is not before the meeting ({required})",
        "请核对日期",
        "Check the day.",
    ),
    m(
        "meetings.talk-with-somebody-there",
        "谈话对象须为到会人员",
        "the talk is with somebody who was at the meeting",
        "请核对谈话对象",
        "Check whom the talk was with.",
    ),
)
