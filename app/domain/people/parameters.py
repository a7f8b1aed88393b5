"""Figures of persons and memberships: code standards, when membership begins and stops, transfers."""

from app.domain.shared.clauses import DocumentKey
from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, education_2019, undated

__all__ = [
    "DATA_CITIZEN_ID_CHECKSUM",
    "DATA_CITIZEN_ID_LENGTH",
    "DATA_EDUCATION_CODE_LENGTH",
    "DATA_ETHNIC_COUNT",
    "DATA_SEX_CODES",
    "DATA_USCC_LENGTH",
    "GRADUATE_RETENTION_YEARS_MAX",
    "MEMBERSHIP_ACQUIRED_ON",
    "MEMBERSHIP_STOP_ABROAD_YEARS",
    "MEMBERSHIP_STOP_LOST_CONTACT_MONTHS",
    "MEMBERSHIP_STOP_REMOVAL_AFTER_YEARS",
    "TRANSFER_DIRECT_NATIONWIDE",
    "TRANSFER_LETTER_RECEIPT_REQUIRED",
    "TRANSFER_LETTER_VALIDITY_DAYS_MAX",
    "TRANSFER_REFUSAL_WITHOUT_REASON",
    "TRANSFER_REQUIRED_AFTER_MONTHS",
    "TRANSFER_SENDER_RESPONSIBLE_UNTIL_ACCEPTED",
]

# Code standards

DATA_CITIZEN_ID_LENGTH = Parameter[int](
    "data.citizen_id.length",
    "公民身份号码位数",
    "Characters of a citizen number",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.FIXED,
    (undated(18, DocumentKey.CITIZEN_ID_STANDARD),),
    checked_on=CHECKED_ON,
)

DATA_CITIZEN_ID_CHECKSUM = Parameter[str](
    "data.citizen_id.checksum",
    "公民身份号码校验码算法",
    "Check character algorithm of a citizen number",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        undated(
            "ISO 7064 MOD 11-2",
            DocumentKey.CITIZEN_ID_STANDARD,
            note="Weights are 2^(18-i) mod 11, code row 10X98765432.",
        ),
    ),
    frozenset({"ISO 7064 MOD 11-2"}),
    CHECKED_ON,
)

DATA_USCC_LENGTH = Parameter[int](
    "data.uscc.length",
    "统一社会信用代码位数",
    "Characters of a unified social credit code",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.FIXED,
    (undated(18, DocumentKey.USCC_STANDARD),),
    checked_on=CHECKED_ON,
)

DATA_SEX_CODES = Parameter[frozenset[str]](
    "data.sex.codes",
    "性别代码",
    "Sex codes: unknown, male, female, not stated",
    Unit.CHOICES,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        undated(
            frozenset({"0", "1", "2", "9"}),
            DocumentKey.SEX_STANDARD,
            verified=False,
            note="From general knowledge, without a source seen.",
        ),
    ),
    frozenset({"0", "1", "2", "9"}),
    CHECKED_ON,
)

DATA_ETHNIC_COUNT = Parameter[int](
    "data.ethnic.count",
    "民族代码数",
    "Number of ethnic group codes, two digits and two letters each",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.FIXED,
    (undated(56, DocumentKey.ETHNIC_STANDARD),),
    checked_on=CHECKED_ON,
)

DATA_EDUCATION_CODE_LENGTH = Parameter[int](
    "data.education.code_length",
    "学历代码位数",
    "Digits of an education code",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.FIXED,
    (undated(2, DocumentKey.EDUCATION_STANDARD, note="10 is the postgraduate group, 11 to 17 its parts."),),
    checked_on=CHECKED_ON,
)

# Membership

MEMBERSHIP_ACQUIRED_ON = Parameter[str](
    "membership.acquired_on",
    "党籍取得日",
    "Day on which membership is acquired, once the committee has approved",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (education_2019("branch_assembly_resolution_date", "第二十四条"),),
    frozenset({"branch_assembly_resolution_date"}),
    CHECKED_ON,
)

MEMBERSHIP_STOP_ABROAD_YEARS = Parameter[int](
    "membership.stop.abroad_years",
    "出国未返停止党籍年限",
    "Years abroad after which membership is stopped",
    Unit.YEAR,
    Comparison.MORE_THAN,
    Strictness.FIXED,
    (education_2019(5, "第二十四条", note="Generally; study or research abroad, emigrants too."),),
    checked_on=CHECKED_ON,
)

MEMBERSHIP_STOP_LOST_CONTACT_MONTHS = Parameter[int](
    "membership.stop.lost_contact_months",
    "失联停止党籍月数",
    "Months without contact after which membership is stopped",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (education_2019(6, "第二十四条"),),
    checked_on=CHECKED_ON,
)

MEMBERSHIP_STOP_REMOVAL_AFTER_YEARS = Parameter[int](
    "membership.stop.removal_after_years",
    "停止党籍后除名年限",
    "Years of stopped membership after which the member is removed",
    Unit.YEAR,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (education_2019(2, "第二十四条", note="Treated as leaving the Party by one's own act."),),
    checked_on=CHECKED_ON,
)

# Transfers

TRANSFER_REQUIRED_AFTER_MONTHS = Parameter[int](
    "transfer.required_after_months",
    "外出应转组织关系月数",
    "Months away, at a fairly fixed place, after which membership is to be transferred",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.LOWER,
    (
        education_2019(
            6,
            "第二十五条",
            note="Also on a change of unit or residence. One town's practice adds a condition about the new employer, which is laxer and not adopted.",
        ),
    ),
    checked_on=CHECKED_ON,
)

TRANSFER_DIRECT_NATIONWIDE = Parameter[bool](
    "transfer.direct_nationwide",
    "全国范围直接转接",
    "Committees with approval power transfer directly, nationwide",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (education_2019(True, "第二十五条"),),
    checked_on=CHECKED_ON,
)

TRANSFER_SENDER_RESPONSIBLE_UNTIL_ACCEPTED = Parameter[bool](
    "transfer.sender_responsible_until_accepted",
    "未接收前由转出党组织负责",
    "The sending branch is responsible until the transfer is accepted",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (education_2019(True, "第二十五条"),),
    checked_on=CHECKED_ON,
)

TRANSFER_REFUSAL_WITHOUT_REASON = Parameter[bool](
    "transfer.refusal_without_reason",
    "可无故拒转拒接",
    "A transfer may be refused without a reason",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (education_2019(False, "第二十五条"),),
    checked_on=CHECKED_ON,
)

TRANSFER_LETTER_VALIDITY_DAYS_MAX = Parameter[int](
    "transfer.letter.validity_days_max",
    "介绍信有效期上限（天）",
    "Most days for which a transfer letter is valid",
    Unit.DAY,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (
        undated(
            90,
            DocumentKey.TRANSFER_PRACTICE,
            verified=False,
            note="Sources disagree: ninety days or three months most often, one says six months across provinces; usual are 10 in town and 30 outside.",
        ),
    ),
    checked_on=CHECKED_ON,
)

TRANSFER_LETTER_RECEIPT_REQUIRED = Parameter[bool](
    "transfer.letter.receipt_required",
    "介绍信回执",
    "The receiving committee returns the receipt slip of the letter",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (
        undated(
            True,
            DocumentKey.TRANSFER_PRACTICE,
            verified=False,
            note="Letter of three parts with a receipt slip; from secondary material.",
        ),
    ),
    checked_on=CHECKED_ON,
)

GRADUATE_RETENTION_YEARS_MAX = Parameter[int](
    "graduate.retention_years_max",
    "毕业生组织关系保留年限",
    "Years for which a school keeps a graduate's membership",
    Unit.YEAR,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (education_2019(2, "第三十四条", note="Generally."),),
    checked_on=CHECKED_ON,
)
