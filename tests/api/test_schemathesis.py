"""The whole API under generated input: never a 5xx, and never an answer that the document does not know.

Seeded, and bounded to a few cases an operation. Each operation is called by a role that holds its permission, on rows
that exist, so that more than the door is tried.
"""

import asyncio
import os
import re
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import hypothesis
import pytest
import schemathesis
import uvicorn
from fastapi import FastAPI
from schemathesis import GenerationMode
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi import checks

from app.api.http_protocol import HttpProtocol
from app.core.ids import new_id
from app.domain.identity.permissions import ROLES, RoleKey
from tests.builders.bodies import example_body, with_ids
from tests.builders.development_institution import InstitutionWalk
from tests.builders.development_walk import start
from tests.builders.walked import PLACES, Rows, build_places, caller, existing_rows
from tests.builders.world import World

CASES = int(os.environ.get("ZHIBU_SCHEMATHESIS_CASES", "3"))
"""Cases of each kind (fitting, not fitting) for each operation."""
SECONDS = int(os.environ.get("ZHIBU_SCHEMATHESIS_SECONDS", "90"))
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
ORDER = (
    RoleKey.ORGANISATION_DEPARTMENT,
    RoleKey.APPROVING_COMMITTEE,
    RoleKey.BRANCH_SECRETARY,
    RoleKey.SUPERVISOR,
    RoleKey.INVESTIGATING_BODY,
    RoleKey.DEPARTMENT_DESK,
    RoleKey.SYSTEM_ADMINISTRATOR,
    RoleKey.SECURITY_ADMINISTRATOR,
    RoleKey.AUDIT_ADMINISTRATOR,
    RoleKey.APPLICANT,
)
PLAIN = {
    "rule_id": "development.application.age_min",
    "year": "2026",
    "step": "archive",
    "position": "1",
    "code": "not-found",
}
LEFT_OUT = {"identity_session_logout", "identity_session_logout_everywhere", "installation_rehearsal_set"}
"""They would end the tokens of the others, or move the day under them."""


@dataclass
class Found:
    """What was tried and what went wrong."""

    cases: int = 0
    operations: int = 0
    by_status: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, lifespan="off", log_level="critical", http=HttpProtocol, ws="none")
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))
    yield "http://{}:{}".format(*listener.getsockname())
    server.should_exit = True
    await serving


@pytest.mark.slow
async def test_no_input_breaks_the_server_or_the_document(
    world: World, app: FastAPI, address: str, set_today: Callable[[date], Awaitable[None]]
) -> None:
    walk = await start(world, set_today, InstitutionWalk)
    await walk.to_archive()
    await build_places(world)
    rows = await existing_rows(world)
    tokens = {
        role: await caller(
            world,
            (role, PLACES[role][0]),
            person_id=walk.candidate if ROLES[role].own_file else None,
            department="discipline_inspection",
        )
        for role in ORDER
    }

    found = await asyncio.to_thread(_run, app.openapi(), address, rows, tokens)

    print(f"{found.cases} cases of {found.operations} operations: {dict(sorted(found.by_status.items()))}")
    assert not found.faults, f"{len(found.faults)} faults:\n" + "\n\n".join(found.faults[:40])
    assert found.operations > 200


def _run(document: dict[str, Any], address: str, rows: Rows, tokens: dict[RoleKey, str]) -> Found:
    schema = schemathesis.openapi.from_dict(document)
    found, deadline = Found(), time.monotonic() + SECONDS
    for result in schema.get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]
        raw = operation.definition.raw
        if raw["operationId"] in LEFT_OUT:
            continue
        found.operations += 1
        token = _token(raw.get("x-permission"), tokens)
        _sensible(operation, document, address, rows, token, found)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if time.monotonic() < deadline:
                _try(operation, mode, address, rows, token, found)
    return found


def _token(permission: str | None, tokens: dict[RoleKey, str]) -> str:
    return next(tokens[role] for role in ORDER if permission is None or permission in ROLES[role].permissions)


def _sensible(operation: Any, document: dict[str, Any], address: str, rows: Rows, token: str, found: Found) -> None:
    """Call with the document's own examples on rows that exist, in the versions that they are likely to have."""
    ids = {name: str(value) for name, value in rows.ids.items()}
    body = with_ids(example_body(document, operation.path, operation.method), ids)
    path = {name: ids.get(name, PLAIN.get(name)) or str(new_id()) for name in re.findall(r"{(\w+)", operation.path)}
    versioned = "if-match" in str(operation.definition.raw.get("parameters", "")).lower()
    for version in (1, 2, 3) if versioned else (1,):
        headers = {"authorization": f"Bearer {token}", "idempotency-key": new_id().hex, "if-match": f'"v{version}"'}
        case = operation.Case(path_parameters=path, headers=headers, **({} if body is None else {"body": body}))
        if body is not None:
            case.media_type = "application/json"
        _judge(case, address, headers, found)


def _try(operation: Any, mode: GenerationMode, address: str, rows: Rows, token: str, found: Found) -> None:
    @hypothesis.seed(20_261_123)
    @hypothesis.settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        known = {name: str(rows.ids[name]) for name in case.path_parameters or {} if name in rows.ids}
        if mode is GenerationMode.POSITIVE and known:
            case.path_parameters = {**case.path_parameters, **known}
        _judge(case, address, {"authorization": f"Bearer {token}"}, found)

    with suppress(hypothesis.errors.Unsatisfiable):  # there is no such case where nothing is taken
        ask()


def _judge(case: Any, address: str, headers: dict[str, str], found: Found) -> None:
    answer = case.call(base_url=address, headers=headers, timeout=20)
    found.cases += 1
    found.by_status[answer.status_code] = found.by_status.get(answer.status_code, 0) + 1
    try:
        case.validate_response(answer, checks=CHECKS)
    except (Failure, FailureGroup) as failure:
        reasons = failure.exceptions if isinstance(failure, FailureGroup) else (failure,)
        told = "; ".join(f"{reason.title}: {str(reason)[:400]}" for reason in reasons)
        found.faults.append(f"{case.as_curl_command()[:900]}\n  {answer.status_code} {answer.text[:200]}\n  {told}")
