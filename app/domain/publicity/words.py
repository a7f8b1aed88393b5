"""Words for the codes of publicity."""

from app.domain.publicity.facts import SiteKind
from app.domain.shared.words import vocabulary

vocabulary(
    SiteKind,
    {
        SiteKind.HOUSEHOLD_REGISTRATION: ("户籍地", "the place of household registration"),
        SiteKind.RESIDENCE: ("居住地", "the residence"),
        SiteKind.CURRENT_UNIT: ("现工作学习单位", "the present unit"),
        SiteKind.FORMER_UNIT: ("原工作学习单位", "the former unit"),
        SiteKind.BRANCH: ("所在党支部", "the branch"),
    },
)
