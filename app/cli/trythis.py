"""The page that a first start prints: where to look, who to be, and one call that moves a case.

The accounts come from ``app.demo.accounts()``, which returns `Account` values (or anything with the same fields).
"""

import importlib
import importlib.util
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

__all__ = ["Account", "AccountLike", "demo_accounts", "page", "print_page"]


_WIDTH = 140


class AccountLike(Protocol):
    """One account to try, as the demo county describes it."""

    @property
    def role(self) -> str:
        """What the person does, in Chinese and English."""

    @property
    def username(self) -> str:
        """The name to log in with."""

    @property
    def password(self) -> str:
        """The password; a demo account is no secret."""

    @property
    def does(self) -> str:
        """What to try with it."""

    @property
    def command(self) -> str:
        """A complete shell command that moves a case, with ``{base_url}``; empty for accounts without one."""


@dataclass(frozen=True)
class Account:
    """See `AccountLike`."""

    role: str
    username: str
    password: str
    does: str = ""
    command: str = ""


def demo_accounts() -> Sequence[AccountLike]:
    """The accounts of the demo county; none in a version without one."""
    if importlib.util.find_spec("app.demo") is None:
        return ()
    accounts = getattr(importlib.import_module("app.demo"), "accounts", None)
    return tuple(accounts()) if accounts is not None else ()


def page(base_url: str, accounts: Iterable[AccountLike]) -> Group:
    """The page, ready to print. Addresses and commands stay on one line each, so that they can be copied."""
    accounts = tuple(accounts)
    places = Table.grid(padding=(0, 2))
    places.add_row("接口文档 docs", Text(f"{base_url}/docs", style="bold cyan"))
    places.add_row("接口描述 OpenAPI", Text(f"{base_url}/openapi.json", style="cyan"))
    places.add_row("入口 entry", Text(f"{base_url}/api/v1", style="cyan"))
    parts: list[Table | Text] = [places]
    if accounts:
        people = Table(title="演示账号 / demo accounts", title_justify="left", expand=False)
        for heading in ("角色 role", "用户名 user", "密码 password", "可做什么 what to try"):
            people.add_column(heading, overflow="fold", no_wrap=heading[:1] in "用密")
        for account in accounts:
            people.add_row(account.role, account.username, account.password, account.does)
        parts += [Text(), people]
    for command in (account.command for account in accounts if account.command):
        parts += [
            Text(),
            Text("推进一个发展党员案例 / move a case:"),
            Text(command.replace("{base_url}", base_url), style="green"),
        ]
    parts += [Text(), Text("按 Ctrl-C 停止，数据会保留 / Ctrl-C stops everything and keeps the data", style="dim")]
    return Group(Panel(Text("支部 Zhibu 已就绪 / ready"), expand=False), *parts)


def print_page(base_url: str, accounts: Iterable[AccountLike]) -> None:
    """Print the page on standard output, where it can be kept; lines are never folded."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, _WIDTH)  # A file or a log has no width; 80 would fold the table.
    console.print(page(base_url, accounts), soft_wrap=True)
