"""Words for the codes of organisations."""

from app.domain.organisations.facts import Classification, OrganisationKind, OrganisationState
from app.domain.organisations.levels import Level
from app.domain.shared.words import vocabulary

vocabulary(
    OrganisationKind,
    {
        OrganisationKind.COUNTY_COMMITTEE: ("县委", "county committee"),
        OrganisationKind.COMMITTEE: ("基层党委", "grassroots committee"),
        OrganisationKind.LEADING_GROUP: ("党组", "leading group"),
        OrganisationKind.SUB_COMMITTEE: ("二级党委", "committee under a grassroots committee"),
        OrganisationKind.TEMPORARY_COMMITTEE: ("临时党委", "temporary committee"),
        OrganisationKind.GENERAL_BRANCH: ("党总支", "general branch"),
        OrganisationKind.BRANCH: ("党支部", "branch"),
        OrganisationKind.JOINT_BRANCH: ("联合党支部", "joint branch"),
        OrganisationKind.TEMPORARY_BRANCH: ("临时党支部", "temporary branch"),
        OrganisationKind.FLOATING_BRANCH: ("流动党员党支部", "branch of floating members"),
        OrganisationKind.SERVICE_STATION: ("流动党员服务站", "service station"),
        OrganisationKind.GROUP: ("党小组", "Party group"),
    },
)
vocabulary(
    OrganisationState,
    {
        OrganisationState.PLANNED: ("尚未成立", "planned"),
        OrganisationState.ACTIVE: ("现存", "active"),
        OrganisationState.DISSOLVED: ("已撤销", "dissolved"),
        OrganisationState.MERGED: ("已合并", "merged"),
    },
)
vocabulary(
    Classification,
    {
        Classification.COUNTY: ("县", "county"),
        Classification.TOWNSHIP: ("乡镇", "township"),
        Classification.STREET: ("街道", "street"),
        Classification.SYSTEM: ("系统", "system"),
        Classification.RURAL: ("农村", "rural"),
        Classification.COMMUNITY: ("社区", "community"),
        Classification.INSTITUTION: ("机关", "institution"),
        Classification.PUBLIC_UNIT: ("事业单位", "public unit"),
        Classification.SCHOOL: ("学校", "school"),
        Classification.STATE_FIRM: ("国有企业", "state firm"),
        Classification.PRIVATE_FIRM: ("非公有制企业", "private firm"),
        Classification.SOCIAL_ORGANISATION: ("社会组织", "social organisation"),
        Classification.RETIRED: ("离退休", "retired"),
        Classification.FLOATING: ("流动党员", "floating members"),
        Classification.OTHER: ("其他", "other"),
    },
)
vocabulary(
    Level,
    {
        Level.COUNTY: ("县委", "county"),
        Level.COMMITTEE: ("基层党委", "committee"),
        Level.SUB_COMMITTEE: ("二级党委", "committee under a committee"),
        Level.GENERAL_BRANCH: ("党总支", "general branch"),
        Level.BRANCH: ("党支部", "branch"),
        Level.GROUP: ("党小组", "Party group"),
    },
)
