"""``zhibu accounts`` as the operator runs it."""

import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests.builders.identity import bearer, sign_in
from tests.builders.world import World

ROOT = Path(__file__).resolve().parents[3]


def zhibu(database_url: str, var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith("ZHIBU_")}
    secrets = {"TOKEN_SECRET": "t", "DATA_KEY": "d", "INDEX_KEY": "i", "AUDIT_KEY": "a"}
    given |= {f"ZHIBU_{name}": letter * 32 for name, letter in secrets.items()}
    given |= {"DATABASE_URL": database_url, "ZHIBU_VAR": str(var), "ZHIBU_PASSWORD_CHEAP": "1"}
    given |= {"ZHIBU_TODAY": "2026-11-23", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "app.cli", "accounts", *arguments]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=120, check=False)


async def test_the_first_administrators_are_appointed_and_one_is_let_in_again(
    world: World, client: httpx.AsyncClient, database_url: str, tmp_path: Path
) -> None:
    role = ("--role", "security-administrator")

    made = zhibu(database_url, tmp_path, "appoint", "sec.one", *role)
    twice = zhibu(database_url, tmp_path, "appoint", "sec.one", *role)
    wrong = zhibu(database_url, tmp_path, "appoint", "sec.two", "--role", "branch-secretary")
    nobody = zhibu(database_url, tmp_path, "reset", "nobody")
    login, password = made.stdout.strip().split("\t")
    given = (await sign_in(client, login, password)).json()
    reset = zhibu(database_url, tmp_path, "reset", "sec.one")

    assert made.returncode == 0, made.stderr
    assert given["must_change_password"] is True
    me = await client.get("/api/v1/me", headers=bearer(given["access_token"]))
    assert me.status_code == 401  # the reset has ended it
    again = (await sign_in(client, login, reset.stdout.strip().split("\t")[1])).json()
    me = await client.get("/api/v1/me", headers=bearer(again["access_token"]))
    assert "grant:manage" in me.json()["permissions"]
    assert twice.returncode != 0
    assert "账号名已被使用" in twice.stderr
    assert wrong.returncode != 0
    assert nobody.returncode != 0
    assert "Traceback" not in twice.stderr + wrong.stderr + nobody.stderr
