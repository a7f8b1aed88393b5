"""Words for the codes of people."""

from app.domain.people.facts import MemberStatus, StatusCause
from app.domain.shared.words import vocabulary

vocabulary(
    MemberStatus,
    {
        MemberStatus.REGISTERED: ("登记人员", "registered"),
        MemberStatus.APPLICANT: ("入党申请人", "applicant"),
        MemberStatus.ACTIVIST: ("入党积极分子", "activist"),
        MemberStatus.DEVELOPMENT_OBJECT: ("发展对象", "development object"),
        MemberStatus.PROBATIONARY: ("预备党员", "probationary member"),
        MemberStatus.FULL_MEMBER: ("正式党员", "full member"),
        MemberStatus.STOPPED: ("停止党籍", "stopped"),
        MemberStatus.TRANSFERRED_OUT: ("组织关系已转出", "transferred out"),
        MemberStatus.LEFT: ("已不是党员", "no longer a member"),
    },
)
vocabulary(
    StatusCause,
    {
        StatusCause.DEVELOPMENT: ("发展党员", "development"),
        StatusCause.TRANSFER: ("组织关系转接", "transfer"),
        StatusCause.TAKEOVER: ("接办、导入", "taking over"),
        StatusCause.DISCIPLINE: ("纪律处分", "discipline"),
        StatusCause.DISPOSAL: ("组织处置", "disposal"),
        StatusCause.OWN_WILL: ("本人申请", "the person's own will"),
        StatusCause.DEATH: ("死亡", "death"),
        StatusCause.ORGANISATION_CHANGE: ("组织变动", "a change of the organisation"),
        StatusCause.CORRECTION: ("更正", "correction"),
    },
)
