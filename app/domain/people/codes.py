"""Code tables for persons: sex, ethnic group, education, occupation, sector.

Sex by GB/T 2261.1, ethnic group by GB/T 3304 (56 groups, two digits and two letters), education by GB/T 4658 (two
digits). Occupation and sector follow the headings of the yearly statistics; their codes are our own names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.people.facts import Sex

__all__ = [
    "EDUCATION",
    "ETHNIC_GROUPS",
    "OCCUPATION_NAMES",
    "SECTOR_NAMES",
    "SEX_CODES",
    "Education",
    "EducationLevel",
    "EthnicGroup",
    "Occupation",
    "Sector",
]

SEX_CODES: Mapping[str, tuple[Sex, str]] = {
    "0": (Sex.UNKNOWN, "未知的性别"),
    "1": (Sex.MALE, "男"),
    "2": (Sex.FEMALE, "女"),
    "9": (Sex.UNSTATED, "未说明的性别"),
}


@dataclass(frozen=True, slots=True)
class EthnicGroup:
    """One of the 56 groups."""

    code: str
    letters: str
    name: str


def _ethnic(rows: str) -> dict[str, EthnicGroup]:
    groups = {}
    for number, row in enumerate(rows.split(), start=1):
        name, letters = row.split(":")
        groups[f"{number:02d}"] = EthnicGroup(f"{number:02d}", letters, name)
    return groups


ETHNIC_GROUPS: Mapping[str, EthnicGroup] = _ethnic(
    """汉族:HA 蒙古族:MG 回族:HU 藏族:ZA 维吾尔族:UG 苗族:MH 彝族:YI 壮族:ZH 布依族:BY 朝鲜族:CS 满族:MA 侗族:DO 瑶族:YA
    白族:BA 土家族:TJ 哈尼族:HN 哈萨克族:KZ 傣族:DA 黎族:LI 傈僳族:LS 佤族:VA 畲族:SH 高山族:GS 拉祜族:LH 水族:SU 东乡族:DX
    纳西族:NX 景颇族:JP 柯尔克孜族:KG 土族:TU 达斡尔族:DU 仫佬族:ML 羌族:QI 布朗族:BL 撒拉族:SL 毛南族:MN 仡佬族:GL
    锡伯族:XB 阿昌族:AC 普米族:PM 塔吉克族:TA 怒族:NU 乌孜别克族:UZ 俄罗斯族:RS 鄂温克族:EW 德昂族:DE 保安族:BN 裕固族:YG
    京族:GI 塔塔尔族:TT 独龙族:DR 鄂伦春族:OR 赫哲族:HZ 门巴族:MB 珞巴族:LB 基诺族:JN"""
)


class EducationLevel(StrEnum):
    """Levels that the yearly tables count by, highest first."""

    POSTGRADUATE = "postgraduate"
    UNDERGRADUATE = "undergraduate"
    COLLEGE = "college"
    SECONDARY_VOCATIONAL = "secondary_vocational"
    SENIOR_SECONDARY = "senior_secondary"
    JUNIOR_SECONDARY = "junior_secondary"
    PRIMARY = "primary"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Education:
    """A two-digit education code with its level."""

    code: str
    name: str
    level: EducationLevel


def _education(rows: Mapping[EducationLevel, str]) -> dict[str, Education]:
    table = {}
    for level, row in rows.items():
        for entry in row.split():
            code, name = entry[:2], entry[2:]
            table[code] = Education(code, name, level)
    return table


EDUCATION: Mapping[str, Education] = _education(
    {
        EducationLevel.POSTGRADUATE: (
            "10研究生教育 11博士研究生毕业 12博士研究生结业 13博士研究生肄业 14硕士研究生毕业 15硕士研究生结业"
            " 16硕士研究生肄业 17研究生班毕业 18研究生班结业 19研究生班肄业"
        ),
        EducationLevel.UNDERGRADUATE: "20大学本科教育 21大学本科毕业 22大学本科结业 23大学本科肄业 28大学普通班毕业",
        EducationLevel.COLLEGE: "30大学专科教育 31大学专科毕业 32大学专科结业 33大学专科肄业",
        EducationLevel.SECONDARY_VOCATIONAL: (
            "40中等职业教育 41中等专科毕业 42中等专科结业 43中等专科肄业 44职业高中毕业 45职业高中结业 46职业高中肄业"
            " 47技工学校毕业 48技工学校结业 49技工学校肄业"
        ),
        EducationLevel.SENIOR_SECONDARY: "60普通高级中学教育 61普通高中毕业 62普通高中结业 63普通高中肄业",
        EducationLevel.JUNIOR_SECONDARY: "70初级中学教育 71初中毕业 73初中肄业",
        EducationLevel.PRIMARY: "80小学教育 81小学毕业 83小学肄业",
        EducationLevel.OTHER: "90其他",
    }
)


class Occupation(StrEnum):
    """What a person does."""

    WORKER = "worker"
    FARMER = "farmer"
    PROFESSIONAL = "professional"
    MANAGER = "manager"
    OFFICIAL = "official"
    STUDENT = "student"
    RETIRED = "retired"
    SELF_EMPLOYED = "self_employed"
    OTHER = "other"


OCCUPATION_NAMES: Mapping[Occupation, str] = {
    Occupation.WORKER: "工勤技能人员",
    Occupation.FARMER: "农牧渔民",
    Occupation.PROFESSIONAL: "专业技术人员",
    Occupation.MANAGER: "经营管理人员",
    Occupation.OFFICIAL: "党政机关工作人员",
    Occupation.STUDENT: "学生",
    Occupation.RETIRED: "离退休人员",
    Occupation.SELF_EMPLOYED: "个体劳动者",
    Occupation.OTHER: "其他职业人员",
}


class Sector(StrEnum):
    """Where a person works or lives, as the yearly tables count members."""

    RURAL = "rural"
    COMMUNITY = "community"
    INSTITUTION = "institution"
    PUBLIC_UNIT = "public_unit"
    SCHOOL = "school"
    STATE_FIRM = "state_firm"
    PRIVATE_FIRM = "private_firm"
    SOCIAL_ORGANISATION = "social_organisation"
    RETIRED = "retired"
    OTHER = "other"


SECTOR_NAMES: Mapping[Sector, str] = {
    Sector.RURAL: "农村",
    Sector.COMMUNITY: "社区",
    Sector.INSTITUTION: "机关",
    Sector.PUBLIC_UNIT: "事业单位",
    Sector.SCHOOL: "学校",
    Sector.STATE_FIRM: "国有企业",
    Sector.PRIVATE_FIRM: "非公有制企业",
    Sector.SOCIAL_ORGANISATION: "社会组织",
    Sector.RETIRED: "离退休",
    Sector.OTHER: "其他",
}
