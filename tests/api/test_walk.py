"""Every route, every role, inside and outside the subtree: 401, 403 or 404 where due.

A route without a marker fails here, unless it is named among the open ones; a path parameter that nobody has classified
fails too. One county is played through a whole case first, so that there are rows to be refused.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.api.access import Lane, Marker
from app.api.routing import ZhibuRoute
from app.core.ids import new_id
from app.domain.identity.permissions import ROLES, RoleKey
from app.main import create_app
from tests.builders.bodies import example_body
from tests.builders.development_institution import InstitutionWalk
from tests.builders.development_walk import start
from tests.builders.identity import bearer
from tests.builders.walked import PLACES, TABLES, Rows, build_places, caller, existing_rows
from tests.builders.world import World
from tests.conftest import make_settings

OPEN = {
    "/healthz",
    "/readyz",
    "/metrics",
    "/.well-known/jwks.json",
    "/.well-known/oauth-authorization-server",
}
"""Addresses without a marker: for the operator, and what is public by nature."""

INSTALLATION = {"user_id", "account_id"}
"""Rows that have no place in the tree."""
OWN = {"session_id"}
PLAIN = {
    "rule_id": "development.application.age_min",
    "year": "2026",
    "step": "first_talk",
    "position": "1",
    "code": "not-found",
}
"""Parameters that name something that is the same for everybody."""

NARROWER = {
    ("GET", "/api/v1/objections/{objection_id}/content"),
    ("GET", "/api/v1/inquiries/{inquiry_id}"),
    ("GET", "/api/v1/organisations/{organisation_id}/committee"),
    ("GET", "/api/v1/people/{person_id}/citizen-number"),
}
"""Reads that ask for more than permission and place: the investigating body, the department asked, something to show."""


@dataclass(frozen=True)
class Walked:
    method: str
    path: str
    marker: Marker
    takes_version: bool

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"{(\w+)", self.path)

    @property
    def scoped(self) -> list[str]:
        return [
            name
            for name in self.parameters
            if name in TABLES or name in ("organisation_id", "group_id", "site_id", "candidate_id")
        ]

    def at(self, ids: dict[str, UUID]) -> str:
        filled = {name: str(ids.get(name) or PLAIN.get(name) or new_id()) for name in self.parameters}
        return re.sub(r":\w+}", "}", self.path).format(**filled)


def routes(app: FastAPI) -> list[Walked]:
    found: list[Walked] = []
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, ZhibuRoute) and route.marker is not None:
            takes = "_if_match" in repr([inner.call for inner in route.dependant.dependencies])
            found.extend(
                Walked(method, str(context.path), route.marker, takes) for method in sorted(context.methods or ())
            )
    return found


@pytest.fixture
async def county(world: World, app: FastAPI, set_today: Callable[[date], Awaitable[None]]) -> tuple[World, Rows, UUID]:
    walk = await start(world, set_today, InstitutionWalk)
    await walk.to_archive()
    await build_places(world)
    await caller(world, (RoleKey.BRANCH_SECRETARY, "branch"))
    return world, await existing_rows(world), walk.candidate


def test_every_route_is_classified(tmp_path: Any) -> None:
    unmarked = {
        str(context.path)
        for context in iter_route_contexts(create_app(make_settings("postgresql://unused", tmp_path)).routes)
        if getattr(context.original_route, "marker", None) is None
    }

    assert {path for path in unmarked if not path.startswith(("/docs", "/problems", "/openapi"))} == OPEN


def test_every_path_parameter_is_classified(tmp_path: Any) -> None:
    known = set(TABLES) | INSTALLATION | OWN | set(PLAIN) | {"organisation_id", "group_id", "site_id", "candidate_id"}

    named = {
        n for route in routes(create_app(make_settings("postgresql://unused", tmp_path))) for n in route.parameters
    }
    assert named <= known


@pytest.mark.slow
async def test_every_route_answers_every_role_as_it_should(
    county: tuple[World, Rows, UUID], client: httpx.AsyncClient, app: FastAPI
) -> None:
    world, rows, candidate = county
    walked = routes(app)
    document = app.openapi()
    faults: list[str] = []
    reached = 0

    async def ask(route: Walked, token: str | None, ids: dict[str, UUID], *, sensible: bool = False) -> httpx.Response:
        headers = {"idempotency-key": new_id().hex, "if-match": '"v999999999"'} | (bearer(token) if token else {})
        body: object = {} if route.method in ("POST", "PUT", "PATCH") else None
        if sensible:
            body = example_body(document, route.path, route.method)
        return await client.request(route.method, route.at(ids), json=body, headers=headers)

    def judge(route: Walked, who: str, answer: httpx.Response, allowed: set[int]) -> None:
        if answer.status_code not in allowed:
            faults.append(f"{route.method} {route.path} {who}: {answer.status_code} {answer.text[:160]}")

    for route in walked:
        if route.marker.lane in (Lane.COMMAND, Lane.READ):
            judge(route, "anonymous", await ask(route, None, rows.ids), {401})
            judge(route, "forged", await ask(route, "a.b.c", rows.ids), {401})
        else:
            judge(route, "anonymous", await ask(route, None, {}), {200, 400, 404, 415, 422})

    for role in RoleKey:
        within, without = PLACES[role]
        own = candidate if ROLES[role].own_file else None
        inside = await caller(world, (role, within), person_id=own, department="discipline_inspection")
        outside = await caller(world, (role, without), person_id=new_id(), department="discipline_inspection")
        for route in walked:
            if route.marker.lane not in (Lane.COMMAND, Lane.READ) or route.path.startswith(
                ("/api/v1/auth", "/api/v1/me")
            ):
                continue
            permission = route.marker.permission
            if permission is not None and permission not in ROLES[role].permissions:
                for where, token in (("inside", inside), ("outside", outside)):
                    answer = await ask(route, token, rows.ids)
                    judge(route, f"{role} {where} without {permission}", answer, {403})
                    if answer.status_code == 403 and answer.json().get("permission") != permission:
                        faults.append(f"{route.method} {route.path} {role}: names {answer.json().get('permission')}")
                continue
            known = all(name in rows.ids for name in route.scoped)
            if route.scoped and known:
                faults.extend(_scoped(route, role, rows, await ask(route, inside, rows.ids), "inside"))
                answer = await ask(route, outside, rows.ids, sensible=True)
                reached += answer.status_code == 404
                faults.extend(_scoped(route, role, rows, answer, "outside"))
            if route.scoped:
                answer = await ask(route, inside, {})
                judge(route, f"{role} nothing there", answer, {404} if route.method == "GET" else {404, 412, 415, 422})
            if not route.parameters:
                answer = await ask(route, outside, {})
                judge(route, f"{role} outside", answer, {200, 201, 204, 400, 404, 409, 415, 422})
                if route.method == "GET":
                    leaked = [n for n, value in rows.ids.items() if str(value) in answer.text and n != "template_id"]
                    if leaked and route.path != "/api/v1/users":  # accounts belong to the installation
                        faults.append(f"{route.path} {role} outside: shows {leaked}")
    faults.extend(await _visible_but_not_usable(world, rows, client, walked))
    print(f"{reached} refusals of rows outside came from the row itself")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:80])


def _scoped(route: Walked, role: RoleKey, rows: Rows, answer: httpx.Response, where: str) -> list[str]:
    above = any(name in rows.committee_only for name in route.scoped)
    status = answer.status_code
    if where == "outside":
        fine = {404} if route.method == "GET" else {404, 415, 422}
    elif route.method == "GET":
        fine = {200, 409}
        if above or ROLES[role].own_file or role is RoleKey.GROUP_LEADER or (route.method, route.path) in NARROWER:
            fine |= {403, 404}
    else:
        fine = {200, 400, 409, 412, 415, 422}
        if above or ROLES[role].own_file or role is RoleKey.GROUP_LEADER:
            fine |= {403, 404}
    return [] if status in fine else [f"{route.method} {route.path} {role} {where}: {status} {answer.text[:160]}"]


async def _visible_but_not_usable(
    world: World, rows: Rows, client: httpx.AsyncClient, walked: list[Walked]
) -> list[str]:
    """Inside one's subtree, with a permission that is held elsewhere only: 403, and the permission is named."""
    token = await caller(world, (RoleKey.SUPERVISOR, "committee"), (RoleKey.BRANCH_SECRETARY, "other_branch"))
    held = ROLES[RoleKey.SUPERVISOR].permissions
    faults = []
    for route in walked:
        permission = route.marker.permission
        if (
            route.method != "GET"
            or permission is None
            or permission in held
            or permission not in ROLES[RoleKey.BRANCH_SECRETARY].permissions
            or not route.scoped
            or any(name not in rows.ids or name in rows.committee_only for name in route.scoped)
        ):
            continue
        answer = await client.get(route.at(rows.ids), headers=bearer(token))
        if (answer.status_code, answer.json().get("permission")) != (403, permission):
            faults.append(f"{route.path} visible only: {answer.status_code} {answer.text[:120]}")
    return faults
