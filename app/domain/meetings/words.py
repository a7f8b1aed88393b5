"""Words for the codes of meetings."""

from app.domain.meetings.facts import MeetingKind, MeetingState
from app.domain.shared.words import vocabulary

vocabulary(
    MeetingKind,
    {
        MeetingKind.ADMISSION: ("讨论接收预备党员的支部大会", "an assembly on an admission"),
        MeetingKind.CONVERSION: ("讨论预备党员转正的支部大会", "an assembly on a conversion"),
        MeetingKind.BRANCH_ASSEMBLY: ("支部党员大会", "a branch assembly"),
        MeetingKind.BRANCH_COMMITTEE: ("支部委员会会议", "a meeting of the branch committee"),
        MeetingKind.PARTY_GROUP: ("党小组会", "a meeting of the Party group"),
        MeetingKind.PARTY_COMMITTEE: ("党委会", "a meeting of the Party committee"),
    },
)
vocabulary(
    MeetingState,
    {
        MeetingState.CONVENED: ("已召集", "convened"),
        MeetingState.IN_SESSION: ("进行中", "in session"),
        MeetingState.CLOSED: ("已结束", "closed"),
        MeetingState.ABORTED: ("已中止", "aborted"),
        MeetingState.CALLED_OFF: ("已取消", "called off"),
    },
)
