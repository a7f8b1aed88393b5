"""What the kinds of task are called."""

from app.domain.tasks.facts import TaskKind

__all__ = ["TASK_KIND_NAMES"]

TASK_KIND_NAMES: dict[TaskKind, tuple[str, str]] = {
    TaskKind.FIRST_TALK: ("派人同入党申请人谈话", "Talk with the applicant"),
    TaskKind.HALF_YEARLY_REVIEW: ("积极分子半年考察", "Half-yearly review of an activist"),
    TaskKind.CULTIVATION: ("培养教育考察期满", "Cultivation period completed"),
    TaskKind.ADMISSION_ASSEMBLY: ("预审后提交支部大会讨论", "Branch assembly after the pre-review"),
    TaskKind.ADMISSION_APPROVAL: ("审批接收预备党员", "Approval of the admission"),
    TaskKind.OATH: ("入党宣誓", "Oath of admission"),
    TaskKind.PROBATION_END: ("预备期满讨论转正", "End of probation"),
    TaskKind.CONVERSION_APPROVAL: ("审批预备党员转正", "Approval of the conversion"),
    TaskKind.TRAINING_EXPIRES: ("集中培训将失效", "Training certificate expires"),
    TaskKind.PUBLICITY_CONCLUSION: ("公示期满，办理公示结束", "Conclude a notice whose windows have closed"),
    TaskKind.OBJECTION_INVESTIGATION: ("公示异议待调查", "Investigate an objection"),
    TaskKind.OBJECTION_FEEDBACK: ("异议调查结论报告党委并向本人反馈", "Report and feed back on an objection"),
}
