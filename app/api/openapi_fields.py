"""Descriptions of fields whose name says the same everywhere, in both languages.

A schema that describes its field itself is left alone; a lint looks for fields that neither describes.
"""

__all__ = ["FIELDS"]

_TEXT = """
abort_again_on | 重新召开的日期 | Day on which it is to be held again.
abort_by_supervisor_id | 中止会议的监督员 | The supervisor who aborted it.
abort_ground | 中止的理由类别 | Ground on which it was aborted.
abort_on | 中止日期 | Day of the abortion.
abort_reason | 中止理由 | Why it was aborted.
abstain | 弃权票数 | Papers that abstain.
act_recorded | 所依据的事项是否已登记 | Whether the act that the step rests on is recorded.
actor | 办理主体 | Who does it.
adoption_id | 采用该数值的决定 | The adoption that set the value.
after | 前一步骤或起算点 | What it comes after.
against | 不赞成票数 | Papers against.
allowed | 是否允许 | Whether it is allowed.
announcement | 公示正文 | Text of the notice.
anonymous | 是否匿名 | Whether the objector kept the name back.
applicable_sites | 应当公示的地点种类 | Kinds of site that the candidate owes.
approve | 赞成票数 | Papers in favour.
approving | 赞成人数 | How many approve.
article | 条款 | Article of the document.
asked | 应参加人数 | How many were asked.
assigned_on | 交办日期 | Day on which it was given to be investigated.
assumed | 假设的条件 | What was assumed.
attempt | 第几次办理 | Which attempt at the step.
attendance | 到会情况 | Attendance.
average | 一般票数 | Votes for average.
ballot_id | 表决 | The ballot.
base | 计算基数 | The denominator.
base_reason | 基数的说明 | Why this denominator.
body_id | 调查组织 | The investigating body.
call_off_reason | 取消召开的理由 | Why it was called off.
cancel_reason | 作废理由 | Why it was cancelled.
candidate_id | 候选人 | The candidate.
candidates | 候选人名单 | The candidates.
case_id | 发展档案 | The development case.
certificate_id | 证明材料 | The certificate.
certified_by | 出具证明的人 | Who certified it.
certified_on | 证明日期 | Day of the certificate.
chain | 逐级来源 | Where the value comes from, level by level.
chair_id | 主持人 | Who takes the chair.
choices | 可选值 | Possible values.
clause | 依据条款 | The clause it rests on.
close_reason | 关闭理由 | Why it was closed.
closed_at | 关闭时间 | When it was closed.
closed_on | 关闭日期 | Day of closing.
code | 稳定代码 | Stable code.
concluded_on | 结论日期 | Day of the conclusion.
conclusion | 结论 | The conclusion.
conclusions | 历次结论 | The conclusions, every edition.
conduct | 现实表现 | Conduct, as announced.
content | 内容 | Content.
contents | 审查内容逐项结果 | The contents reviewed, each with its finding.
correction_reason | 更正理由 | Why it was corrected; null for the first edition.
corrections | 更正记录 | What was corrected, with the old values.
criteria | 测评项目 | The criteria.
data | 事项内容 | What was recorded.
day | 适用规定的日期 | The day whose law was applied.
days | 天数 | How many days.
decided_on | 决定日期 | Day of the decision.
decision | 决定 | The decision.
decision_id | 决定 | The decision.
decision_number | 决定文号 | Number of the decision.
decision_reason | 决定的理由 | Why it was decided so.
department | 部门 | The department.
deputy_director_name | 联系人 | The person to turn to.
discussion | 讨论情况 | What was said in the discussion.
document | 文件 | The document.
document_id | 材料文件 | The evidence file.
document_number | 文号 | Number of the document.
documents | 材料 | Documents.
done_on | 完成日期 | Day of completion.
dry_run | 仅试算，未写入 | Tried only; nothing was written.
due | 期限 | When it is due.
due_on | 到期日 | Day on which it is due.
duties | 有期限的事项 | Dated duties.
edition | 版次 | Edition; a correction makes a new one.
effective_from | 生效日期 | First day in force.
effective_to | 失效日期 | Last day in force; null while open.
end_decision_number | 终止决定文号 | Number of the decision that ended it.
end_reason | 终止理由 | Why it was ended.
entitled | 应到会人数 | How many are entitled to vote.
entries | 逐人名单 | The entries, one for each person.
evaluation_result | 考察结果 | Result of the evaluation, as announced.
evidence | 佐证材料 | Evidence.
excellent | 优秀票数 | Votes for excellent.
fed_back_on | 反馈日期 | Day of the feedback.
feedback | 反馈内容 | The feedback.
field | 更正的字段 | The field that was corrected.
figures | 计票数字 | The figures judged.
file_name | 文件名 | Name of the file.
finalised_on | 定稿日期 | Day on which it was made final.
finding | 审查意见 | The finding.
findings | 逐项判断 | The findings, one for each condition.
first_number | 起始号 | First number.
first_posted_on | 最早张贴日期 | Day of the first posting.
floating | 是否流动党员 | Whether the person is floating.
found_on | 发现日期 | Day on which it was found.
frozen_at | 名单冻结时间 | When the roll was frozen.
frozen_on | 名单冻结日期 | Day of the roster that the roll was frozen from.
full_members | 正式党员人数 | How many full members.
gates | 条件 | The gates.
gates_to_pass | 通过所需条件 | Gates of a passing outcome.
happened_on | 发生日期 | Day on which it happened.
held_from | 开始日期 | First day.
held_on | 召开日期 | Day on which it was held.
held_to | 结束日期 | Last day.
history | 历次记录 | Earlier values, the oldest first.
holder_id | 持有组织 | The organisation that holds it.
holidays | 放假的工作日 | Weekdays that are holidays.
honoured_on | 获得荣誉日期 | Day of the honour.
hours | 学时 | Hours.
id | 编号 | Its id.
inherited | 继承的数值 | The value inherited from above.
inputs | 输入项 | What it asks for.
inquiries | 函询 | Letters to departments.
invalid | 无效票数 | Invalid papers.
investigators | 审查人员 | Who investigates.
issued | 发出票数 | Papers handed out.
issuer | 颁发单位 | Who issued it.
issuer_id | 颁发组织 | The organisation that issued it.
items | 列表内容 | The rows.
key | 名称 | Its key.
kind | 种类 | Its kind.
last_number | 结束号 | Last number.
last_posted_on | 最后张贴日期 | Day of the last posting.
late_days | 补录天数 | Days between the act and its recording.
late_reason | 补录理由 | Why it was recorded late; null when it was not.
level | 层级 | Level.
makeup_days | 调休上班的周末 | Weekend days worked instead.
max_points | 满分 | Most points.
meeting_id | 会议 | The meeting.
minutes_document_id | 会议记录材料 | The minutes as a document.
months | 月数 | Months.
name | 姓名或名称 | Name.
new_value | 更正后的值 | The new value.
next_steps | 后续步骤 | What comes next.
note | 说明 | Note.
notice_id | 公示 | The notice.
noticed_on | 通知日期 | Day of the notice.
noticed_to | 通知对象 | Whom the notice went to.
number | 编号或序号 | Number.
objector | 异议人 | The objector.
office_address | 办公地址 | Address of the office.
ok | 是否满足 | Whether it is satisfied.
old_value | 更正前的值 | The old value.
on | 日期 | The day.
opinions | 意见 | Opinions.
organisation_id | 组织 | The organisation.
organisation_name | 组织名称 | Name of the organisation.
origin | 数值来源 | Where the value comes from.
outcome | 结果 | The outcome.
parameter | 规定参数 | The parameter.
participating | 参加人数 | How many took part.
permission | 所需权限 | The permission that it needs.
person_id | 人员 | The person.
photo_id | 照片材料 | The photograph.
place | 地点 | Place.
planned_on | 计划日期 | Day planned.
pointer | 对应位置 | Where in the input.
points | 得分 | Points.
poor | 差票数 | Votes for poor.
position | 序号 | Position in the list.
postcode | 邮政编码 | Postcode.
posted_at | 张贴时刻 | Time of posting.
posted_on | 张贴日期 | Day of posting.
present | 实到会人数或是否到会 | Present.
profile | 县级做法方案 | The profile it came with.
range_id | 号段 | The range.
reason | 理由 | Reason.
received_on | 收到日期 | Day on which it was received.
recorded_at | 登记时间 | When it was recorded.
recorded_by | 登记人账号 | The account that recorded it.
recorder_id | 记录人 | Who takes the minutes.
remark | 备注 | Remark.
remedy | 如何满足 | What would satisfy it.
replaced_by | 由何者替代 | What replaces it.
replaced_by_id | 由何者替代 | What replaces it.
replaces_id | 替代何者 | What it replaces.
replies | 答复 | The replies.
report_id | 报告材料 | The report.
reported_on | 报告日期 | Day of the report.
required | 是否必填 | Whether it has to be given.
returned | 收回票数 | Papers returned.
round | 计票轮次 | Round of counting.
rule | 规则 | The rule.
send_back_to | 可退回的步骤 | Steps that it may be sent back to.
sent_by_id | 派出组织 | The organisation that sent them.
series | 系列 | Series.
set_aside | 被替代的数值 | Values that were set aside.
set_aside_reason | 不予采用的理由 | Why it was set aside.
since | 起始日期 | Since when.
site_id | 公示地点 | The site.
sites | 公示地点 | The sites.
source | 依据 | Source.
stage | 阶段 | Stage.
stage_title | 阶段名称 | Title of the stage.
standing | 是否有效 | Whether it stands.
starts_on | 起算日期 | Day on which it starts.
statements | 本人说明 | The person's own statements.
step | 步骤 | The step.
steps | 步骤 | The steps.
subject | 对象 | The subject.
subject_id | 审查对象 | The subject.
subject_name | 审查对象姓名 | Name of the subject.
subjects | 审查对象 | The subjects.
summary | 摘要 | Summary.
summary_en | 英文摘要 | Summary in English.
summary_zh | 中文摘要 | Summary in Chinese.
supersedes_id | 替代的前一版 | The edition that it takes the place of.
supervisor_id | 监督员 | The supervisor.
supervisors | 监督员 | The supervisors.
taken_down_on | 撤下日期 | Day on which it was taken down.
taken_over | 由纸质档案接管 | Taken over from paper.
takes_objections | 是否仍接受异议 | Whether objections are still taken.
talked_by | 谈话人 | Who held the talk.
talks | 谈话 | The talks.
telephone | 电话 | Telephone.
tellers | 计票人 | The tellers.
template_id | 考核表模板 | The template.
title | 名称 | Title.
title_en | 英文名称 | Title in English.
title_zh | 中文名称 | Title in Chinese.
to_be_set | 须由采用者填写 | To be set by the adopter.
today | 系统日期 | The server's day.
topic | 议题 | Topic.
topics | 谈话题目 | The topics.
upper_notified_on | 报告上级的日期 | Day on which the upper committee was told.
valid_until | 有效期至 | Last day of validity.
value | 数值 | The value.
values | 各项数值 | The values.
verified | 出处是否已核实 | Whether the source was verified.
verified_on | 核验日期 | Day of verification.
version | 版本号，同 ETag | Version, as in the ETag.
voided_on | 作废日期 | Day on which it became void.
width | 号码位数 | Digits of a number.
withdrawal_reason | 撤回理由 | Why it was withdrawn.
withdrawn_on | 撤回日期 | Day of withdrawal.
withdrawn_reason | 撤回理由 | Why it was withdrawn.
work_unit | 工作单位 | Work unit.
working_days | 工作日 | Working days.
written_abstain | 书面弃权 | Absent members who abstain in writing.
written_against | 书面反对 | Absent members against in writing.
year | 年份 | The year.
"""

FIELDS: dict[str, tuple[str, str]] = {}
for _line in _TEXT.strip().splitlines():
    _name, _zh, _en = (part.strip() for part in _line.split("|"))
    FIELDS[_name] = (_zh, _en)
