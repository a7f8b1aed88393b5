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
            "identity.locked-out",
            "登录失败次数过多，账号已暂时锁定，请在 {retry_after} 秒后重试",
            "Too many failed logins; locked for {retry_after} seconds",
        ),
        message("identity.scope-beyond-account", "申请的权限范围超出该账号", "The scope goes beyond the account"),
        message(
            "identity.unsupported-grant",
            "不支持的 grant_type",
            "The grant_type is not supported",
            "可用：password、client_credentials、refresh_token",
            "Use password, client_credentials or refresh_token",
        ),
    )
)
