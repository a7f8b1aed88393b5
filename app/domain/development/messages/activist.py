"""Messages of stages 1 and 2: application, talk, activist, contact persons, cultivation."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "development.application-own",
        "申请书由本人书写并递交",
        "The person wrote and handed in the letter",
        "由本人重新递交",
        "The person hands in a letter of the own hand",
    ),
    m(
        "development.application-accepts-programme",
        "申请书写明承认党的纲领和章程",
        "The letter accepts programme and constitution",
        "请本人补正后重新递交",
        "The person completes the letter and hands it in again",
    ),
    m(
        "development.age",
        "递交申请书之日已满规定周岁",
        "Old enough on the day of the application",
        "满龄后重新递交申请书",
        "Hand in a new letter once old enough",
    ),
    m(
        "development.applicant-is-no-member",
        "申请人不是党员",
        "The applicant is no member",
        "已是党员的不再办理",
        "A member needs no admission",
    ),
    m(
        "development.first-talk-office",
        "谈话人为书记、副书记或组织委员",
        "Secretary, deputy or organisation commissioner held the talk",
        "由上述人员重新谈话",
        "Have one of them talk with the applicant",
    ),
    m(
        "development.first-talk-in-time",
        "收到申请书后按时派人谈话（逾期{late_days}天）",
        "Talk held in time ({late_days} days late)",
    ),
    m(
        "development.recommended",
        "已由党员推荐或群团组织推优",
        "Proposed by members or a mass organisation",
        "先开展推荐并录入结果",
        "Have the person proposed and record it",
    ),
    m(
        "development.activist-decided-by",
        "由支部委员会研究决定",
        "The branch committee decided",
        "提交支部委员会研究",
        "Put it before the branch committee",
    ),
    m(
        "development.activist-agreed",
        "支部委员会同意",
        "The branch committee agreed",
        "继续培养后再次研究",
        "Take it up again later",
    ),
    m(
        "development.filed-by-upper-committee",
        "由本支部的上级党委备案或批复",
        "Filed or answered by a committee above the branch",
        "报上级党委",
        "Report to the committee above the branch",
    ),
    m(
        "development.filing-after-determination",
        "上报日期不早于确定日期",
        "Reported after the determination",
        "核对上报日期",
        "Check the day of the report",
    ),
    m(
        "development.contact-persons-min",
        "培养联系人人数不少于规定",
        "Enough contact persons",
        "增加培养联系人",
        "Assign more contact persons",
    ),
    m(
        "development.contact-persons-max",
        "培养联系人人数不多于规定",
        "Not too many contact persons",
        "减少培养联系人",
        "Assign fewer contact persons",
    ),
    m(
        "development.contact-persons-full-members",
        "培养联系人当日均为正式党员且非本人",
        "Every contact person is a full member on the day, and not the candidate",
        "重新指定正式党员为培养联系人",
        "Assign full members",
    ),
    m(
        "development.cultivation-suitable",
        "培养考察结论为合适",
        "The branch found the person fit",
        "继续培养考察",
        "Go on with the cultivation",
    ),
    m(
        "development.cultivation-months",
        "培养教育考察满规定月数",
        "Cultivated for the months asked for",
        "期满后（最早{earliest}）再作结论",
        "Conclude once the months are completed ({earliest} at the earliest)",
    ),
    m(
        "development.reviews-cover",
        "半年考察覆盖整个培养期",
        "Half-yearly reviews cover the cultivation",
        "补做缺少的半年考察（如实记录日期）",
        "Hold the missing review now, with its true day",
    ),
    m(
        "development.reviews-within-cultivation",
        "考察时段不早于培养开始",
        "Reviews lie within the cultivation",
        "核对考察时段",
        "Check the periods reviewed",
    ),
    m(
        "development.reports-after-application",
        "思想汇报和意见不早于申请书",
        "Reports and opinions are not older than the letter",
        "核对日期",
        "Check the days",
    ),
)
