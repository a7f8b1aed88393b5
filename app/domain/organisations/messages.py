"""Messages of the organisations area."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message(
            "organisations.parent-missing",
            "除县委外，每个党组织都要有上级",
            "every organisation except the county committee stands under another",
            "请填写上级党组织",
            "name the organisation above",
        ),
        message(
            "organisations.placing",
            "“{kind}”不能设在“{measured}”之下",
            "a {kind} can't stand under a {measured}",
            "可设在：{required}",
            "it may stand under: {required}",
        ),
        message(
            "organisations.classification",
            "分类“{measured}”不适用于这种组织",
            "the classification '{measured}' does not fit this kind of organisation",
        ),
        message(
            "organisations.cycle",
            "不能把组织移到它自己的下级之下",
            "an organisation can't move under one of its own",
            "请另选上级",
            "choose another place",
        ),
        message(
            "organisations.power",
            "这种组织不具有发展党员审批权",
            "this kind of organisation can't hold the power to approve",
            "审批权由基层党委行使",
            "the power belongs to a grassroots committee",
        ),
        message(
            "organisations.power-general-branch",
            "党总支不能审批接收预备党员",
            "a general branch does not approve admissions",
            "总支审议后报有审批权的党委",
            "it reviews and reports to the committee with the power",
        ),
        message(
            "organisations.power-leading-group",
            "党组不能审批接收预备党员",
            "a leading group does not approve admissions",
            "报有审批权的基层党委审批",
            "report to the grassroots committee that holds the power",
        ),
        message(
            "organisations.power-temporary",
            "临时党组织不能接收、审批预备党员",
            "a temporary body neither admits nor approves",
            "转至本人组织关系所在党支部、由其上级党委办理",
            "have it dealt with where the membership belongs, by the committee above that branch",
        ),
        message(
            "organisations.power-under-township",
            "乡镇、街道党（工）委所属的基层党委不能审批，只作审议",
            "a committee under a township or street reviews but does not approve",
            "由乡镇、街道党（工）委审批",
            "the township's or street's committee approves",
        ),
        message("organisations.decision-number", "需要填写决定文号", "the decision's document number is missing"),
        message("organisations.decided-in-future", "决定日期不能在将来", "the decision lies in the future"),
        message(
            "organisations.effective-day",
            "生效日期应在决定之日（{required}）至今天之间",
            "the effective day lies between the decision ({required}) and today",
        ),
        message(
            "organisations.not-active", "“{name}”已撤销或尚未成立（{measured}）", "'{name}' is not active ({measured})"
        ),
        message(
            "organisations.before-founding",
            "日期{measured}早于“{name}”成立之日{required}",
            "the day {measured} lies before '{name}' was founded ({required})",
        ),
        message("organisations.already-there", "该组织已在这一上级之下", "the organisation already stands there"),
        message(
            "organisations.root-stays", "县委不能撤销或移动", "the county committee is neither dissolved nor moved"
        ),
        message(
            "organisations.people-left",
            "组织内还有{measured}人，不能撤销",
            "{measured} people are still in it",
            "先把人员转入其他支部",
            "move them to another branch first",
        ),
        message(
            "organisations.bodies-left",
            "还有{measured}个下级组织，不能撤销",
            "{measured} organisations still stand below it",
            "先调整下级组织的隶属",
            "move or end them first",
        ),
        message(
            "organisations.cases-left",
            "还有{measured}个发展党员事项未办结",
            "{measured} development cases are still open in it",
            "先办结或随人转移",
            "close them or move them with the person",
        ),
        message(
            "organisations.merge-nothing", "请至少填写一个被合并的组织", "name at least one organisation to be merged"
        ),
        message("organisations.merge-itself", "组织不能与自己合并", "an organisation can't merge with itself"),
        message(
            "organisations.merge-unlike",
            "只有同类组织可以合并（{measured}与{required}）",
            "only organisations of one kind merge ({measured} with {required})",
        ),
        message("organisations.split-kind", "只有党支部可以拆分", "only a branch is split"),
        message(
            "organisations.split-nobody-goes", "拆分时至少要有一人转入新支部", "somebody must go to the new branch"
        ),
        message(
            "organisations.split-nobody-stays", "拆分后原支部不能无人", "somebody must stay; dissolve or rename instead"
        ),
        message(
            "organisations.no-election",
            "这种组织的班子由上级指定，不按届选举",
            "this body's leaders are appointed, it elects no committee",
            "由批准成立的党组织下文任命",
            "the body that approved the founding appoints them",
        ),
        message(
            "organisations.term",
            "任期应为{required}年，填写为{measured}年",
            "the term is {required} years, {measured} were given",
        ),
        message(
            "organisations.term-too-long",
            "任期不超过{required}年，填写为{measured}年",
            "a term is at most {required} years, {measured} were given",
        ),
        message(
            "organisations.term-too-short",
            "任期不少于{required}年，填写为{measured}年",
            "a term is at least {required} years, {measured} were given",
        ),
        message(
            "organisations.delay-pointless",
            "延期后的日期应晚于任期届满之日{required}",
            "the delayed day must lie after the end of the term ({required})",
        ),
        message(
            "organisations.delay-too-long",
            "延期最晚到{required}，填写为{measured}",
            "an election is delayed until {required} at the latest, {measured} was given",
            "在最晚日期前换届",
            "hold the election by that day",
        ),
        message(
            "organisations.election-late",
            "应于{required}前换届，已逾期",
            "the election was due by {required}",
            "按期换届，或报上级批准延期",
            "hold it, or have a delay approved by the body above",
        ),
        message(
            "organisations.election-too-early",
            "提前换届一般不早于{required}，实际于{measured}换届",
            "an election is generally brought forward to {required} at the earliest, it was held on {measured}",
            "核对上级批准提前换届的文件",
            "check the paper by which the body above approved it",
        ),
        message(
            "organisations.election-quorum",
            "应到会有选举权党员{entitled}人，实到会{present}人，至少应到{required}人方可选举",
            "{entitled} members are entitled to vote, {present} came; an election needs at least {required}",
            "到会人数不足的，另行择日召开选举大会",
            "call the election assembly again on another day",
        ),
        message(
            "organisations.election-roster",
            "当日名册有选举权的正式党员{required}人，应到会人数填写为{measured}人",
            "{required} members have the vote on the roster of that day, {measured} were given as entitled",
            "应到会人数应包括全部有选举权的正式党员，名册有误的先更正名册",
            "count everybody who has the vote; where the roster is wrong, correct it first",
        ),
        message(
            "organisations.election-secret",
            "选举采用无记名投票方式",
            "an election is by secret ballot",
            "重新组织无记名投票",
            "hold the vote again, in secret",
        ),
        message(
            "organisations.election-papers",
            "收回选票{measured}张，不得多于发出的{required}张",
            "{measured} papers came back, no more than the {required} issued may",
            "收回选票多于发出选票的，选举无效，应重新选举",
            "with more papers than were issued the election is void and is held again",
        ),
        message(
            "organisations.election-majority",
            "实到会有选举权党员{present}人，得票{votes}张，须超过半数（至少{required}票）方可当选",
            "{present} entitled members were present, {votes} votes were given; more than half elects (at least {required})",
            "得票未过半数的不能当选，核对当选名单或者另行选举",
            "whoever has not more than half is not elected; check the list or vote again",
        ),
        message(
            "organisations.election-order",
            "未当选的候选人最多得{measured}票，应少于当选人的最少得票{required}票",
            "the best of those not elected has {measured} votes, fewer than the {required} of the last one elected",
            "得票多的当选；票数相等不能确定当选人的，就票数相等的候选人重新投票",
            "more votes win; where a tie leaves it open, vote again on those with equal votes",
        ),
        message(
            "organisations.election-surplus",
            "委员应选{seats}人，候选人{measured}人，至少应有{required}人（差额选举）",
            "{seats} seats, {measured} candidates: at least {required} are asked for",
            "按差额比例补充候选人后选举",
            "complete the list of candidates by the surplus and elect then",
        ),
        message(
            "organisations.election-equal-number",
            "书记、副书记实行等额选举：应选{required}人，候选人{measured}人",
            "secretary and deputies: as many candidates as posts, {required} posts and {measured} candidates",
            "候选人人数与应选人数应相同",
            "name as many candidates as there are posts",
        ),
        message(
            "organisations.elected-stood",
            "当选人应在候选人名单中",
            "whoever was elected stood as a candidate",
            "把该人员及其得票填入候选人名单（另选他人当选的也要填写）",
            "enter the person with the votes among the candidates, also when written in by voters",
        ),
        message(
            "organisations.more-votes-than-papers",
            "得票不能多于收回的选票",
            "no more votes than papers that came back",
        ),
        message("organisations.candidate-twice", "同一职务的候选人只能列一次", "a candidate stands once for a post"),
        message(
            "organisations.branch-too-small",
            "正式党员{measured}人，不足{required}人",
            "{measured} full members, at least {required} are asked for",
            "可与邻近单位成立联合党支部",
            "a joint branch with neighbouring units is possible",
        ),
        message(
            "organisations.branch-too-large",
            "党员{measured}人，一般不超过{required}人",
            "{measured} members, generally at most {required}",
            "可拆分支部或设立党总支",
            "consider a split or a general branch",
        ),
        message(
            "organisations.joint-units",
            "联合党支部覆盖{measured}个单位，一般不超过{required}个",
            "the joint branch serves {measured} units, generally at most {required}",
            "调整覆盖单位，或分别成立党支部",
            "serve fewer units, or found branches of their own",
        ),
        message(
            "organisations.committee-needed",
            "正式党员{measured}人，满{required}人应设支部委员会",
            "{measured} full members: from {required} on a branch has a committee",
            "选举产生支部委员会",
            "elect a branch committee",
        ),
        message(
            "organisations.committee-too-small",
            "支部委员会{measured}人，不足{required}人",
            "the committee has {measured} members, at least {required} are asked for",
            "补选委员，或换届时选足",
            "fill the seats by an election",
        ),
        message(
            "organisations.committee-above-usual",
            "支部委员会{measured}人，一般不超过{required}人",
            "the committee has {measured} members, usually at most {required}",
            "确有需要的可多设，换届时请核定委员名额",
            "more are possible where they are needed; settle the number of seats at the next election",
        ),
        message(
            "organisations.committee-too-large",
            "支部委员会{measured}人，最多{required}人",
            "the committee has {measured} members, at most {required} are admitted",
            "换届或调整时减少委员名额",
            "reduce the number of seats at the election or when seats change",
        ),
        message(
            "organisations.group-leaders",
            "党小组有组长{measured}人，应有{required}人",
            "the group has {measured} leaders, {required} is asked for",
            "由支部确定党小组组长",
            "have the branch name the group's leader",
        ),
        message(
            "organisations.small-branch-deputies",
            "不设委员会的支部有副书记{measured}人，最多{required}人",
            "a branch without a committee has {measured} deputies, at most {required}",
            "调整分工，只保留必要的副书记",
            "keep only the deputy that is needed",
        ),
        message(
            "organisations.group-care-too-few",
            "支委联系党小组{measured}个，不足{required}个",
            "a committee member looks after {measured} groups, at least {required} are asked for",
            "调整支部委员联系的党小组",
            "divide the groups among the committee anew",
        ),
        message(
            "organisations.group-care-too-many",
            "支委联系党小组{measured}个，超过{required}个",
            "a committee member looks after {measured} groups, at most {required} are asked for",
            "调整支部委员联系的党小组",
            "divide the groups among the committee anew",
        ),
        message(
            "organisations.not-found", "未找到该组织，或不在您的管理范围内", "No such organisation in your subtree"
        ),
        message("organisations.group-stays", "党小组不能移到别的支部", "a group does not move to another branch"),
        message(
            "organisations.later-change",
            "{measured}起已有变更，新的变更须在其后生效",
            "another change took effect on {measured}; this one must follow it",
        ),
        message(
            "organisations.committee-overlap",
            "与该组织的另一届委员会任期重叠",
            "it overlaps another term of this body's committee",
        ),
        message(
            "organisations.seat-overlap", "该人员在这一届中已任此职", "the person already holds this post in the term"
        ),
        message("organisations.term-ended", "这一届委员会已届满卸任", "this term has ended"),
        message("organisations.two-secretaries", "书记只能有一人", "there is one secretary"),
        message("organisations.no-secretary", "当选名单中没有书记", "nobody is named secretary"),
        message(
            "organisations.not-eligible",
            "任职人员当日应为有选举权和被选举权的正式党员",
            "a post is held by a full member who has the vote on that day",
            "核对党员身份和权利限制，另定人选",
            "check status and restrictions, or name somebody else",
        ),
        message(
            "organisations.secretary-party-age",
            "支部书记党龄{measured}年，不足{required}年",
            "the branch secretary's Party age is {measured}, at least {required} years are asked for",
            "另选党龄符合要求的正式党员任书记",
            "elect a full member with that Party age as secretary",
        ),
        message("organisations.not-a-group", "该组织不是党小组", "this is not a group"),
        message("organisations.not-in-branch", "任职人员应属于该支部", "the person belongs to the branch"),
        message(
            "organisations.not-on-committee",
            "联系党小组的应是本支部委员会成员",
            "the one who looks after a group sits on the branch's committee",
        ),
        message(
            "organisations.county-there",
            "已有县级组织",
            "there is a county already",
            "确需再建一个时使用 --another",
            "If one more is meant, say so with --another",
        ),
        message("organisations.code-taken", "组织代码已被使用", "the code is taken"),
        message("organisations.term.not-found", "未找到该届委员会", "No such committee term"),
        message("organisations.no-committee", "当日没有在任的委员会", "no committee is in office on that day"),
        message("organisations.seat.not-found", "未找到该任职记录", "No such seat"),
    )
)
