"""Evidence files as the rules see them: which kind, of which day, still standing or replaced.

The kinds are a code table: one entry for every document that a step of the development table asks for, and for the
papers of publicity and objections. ``DEVELOPMENT_KINDS`` holds, by the number of the step, the kinds of its row.
Contents are never judged here: a file proves that a paper exists, people judge what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

__all__ = ["DEVELOPMENT_KINDS", "KIND_TITLES", "DocumentFacts", "DocumentKind", "DocumentState"]


class DocumentKind(StrEnum):
    """What a file is evidence of."""

    APPLICATION_LETTER = "application_letter"
    TALK_RECORD = "talk_record"
    RECOMMENDATION_RECORD = "recommendation_record"
    RECOMMENDATION_RESULT = "recommendation_result"
    BRANCH_COMMITTEE_MINUTES = "branch_committee_minutes"
    COMMITTEE_MINUTES = "committee_minutes"
    FILING_REPORT = "filing_report"
    FILING_REPLY = "filing_reply"
    FILING_LIST = "filing_list"
    APPLICANT_DATA = "applicant_data"
    REVIEW_FORM = "review_form"
    REVIEW_RECORD = "review_record"
    THOUGHT_REPORT = "thought_report"
    SCORE_EVIDENCE = "score_evidence"
    POLL_SHEET = "poll_sheet"
    OPINION_RECORD = "opinion_record"
    COLLECTED_OPINIONS = "collected_opinions"
    SPONSOR_RECORD = "sponsor_record"
    POLITICAL_REVIEW = "political_review"
    INQUIRY_LETTER = "inquiry_letter"
    STAMPED_REPLY = "stamped_reply"
    OWN_STATEMENT = "own_statement"
    TRAINING_CERTIFICATE = "training_certificate"
    EXAMINATION_OPINION = "examination_opinion"
    PRE_REVIEW_RESULT = "pre_review_result"
    FORM_ISSUE_RECORD = "form_issue_record"
    FORM_SCAN = "form_scan"
    ASSEMBLY_NOTICE = "assembly_notice"
    ASSEMBLY_MINUTES = "assembly_minutes"
    ASSEMBLY_RESOLUTION = "assembly_resolution"
    BALLOT_RECORD = "ballot_record"
    APPROVAL_OPINION = "approval_opinion"
    APPROVAL_NOTICE = "approval_notice"
    BRANCH_ROLL = "branch_roll"
    OATH_RECORD = "oath_record"
    PROBATION_REVIEW_RECORD = "probation_review_record"
    CONVERSION_APPLICATION = "conversion_application"
    PUBLICITY_NOTICE = "publicity_notice"
    PUBLICITY_RESULT = "publicity_result"
    PUBLICITY_PHOTO = "publicity_photo"
    SITE_CERTIFICATE = "site_certificate"
    OBJECTION_LETTER = "objection_letter"
    INVESTIGATION_REPORT = "investigation_report"
    TRANSFER_LETTER = "transfer_letter"
    DECISION = "decision"
    OTHER = "other"


KIND_TITLES: Mapping[DocumentKind, tuple[str, str]] = {
    DocumentKind.APPLICATION_LETTER: ("入党申请书", "Application letter"),
    DocumentKind.TALK_RECORD: ("谈话记录", "Talk record"),
    DocumentKind.RECOMMENDATION_RECORD: ("推荐记录", "Recommendation record"),
    DocumentKind.RECOMMENDATION_RESULT: ("推荐结果", "Recommendation result"),
    DocumentKind.BRANCH_COMMITTEE_MINUTES: ("支部委员会会议记录", "Minutes of the branch committee"),
    DocumentKind.COMMITTEE_MINUTES: ("党委会会议记录", "Minutes of the Party committee"),
    DocumentKind.FILING_REPORT: ("备案报告", "Filing report"),
    DocumentKind.FILING_REPLY: ("备案批复", "Reply to a filing"),
    DocumentKind.FILING_LIST: ("备案名册", "Filing list"),
    DocumentKind.APPLICANT_DATA: ("申请人基本情况", "Applicant data"),
    DocumentKind.REVIEW_FORM: ("入党积极分子培养教育考察登记表", "Activist training and review form"),
    DocumentKind.REVIEW_RECORD: ("半年考察记录", "Half-yearly review record"),
    DocumentKind.THOUGHT_REPORT: ("思想汇报", "Thought report"),
    DocumentKind.SCORE_EVIDENCE: ("量化考核佐证", "Evidence of a score sheet item"),
    DocumentKind.POLL_SHEET: ("民主测评表", "Opinion poll sheet"),
    DocumentKind.OPINION_RECORD: ("听取意见记录", "Record of opinions heard"),
    DocumentKind.COLLECTED_OPINIONS: ("征求意见汇总", "Collected opinions"),
    DocumentKind.SPONSOR_RECORD: ("入党介绍人材料", "Sponsor record"),
    DocumentKind.POLITICAL_REVIEW: ("政治审查结论材料", "Political review material with its conclusion"),
    DocumentKind.INQUIRY_LETTER: ("函调信", "Letter of inquiry"),
    DocumentKind.STAMPED_REPLY: ("盖章回函", "Stamped reply"),
    DocumentKind.OWN_STATEMENT: ("本人自述材料", "The person's own statement"),
    DocumentKind.TRAINING_CERTIFICATE: ("培训结业证书", "Training certificate"),
    DocumentKind.EXAMINATION_OPINION: ("支部委员会审查意见", "Examination opinion of the branch committee"),
    DocumentKind.PRE_REVIEW_RESULT: ("预审结果", "Written pre-review result"),
    DocumentKind.FORM_ISSUE_RECORD: ("入党志愿书领用记录", "Record of issuing the application form"),
    DocumentKind.FORM_SCAN: ("入党志愿书", "Party membership application form"),
    DocumentKind.ASSEMBLY_NOTICE: ("支部大会通知", "Notice of an assembly"),
    DocumentKind.ASSEMBLY_MINUTES: ("支部大会会议记录", "Minutes of an assembly"),
    DocumentKind.ASSEMBLY_RESOLUTION: ("支部大会决议", "Assembly resolution"),
    DocumentKind.BALLOT_RECORD: ("票决记录", "Ballot record"),
    DocumentKind.APPROVAL_OPINION: ("审批意见", "Approval opinion"),
    DocumentKind.APPROVAL_NOTICE: ("审批通知", "Notice of an approval"),
    DocumentKind.BRANCH_ROLL: ("党支部党小组名册", "Roll of branch and group"),
    DocumentKind.OATH_RECORD: ("入党宣誓记录", "Oath record"),
    DocumentKind.PROBATION_REVIEW_RECORD: ("预备期考察记录", "Probation review record"),
    DocumentKind.CONVERSION_APPLICATION: ("转正申请书", "Application for conversion"),
    DocumentKind.PUBLICITY_NOTICE: ("公示", "Publicity notice"),
    DocumentKind.PUBLICITY_RESULT: ("公示情况", "Result of a publicity notice"),
    DocumentKind.PUBLICITY_PHOTO: ("公示张贴照片", "Photo of a posted notice"),
    DocumentKind.SITE_CERTIFICATE: ("公示地党组织证明", "Certificate of the site's Party organisation"),
    DocumentKind.OBJECTION_LETTER: ("异议材料", "Letter of objection"),
    DocumentKind.INVESTIGATION_REPORT: ("异议调查报告", "Report of an investigation"),
    DocumentKind.TRANSFER_LETTER: ("组织关系介绍信", "Transfer letter"),
    DocumentKind.DECISION: ("决定", "Decision"),
    DocumentKind.OTHER: ("其他", "Other"),
}
"""Chinese and English title of every kind."""

_K = DocumentKind
DEVELOPMENT_KINDS: Mapping[int, tuple[DocumentKind, ...]] = {
    1: (_K.APPLICATION_LETTER,),
    2: (_K.TALK_RECORD,),
    3: (_K.RECOMMENDATION_RECORD, _K.BRANCH_COMMITTEE_MINUTES),
    4: (_K.FILING_REPORT, _K.APPLICANT_DATA, _K.RECOMMENDATION_RESULT),
    5: (_K.REVIEW_FORM,),
    6: (_K.REVIEW_RECORD, _K.THOUGHT_REPORT),
    7: (_K.OPINION_RECORD, _K.BRANCH_COMMITTEE_MINUTES),
    8: (_K.FILING_REPORT, _K.FILING_REPLY, _K.PUBLICITY_NOTICE, _K.PUBLICITY_RESULT),
    9: (_K.SPONSOR_RECORD,),
    10: (_K.POLITICAL_REVIEW, _K.INQUIRY_LETTER),
    11: (_K.TRAINING_CERTIFICATE,),
    12: (_K.EXAMINATION_OPINION, _K.COLLECTED_OPINIONS),
    13: (_K.PRE_REVIEW_RESULT, _K.FORM_ISSUE_RECORD),
    14: (_K.FORM_SCAN,),
    15: (_K.ASSEMBLY_RESOLUTION, _K.BALLOT_RECORD, _K.ASSEMBLY_MINUTES),
    16: (_K.TALK_RECORD,),
    17: (_K.APPROVAL_OPINION, _K.COMMITTEE_MINUTES, _K.APPROVAL_NOTICE),
    18: (_K.FILING_LIST,),
    19: (_K.BRANCH_ROLL,),
    20: (_K.OATH_RECORD,),
    21: (_K.PROBATION_REVIEW_RECORD,),
    22: (_K.CONVERSION_APPLICATION,),
    23: (_K.ASSEMBLY_RESOLUTION, _K.BALLOT_RECORD),
    24: (_K.APPROVAL_OPINION, _K.APPROVAL_NOTICE, _K.TALK_RECORD),
    25: (
        _K.FORM_SCAN,
        _K.APPLICATION_LETTER,
        _K.POLITICAL_REVIEW,
        _K.CONVERSION_APPLICATION,
        _K.REVIEW_RECORD,
        _K.PROBATION_REVIEW_RECORD,
    ),
}
"""Kinds that the row of each development step names. Step 8 names the publicity papers for 2026 only."""


class DocumentState(StrEnum):
    """A file stands, or a correction has put another in its place or set it aside. Nothing is deleted."""

    CURRENT = "current"
    REPLACED = "replaced"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One evidence file. ``happened_on`` is the day of the paper (its date or its stamp), not of the upload."""

    id: UUID
    kind: DocumentKind
    happened_on: date
    sha256: str
    state: DocumentState = DocumentState.CURRENT
    step: int | None = None
    """Number of the development step that it was filed for, where the uploader said so."""
