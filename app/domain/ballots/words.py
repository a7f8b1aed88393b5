"""Words for the codes of ballots."""

from app.domain.ballots.facts import BallotMethod, BallotState
from app.domain.shared.words import vocabulary

vocabulary(
    BallotMethod,
    {
        BallotMethod.PAPER: ("无记名投票（纸质）", "a secret ballot on paper"),
        BallotMethod.ELECTRONIC: ("无记名投票（电子）", "an electronic secret ballot"),
        BallotMethod.SHOW_OF_HANDS: ("举手表决", "a show of hands"),
    },
)
vocabulary(
    BallotState,
    {
        BallotState.OPEN: ("进行中", "open"),
        BallotState.CLOSED: ("已结束", "closed"),
        BallotState.CANCELLED: ("已取消", "cancelled"),
    },
)
