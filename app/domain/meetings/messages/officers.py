"""Messages of supervisors and tellers."""

from app.domain.shared.messages import message as m

__all__ = ["MESSAGES"]

MESSAGES = (
    m(
        "meetings.supervisor-from-above",
        "现场监督人员须由该支部的上级党组织派出",
        "a supervisor is sent by a committee above the branch",
        "请由上级党组织指派",
        "Let the upper committee send somebody.",
    ),
    m(
        "meetings.supervisor-not-of-branch",
        "现场监督人员不得为该支部党员",
        "a supervisor does not belong to the branch that meets",
        "请另派其他支部的党员",
        "Send somebody of another branch.",
    ),
    m(
        "meetings.supervisor-not-candidate",
        "讨论对象不得担任本次大会监督人员",
        "a candidate does not supervise his own vote",
        "请另派监督人员",
        "Send somebody else.",
    ),
    m(
        "meetings.supervisor-not-teller",
        "计票人不得同时担任监督人员",
        "nobody supervises his own counting",
        "请另派监督人员或另定计票人",
        "Choose another supervisor or another teller.",
    ),
    m(
        "meetings.void-without-supervisor",
        "按本地规定，没有上级派员现场监督的大会无效（到场监督 {measured} 人）；国家层面的规定没有此条",
        "void under the local rule: no supervisor from the upper committee was there; the national text does not say so",
        "请重新召开大会并由上级派员现场监督",
        "Hold the assembly again with a supervisor present.",
    ),
    m(
        "meetings.supervisors-min",
        "按本地规定，到场监督人员不少于 {required} 人，实际 {measured} 人",
        "the local rule asks for at least {required} supervisors; {measured} came",
        "请由上级增派监督人员并重新召开",
        "Hold the assembly again with enough supervisors.",
    ),
    m(
        "meetings.supervisors-max",
        "按本地规定，到场监督人员不多于 {required} 人，实际 {measured} 人",
        "the local rule asks for at most {required} supervisors; {measured} came",
        "请核对到场监督人员",
        "Check who came as a supervisor.",
    ),
    m(
        "meetings.teller-not-candidate",
        "讨论对象不得担任计票人",
        "a candidate does not count his own votes",
        "请另定计票人",
        "Choose another teller.",
    ),
    m(
        "meetings.teller-has-vote",
        "计票人须为到会的有表决权党员",
        "a teller is present and has the vote",
        "请在到会的有表决权党员中另定计票人",
        "Choose somebody who is present with the vote.",
    ),
    m(
        "meetings.teller-not-supervisor",
        "监督人员不得担任计票人",
        "a supervisor does not count",
        "请另定计票人",
        "Choose another teller.",
    ),
    m(
        "meetings.tellers-named",
        "须有 {required} 名计票人，现有 {measured} 名",
        "{required} tellers are needed; {measured} are named",
        "请推选计票人",
        "Name the tellers.",
    ),
    m(
        "meetings.supervisor-may-suspend",
        "本组织没有生效的规定授权监督人员中止票决",
        "no rule in force here lets a supervisor suspend the vote",
        "如需中止，请由会议主持人以其他理由登记",
        "The chair may break the meeting off on another ground.",
    ),
    m(
        "meetings.presence-by-sender",
        "监督人员是否到场由派出组织或本人确认，支部不能更正",
        "whether a supervisor was there is stated by himself or by the body that sent him, not by the branch",
        "请由派出监督人员的上级组织更正",
        "Ask the body that sent the supervisor.",
    ),
    m(
        "meetings.supervisor-sent",
        "此人已被派为本次大会监督人员",
        "this person has been sent to this assembly already",
        "无需重复指派",
        "Nothing more is needed.",
    ),
    m(
        "meetings.not-its-supervisor",
        "不是本次大会的监督人员",
        "not a supervisor of this assembly",
        "请由上级党组织先行指派",
        "Let the upper committee send the person first.",
    ),
    m(
        "meetings.supervisor-suspends-himself",
        "监督人员中止票决须由监督人员本人登记",
        "a supervisor suspends the vote himself",
        "请由监督人员使用本人账号登记",
        "Let the supervisor record it with his own account.",
    ),
)
