"""Figures of organisations: founding, committees and terms, groups, temporary branches, elections, staff.

Election shares keep their own denominators: the quorum is of those entitled to vote, a winner needs more than half of the
entitled members *present* (实到会); committees of the localities use all entitled, and the two are not mixed.
"""

from fractions import Fraction

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
    branch_2018,
    constitution,
    election_1990,
    election_2020,
    still_2014,
    text_2014,
)

_FROM_MEMORY = "From general knowledge, without a source seen."

__all__ = [
    "APPROVAL_GENERAL_BRANCH_MAY_APPROVE",
    "APPROVAL_PARTY_GROUP_MAY_APPROVE",
    "APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE",
    "APPROVAL_TEMPORARY_ORG_MAY_ADMIT",
    "BRANCH_COMMITTEE_MEMBER_GROUPS_MAX",
    "BRANCH_COMMITTEE_MEMBER_GROUPS_MIN",
    "BRANCH_COMMITTEE_SIZE_MAX",
    "BRANCH_COMMITTEE_SIZE_MIN",
    "BRANCH_COMMITTEE_SIZE_USUAL_MAX",
    "BRANCH_COMMITTEE_TERM_OTHER",
    "BRANCH_COMMITTEE_TERM_VILLAGE",
    "BRANCH_COMMITTEE_THRESHOLD",
    "BRANCH_ESTABLISHMENT_REPLY_DEADLINE",
    "BRANCH_FULL_MEMBERS_MIN",
    "BRANCH_GROUP_LEADER_COUNT",
    "BRANCH_JOINT_UNITS_MAX",
    "BRANCH_MEMBERS_MAX",
    "BRANCH_PROJECT_MONTHS_MIN",
    "BRANCH_SECRETARY_PARTY_AGE_MIN",
    "BRANCH_SMALL_DEPUTY_MAX",
    "BRANCH_TEMPORARY_CONDITION",
    "BRANCH_TEMPORARY_MAY_ADMIT",
    "BRANCH_TEMPORARY_MAY_COLLECT_DUES",
    "BRANCH_TEMPORARY_MAY_DISCIPLINE",
    "BRANCH_TEMPORARY_MAY_ELECT",
    "COMMITTEE_TERM_MAX",
    "COMMITTEE_TERM_MIN",
    "ELECTION_BALLOTS_RETURNED_MAX",
    "ELECTION_CANDIDATE_SURPLUS_SHARE",
    "ELECTION_DELAY_MAX",
    "ELECTION_DELEGATES_MEMBERS_THRESHOLD",
    "ELECTION_DELEGATES_NUMBER_MAX",
    "ELECTION_DELEGATES_NUMBER_MIN",
    "ELECTION_DELEGATES_NUMBER_USUAL_MAX",
    "ELECTION_METHOD",
    "ELECTION_QUORUM_SHARE",
    "ELECTION_RIGHTS_FULL_MEMBERS_ONLY",
    "ELECTION_RIGHTS_SUSPENDED_IN_CUSTODY",
    "ELECTION_SECRETARY_EQUAL_NUMBER",
    "ELECTION_WIN_SHARE",
    "FULL_MEMBERS_MIN",
    "STAFF_SYSTEM_SECRETARY",
    "STAFF_TOWNSHIP_ORGANISER_MAX",
    "STAFF_TOWNSHIP_ORGANISER_MIN",
]

# Founding and size

FULL_MEMBERS_MIN = Parameter[int](
    "org.full_members_min",
    "成立党的基层组织正式党员数",
    "Full members needed to found a basic organisation",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (constitution(3, "第三十条", note="Chapter five excerpt; the article number is general knowledge."),),
    checked_on=CHECKED_ON,
)

BRANCH_FULL_MEMBERS_MIN = Parameter[int](
    "branch.full_members_min",
    "成立党支部正式党员数",
    "Full members needed to found a branch",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (branch_2018(3, "第二章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_MEMBERS_MAX = Parameter[int](
    "branch.members_max",
    "党支部党员人数上限",
    "Most members of a branch",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(50, "第二章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_JOINT_UNITS_MAX = Parameter[int](
    "branch.joint.units_max",
    "联合党支部覆盖单位数上限",
    "Most units that a joint branch covers",
    Unit.COUNT,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(5, "第二章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_PROJECT_MONTHS_MIN = Parameter[int](
    "branch.project.months_min",
    "工程项目成立党支部的期限",
    "Months a project must last to have a branch",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (branch_2018(6, "第二章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_ESTABLISHMENT_REPLY_DEADLINE = Parameter[int](
    "branch.establishment.reply_deadline",
    "成立党支部批复时限",
    "Months for the reply to a request to found a branch",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(1, "第二章", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

# Committees and terms

BRANCH_COMMITTEE_THRESHOLD = Parameter[int](
    "branch.committee.threshold",
    "设立支部委员会的正式党员数",
    "Full members from which a branch has a committee",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (branch_2018(7, "第六章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_SIZE_MIN = Parameter[int](
    "branch.committee.size_min",
    "支部委员会人数下限",
    "Fewest members of a branch committee",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (branch_2018(3, "第六章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_SIZE_USUAL_MAX = Parameter[int](
    "branch.committee.size_usual_max",
    "支部委员会一般人数上限",
    "Usual most members of a branch committee",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(5, "第六章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_SIZE_MAX = Parameter[int](
    "branch.committee.size_max",
    "支部委员会人数上限",
    "Most members of a branch committee",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(7, "第六章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_SMALL_DEPUTY_MAX = Parameter[int](
    "branch.small.deputy_max",
    "不设支委会的支部副书记人数上限",
    "Most deputy secretaries of a branch without a committee",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (branch_2018(1, "第六章", note="One secretary, and one deputy when needed."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_TERM_VILLAGE = Parameter[int](
    "branch.committee.term_village",
    "村、社区支委会任期",
    "Years of a branch committee term in villages and communities",
    Unit.YEAR,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(5, "第六章", note="Chapter cited in the excerpt, article not."),),
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_TERM_OTHER = Parameter[int](
    "branch.committee.term_other",
    "其他支委会任期",
    "Years of a branch committee term elsewhere",
    Unit.YEAR,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(3, "第六章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_SECRETARY_PARTY_AGE_MIN = Parameter[int](
    "branch.secretary.party_age_min",
    "支部书记党龄",
    "Years of Party age of a branch secretary",
    Unit.YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (branch_2018(1, "第六章", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

COMMITTEE_TERM_MIN = Parameter[int](
    "org.committee.term_min",
    "基层委员会任期下限",
    "Fewest years of a grassroots committee term",
    Unit.YEAR,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (constitution(3, "第三十一条", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

COMMITTEE_TERM_MAX = Parameter[int](
    "org.committee.term_max",
    "基层委员会任期上限",
    "Most years of a grassroots committee term",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (constitution(5, "第三十一条", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

# Groups

BRANCH_COMMITTEE_MEMBER_GROUPS_MIN = Parameter[int](
    "branch.committee_member.groups_min",
    "支部委员联系党小组长数下限",
    "Fewest group leaders a committee member looks after",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

BRANCH_COMMITTEE_MEMBER_GROUPS_MAX = Parameter[int](
    "branch.committee_member.groups_max",
    "支部委员联系党小组长数上限",
    "Most group leaders a committee member looks after",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

BRANCH_GROUP_LEADER_COUNT = Parameter[int](
    "branch.group.leader_count",
    "党小组组长人数",
    "Leaders of a Party group",
    Unit.PERSON,
    Comparison.EQUAL,
    Strictness.FIXED,
    checked_on=CHECKED_ON,
)

# Temporary branches

BRANCH_TEMPORARY_MAY_ADMIT = Parameter[bool](
    "branch.temporary.may_admit",
    "临时党支部可发展党员",
    "A temporary branch may admit members",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(False, "第二章", note="Generally."),),
    checked_on=CHECKED_ON,
)

BRANCH_TEMPORARY_MAY_COLLECT_DUES = Parameter[bool](
    "branch.temporary.may_collect_dues",
    "临时党支部可收缴党费",
    "A temporary branch may collect dues",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(False, "第二章"),),
    checked_on=CHECKED_ON,
)

BRANCH_TEMPORARY_MAY_DISCIPLINE = Parameter[bool](
    "branch.temporary.may_discipline",
    "临时党支部可处分处置党员",
    "A temporary branch may discipline or dispose of members",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(False, "第二章"),),
    checked_on=CHECKED_ON,
)

BRANCH_TEMPORARY_MAY_ELECT = Parameter[bool](
    "branch.temporary.may_elect",
    "临时党支部可换届、选举代表",
    "A temporary branch may re-elect or elect delegates; its leaders are appointed",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018(False, "第二章", note="The approving body appoints the leaders."),),
    checked_on=CHECKED_ON,
)

BRANCH_TEMPORARY_CONDITION = Parameter[str](
    "branch.temporary.condition",
    "临时党支部成立条件",
    "When a temporary branch may be set up; it ends with the task body",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (branch_2018("task_body_without_transfer_of_membership", "第二章"),),
    frozenset({"task_body_without_transfer_of_membership"}),
    CHECKED_ON,
)

# Power to approve admissions

APPROVAL_SUBORDINATE_COMMITTEE_MAY_APPROVE = Parameter[bool](
    "development.approval.subordinate_committee_may_approve",
    "乡镇街道所属基层党委可审批预备党员",
    "A committee under a township or street may approve admissions; it deliberates (审议) instead",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(
            False, "第二十四条", note="An official answer states the rule; the article number is general knowledge."
        ),
        still_2014(False, "第二十四条"),
    ),
    checked_on=CHECKED_ON,
)

APPROVAL_GENERAL_BRANCH_MAY_APPROVE = Parameter[bool](
    "development.approval.general_branch_may_approve",
    "党总支可审批预备党员",
    "A general branch may approve admissions",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2014(False, "第二十四条", verified=False, note=_FROM_MEMORY), still_2014(False, "第二十四条")),
    checked_on=CHECKED_ON,
)

APPROVAL_PARTY_GROUP_MAY_APPROVE = Parameter[bool](
    "development.approval.party_group_may_approve",
    "党组可审批预备党员",
    "A leading Party group (党组) may approve admissions",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (text_2014(False, "第二十四条", verified=False, note=_FROM_MEMORY), still_2014(False, "第二十四条")),
    checked_on=CHECKED_ON,
)

APPROVAL_TEMPORARY_ORG_MAY_ADMIT = Parameter[bool](
    "development.approval.temporary_org_may_admit",
    "临时党组织可接收审批预备党员",
    "A temporary organisation may admit or approve; it may take application letters and train applicants",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        text_2014(
            False, "第二十四条", note="Official answers state the rule; the article number is general knowledge."
        ),
        still_2014(False, "第二十四条", note="The 2018 regulation on branch work says the same of temporary branches."),
    ),
    checked_on=CHECKED_ON,
)

# Elections

ELECTION_QUORUM_SHARE = Parameter[Fraction](
    "election.quorum_share",
    "选举到会人数占应到会有选举权党员比例",
    "Share of those entitled to vote who must be present to elect",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        election_1990(
            Fraction(4, 5),
            note="The text says more than four fifths (超过); a published explanation accepted exactly four fifths.",
        ),
        election_2020(
            Fraction(4, 5),
            "第四章",
            verified=False,
            note="Not less than (不少于), from secondary material; article not seen.",
        ),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_WIN_SHARE = Parameter[Fraction](
    "election.win_share",
    "当选票占实到会有选举权党员比例",
    "Share of the entitled members present whose votes elect",
    Unit.SHARE,
    Comparison.MORE_THAN,
    Strictness.FIXED,
    (
        election_2020(
            Fraction(1, 2),
            "第四章",
            verified=False,
            note="Of those present; committees of the localities use all entitled. From secondary material.",
        ),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_CANDIDATE_SURPLUS_SHARE = Parameter[Fraction](
    "election.candidate_surplus_share",
    "委员候选人差额比例（占应选名额）",
    "Share of the seats by which candidates exceed them",
    Unit.SHARE,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        election_2020(
            Fraction(1, 5), "第三章", verified=False, note="Figure from secondary material; article not seen."
        ),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_SECRETARY_EQUAL_NUMBER = Parameter[bool](
    "election.secretary.equal_number",
    "书记、副书记等额选举",
    "Secretary and deputies are elected with as many candidates as seats",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (election_2020(True, "第四章", verified=False, note="Figure from secondary material; article not seen."),),
    checked_on=CHECKED_ON,
)

ELECTION_BALLOTS_RETURNED_MAX = Parameter[str](
    "election.ballots_returned_max",
    "收回选票数不超过发出选票数",
    "Papers returned are at most those issued, or the election is void",
    Unit.CHOICE,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (election_2020("issued", "第四章", verified=False, note="Figure from secondary material; article not seen."),),
    frozenset({"issued"}),
    CHECKED_ON,
)

ELECTION_METHOD = Parameter[str](
    "election.method",
    "选举方式",
    "Way of voting in elections",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (election_2020("secret", "第四章", verified=False, note="From general knowledge, without a source seen."),),
    frozenset({"secret"}),
    CHECKED_ON,
)

ELECTION_DELAY_MAX = Parameter[int](
    "election.delay_max",
    "延期或提前换届上限",
    "Years by which a re-election may be put off or brought forward, with approval",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        election_1990(1, "第三条", note="The 1990 text speaks of delay only."),
        election_2020(1, "第三条", note="Generally; needs the upper organisation's approval."),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_DELEGATES_MEMBERS_THRESHOLD = Parameter[int](
    "election.delegates.members_threshold",
    "召开党员代表大会的党员数",
    "Members from which a delegate assembly may be held, with approval",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (election_2020(500, "第四条", note="Or where units are scattered."),),
    checked_on=CHECKED_ON,
)

ELECTION_DELEGATES_NUMBER_MIN = Parameter[int](
    "election.delegates.number_min",
    "党员代表名额下限",
    "Fewest delegates",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (
        election_1990(100, "第七条"),
        election_2020(None, verified=False, note="The 2020 figure has not been seen."),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_DELEGATES_NUMBER_USUAL_MAX = Parameter[int](
    "election.delegates.number_usual_max",
    "党员代表名额一般上限",
    "Usual most delegates",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (
        election_1990(200, "第七条"),
        election_2020(None, verified=False, note="The 2020 figure has not been seen."),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_DELEGATES_NUMBER_MAX = Parameter[int](
    "election.delegates.number_max",
    "党员代表名额上限",
    "Most delegates",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (
        election_1990(300, "第七条"),
        election_2020(None, verified=False, note="The 2020 figure has not been seen."),
    ),
    checked_on=CHECKED_ON,
)

ELECTION_RIGHTS_FULL_MEMBERS_ONLY = Parameter[bool](
    "election.rights.full_members_only",
    "只有正式党员有选举权",
    "Only full members vote and stand; not those on probation within the Party",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (election_2020(True, "第五条"),),
    checked_on=CHECKED_ON,
)

ELECTION_RIGHTS_SUSPENDED_IN_CUSTODY = Parameter[bool](
    "election.rights.suspended_in_custody",
    "留置、逮捕期间中止选举权",
    "The rights of a member in custody are suspended",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (election_2020(True, "第五条"),),
    checked_on=CHECKED_ON,
)

# Staff

STAFF_TOWNSHIP_ORGANISER_MIN = Parameter[int](
    "staff.township_organiser_min",
    "乡镇组织干事人数下限",
    "Fewest organisers of a township",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

STAFF_TOWNSHIP_ORGANISER_MAX = Parameter[int](
    "staff.township_organiser_max",
    "乡镇组织干事人数上限",
    "Most organisers of a township",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

STAFF_SYSTEM_SECRETARY = Parameter[int](
    "staff.system_secretary",
    "系统党委专职秘书人数",
    "Full-time secretaries of a system committee",
    Unit.PERSON,
    Comparison.EQUAL,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)
