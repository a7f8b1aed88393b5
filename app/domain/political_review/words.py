"""Words for the codes of political reviews. Departments are configured by the adopter; those not named here stay as codes."""

from app.domain.political_review.facts import ContentGroup, InquiryAddressee
from app.domain.shared.words import vocabulary

vocabulary(
    ContentGroup,
    {
        ContentGroup.LINE_ATTITUDE: ("对党的理论和路线、方针、政策的态度", "attitude to the line of the Party"),
        ContentGroup.POLITICAL_HISTORY: ("政治历史和在重大政治斗争中的表现", "political history"),
        ContentGroup.LAW_AND_MORALS: ("遵纪守法和遵守社会公德情况", "law and morals"),
        ContentGroup.RELATIVES: ("直系亲属和关系密切的主要社会关系的政治情况", "relatives"),
    },
)
vocabulary(
    InquiryAddressee,
    {
        InquiryAddressee.DEPARTMENT: ("部门", "a department"),
        InquiryAddressee.HOUSEHOLD_REGISTRATION_ORG: ("户籍地党组织", "the organisation of the household registration"),
        InquiryAddressee.RESIDENCE_ORG: ("居住地党组织", "the organisation of the residence"),
        InquiryAddressee.OTHER_ORG: ("其他党组织", "another organisation"),
    },
)
vocabulary(
    "Department",
    {
        "discipline_inspection": ("纪检监察机关", "discipline inspection"),
        "public_security": ("公安机关", "public security"),
    },
)
