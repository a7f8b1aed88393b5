"""``zhibu accounts``: the first administrators of an installation, and the way back in."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.api.runtime import Runtime
    from app.persistence.uow import UnitOfWork
    from app.services.identity.users import AccountOpened

__all__ = ["register"]

_ROLE = "system-administrator | security-administrator | audit-administrator"


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    accounts = typer.Typer(help="管理员账号 / accounts of administrators", no_args_is_help=True)
    app.add_typer(accounts, name="accounts")

    @accounts.command("appoint")
    def _appoint(
        login: Annotated[str, typer.Argument(help="账号名 / login")],
        role: Annotated[str, typer.Option(help=_ROLE)],
        name: Annotated[str, typer.Option(help="显示名称 / shown name")] = "管理员",
        county: Annotated[str | None, typer.Option(help="县级组织编码 / code of the county")] = None,
    ) -> None:
        """设立系统、安全或审计管理员 / appoint a system, security or audit administrator."""
        import re

        from app.cli.acting import act_as_operator
        from app.core.pgserver import OperatorProblem
        from app.domain.identity.permissions import RoleKey
        from app.domain.identity.rules import ADMINISTRATORS, LOGIN_PATTERN
        from app.services.identity.operators import appoint_administrator

        if role not in set(ADMINISTRATORS):
            raise OperatorProblem(f"角色必须是 {_ROLE} 之一。", f"The role must be one of {_ROLE}.")
        if not re.fullmatch(LOGIN_PATTERN, login):
            raise OperatorProblem(
                "账号名只能用 3 至 64 个 a-z、0-9、点、横线、下划线。", "A login is 3 to 64 of a-z 0-9 . - _"
            )

        async def act(uow: "UnitOfWork", runtime: "Runtime") -> "AccountOpened":
            return await appoint_administrator(
                uow, runtime.passwords, login=login, display_name=name, role=RoleKey(role), county_code=county
            )

        _print(act_as_operator(act))

    @accounts.command("reset")
    def _reset(login: Annotated[str, typer.Argument(help="账号名 / login")]) -> None:
        """重置任一账号的口令并解除锁定 / reset any account's password and lift its lockout."""
        from app.cli.acting import act_as_operator
        from app.services.identity.operators import reset_account

        async def act(uow: "UnitOfWork", runtime: "Runtime") -> "AccountOpened":
            return await reset_account(uow, runtime.passwords, runtime.attempts, login)

        _print(act_as_operator(act))


def _print(opened: "AccountOpened") -> None:
    """The login and the password that is shown this once, on standard output."""
    typer.echo(f"{opened.user.login}\t{opened.temporary_password}")
