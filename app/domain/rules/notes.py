"""The notes of dated values and of profiles in Chinese, by their English wording.

A note says what an officer must know before relying on a value: that its source was not read, that two copies differ, what
the figure leaves open. The histories carry the English sentence; a test holds this table against all of them.
"""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["NOTES_ZH", "note_in"]

_CARRIED = (
    "Cited from the 2014 text; the place in the 2026 text has not been seen, so the figure is carried on unverified.",
    "引自2014年细则；2026年修订中的对应条文尚未见到，沿用原规定，未经核实。",
)
_SECONDARY = ("Figure from secondary material; article not seen.", "数值出自二手资料，未见条文。")

NOTES_ZH: Mapping[str, str] = MappingProxyType(
    dict(
        (
            _CARRIED,
            _SECONDARY,
            (
                "No clause decides; thirty days are our answer. Recording late is allowed, shown and counted.",
                "没有条文规定，三十天是本系统的约定；允许补录，补录情况予以显示和统计。",
            ),
            (
                "No text gives a figure; five working days are our answer. The duty stays its owner's.",
                "没有条文规定，五个工作日是本系统的约定；任务仍由原责任组织办理。",
            ),
            ("Not announced when this was checked.", "核对时尚未公布。"),
            ("Generally.", "条文表述为“一般”。"),
            ("Chapter cited in the excerpt, article not.", "摘录只注明章，未注明条。"),
            ("One secretary, and one deputy when needed.", "设书记一人，必要时设副书记一人。"),
            ("The 1990 text speaks of delay only.", "1990年条例只规定延期。"),
            ("Generally; needs the upper organisation's approval.", "条文表述为“一般”；须经上级党组织批准。"),
            ("Or where units are scattered.", "或者所辖单位分散的。"),
            ("The 2020 figure has not been seen.", "2020年条例的数值尚未见到。"),
            ("From general knowledge, without a source seen.", "出自一般了解，未见出处。"),
            (
                "The text says more than four fifths (超过); a published explanation accepted exactly four fifths.",
                "条文为“超过五分之四”；公开的解释认可恰为五分之四。",
            ),
            (
                "Not less than (不少于), from secondary material; article not seen.",
                "“不少于”，出自二手资料，未见条文。",
            ),
            (
                "Of those present; committees of the localities use all entitled. From secondary material.",
                "以实到会人数计；地方委员会选举以应到会人数计，两者不能混用。出自二手资料。",
            ),
            (
                "An official answer states the rule; the article number is general knowledge.",
                "官方答复写明这一规定；条号出自一般了解。",
            ),
            (
                "Official answers state the rule; the article number is general knowledge.",
                "官方答复写明这一规定；条号出自一般了解。",
            ),
            (
                "The 2018 regulation on branch work says the same of temporary branches.",
                "2018年支部工作条例对临时党支部有同样规定。",
            ),
            ("The approving body appoints the leaders.", "班子成员由批准其成立的党组织指定。"),
            (
                "Chapter five excerpt; the article number is general knowledge.",
                "见第五章摘录；条号出自一般了解。",
            ),
            ("Weights are 2^(18-i) mod 11, code row 10X98765432.", "加权因子为2^(18-i) mod 11，校验码为10X98765432。"),
            ("10 is the postgraduate group, 11 to 17 its parts.", "10为研究生教育大类，11至17为其细分。"),
            (
                "Generally; study or research abroad, emigrants too.",
                "条文表述为“一般”；出国学习研究的，移居国（境）外的也适用。",
            ),
            ("Treated as leaving the Party by one's own act.", "按自行脱党予以除名。"),
            (
                "Also on a change of unit or residence. One town's practice adds a condition about the new employer, which is laxer and not adopted.",
                "单位、居住地变动的也适用。有一个镇的做法另加新单位须有党组织的条件，比规定宽，不予采用。",
            ),
            (
                "Sources disagree: ninety days or three months most often, one says six months across provinces; usual are 10 in town and 30 outside.",
                "各处说法不一：多为九十天或三个月，有一处为跨省六个月；通常市内十天、市外三十天。",
            ),
            (
                "Letter of three parts with a receipt slip; from secondary material.",
                "介绍信为三联并附回执；出自二手资料。",
            ),
            (
                "From general knowledge: five to seven days or forty class hours.",
                "出自一般了解：五至七天或四十学时。",
            ),
            ("Generally; met by days or by class hours.", "条文表述为“一般”；天数、学时满足其一即可。"),
            ("From general knowledge.", "出自一般了解。"),
            ("The alternative to three days.", "与三天二者满足其一即可。"),
            (
                "It belongs to the national training plan, not to the 2019 regulation.",
                "属于全国培训规划，不属于2019年条例。",
            ),
            ("No review, or a failed one, bars admission.", "未经政治审查或者政治审查不合格的，不能发展入党。"),
            ("Four groups; family planning is not among them.", "共四个方面，其中没有计划生育。"),
            ("Strictly more than half of those entitled to vote.", "须超过应到会有表决权人数的半数。"),
            (
                "Strictly more than half of those entitled to vote, not of the roll.",
                "须超过应到会有表决权人数的半数，不按在册人数计。",
            ),
            ("Attendance and approval follow the rules of admission.", "到会和通过的要求与接收时相同。"),
            (
                "The step table holds conversion to the same quorum as admission.",
                "工作流程对转正大会的到会要求与接收时相同。",
            ),
            ("The 2014 text has no such time limit.", "2014年细则没有这一时限。"),
            ("From secondary material; article not seen.", "出自二手资料，未见条文。"),
            (
                "From secondary material; one copy numbers the article 第二十二条. Of all full members entitled to vote.",
                "出自二手资料，有一份抄件条号为第二十二条；以应到会有表决权的正式党员计。",
            ),
            (
                "Of all entitled to vote. A second copy cites 第二十二条 for the resolution without a figure.",
                "以应到会有表决权人数计。另一份抄件就决议引第二十二条，没有数值。",
            ),
            (
                "From secondary material; formal, before the meeting; article doubtful.",
                "出自二手资料：会前正式提出书面意见；条号存疑。",
            ),
            (
                "Whether the 2026 text keeps it, and how it squares with a secret ballot, has not been seen.",
                "2026年修订是否保留、与无记名投票如何衔接，尚未见到。",
            ),
            (
                "The 2014 text sets no period; five working days were common local practice but no floor.",
                "2014年细则没有规定公示期；五个工作日是各地通常做法，不是下限。",
            ),
            (
                "First national floor; the publicity comes before the listing as development object.",
                "首次作出全国统一下限；公示在列为发展对象之前进行。",
            ),
            (
                "Nationally one is enough: the work or study unit, or the place of residence. A local list keeps this entry and adds the kinds of which every one that applies is asked for.",
                "全国规定工作学习单位或者居住地有一处即可。本地清单保留此项并增加地点种类，其中适用于本人的每一类都要张贴。",
            ),
            (
                "No clause decides; we do not count the day of posting, which is the longer reading.",
                "没有条文规定；本系统约定张贴当日不计入，即按较长的一种理解。",
            ),
            ("The receiving organisation checks the file first.", "接收单位党组织先审核材料。"),
            (
                "No text of the days before October 2022 is on record; twelve months, as in the text that is: without them nobody could tell when a probation of those days ended, and with it from when Party age counts.",
                "2022年10月以前的条文没有存录；本系统按现有条文同样取十二个月，否则无从知道当时的预备期何时届满、党龄从何时算起。",
            ),
            ("Not asked for before 2014.", "2014年以前不要求。"),
            (
                "The official questions and answers say that the 2014 text added it; article from the flow chart of steps.",
                "官方答问说明为2014年新增；条号据工作流程图。",
            ),
            ("Once each half year.", "每半年一次。"),
            ("Counted from the day the resolution was reported.", "自支部决议上报之日起算。"),
            ("Special cases only.", "仅限特殊情况。"),
            ("By the committee that holds approval power.", "由具有审批权限的基层党委进行。"),
            (
                "The Constitution's own age (row member.age_min); it is a right, hence fixed.",
                "党章规定的年龄；申请入党是权利，不能另定。",
            ),
            ("The same figure as the Constitution's.", "与党章的数值相同。"),
            (
                "The unit's organisation; where none, the residence's; floating people also at the unit's location or its governing department.",
                "工作学习单位党组织；没有的，居住地党组织；流动人员也可向单位所在地或者单位主管部门党组织提出。",
            ),
            (
                "The unit's organisation. Whether residence and floating organisations remain as a fallback was not checked, so an application received there is not refused on this ground.",
                "工作学习单位党组织。居住地、流动党员党组织是否仍可受理未经核对，因此不以此为由不予受理。",
            ),
            (
                "No time limit before 2014, as the official questions and answers say.",
                "2014年以前没有时限，见官方答问。",
            ),
            ("New in 2014; the article number was not read in the text.", "2014年新增；条号未在原文中核对。"),
            ("Counted from the receipt of the application letter.", "自收到入党申请书之日起算。"),
            ("Where conditions allow.", "有条件的地方可以。"),
            (
                "Consent instead of filing: see development.object.upper_consent.",
                "是同意还是备案，见 development.object.upper_consent。",
            ),
            (
                "Two copies differ: one says consent (同意), the other filing (备案). Until the official text is read, the stricter reading is kept.",
                "两份抄件不一致：一份为“同意”，一份为“备案”。核对正式文本之前，按较严的一种执行。",
            ),
            ("The Constitution's own figure (row member.sponsors.count).", "党章规定的数值。"),
            (
                "Full members only; the same figure as the Constitution's.",
                "须为正式党员；与党章的数值相同。",
            ),
            ("No longer limit for special cases was seen here.", "未见特殊情况可以延长的规定。"),
            ("Generally; a soft limit.", "条文表述为“一般”；超过的予以提示，不影响办理。"),
            (
                "Row member.probation.duration; one condensed copy numbers the article 第五条.",
                "党章规定的数值；有一份缩写本条号为第五条。",
            ),
            (
                "Flow chart of twenty-five steps in five stages; other guides count 29 or 32, so the count is data.",
                "流程图为五个阶段二十五个步骤；其他指南有二十九步、三十二步的，因此步骤数按数据保存。",
            ),
            ("One excerpt gives 第十一条; the article number is doubtful.", "有一份摘录为第十一条，条号存疑。"),
            ("The article number is doubtful.", "条号存疑。"),
            (
                "Manuals say quarterly; from general knowledge the 2018 text gives no figure for lectures.",
                "工作手册为每季度一次；据一般了解，2018年条例对党课没有规定次数。",
            ),
            (
                "Unable to take part at the own branch, membership not transferred; dated by the day of the report.",
                "不能参加所在支部组织生活且未转移组织关系；日期以报道之日为准。",
            ),
            ("Through the national member system.", "通过全国党员管理信息系统办理。"),
            (
                "Out and not transferred; regular contact, without a figure for the interval.",
                "外出且未转移组织关系；应保持经常联系，没有规定间隔。",
            ),
            ("No interval is given.", "没有规定间隔。"),
            (
                "Generally; may be joined with the organisational life meeting.",
                "条文表述为“一般”；可以结合组织生活会进行。",
            ),
            (
                "Three institutional notices use these four; article from general knowledge. A street's three grades (优秀, 称职, 不称职) conflict and serve history only.",
                "三份机关通知采用这四个等次；条号出自一般了解。某街道的三个档次（优秀、称职、不称职）与之不一致，只用于历史记录。",
            ),
            (
                "Set each year by a notice, generally; seen in a notice of 2024.",
                "一般由年度通知规定；见2024年的一份通知。",
            ),
            (
                "They take part and are not graded; seen in a notice of 2024.",
                "参加评议但不评定等次；见2024年的一份通知。",
            ),
            (
                "The 2024 measures may say more; their text was not found.",
                "2024年处置办法可能另有规定，未找到文本。",
            ),
            (
                "The Constitution of 2022 says the same in 第九条 (row member.auto_exit.months, not verified there).",
                "2022年党章第九条有同样规定（该处未经核实）。",
            ),
            (
                "From general knowledge; the text was not found and its first day is not on record.",
                "出自一般了解；未找到文本，施行日期不详。",
            ),
            (
                "The rate applies to the whole base, not to the part above the bracket.",
                "按全部计缴基数适用该比例，不分段计算。",
            ),
            ("Members may pay more of their own will.", "自愿多交不限。"),
            ("With a receipt to the member.", "给本人出具收据。"),
            ("Written as seven working days; kept as at least seven.", "原文为七个工作日，按不少于七个工作日保存。"),
            ("Posted before inspection, admission and conversion.", "考察、接收、转正前张贴。"),
            ("Of all members of the branch.", "以支部全体党员计。"),
            ("The practice does not define the base of the masses.", "该做法没有说明群众总数如何确定。"),
            ("Exactly 80 % passes.", "恰为百分之八十的合格。"),
            ("Exactly 10 % passes.", "恰为百分之十的合格。"),
            (
                "Thought report and review before the branch assembly: the national interval with a wider audience.",
                "向支部大会作思想汇报并接受评议：间隔与全国规定相同，范围更广。",
            ),
            (
                "The practice names no validity period: the certificate's own last day counts, or the months that the adopter sets in training.certificate_validity_months.",
                "该做法没有规定有效期：以结业证载明的最后一天为准，或者由采用单位设定 training.certificate_validity_months。",
            ),
            (
                "A third stamp, family planning, is out of date and left out.",
                "第三个盖章部门为计划生育部门，已经过时，不再列入。",
            ),
            ("A preference for people under 35, not a condition.", "对三十五岁以下的优先考虑，不是条件。"),
            (
                "A local ground: the national text does not make such an assembly void.",
                "属于本地规定：全国规定没有说这样的大会无效。",
            ),
            ("The assembly is held again on another day.", "另行择日召开大会。"),
            ("No lead time is given.", "没有规定提前多久。"),
            (
                "How many members is not given, nor which vote: here both, on admission and on conversion (ours).",
                "没有规定谈话人数，也没有说明哪一次票决；本系统约定接收、转正两次票决后都要谈话。",
            ),
            ("Agrees with the national secret ballot.", "与全国规定的无记名投票一致。"),
            (
                "The practice says over half without a denominator; the national one is used.",
                "该做法只说过半数，没有说明以什么计；按全国规定，以应到会有表决权人数计。",
            ),
            (
                "The practice sets a share, but it can't be read; the adopter gives it.",
                "该做法规定了比例但无法辨认，由采用单位填定。",
            ),
            (
                "Every kind that applies to the person; the national text asks for one. Notices of conversion too (ours).",
                "适用于本人的每一类都要张贴；全国规定有一处即可。转正前的公示也照此办理（本系统约定）。",
            ),
            ("Only the kinds that apply to the person.", "只要求适用于本人的种类。"),
            ("The branch secretary's lecture, monthly.", "支部书记每月讲党课。"),
            ("At the end of the year.", "年底进行。"),
            (
                "Called a temporary branch there; nationally those are for task bodies, so it is a branch of floating members.",
                "该做法称为临时党支部；全国规定临时党支部为执行任务临时组建的机构设立，因此按流动党员党支部对待。",
            ),
            ("No figure is given.", "没有规定数值。"),
            (
                "Also for longer stays where a transfer is not yet possible.",
                "外出时间较长但暂不能转移组织关系的也适用。",
            ),
            ("With a leave request and a named contact.", "须请假并明确联系人。"),
            ("February has no day 30; its last day is our answer.", "二月没有三十日，本系统约定为当月最后一天。"),
            ("Once a year.", "每年一次。"),
        )
    )
)
"""English sentence to Chinese sentence."""


def note_in(note: str, language: str) -> str:
    """Return a note in the reader's language: as a whole, or as a known sentence with another after it.

    What somebody wrote himself, with a local decision, stays as it is.
    """
    if language != "zh":
        return note
    if note in NOTES_ZH:
        return NOTES_ZH[note]
    for first, said in NOTES_ZH.items():
        rest = note.removeprefix(f"{first} ")
        if rest != note and rest in NOTES_ZH:
            return said + NOTES_ZH[rest]
    return note
