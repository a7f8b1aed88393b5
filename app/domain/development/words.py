"""Words for the codes of development cases."""

from app.domain.development.casefile import CaseState
from app.domain.development.facts.activist import OpinionSource
from app.domain.shared.words import vocabulary

vocabulary(
    CaseState,
    {
        CaseState.OPEN: ("办理中", "open"),
        CaseState.ARCHIVED: ("已归档", "archived"),
        CaseState.CANCELLED: ("已取消预备党员资格", "ended by a cancellation"),
        CaseState.CLOSED: ("已终止", "closed before its last step"),
    },
)
vocabulary(
    OpinionSource,
    {
        OpinionSource.PARTY_GROUP: ("党小组", "the Party group"),
        OpinionSource.CONTACT_PERSON: ("培养联系人", "the contact persons"),
        OpinionSource.MEMBERS: ("党员", "members"),
        OpinionSource.MASSES: ("群众", "the masses"),
    },
)
