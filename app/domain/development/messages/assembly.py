"""Messages of the two assemblies: on admission and on conversion."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "development.paper-vote-secret",
        "采取无记名投票",
        "The vote was secret",
        "须由党委作出决定",
        "The committee has to decide",
    ),
    m(
        "development.ballot-closed",
        "已完成票决并由两名计票人核对一致",
        "The ballot is closed",
        "完成计票",
        "Close the ballot",
    ),
    m(
        "development.ballot-valid",
        "票决有效",
        "The vote is valid",
        "票决无效，须另行召开支部大会",
        "The vote is void; call another assembly",
    ),
    m(
        "development.assembly-of-own-branch",
        "由本人所在党支部召开",
        "The assembly is that of the person's branch",
        "由所在党支部召开支部大会",
        "Call the assembly of that branch",
    ),
    m(
        "development.assembly-in-time",
        "预审合格后按时提交支部大会",
        "The assembly met in time after the pre-review",
        "退回预审，重新预审后再提交支部大会",
        "Send the file back and have it pre-reviewed anew",
    ),
    m(
        "development.review-before-assembly",
        "政治审查结论不晚于支部大会",
        "The review was concluded before the assembly",
        "核对日期",
        "Check the days",
    ),
    m(
        "development.certificate-before-assembly",
        "培训结业不晚于支部大会",
        "The certificate is not younger than the assembly",
        "培训合格后另行召开支部大会",
        "Call another assembly after the training",
    ),
    m(
        "development.form-before-assembly",
        "志愿书填写不晚于支部大会",
        "The form was filled in before the assembly",
        "填写志愿书后另行召开支部大会",
        "Call another assembly after the form is filled in",
    ),
    m(
        "development.resolution-recorded",
        "已录入本次大会的决议事项",
        "What was put to this assembly is on record",
        "录入转正、延长或取消的决议事项",
        "Record whether it was conversion, extension or cancellation",
    ),
    m(
        "development.probation-over",
        "预备期已满",
        "Probation is over",
        "预备期满后再办理",
        "Wait until probation is over",
    ),
    m(
        "development.extension-count",
        "延长预备期不超过规定次数",
        "Not extended too often",
        "应作出转正或取消的决议",
        "Resolve to convert or to cancel",
    ),
    m(
        "development.extension-months-min",
        "延长时间不少于规定月数",
        "The extension is long enough",
        "延长时间须在规定范围内",
        "Choose a length within the limits",
    ),
    m(
        "development.extension-months-max",
        "延长时间不超过规定月数",
        "The extension is not too long",
        "延长时间须在规定范围内",
        "Choose a length within the limits",
    ),
    m(
        "development.conversion-examined",
        "支部委员会已审查",
        "The branch committee examined the file before the assembly",
        "提交支部委员会审查",
        "Put it before the branch committee",
    ),
    m("development.oath-taken", "已进行入党宣誓", "The oath has been taken", "组织入党宣誓", "Hold the oath"),
)
