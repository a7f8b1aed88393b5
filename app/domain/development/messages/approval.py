"""Messages of approval, filing, probation and archive."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "development.admission-talk-by",
        "谈话人为党委委员或组织员",
        "A committee member or organiser talked with the person",
        "由党委委员或组织员谈话",
        "Have one of them talk with the person",
    ),
    m(
        "development.admission-talk-fit",
        "谈话认为符合条件",
        "The talk confirmed that the person is fit",
        "查明情况后再次谈话，或退回",
        "Talk again, or send the file back",
    ),
    m(
        "development.approved-by",
        "由本支部的上级党委审批",
        "A committee above the branch decided",
        "报有审批权限的上级党委",
        "Report to the committee with the power",
    ),
    m(
        "development.approved-collectively",
        "党委集体讨论、表决决定",
        "The committee discussed and voted as a body",
        "提交党委会集体讨论",
        "Put it before the whole committee",
    ),
    m(
        "development.resolution-reported",
        "支部大会决议已上报",
        "The resolution was reported after the assembly",
        "录入上报情况",
        "Record the report",
    ),
    m(
        "development.approved-in-time",
        "在规定时限内审批",
        "Decided within the time",
        "已超过时限：须在时限内有延长决定，否则由支部大会重新讨论",
        "The time has passed: without an extension decided in time the assembly resolves anew",
    ),
    m(
        "development.approved-in-extended-time",
        "在延长的时限内审批",
        "Decided within the extended time",
        "已超过最长时限，由支部大会重新讨论",
        "The longest time has passed; the assembly resolves anew",
    ),
    m(
        "development.filed-above",
        "报再上一级党委组织部门备案",
        "Filed one level above the approving committee",
        "报再上一级党委组织部门",
        "File with the next higher organisation department",
    ),
    m(
        "development.assigned-to-own-branch",
        "编入其所在党支部",
        "Assigned to the branch of the case",
        "核对党支部，或先办理转移",
        "Check the branch, or relocate the case first",
    ),
    m(
        "development.group-of-branch",
        "党小组属于该党支部",
        "The group lies in that branch",
        "选择该党支部的党小组",
        "Choose a group of that branch",
    ),
    m("development.oath-in-time", "审批后按时宣誓（逾期{late_days}天）", "Oath taken in time ({late_days} days late)"),
    m(
        "development.probation-reviewed",
        "预备期内已进行考察",
        "Reviewed in probation",
        "录入预备期考察记录",
        "Record a review",
    ),
    m(
        "development.probation-reviews-after-assembly",
        "预备期考察时段不早于接收大会",
        "Reviews lie within probation",
        "核对考察时段",
        "Check the periods",
    ),
    m(
        "development.conversion-application-own",
        "本人已书面提出转正申请",
        "The person applied in writing",
        "由本人书面提出",
        "The person applies in writing",
    ),
    m(
        "development.archive-place",
        "无人事档案的，由党委或县委组织部保存",
        "Kept by the committee or the county where there is no personnel file",
        "移交党委或县委组织部保存",
        "Hand the materials to one of them",
    ),
)
