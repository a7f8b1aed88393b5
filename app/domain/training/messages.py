"""What the codes of training say."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message(
            "training.ends-before-it-begins",
            "培训结束日期早于开始日期",
            "The training ends before it begins",
            "请核对培训起止日期。",
            "Check both days.",
        ),
        message(
            "training.days-impossible",
            "培训天数超出起止日期",
            "More days than lie between the first and the last",
            "请核对培训天数。",
            "Check the number of days.",
        ),
        message(
            "training.hours-impossible",
            "培训学时超出可能范围",
            "More class hours than the days have",
            "请核对培训学时。",
            "Check the class hours.",
        ),
        message(
            "training.neither-days-nor-hours",
            "培训天数和学时不能都为零",
            "A training has days or class hours",
            "请填写天数或学时。",
            "State days, class hours or both.",
        ),
        message(
            "training.issued-before-the-end",
            "结业证日期早于培训结束日期",
            "The certificate is older than the end of the training",
            "请核对发证日期。",
            "Check the day of issue.",
        ),
        message(
            "training.expires-before-issue",
            "有效期早于发证日期",
            "The certificate would expire before it was issued",
            "请核对有效期。",
            "Check the last day of validity.",
        ),
        message(
            "training.long-enough",
            "短期集中培训须满 {days_min} 天或 {hours_min} 学时（实际 {days} 天、{hours} 学时）",
            "The concentrated training takes {days_min} days or {hours_min} class hours (was {days} days, {hours} hours)",
            "请补足培训。",
            "Complete the training.",
        ),
        message(
            "training.organiser-may-train",
            "短期集中培训由基层党委或县级党委组织部门组织",
            "The concentrated training is held by a grassroots committee or the county organisation department",
            "请参加基层党委或县级党委组织部门的培训。",
            "Attend a training of one of these bodies.",
        ),
        message(
            "training.validity-known",
            "结业证 {number} 的有效期不明",
            "Nothing says how long certificate {number} holds",
            "请在结业证上注明有效期，或由采用单位规定有效月数。",
            "State the last day on the certificate, or let the adopter set the months.",
        ),
        message(
            "training.still-valid",
            "结业证 {number} 须在有效期内",
            "Certificate {number} must still hold",
            "培训过期的，请重新参加培训。",
            "Expired: attend a training again.",
        ),
        message(
            "training.certificate-there",
            "须有短期集中培训结业证；未经培训的，除特殊情况外不能发展入党",
            "A certificate of the concentrated training is needed; without it nobody is admitted save special cases",
            "请参加培训，或凭特殊情况的决定文号办理。",
            "Attend the training, or record the decision on the special case.",
        ),
        message(
            "training.activist-certificate-there",
            "须有有效的入党积极分子培训结业证",
            "A valid certificate of activist training is needed",
            "请参加入党积极分子培训。",
            "Attend the activists' training.",
        ),
        message(
            "training.exempt-by-decision",
            "特殊情况免训须有决定文号",
            "An exemption from training needs the number of its decision",
            "请填写决定文号。",
            "State the number of the decision.",
        ),
        message(
            "training-certificates.not-found",
            "未找到该结业证",
            "No such certificate",
            "请核对编号和您的任职组织。",
            "Check the id and the organisation of your role.",
        ),
        message(
            "training-exemptions.not-found",
            "未找到该免训决定",
            "No such exemption",
            "请核对编号和您的任职组织。",
            "Check the id and the organisation of your role.",
        ),
        message(
            "training.not-standing",
            "该结业证已被更正或撤销",
            "The certificate has been replaced or withdrawn",
            "请在最新一版上操作。",
            "Use the latest edition.",
        ),
        message(
            "training.number-taken",
            "该发证单位已有同号结业证",
            "The issuer has a certificate of this number",
            "请核对编号。",
            "Check the number.",
        ),
        message(
            "training.withdrawn-after-issue",
            "撤销日期不得早于发证日期",
            "A certificate can't be withdrawn before it was issued",
            "请核对日期。",
            "Check the day.",
        ),
        message(
            "training.exempt-already",
            "该发展档案已有免训决定",
            "The case has an exemption already",
            "有误的请更正原有记录。",
            "Correct the one on record.",
        ),
        message(
            "training.issuer-named",
            "须填写发证单位及其类别",
            "Issuer and kind of issuer are needed",
            "请填写 issuer_id，或 issuer 和 organiser。",
            "State issuer_id, or issuer and organiser.",
        ),
        message(
            "training.issuer-known",
            "没有该发证单位",
            "No such issuer",
            "请核对 issuer_id。",
            "Check issuer_id.",
        ),
        message(
            "training.issuer-from-body",
            "已指定组织的，不再填写发证单位名称和类别",
            "With issuer_id, name and kind follow from the body",
            "请去掉 issuer 和 organiser。",
            "Leave issuer and organiser out.",
        ),
    )
)
