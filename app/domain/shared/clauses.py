"""Documents and the clauses inside them: where a figure or a duty comes from."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

__all__ = ["DOCUMENTS", "OUR_CHOICE", "Clause", "Document", "DocumentKey", "Level"]


class Level(StrEnum):
    """Who set a value: national text, local practice shipped as a profile, an adopting organisation, or we."""

    NATIONAL = "national"
    LOCAL = "local"
    OURS = "ours"


class DocumentKey(StrEnum):
    """Stable keys of the documents that clauses point into."""

    CONSTITUTION = "party-constitution"
    DEVELOPMENT_1990 = "development-rules-1990"
    DEVELOPMENT_2014 = "development-rules-2014"
    DEVELOPMENT_2026 = "development-rules-2026"
    BRANCH_2018 = "branch-regulation-2018"
    EDUCATION_2019 = "education-regulation-2019"
    ELECTION_1990 = "election-regulation-1990"
    ELECTION_2020 = "election-regulation-2020"
    DUES_2008 = "dues-rules-2008"
    TRAINING_PLAN = "national-training-plan"
    FLOATING_2024 = "floating-members-opinion-2024"
    DISPOSAL_2024 = "disposal-measures-2024"
    ANNUAL_NOTICE = "annual-org-life-notice"
    TRANSFER_PRACTICE = "transfer-letter-practice"
    CITIZEN_ID_STANDARD = "gb-11643-1999"
    USCC_STANDARD = "gb-32100-2015"
    SEX_STANDARD = "gb-t-2261.1-2003"
    ETHNIC_STANDARD = "gb-t-3304-1991"
    EDUCATION_STANDARD = "gb-t-4658-2006"
    HOLIDAY_NOTICE = "state-council-holiday-notice"
    PROFILE_INSTITUTION = "profile-institution"
    PROFILE_STREET = "profile-street"
    PROFILE_TOWN = "profile-town"
    PROFILE_COMMUNITY = "profile-community"
    COUNTY_PRACTICE = "county-practice"
    LOCAL_DECISION = "local-decision"
    ZHIBU = "zhibu"


@dataclass(frozen=True, slots=True)
class Document:
    """A text that rules come from. ``since`` is the first day it applies, where the day is known."""

    key: DocumentKey
    title_zh: str
    title_en: str
    level: Level
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a document; ``article`` is the text's own numbering, empty where none was seen.

    ``verified`` is False where the place itself was not read: it comes from secondary material, or the text that is in
    force on the day has not been seen and the one before it is cited on. It is no part of what the place is.
    """

    document: DocumentKey
    article: str = ""
    verified: bool = field(default=True, compare=False)

    @property
    def title_zh(self) -> str:
        """The citation as a Chinese reader expects it: 《…》第…条."""
        return f"《{DOCUMENTS[self.document].title_zh}》{self.article}"

    @property
    def title_en(self) -> str:
        """The citation with the English title of the document; the article keeps its own numbering."""
        title = DOCUMENTS[self.document].title_en
        return f"{title}, {self.article}" if self.article else title


def _document(key: DocumentKey, zh: str, en: str, level: Level, since: date | None = None) -> Document:
    return Document(key, zh, en, level, since)


_N, _L = Level.NATIONAL, Level.LOCAL

DOCUMENTS: dict[DocumentKey, Document] = {
    d.key: d
    for d in (
        _document(
            DocumentKey.CONSTITUTION, "中国共产党章程（2022）", "Party Constitution (2022)", _N, date(2022, 10, 22)
        ),
        _document(
            DocumentKey.DEVELOPMENT_1990,
            "中国共产党发展党员工作细则（试行）（1990）",
            "Rules on developing Party members (trial, 1990)",
            _N,
        ),
        _document(
            DocumentKey.DEVELOPMENT_2014,
            "中国共产党发展党员工作细则（2014）",
            "Rules on developing Party members (2014)",
            _N,
            date(2014, 5, 28),
        ),
        _document(
            DocumentKey.DEVELOPMENT_2026,
            "中国共产党发展党员工作细则（2026年修订）",
            "Rules on developing Party members (2026 revision)",
            _N,
            date(2026, 5, 18),
        ),
        _document(
            DocumentKey.BRANCH_2018,
            "中国共产党支部工作条例（试行）（2018）",
            "Regulation on branch work (trial, 2018)",
            _N,
            date(2018, 10, 28),
        ),
        _document(
            DocumentKey.EDUCATION_2019,
            "中国共产党党员教育管理工作条例（2019）",
            "Regulation on member education and management (2019)",
            _N,
            date(2019, 5, 6),
        ),
        _document(
            DocumentKey.ELECTION_1990,
            "中国共产党基层组织选举工作暂行条例（1990）",
            "Interim regulation on grassroots elections (1990)",
            _N,
        ),
        _document(
            DocumentKey.ELECTION_2020,
            "中国共产党基层组织选举工作条例（2020）",
            "Regulation on grassroots elections (2020)",
            _N,
            date(2020, 7, 13),
        ),
        _document(
            DocumentKey.DUES_2008,
            "关于中国共产党党费收缴、使用和管理的规定（2008）",
            "Provisions on Party dues (2008)",
            _N,
            date(2008, 2, 4),
        ),
        _document(
            DocumentKey.TRAINING_PLAN, "全国党员教育培训工作规划", "National plan for member education and training", _N
        ),
        _document(
            DocumentKey.FLOATING_2024,
            "关于进一步加强和改进流动党员管理工作的意见（2024）",
            "Opinions on managing floating members (2024)",
            _N,
            date(2024, 11, 11),
        ),
        _document(
            DocumentKey.DISPOSAL_2024,
            "中国共产党不合格党员组织处置办法（2024）",
            "Measures on disposing of unqualified members (2024)",
            _N,
        ),
        _document(
            DocumentKey.ANNUAL_NOTICE, "年度组织生活会通知", "Yearly notice on the organisational life meeting", _N
        ),
        _document(DocumentKey.TRANSFER_PRACTICE, "党员组织关系介绍信使用惯例", "Practice of transfer letters", _N),
        _document(DocumentKey.CITIZEN_ID_STANDARD, "GB 11643-1999 公民身份号码", "GB 11643-1999 citizen number", _N),
        _document(
            DocumentKey.USCC_STANDARD, "GB 32100-2015 统一社会信用代码", "GB 32100-2015 unified social credit code", _N
        ),
        _document(DocumentKey.SEX_STANDARD, "GB/T 2261.1-2003 性别代码", "GB/T 2261.1-2003 sex codes", _N),
        _document(DocumentKey.ETHNIC_STANDARD, "GB/T 3304-1991 民族代码", "GB/T 3304-1991 ethnic group codes", _N),
        _document(DocumentKey.EDUCATION_STANDARD, "GB/T 4658-2006 学历代码", "GB/T 4658-2006 education codes", _N),
        _document(DocumentKey.HOLIDAY_NOTICE, "国务院办公厅节假日安排", "State Council notice on public holidays", _N),
        _document(DocumentKey.PROFILE_INSTITUTION, "机关单位发展党员做法", "Practice of an institution", _L),
        _document(DocumentKey.PROFILE_STREET, "街道发展党员票决公示做法", "Practice of a street work committee", _L),
        _document(DocumentKey.PROFILE_TOWN, "镇流动党员管理做法", "Practice of a town (floating members)", _L),
        _document(
            DocumentKey.PROFILE_COMMUNITY, "社区流动党员管理做法", "Practice of a community (floating members)", _L
        ),
        _document(DocumentKey.COUNTY_PRACTICE, "县党员队伍建设做法", "Practice of a county", _L),
        _document(DocumentKey.LOCAL_DECISION, "本地决定", "Decision of the adopting organisation", _L),
        _document(DocumentKey.ZHIBU, "支部系统约定", "Zhibu's own convention", Level.OURS),
    )
}

OUR_CHOICE = Clause(DocumentKey.ZHIBU)
"""Where no clause decides, the answer is ours and says so."""
