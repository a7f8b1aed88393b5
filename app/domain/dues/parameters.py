"""Figures of dues: rates, brackets, special amounts, intervals, arrears (provisions of 2008).

Rates are of the whole monthly base (the bracket decides the rate; nothing is marginal).
"""

from fractions import Fraction

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, dues_2008

__all__ = [
    "ADVANCE_OR_DEDUCT_ALLOWED",
    "ARREARS_MONTHS_MAX",
    "BASE_SELF_EMPLOYED",
    "FARMER_MAX",
    "FARMER_MIN",
    "FLAT_AMOUNT",
    "FLOATING_PAY_AT_INFLOW_WITH_PERMIT",
    "FUNDS_RETAINED_GRANT",
    "INTERVAL",
    "LARGE_GIFT_THRESHOLD",
    "NONPAYMENT_AUTO_EXIT_MONTHS",
    "REDUCTION_APPROVED_BY",
    "REMIT_CENTRAL_SHARE",
    "RETIRED_RATE_HIGH",
    "RETIRED_RATE_LOW",
    "START",
    "WAGE_BRACKET_1_MAX",
    "WAGE_BRACKET_2_MAX",
    "WAGE_BRACKET_3_MAX",
    "WAGE_CHANGE_FROM",
    "WAGE_RATE_1",
    "WAGE_RATE_2",
    "WAGE_RATE_3",
    "WAGE_RATE_4",
]

WAGE_RATE_1 = Parameter[Fraction](
    "dues.wage.rate_1",
    "党费比例一档（占计缴基数）",
    "Rate for a base up to the first bracket",
    Unit.RATE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        dues_2008(
            Fraction("0.005"), "第二条", note="The rate applies to the whole base, not to the part above the bracket."
        ),
    ),
    checked_on=CHECKED_ON,
)

WAGE_RATE_2 = Parameter[Fraction](
    "dues.wage.rate_2",
    "党费比例二档（占计缴基数）",
    "Rate for a base over the first bracket",
    Unit.RATE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        dues_2008(
            Fraction("0.010"), "第二条", note="The rate applies to the whole base, not to the part above the bracket."
        ),
    ),
    checked_on=CHECKED_ON,
)

WAGE_RATE_3 = Parameter[Fraction](
    "dues.wage.rate_3",
    "党费比例三档（占计缴基数）",
    "Rate for a base over the second bracket",
    Unit.RATE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        dues_2008(
            Fraction("0.015"), "第二条", note="The rate applies to the whole base, not to the part above the bracket."
        ),
    ),
    checked_on=CHECKED_ON,
)

WAGE_RATE_4 = Parameter[Fraction](
    "dues.wage.rate_4",
    "党费比例四档（占计缴基数）",
    "Rate for a base over the third bracket",
    Unit.RATE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        dues_2008(
            Fraction("0.020"), "第二条", note="The rate applies to the whole base, not to the part above the bracket."
        ),
    ),
    checked_on=CHECKED_ON,
)

WAGE_BRACKET_1_MAX = Parameter[Fraction](
    "dues.wage.bracket_1_max",
    "一档上限",
    "Upper end of the first bracket",
    Unit.YUAN_PER_MONTH,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (dues_2008(Fraction(3000), "第二条"),),
    checked_on=CHECKED_ON,
)

WAGE_BRACKET_2_MAX = Parameter[Fraction](
    "dues.wage.bracket_2_max",
    "二档上限",
    "Upper end of the second bracket",
    Unit.YUAN_PER_MONTH,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (dues_2008(Fraction(5000), "第二条"),),
    checked_on=CHECKED_ON,
)

WAGE_BRACKET_3_MAX = Parameter[Fraction](
    "dues.wage.bracket_3_max",
    "三档上限",
    "Upper end of the third bracket",
    Unit.YUAN_PER_MONTH,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (dues_2008(Fraction(10000), "第二条"),),
    checked_on=CHECKED_ON,
)

BASE_SELF_EMPLOYED = Parameter[str](
    "dues.base.self_employed",
    "个体经营者计缴基数",
    "Base of the self-employed: monthly average net income of the quarter before",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008("previous_quarter_monthly_average_net", "第四条"),),
    frozenset({"previous_quarter_monthly_average_net"}),
    CHECKED_ON,
)

RETIRED_RATE_LOW = Parameter[Fraction](
    "dues.retired.rate_low",
    "离退休党员党费低档（占养老金）",
    "Rate for a pension up to 5000 yuan a month",
    Unit.RATE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008(Fraction("0.005"), "第五条"),),
    checked_on=CHECKED_ON,
)

RETIRED_RATE_HIGH = Parameter[Fraction](
    "dues.retired.rate_high",
    "离退休党员党费高档（占养老金）",
    "Rate for a pension over 5000 yuan a month",
    Unit.RATE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008(Fraction("0.010"), "第五条"),),
    checked_on=CHECKED_ON,
)

FARMER_MIN = Parameter[Fraction](
    "dues.farmer.min",
    "农民党员党费下限",
    "Fewest yuan a farmer pays in a month",
    Unit.YUAN_PER_MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (dues_2008(Fraction("0.2"), "第六条"),),
    checked_on=CHECKED_ON,
)

FARMER_MAX = Parameter[Fraction](
    "dues.farmer.max",
    "农民党员党费上限",
    "Most yuan a farmer is asked to pay in a month",
    Unit.YUAN_PER_MONTH,
    Comparison.AT_MOST,
    Strictness.FIXED,
    (dues_2008(Fraction("1.0"), "第六条", note="Members may pay more of their own will."),),
    checked_on=CHECKED_ON,
)

FLAT_AMOUNT = Parameter[Fraction](
    "dues.flat.amount",
    "学生等党员党费",
    "Yuan a month of students, laid-off members and those on relief or minimum living allowance",
    Unit.YUAN_PER_MONTH,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008(Fraction("0.2"), "第六条"),),
    checked_on=CHECKED_ON,
)

REDUCTION_APPROVED_BY = Parameter[str](
    "dues.reduction.approved_by",
    "少交、免交批准",
    "Who approves a reduction or exemption, after the branch has studied it",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008("upper_committee", "第七条"),),
    frozenset({"upper_committee"}),
    CHECKED_ON,
)

START = Parameter[str](
    "dues.start",
    "预备党员交费起始日",
    "Day from which a probationary member pays",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008("branch_assembly_resolution_date", "第八条"),),
    frozenset({"branch_assembly_resolution_date"}),
    CHECKED_ON,
)

FLOATING_PAY_AT_INFLOW_WITH_PERMIT = Parameter[bool](
    "dues.floating.pay_at_inflow_with_permit",
    "流动党员持证在流入地交费",
    "A floating member with a permit pays where he is, otherwise at the branch that holds the membership",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008(True, "第九条"),),
    checked_on=CHECKED_ON,
)

WAGE_CHANGE_FROM = Parameter[str](
    "dues.wage_change.from",
    "工资变化计费起始",
    "From when a changed wage counts",
    Unit.CHOICE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008("month_of_new_wage", "第十条"),),
    frozenset({"month_of_new_wage"}),
    CHECKED_ON,
)

LARGE_GIFT_THRESHOLD = Parameter[int](
    "dues.large_gift.threshold",
    "大额党费上缴中央",
    "Yuan of one voluntary payment from which all of it goes to the centre",
    Unit.YUAN,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (dues_2008(1000, "第十一条", note="With a receipt to the member."),),
    checked_on=CHECKED_ON,
)

INTERVAL = Parameter[int](
    "dues.interval",
    "交纳间隔",
    "Months between payments; a quarter with the branch's consent",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (dues_2008(1, "第十二条"),),
    checked_on=CHECKED_ON,
)

ARREARS_MONTHS_MAX = Parameter[int](
    "dues.arrears.months_max",
    "补交党费时间上限",
    "Months for which arrears may be made up",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (dues_2008(6, "第十二条", note="Generally."),),
    checked_on=CHECKED_ON,
)

NONPAYMENT_AUTO_EXIT_MONTHS = Parameter[int](
    "dues.nonpayment.auto_exit_months",
    "连续不交党费按自行脱党处理月数",
    "Running months without dues and without good reason that count as leaving",
    Unit.MONTH,
    Comparison.AT_LEAST,
    Strictness.FIXED,
    (dues_2008(6, "第十三条"),),
    checked_on=CHECKED_ON,
)

ADVANCE_OR_DEDUCT_ALLOWED = Parameter[bool](
    "dues.advance_or_deduct_allowed",
    "可垫交、扣缴党费",
    "Dues may be advanced for a member or deducted from the wage",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008(False, "第十四条"),),
    checked_on=CHECKED_ON,
)

REMIT_CENTRAL_SHARE = Parameter[Fraction](
    "dues.remit.central_share",
    "上缴中央比例（占全年实收党费）",
    "Share of the dues paid in a year that a province remits to the centre by the end of April after",
    Unit.RATE,
    Comparison.EQUAL,
    Strictness.FIXED,
    (dues_2008(Fraction("0.05"), "第十五条"),),
    checked_on=CHECKED_ON,
)

FUNDS_RETAINED_GRANT = Parameter[int](
    "dues.funds.retained_grant",
    "县管党费补助（元）",
    "Yuan of dues kept by the county that were granted to villages; a figure of practice, not a duty",
    Unit.YUAN,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)
