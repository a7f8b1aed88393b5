"""A county that wants no demo begins: an empty database, the county, its administrators, then everything over HTTP."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.builders.rosters import csv_of, row
from tests.runtime.commands import Zhibu

pytestmark = pytest.mark.slow
Start = Callable[..., Zhibu]
OWN = "Lantern-and-9-osmanthus"
PRODUCTION = {"ZHIBU_ENVIRONMENT": "production"}
COUNTY = ("found-county", "QH", "中共青禾县委员会", "--short-name", "青禾县委", "--founded-on", "1949-10-01")


def done(command: Zhibu) -> str:
    assert command.wait() == 0, command.output
    return command.output


def appointed(zhibu: Start, login: str, role: str) -> tuple[str, str]:
    given = done(zhibu("accounts", "appoint", login, "--role", role, **PRODUCTION)).splitlines()[-1]
    name, password = given.split("\t")
    return name, password


def signed_in(address: str, login: str, temporary: str) -> httpx.Client:
    """Sign in for the first time: the temporary password is only good for setting one's own."""
    client = httpx.Client(base_url=address, trust_env=False, timeout=60)
    for current, new in ((temporary, OWN), (OWN, None)):
        form = {"grant_type": "password", "username": login, "password": current}
        answer = client.post("/api/v1/auth/token", data=form)
        assert answer.status_code == 200, answer.text
        client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        if new is not None:
            changed = client.post("/api/v1/me/password", json={"current_password": current, "new_password": new})
            assert changed.status_code == 204, changed.text
    return client


def created(client: httpx.Client, path: str, body: dict[str, object]) -> dict[str, Any]:
    answer = client.post(f"/api/v1/{path}", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


@pytest.mark.timeout(420)  # A dozen commands, each a process of its own, and passwords that are hashed in earnest.
def test_an_empty_installation_becomes_a_county_with_a_working_branch(tmp_path: Path, zhibu: Start) -> None:
    done(zhibu("migrate", **PRODUCTION))
    county = done(zhibu(*COUNTY, **PRODUCTION)).split()[-1]
    system = appointed(zhibu, "sysadmin", "system-administrator")
    security = appointed(zhibu, "secadmin", "security-administrator")
    server = zhibu("serve", **PRODUCTION)
    address = server.url()
    accounts, grants = signed_in(address, *system), signed_in(address, *security)

    def officer(login: str, role: str, at: str, person: str | None = None) -> httpx.Client:
        opened = created(accounts, "users", {"login": login, "display_name": login, "person_id": person})
        created(grants, "role-grants", {"user_id": opened["id"], "role": role, "organisation_id": at})
        return signed_in(address, login, opened["temporary_password"])

    department = officer("zuzhibu", "organisation-department", county)
    body = {"taken_over": True, "founded_on": "1958-10-01", "name": "杏林镇党委", "short_name": "杏林镇党委"}
    body |= {"parent_id": county, "kind": "committee", "classification": "township", "code": "A01"}
    committee = created(department, "organisations", body | {"approval_power": True})["id"]
    branch_body = body | {"parent_id": committee, "kind": "branch", "classification": "rural", "code": "A01-001"}
    branch = created(department, "organisations", branch_body | {"name": "杏林村党支部"})["id"]
    roster = tmp_path / "名册.csv"
    roster.write_bytes(csv_of([row(0, "安一"), row(1, "白二")]))
    imported = zhibu(
        "import", "roster", str(roster), "--organisation", "A01", "--apply", "all_or_nothing", **PRODUCTION
    )
    assert imported.wait() == 0, imported.output
    people = department.get("/api/v1/people").json()["items"]
    secretary = officer("xinglin.sj", "branch-secretary", branch, people[0]["id"])
    heard = secretary.get("/api/v1/people").json()["items"]

    assert {person["name"] for person in heard} == {"安一", "白二"}
    assert department.get("/api/v1/meta").json()["rehearsal"] is False
    assert secretary.post("/api/v1/users", json={"login": "x.y.z", "display_name": "x"}).status_code == 403
    for client in (accounts, grants, department, secretary):
        client.close()


def test_nobody_is_appointed_before_there_is_a_county_and_a_second_one_has_to_be_meant(zhibu: Start) -> None:
    role = ("--role", "security-administrator")
    not_migrated = zhibu("accounts", "appoint", "secadmin", *role)
    assert not_migrated.wait() == 1
    assert "请先运行 zhibu migrate" in not_migrated.output
    done(zhibu("migrate"))
    too_early = zhibu("accounts", "appoint", "secadmin", *role)
    assert too_early.wait() == 1
    assert "Make it first, with zhibu found-county" in too_early.output
    done(zhibu(*COUNTY))

    second = zhibu("found-county", "BS", "中共白石县委员会", "--founded-on", "1949-10-01")
    refused = second.wait()
    done(zhibu("found-county", "BS", "中共白石县委员会", "--founded-on", "1949-10-01", "--another"))
    which = zhibu("accounts", "appoint", "secadmin", *role)

    assert (refused, which.wait()) == (1, 1), second.output + which.output
    assert "已有县级组织" in second.output
    assert "there is a county already" in second.output


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("qh", "县委", "--founded-on", "1949-10-01"), "CODE"),
        (("QH", " ", "--founded-on", "1949-10-01"), "NAME"),
        (("QH", "县委", "--founded-on", "1949-10-32"), "--founded-on"),
        (("QH", "县委", "--founded-on", "1949-10-01", "--short-name", "县\u202e委"), "--short-name"),
    ],
)
def test_a_county_that_cannot_be_is_refused_by_the_name_of_what_is_wrong(
    arguments: tuple[str, ...], named: str, zhibu: Start
) -> None:
    refused = zhibu("found-county", *arguments)

    assert refused.wait() == 1
    assert f"错误：{named} 的值无效。" in refused.output
    assert "Traceback" not in refused.output
