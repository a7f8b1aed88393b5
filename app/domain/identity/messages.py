"""Messages of accounts and sessions."""

from app.domain.shared.messages import message, register

__all__ = ["MESSAGES"]

MESSAGES = register(
    (
        message(
            "identity.invalid-grant",
            "账号或口令不正确，或令牌已失效",
            "The credentials are wrong or the token is spent",
            "请核对后重新登录",
            "Check them and sign in again",
        ),
        message(
            "identity.invalid-client",
            "服务账号或密钥不正确，或账号已停用",
            "The client or its secret is wrong, or the account is disabled",
            "请核对 client_id 与 client_secret",
            "Check client_id and client_secret",
        ),
        message("identity.scope-beyond-account", "申请的权限范围超出该账号", "The scope goes beyond the account"),
        message(
            "identity.unknown-scope",
            "未知的权限范围",
            "Unknown scope",
            "权限代码见 /api/v1/roles",
            "The codes are listed at /api/v1/roles",
        ),
        message(
            "identity.unsupported-grant",
            "不支持的 grant_type",
            "The grant_type is not supported",
            "可用：password、client_credentials、refresh_token",
            "Use password, client_credentials or refresh_token",
        ),
        message(
            "identity.password-change-required",
            "须先设置自己的口令",
            "An own password has to be set first",
            "请调用 POST /api/v1/me/password",
            "Call POST /api/v1/me/password",
        ),
        message("identity.wrong-password", "当前口令不正确", "The present password is wrong"),
        message("identity.password-unchanged", "新口令不能与当前口令相同", "The new password is the present one"),
        message(
            "identity.password-too-short", "口令至少 {required} 个字符", "At least {required} characters are needed"
        ),
        message(
            "identity.password-too-plain",
            "口令至少包含大写、小写、数字、符号中的 {required} 类",
            "At least {required} of upper case, lower case, digits and signs are needed",
        ),
        message("identity.password-holds-login", "口令中不能含有账号名", "The password holds the login"),
        message("identity.no-password", "该账号没有口令", "The account has no password"),
        message(
            "identity.login-taken", "该账号名已被使用", "The login is taken", "请换一个账号名", "Choose another login"
        ),
        message("identity.person-unknown", "没有这名人员", "No such person"),
        message("identity.user-not-found", "没有这个用户", "No such user"),
        message("identity.service-account-not-found", "没有这个服务账号", "No such service account"),
        message("identity.session-not-found", "没有这个会话", "No such session"),
        message(
            "identity.grant.not-found", "没有这项授权，或不在您的管理范围内", "No such grant, or outside your subtree"
        ),
        message("identity.user-disabled", "账号已停用", "The account is disabled"),
        message(
            "identity.not-oneself",
            "不能为本人（含本人名下其他账号）办理",
            "Nobody does this for himself, nor for another account of his own",
            "请由另一名管理员办理",
            "Ask another administrator",
        ),
        message(
            "identity.guarded-administrator",
            "安全管理员和安全审计员的账号不由系统管理员处置",
            "The system administrator has no power over security and audit administrators",
            "请由运维人员用命令行 zhibu accounts 办理",
            "The operator does it on the command line: zhibu accounts",
        ),
        message(
            "identity.duties-apart",
            "三员职责须分离，且不得兼任业务角色：已有 {roles:RoleKey}",
            "Administrators' duties are kept apart, and apart from business: held already: {roles:RoleKey}",
            "请改授另一名人员，或先撤销原有授权",
            "Give it to somebody else, or revoke the other grant first",
        ),
        message(
            "identity.administrator-at-county",
            "管理员角色只在县级组织授予",
            "Administrators are appointed at the county's organisation only",
        ),
        message(
            "identity.role-elsewhere",
            "该角色不在这一级组织授予（{measured:Level}）",
            "This role is not given at a body of this level ({measured:Level})",
            "可授予的层级：{required:Level}",
            "It is given at: {required:Level}",
        ),
        message(
            "identity.last-administrator",
            "这是该管理员角色的最后一项有效授权",
            "This is the last grant of an administrator's role that holds",
            "请先授予另一名人员",
            "Give the role to somebody else first",
        ),
        message(
            "identity.person-needed",
            "该角色只及于本人档案，账号须关联人员",
            "The role reaches one's own file: the account needs a person",
        ),
        message(
            "identity.department-of-a-desk",
            "部门窗口须写明部门，其他角色不得填写部门",
            "A department desk names its department, and nobody else does",
        ),
        message(
            "identity.no-county",
            "尚无县级组织",
            "There is no county yet",
            "请先运行 zhibu found-county 建立县级组织",
            "Make it first, with zhibu found-county",
        ),
        message(
            "identity.which-county",
            "有多个县级组织，请写明编码",
            "There is more than one county: name its code",
        ),
        message("identity.grant-in-the-past", "授权不能从过去的日期开始", "A grant can't begin in the past"),
        message("identity.ends-before-it-begins", "结束日期早于开始日期", "It ends before it begins"),
        message("identity.grant-twice", "该授权已存在", "The grant exists already"),
        message(
            "identity.scope-not-for-services",
            "服务账号不能有这项权限",
            "A service account can't have this scope",
            "可授予的范围见 /api/v1/roles 的 service_scopes",
            "See service_scopes at /api/v1/roles",
        ),
        message(
            "identity.locked-out",
            "登录失败次数过多，请在 {retry_after} 秒后重试",
            "Too many failed logins; try again in {retry_after} seconds",
        ),
        message(
            "rehearsal.not-running",
            "当前不是演练环境",
            "No rehearsal is running",
            "演练须以 ZHIBU_TODAY 启动",
            "A rehearsal is started with ZHIBU_TODAY",
        ),
        message(
            "rehearsal.day-out-of-range",
            "演练日期超出可用范围",
            "The day lies outside of what can be rehearsed",
            "请选用 1990 年至 2099 年之间的日期",
            "Choose a day between 1990 and 2099",
        ),
        message(
            "rehearsal.locks-out",
            "您的授权在该日无效，演练将无法再调整日期",
            "Your grant does not hold on that day: you could not move the rehearsal again",
            "请选用授权期内的日期，或先办理覆盖该日的授权",
            "Choose a day within your grant, or have a grant made that covers it",
        ),
    )
)
