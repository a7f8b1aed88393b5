"""What may be done, and which role may do it: the one permission table.

Endpoints and steps name permissions, never roles. A role is granted at an organisation and reaches its subtree; roles
marked ``own_file`` reach the holder's own person only.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ROLES", "SERVICE_SCOPES", "Permission", "Role", "RoleKey"]


class Permission(StrEnum):
    """``resource:action``; the value is what a 403 names."""

    SELF_READ = "self:read"
    ORGANISATION_READ = "organisation:read"
    ORGANISATION_WRITE = "organisation:write"
    ORGANISATION_RESTRUCTURE = "organisation:restructure"
    COMMITTEE_TERM_WRITE = "committee-term:write"
    PERSON_READ = "person:read"
    PERSON_WRITE = "person:write"
    PERSON_READ_CITIZEN_NUMBER = "person:read-citizen-number"
    MEMBERSHIP_WRITE = "membership:write"
    DUPLICATE_RESOLVE = "duplicate:resolve"
    ROSTER_IMPORT = "roster:import"
    RULE_READ = "rule:read"
    RULE_ADOPT = "rule:adopt"
    WORK_CALENDAR_WRITE = "work-calendar:write"
    CASE_READ = "case:read"
    CASE_OPEN = "case:open"
    CASE_RECORD = "case:record"
    CASE_REPORT = "case:report"
    """Hand in one's own reports and statements."""
    CASE_CULTIVATE = "case:cultivate"
    CASE_STEP_BRANCH = "case:step-branch"
    CASE_STEP_COMMITTEE = "case:step-committee"
    CASE_APPROVE = "case:approve"
    CASE_STEP_COUNTY = "case:step-county"
    CASE_CORRECT = "case:correct"
    CASE_CORRECT_COMPLETED = "case:correct-completed"
    CASE_DECIDE = "case:decide"
    CASE_TAKE_OVER = "case:take-over"
    CASE_RELOCATE = "case:relocate"
    LATE_RECORD = "late-record:write"
    DOCUMENT_READ = "document:read"
    DOCUMENT_WRITE = "document:write"
    MEETING_READ = "meeting:read"
    MEETING_WRITE = "meeting:write"
    MEETING_SUPERVISE = "meeting:supervise"
    MEETING_ASSIGN_SUPERVISOR = "meeting:assign-supervisor"
    BALLOT_READ = "ballot:read"
    BALLOT_WRITE = "ballot:write"
    BALLOT_TALLY = "ballot:tally"
    NOTICE_READ = "notice:read"
    NOTICE_WRITE = "notice:write"
    NOTICE_CONCLUDE = "notice:conclude"
    OBJECTION_READ = "objection:read"
    OBJECTION_RECEIVE = "objection:receive"
    OBJECTION_INVESTIGATE = "objection:investigate"
    ASSESSMENT_READ = "assessment:read"
    ASSESSMENT_WRITE = "assessment:write"
    ASSESSMENT_VERIFY = "assessment:verify"
    TALK_RECORD = "talk:record"
    """Record a scored talk; whose talk it may be follows from the body's own steps."""
    POLITICAL_REVIEW_READ = "political-review:read"
    POLITICAL_REVIEW_WRITE = "political-review:write"
    INQUIRY_READ = "inquiry:read"
    INQUIRY_REPLY = "inquiry:reply"
    TRAINING_READ = "training:read"
    TRAINING_WRITE = "training:write"
    FORM_READ = "form:read"
    FORM_ISSUE = "form:issue"
    FORM_WRITE = "form:write"
    TASK_READ = "task:read"
    IDENTITY_READ = "identity:read"
    USER_MANAGE = "user:manage"
    GRANT_MANAGE = "grant:manage"
    SERVICE_ACCOUNT_MANAGE = "service-account:manage"
    AUDIT_READ = "audit:read"
    AUDIT_READ_INSTALLATION = "audit:read-installation"
    """Entries that belong to no organisation: sign-ins, accounts, settings."""
    EVENT_READ = "event:read"
    REHEARSAL_SET = "rehearsal:set"


class RoleKey(StrEnum):
    """Codes of the roles."""

    APPLICANT = "applicant"
    MEMBER = "member"
    CONTACT_PERSON = "contact-person"
    GROUP_LEADER = "group-leader"
    BRANCH_SECRETARY = "branch-secretary"
    ORGANISATION_COMMISSIONER = "organisation-commissioner"
    SUPERVISOR = "supervisor"
    COMMITTEE_ORGANISER = "committee-organiser"
    APPROVING_COMMITTEE = "approving-committee"
    ORGANISATION_DEPARTMENT = "organisation-department"
    INVESTIGATING_BODY = "investigating-body"
    DEPARTMENT_DESK = "department-desk"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system-administrator"
    SECURITY_ADMINISTRATOR = "security-administrator"
    AUDIT_ADMINISTRATOR = "audit-administrator"


@dataclass(frozen=True, slots=True)
class Role:
    """A role with its permissions; ``own_file`` narrows the reach to the holder's own person."""

    key: RoleKey
    title_zh: str
    title_en: str
    permissions: frozenset[Permission]
    own_file: bool = False


P = Permission

_READ_CASES = {
    P.SELF_READ,
    P.ORGANISATION_READ,
    P.PERSON_READ,
    P.RULE_READ,
    P.CASE_READ,
    P.DOCUMENT_READ,
    P.MEETING_READ,
    P.BALLOT_READ,
    P.NOTICE_READ,
    P.ASSESSMENT_READ,
    P.TRAINING_READ,
    P.FORM_READ,
    P.TASK_READ,
}
_BRANCH_WORK = _READ_CASES | {
    P.PERSON_WRITE,
    P.CASE_OPEN,
    P.CASE_RECORD,
    P.CASE_CULTIVATE,
    P.CASE_STEP_BRANCH,
    P.CASE_CORRECT,
    P.DOCUMENT_WRITE,
    P.MEETING_WRITE,
    P.BALLOT_WRITE,
    P.BALLOT_TALLY,
    P.NOTICE_WRITE,
    P.NOTICE_CONCLUDE,
    P.ASSESSMENT_WRITE,
    P.ASSESSMENT_VERIFY,
    P.TALK_RECORD,
    P.POLITICAL_REVIEW_READ,
    P.POLITICAL_REVIEW_WRITE,
    P.FORM_WRITE,
}
_ALSO_FOR_BRANCHES = {
    P.MEETING_WRITE,
    P.NOTICE_WRITE,
    P.NOTICE_CONCLUDE,
    P.ASSESSMENT_WRITE,
    P.POLITICAL_REVIEW_WRITE,
}
"""What a committee does for itself (its own meetings) or in a branch's place: only it may record beyond the late limit and
correct what a completed step rests on, so that it must be able to record at all."""
_COMMITTEE_WORK = (
    _READ_CASES
    | _ALSO_FOR_BRANCHES
    | {
        P.ORGANISATION_WRITE,
        P.COMMITTEE_TERM_WRITE,
        P.PERSON_WRITE,
        P.MEMBERSHIP_WRITE,
        P.ROSTER_IMPORT,
        P.CASE_RECORD,
        P.CASE_STEP_COMMITTEE,
        P.CASE_TAKE_OVER,
        P.CASE_RELOCATE,
        P.LATE_RECORD,
        P.DOCUMENT_WRITE,
        P.MEETING_ASSIGN_SUPERVISOR,
        P.OBJECTION_READ,
        P.OBJECTION_RECEIVE,
        P.ASSESSMENT_VERIFY,
        P.TALK_RECORD,
        P.POLITICAL_REVIEW_READ,
        P.TRAINING_WRITE,
        P.FORM_ISSUE,
        P.FORM_WRITE,
    }
)


def _role(key: RoleKey, zh: str, en: str, permissions: set[Permission], *, own_file: bool = False) -> Role:
    return Role(key, zh, en, frozenset(permissions), own_file)


ROLES: dict[RoleKey, Role] = {
    role.key: role
    for role in (
        _role(
            RoleKey.APPLICANT,
            "入党申请人",
            "Applicant",
            {P.SELF_READ, P.CASE_READ, P.CASE_REPORT, P.RULE_READ, P.TASK_READ},
            own_file=True,
        ),
        _role(
            RoleKey.MEMBER,
            "党员",
            "Member",
            {P.SELF_READ, P.CASE_READ, P.CASE_REPORT, P.RULE_READ, P.TASK_READ},
            own_file=True,
        ),
        _role(
            RoleKey.CONTACT_PERSON,
            "培养联系人",
            "Contact person",
            {P.SELF_READ, P.CASE_READ, P.CASE_CULTIVATE, P.RULE_READ, P.TASK_READ, P.DOCUMENT_WRITE},
        ),
        _role(
            RoleKey.GROUP_LEADER,
            "党小组长",
            "Group leader",
            {P.SELF_READ, P.ORGANISATION_READ, P.PERSON_READ, P.CASE_READ, P.CASE_CULTIVATE, P.RULE_READ, P.TASK_READ},
        ),
        _role(RoleKey.BRANCH_SECRETARY, "党支部书记", "Branch secretary", _BRANCH_WORK),
        _role(RoleKey.ORGANISATION_COMMISSIONER, "组织委员", "Organisation commissioner", _BRANCH_WORK),
        _role(
            RoleKey.SUPERVISOR,
            "监督员",
            "Supervisor",
            {P.SELF_READ, P.ORGANISATION_READ, P.RULE_READ, P.MEETING_READ, P.BALLOT_READ, P.MEETING_SUPERVISE},
        ),
        _role(RoleKey.COMMITTEE_ORGANISER, "组织员", "Committee organiser", _COMMITTEE_WORK),
        _role(
            RoleKey.APPROVING_COMMITTEE,
            "审批党委",
            "Approving committee",
            _COMMITTEE_WORK | {P.CASE_APPROVE, P.CASE_CORRECT_COMPLETED, P.CASE_DECIDE, P.RULE_ADOPT},
        ),
        _role(
            RoleKey.ORGANISATION_DEPARTMENT,
            "县委组织部",
            "Organisation department",
            _READ_CASES
            | {
                P.ORGANISATION_WRITE,
                P.ORGANISATION_RESTRUCTURE,
                P.COMMITTEE_TERM_WRITE,
                P.PERSON_WRITE,
                P.PERSON_READ_CITIZEN_NUMBER,
                P.MEMBERSHIP_WRITE,
                P.DUPLICATE_RESOLVE,
                P.ROSTER_IMPORT,
                P.RULE_ADOPT,
                P.WORK_CALENDAR_WRITE,
                P.CASE_STEP_COUNTY,
                P.TALK_RECORD,
                P.CASE_RELOCATE,
                P.LATE_RECORD,
                P.MEETING_ASSIGN_SUPERVISOR,
                P.OBJECTION_READ,
                P.POLITICAL_REVIEW_READ,
                P.TRAINING_WRITE,
                P.FORM_ISSUE,
                P.REHEARSAL_SET,
            },
        ),
        _role(
            RoleKey.INVESTIGATING_BODY,
            "调查组织",
            "Investigating body",
            {P.SELF_READ, P.NOTICE_READ, P.OBJECTION_READ, P.OBJECTION_INVESTIGATE, P.DOCUMENT_READ, P.DOCUMENT_WRITE},
        ),
        _role(
            RoleKey.DEPARTMENT_DESK,
            "部门窗口",
            "Department desk",
            {P.SELF_READ, P.INQUIRY_READ, P.INQUIRY_REPLY, P.DOCUMENT_WRITE},
        ),
        _role(
            RoleKey.AUDITOR,
            "审计员",
            "Auditor",
            {P.SELF_READ, P.ORGANISATION_READ, P.RULE_READ, P.AUDIT_READ, P.EVENT_READ},
        ),
        _role(
            RoleKey.SYSTEM_ADMINISTRATOR,
            "系统管理员",
            "System administrator",
            {P.SELF_READ, P.IDENTITY_READ, P.USER_MANAGE, P.REHEARSAL_SET},
        ),
        _role(
            RoleKey.SECURITY_ADMINISTRATOR,
            "安全管理员",
            "Security administrator",
            {P.SELF_READ, P.IDENTITY_READ, P.GRANT_MANAGE, P.SERVICE_ACCOUNT_MANAGE},
        ),
        _role(
            RoleKey.AUDIT_ADMINISTRATOR,
            "安全审计员",
            "Audit administrator",
            {P.SELF_READ, P.AUDIT_READ, P.AUDIT_READ_INSTALLATION, P.EVENT_READ},
        ),
    )
}

SERVICE_SCOPES: frozenset[Permission] = frozenset(
    {
        P.SELF_READ,
        P.ORGANISATION_READ,
        P.PERSON_READ,
        P.RULE_READ,
        P.CASE_READ,
        P.DOCUMENT_READ,
        P.NOTICE_READ,
        P.INQUIRY_READ,
        P.INQUIRY_REPLY,
        P.TRAINING_READ,
        P.TRAINING_WRITE,
        P.TASK_READ,
        P.EVENT_READ,
        P.ROSTER_IMPORT,
    }
)
"""What a service account may be given: never an interactive step (ballots, approvals)."""
