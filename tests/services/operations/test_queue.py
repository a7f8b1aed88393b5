"""The queue on a real PostgreSQL: a job is there when its write commits, and its work is done once, whatever dies."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from uuid import UUID

import asyncpg
import httpx
import pytest
from sqlalchemy.exc import IntegrityError

from app.core.config import Settings
from app.core.crypto import Keys
from app.core.ids import new_id
from app.domain.identity.caller import Caller, CallerKind
from app.domain.operations.facts import OperationKind
from app.persistence.queue import depth, enqueue, enqueue_on, queries_on, queue_settings
from app.persistence.repositories.operations import give_back, take, tell, without_job
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.uow import UnitOfWork
from app.services import operations
from app.services.operations import Workplace, run_operation
from app.services.operations.running import MOST_ATTEMPTS
from app.worker import Worker
from tests.builders.identity import bearer, make_service_account
from tests.builders.operations import ended
from tests.builders.people import make_person
from tests.builders.rosters import HEADER, many, row, xlsx_of
from tests.builders.world import World
from tests.services.operations.conftest import Process

Start = Callable[..., Process]
JOBS = "SELECT count(*) FROM queue.pgqueuer"


async def received(world: World, content: bytes) -> tuple[httpx.AsyncClient, dict[str, object]]:
    client = await world.client("committee-organiser", "committee")
    answer = await client.post(
        "/api/v1/roster-imports",
        params={"organisation_id": str(world.committee.id), "file_name": "名册.xlsx"},
        content=content,
        headers={"content-type": "application/octet-stream"},
    )
    assert answer.status_code == 202, answer.text
    return client, answer.json()


async def asked_to_apply(client: httpx.AsyncClient, report: dict[str, object]) -> dict[str, object]:
    answer = await client.post(
        f"/api/v1/roster-imports/{report['id']}/apply",
        json={"mode": "all_or_nothing"},
        headers={"if-match": f'"v{report["version"]}"', "idempotency-key": new_id().hex},
    )
    assert answer.status_code == 202, answer.text
    found: dict[str, object] = answer.json()
    return found


async def at_work(client: httpx.AsyncClient, operation_id: object, percent: int = 1) -> dict[str, object]:
    """Wait until an operation is in the middle of its work."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found: dict[str, object] = (await client.get(f"/api/v1/operations/{operation_id}")).json()
        if isinstance(found["percent"], int) and found["percent"] >= percent:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"never at work: {found}")


async def everything(world: World) -> dict[str, int]:
    """Count what an import writes."""
    reads = world.runtime.database.reads
    return {
        name: await reads.fetchval(statement)
        for name, statement in {
            "persons": "SELECT count(*) FROM persons",
            "numbers": "SELECT count(DISTINCT citizen_number_index) FROM persons",
            "episodes": "SELECT count(*) FROM membership_episodes",
            "audited": "SELECT count(*) FROM audit_entries WHERE action = 'people:person:register'",
            "told": "SELECT count(*) FROM outbox_events WHERE type = 'people.person.registered'",
            "finished": "SELECT count(*) FROM audit_entries WHERE action = 'roster-imports:import:finish'",
        }.items()
    }


def once(count: int) -> dict[str, int]:
    return dict.fromkeys(("persons", "numbers", "episodes", "audited", "told"), count) | {"finished": 1}


async def test_a_job_is_in_the_queue_when_its_transaction_commits_and_never_otherwise(world: World) -> None:
    database = world.runtime.database

    async with database.sessions() as session:
        await enqueue(session, "nobody", b"1", key="rolled back")
        await session.rollback()
    after_rollback = await database.reads.fetchval(JOBS)
    async with database.sessions() as session:
        await enqueue(session, "nobody", b"2", key="committed")
        while_open = await database.reads.fetchval(JOBS)
        await session.commit()

    assert (after_rollback, while_open) == (0, 0)
    assert await database.reads.fetchval(JOBS) == 1
    assert (await depth(database.reads))[:2] == (1, 0)


async def test_a_refused_write_leaves_neither_operation_nor_job(world: World) -> None:
    client = await world.client("committee-organiser", "committee")

    refused = await client.post(
        "/api/v1/roster-imports",
        params={"organisation_id": str(world.other.id), "file_name": "名册.xlsx"},
        content=b"x",
        headers={"content-type": "application/octet-stream"},
    )

    assert refused.status_code == 404
    reads = world.runtime.database.reads
    assert await reads.fetchval(JOBS) == await reads.fetchval("SELECT count(*) FROM operations") == 0


async def test_a_replayed_upload_is_one_import_and_one_job(world: World) -> None:
    client = await world.client("committee-organiser", "committee")
    content = xlsx_of([row(0)])
    headers = {"content-type": "application/octet-stream", "idempotency-key": "once"}
    query = {"organisation_id": str(world.committee.id), "file_name": "名册.xlsx"}
    answers = [
        await client.post("/api/v1/roster-imports", params=query, content=content, headers=headers) for _ in range(2)
    ]

    assert [a.status_code for a in answers] == [202, 202]
    assert answers[0].json()["operation_id"] == answers[1].json()["operation_id"]
    assert await world.runtime.database.reads.fetchval(JOBS) == 1


@pytest.mark.slow
async def test_an_import_whose_worker_is_killed_is_done_by_another_and_nobody_is_there_twice(
    world: World, worker_process: Start
) -> None:
    first = worker_process()
    client, asked = await received(world, xlsx_of(many(1500)))
    report = await resting(client, asked)
    applying = await asked_to_apply(client, report)
    await at_work(client, applying["operation_id"], 30)

    first.kill()
    in_between = await everything(world)
    worker_process()
    operation = await ended(client, applying["operation_id"], 120)

    assert in_between["persons"] == 0
    assert (operation["state"], operation["result"]) == ("succeeded", {"rows_applied": 1500})
    assert await everything(world) == once(1500)
    attempts = await world.runtime.database.reads.fetchval(
        "SELECT attempts FROM operations WHERE id = $1", applying["operation_id"]
    )
    assert attempts == 2
    done = (await client.get(f"/api/v1/roster-imports/{report['id']}")).json()
    assert (done["state"], done["rows_applied"], done["percent"]) == ("applied", 1500, 100)


@pytest.mark.slow
async def test_a_worker_that_is_frozen_in_the_middle_neither_holds_the_work_up_nor_does_it_twice(
    world: World, worker_process: Start
) -> None:
    frozen = worker_process()
    client, asked = await received(world, xlsx_of(many(1500)))
    applying = await asked_to_apply(client, await resting(client, asked))
    await at_work(client, applying["operation_id"], 30)

    await freeze(world, frozen)
    worker_process()
    operation = await ended(client, applying["operation_id"], 150)
    frozen.process.send_signal(signal.SIGCONT)
    code, said = await frozen.stop()

    assert (operation["state"], operation["result"]) == ("succeeded", {"rows_applied": 1500})
    assert await everything(world) == once(1500)
    assert code == 0, said


async def freeze(world: World, worker: Process) -> None:
    """Stop a worker between two statements: a server in the middle of an answer to it would wait without an end."""
    in_an_answer = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = $1"
    for _ in range(100):
        worker.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(0.1)
        if await world.runtime.database.reads.fetchval(in_an_answer, "ClientWrite") == 0:
            return
        worker.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(0.02)
    raise AssertionError("never between two statements")


async def resting(client: httpx.AsyncClient, asked: dict[str, object]) -> dict[str, object]:
    await ended(client, asked["operation_id"], 120)
    found: dict[str, object] = (await client.get(f"/api/v1/roster-imports/{asked['id']}")).json()
    return found


@pytest.mark.slow
async def test_a_check_whose_worker_is_killed_finds_the_same(world: World, worker_process: Start) -> None:
    first = worker_process()
    client, asked = await received(world, xlsx_of([*many(1500), row(0, "白二", 人员类别="群众")]))
    await at_work(client, asked["operation_id"], 10)

    first.kill()
    worker_process()
    report = await resting(client, asked)

    assert (report["state"], report["rows_good"], report["rows_bad"]) == ("checked", 1500, 1)
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM roster_import_rows") == 1501


@pytest.mark.slow
async def test_a_worker_that_is_stopped_hands_its_work_back_at_once(world: World, worker_process: Start) -> None:
    first = worker_process(ZHIBU_WORKER_HEARTBEAT_SECONDS="600")
    client, asked = await received(world, xlsx_of(many(1500)))
    applying = await asked_to_apply(client, await resting(client, asked))
    await at_work(client, applying["operation_id"], 20)

    code, said = await first.stop()
    waiting = (await client.get(f"/api/v1/operations/{applying['operation_id']}")).json()
    worker_process(ZHIBU_WORKER_HEARTBEAT_SECONDS="600")
    operation = await ended(client, applying["operation_id"], 120)

    assert code == 0, said
    assert "Traceback" not in said
    assert (waiting["state"], waiting["percent"]) == ("queued", 0)
    assert operation["state"] == "succeeded"
    assert await everything(world) == once(1500)


@pytest.mark.slow
async def test_cancelled_in_the_middle_nothing_is_there_and_the_roster_may_be_applied_again(
    world: World, worker_process: Start
) -> None:
    worker_process()
    client, asked = await received(world, xlsx_of(many(1500)))
    report = await resting(client, asked)
    applying = await asked_to_apply(client, report)
    await at_work(client, applying["operation_id"], 20)

    cancelled = await client.delete(f"/api/v1/operations/{applying['operation_id']}")
    operation = await ended(client, applying["operation_id"])
    nothing = await everything(world)
    back = (await client.get(f"/api/v1/roster-imports/{report['id']}")).json()

    assert (cancelled.status_code, cancelled.json()["state"]) == (202, "cancelling")
    assert (operation["state"], operation["result"]) == ("cancelled", None)
    assert set(nothing.values()) == {0}
    assert (back["state"], back["rows_applied"], back["percent"], back["problem"]) == ("checked", 0, 0, None)
    again = await asked_to_apply(client, back)
    assert (await ended(client, again["operation_id"], 120))["state"] == "succeeded"
    assert await everything(world) == once(1500)


@pytest.mark.slow
async def test_while_a_large_roster_is_imported_others_register_people_and_change_the_tree(
    world: World, worker_process: Start
) -> None:
    worker_process()
    rows = many(6000)
    client, asked = await received(world, xlsx_of(rows))
    applying = await asked_to_apply(client, await resting(client, asked))
    await at_work(client, applying["operation_id"], 5)

    async with asyncio.timeout(10):  # neither waits for the import
        async with world.system() as uow:
            number = str(rows[-1][HEADER.index("公民身份号码")])
            await make_person(uow, world.branch.id, "江八", number=number, born_on=born_in(number))
        async with world.system() as uow:
            await uow.repository(OrganisationRepository).lock_tree()
            uow.emit("test:tree:change", world.other)
    still = (await client.get(f"/api/v1/operations/{applying['operation_id']}")).json()

    assert still["state"] == "running", still
    shown = {still["percent"]}
    while still["state"] == "running":
        still = (await client.get(f"/api/v1/operations/{applying['operation_id']}")).json()
        shown.add(still["percent"])
        await asyncio.sleep(0.02)
    assert (still["state"], still["result"]) == ("succeeded", {"rows_applied": 5999})
    assert len(shown) > 3
    # The one who was registered meanwhile is left as he is, and nobody is there twice.
    assert await everything(world) == once(6000)


def born_in(number: str) -> date:
    return date.fromisoformat(number[6:14])


async def test_two_workers_do_one_job_once(world: World, settings: Settings, worker: Worker) -> None:
    second = Worker(settings)
    beside = asyncio.create_task(second.run())
    await second.ready.wait()
    client, asked = await received(world, xlsx_of([row(n) for n in range(20)]))

    report = await resting(client, asked)
    applying = await asked_to_apply(client, report)
    await ended(client, applying["operation_id"])
    second.stop.set()

    assert await beside
    assert await everything(world) == once(20)
    reads = world.runtime.database.reads
    assert await reads.fetch("SELECT DISTINCT attempts FROM operations") == [(1,)]


async def test_a_run_that_was_taken_for_dead_cannot_commit(world: World, settings: Settings) -> None:
    """The first run sleeps over its heartbeat; the second takes the work; the first wakes up and finds itself replaced."""
    client, asked = await received(world, xlsx_of([row(0)]))
    place = Workplace(world.runtime.database, Keys.of(settings))
    operation_id = asked["operation_id"]
    taken_over: list[asyncio.Task[object]] = []

    def replaced(percent: int) -> None:
        del percent
        if not taken_over:
            taking = take(world.runtime.database.engine, uuid(operation_id), new_id())
            taken_over.append(asyncio.get_running_loop().create_task(taking))

    await run_operation(Workplace(place.database, place.keys, on_progress=replaced), uuid(operation_id))

    found = await world.runtime.database.reads.fetchrow("SELECT state, attempts FROM operations")
    assert found == ("running", 2)
    assert (await client.get(f"/api/v1/roster-imports/{asked['id']}")).json()["state"] == "checking"
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM roster_import_rows") == 0
    await run_operation(place, uuid(operation_id))
    assert (await client.get(f"/api/v1/roster-imports/{asked['id']}")).json()["state"] == "checked"


def uuid(text: object) -> UUID:
    return UUID(str(text))


async def test_a_job_that_comes_twice_or_after_the_end_does_nothing(world: World, settings: Settings) -> None:
    client, asked = await received(world, xlsx_of([row(0)]))
    place = Workplace(world.runtime.database, Keys.of(settings))

    first = await run_operation(place, uuid(asked["operation_id"]))
    before = (await client.get(f"/api/v1/operations/{asked['operation_id']}")).json()
    second = await run_operation(place, uuid(asked["operation_id"]))
    unknown = await run_operation(place, new_id())

    assert first.again_after is second.again_after is unknown.again_after is None
    assert (await client.get(f"/api/v1/operations/{asked['operation_id']}")).json() == before
    assert before["state"] == "succeeded"


async def test_an_operation_that_kills_its_workers_is_given_up(world: World, settings: Settings) -> None:
    client, asked = await received(world, xlsx_of([row(0)]))
    engine = world.runtime.database.engine
    for _ in range(MOST_ATTEMPTS):
        await take(engine, uuid(asked["operation_id"]), new_id())

    await run_operation(Workplace(world.runtime.database, Keys.of(settings)), uuid(asked["operation_id"]))

    operation = await ended(client, asked["operation_id"])
    assert operation["state"] == "failed"
    assert isinstance(operation["problem"], dict)
    assert operation["problem"]["code"] == "operation.gave-up"
    report = (await client.get(f"/api/v1/roster-imports/{asked['id']}")).json()
    assert (report["state"], report["problem"]) == ("refused", {"code": "roster.interrupted"})


async def test_work_of_a_newer_version_is_left_to_its_workers(world: World, settings: Settings) -> None:
    _, asked = await received(world, xlsx_of([row(0)]))
    reads = world.runtime.database.reads
    await reads.execute("UPDATE operations SET kind = 'statistics.fold'")

    outcome = await run_operation(Workplace(world.runtime.database, Keys.of(settings)), uuid(asked["operation_id"]))

    assert outcome.again_after is not None
    assert tuple(await reads.fetchrow("SELECT state, attempts, run_id FROM operations")) == ("queued", 0, None)


async def test_rights_that_were_revoked_since_are_not_used(world: World, settings: Settings) -> None:
    client, asked = await received(world, xlsx_of([row(0)]))
    await world.runtime.database.reads.execute("UPDATE role_grants SET revoked_at = now()")

    await run_operation(Workplace(world.runtime.database, Keys.of(settings)), uuid(asked["operation_id"]))

    operation = await ended(client, asked["operation_id"])
    assert isinstance(operation["problem"], dict)
    assert (operation["state"], operation["problem"]["code"]) == ("failed", "operation.rights-lost")
    reads = world.runtime.database.reads
    assert await reads.fetchval("SELECT count(*) FROM roster_import_rows") == 0


async def test_what_a_job_writes_is_audited_in_the_name_of_whoever_asked(
    world: World, worker: Worker, today: date
) -> None:
    client, asked = await received(world, xlsx_of([row(0)]))
    report = await resting(client, asked)
    await ended(client, (await asked_to_apply(client, report))["operation_id"])

    rows = await world.runtime.database.reads.fetch(
        """SELECT action, actor_kind, actor_id::text AS actor, organisation_id, act_day::text AS day, request_id
             FROM audit_entries WHERE action LIKE 'roster-imports:%' OR action = 'people:person:register' ORDER BY id"""
    )

    assert {(r["actor_kind"], r["actor"]) for r in rows} == {("user", client.headers["x-user"])}
    assert {r["day"] for r in rows} == {today.isoformat()}
    assert [r["action"].rpartition(":")[2] for r in rows] == ["receive", "check", "apply", "register", "finish"]
    assert rows[0]["request_id"] == rows[1]["request_id"] != "-"
    assert rows[3]["organisation_id"] == world.branch.id


async def test_an_operation_that_has_lost_its_job_gets_another(world: World, settings: Settings) -> None:
    """A database restored without the queue, or a run outside of the queue that was killed."""
    client, asked = await received(world, xlsx_of([row(0)]))
    reads = world.runtime.database.reads
    await reads.execute("DELETE FROM queue.pgqueuer")
    running = Worker(settings)
    task = asyncio.create_task(running.run())
    await running.ready.wait()
    await asyncio.sleep(0.5)
    fresh = (await client.get(f"/api/v1/operations/{asked['operation_id']}")).json()

    await reads.execute("UPDATE operations SET beat_at = now() - interval '1 hour'")
    connection = await asyncpg.connect(world.runtime.database.dsn)
    await enqueue_on(connection, "operations.recover", key="operations.recover")
    await connection.close()
    report = await resting(client, asked)
    running.stop.set()

    assert await task
    assert fresh["state"] == "queued"
    assert report["state"] == "checked"


async def test_a_live_run_outside_of_the_queue_is_left_alone(world: World) -> None:
    database = world.runtime.database
    _, asked = await received(world, xlsx_of([row(0)]))
    await database.reads.execute("DELETE FROM queue.pgqueuer")
    run_id = new_id()
    await take(database.engine, uuid(asked["operation_id"]), run_id)
    connection = await asyncpg.connect(database.dsn)

    alive = await without_job(connection, 120)
    await database.reads.execute("UPDATE operations SET beat_at = now() - interval '1 hour'")
    dead = await without_job(connection, 120)
    await tell(database.engine, uuid(asked["operation_id"]), run_id, 5)
    again = await without_job(connection, 120)
    await give_back(database.engine, uuid(asked["operation_id"]), run_id, counted=False)
    await connection.close()

    assert (alive, [str(o) for o in dead], again) == ([], [asked["operation_id"]], [])


_TIMERS = ["evidence.sweep", "tasks.escalate", "upkeep.clean"]
"""Beside the one that looks after operations, which has work of its own in these tests."""


async def test_timers_put_one_job_into_the_queue_however_many_workers_run(
    world: World, settings: Settings, database_url: str
) -> None:
    reads = world.runtime.database.reads
    workers = [Worker(settings) for _ in range(3)]
    tasks = [asyncio.create_task(w.run()) for w in workers]
    for w in workers:
        await w.ready.wait()
    for _ in range(100):
        if await reads.fetchval("SELECT count(*) FROM queue.pgqueuer_schedules") == len(_TIMERS) + 1:
            break
        await asyncio.sleep(0.05)
    for w in workers:
        w.stop.set()
    assert all(await asyncio.gather(*tasks))
    await reads.execute("UPDATE queue.pgqueuer_schedules SET next_run = now() - interval '1 day'")

    workers = [Worker(settings) for _ in range(3)]
    tasks = [asyncio.create_task(w.run()) for w in workers]
    done: list[str] = []
    for _ in range(200):
        done = [
            r["entrypoint"]
            for r in await reads.fetch(
                "SELECT entrypoint FROM queue.pgqueuer_log WHERE status = 'successful' AND entrypoint = ANY($1) "
                "ORDER BY entrypoint",
                _TIMERS,
            )
        ]
        if len(done) >= len(_TIMERS):
            break
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    for w in workers:
        w.stop.set()

    assert all(await asyncio.gather(*tasks))
    queued = await reads.fetch(
        "SELECT entrypoint, count(*) AS n FROM queue.pgqueuer_log WHERE status = 'queued' GROUP BY entrypoint"
    )
    assert done == _TIMERS
    assert {r["entrypoint"]: r["n"] for r in queued if r["entrypoint"] != "operations.recover"} == dict.fromkeys(
        _TIMERS, 1
    )


async def test_the_migrated_tables_are_the_ones_that_the_library_wants(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    plan = await queries_on(connection).plan_upgrade()
    await connection.close()

    assert list(plan.statements) == []


def test_the_environment_does_not_rename_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHANNEL", "PGQUEUER_CHANNEL", "QUEUE_TABLE", "PGQUEUER_PREFIX", "FUNCTION", "PGQUEUER_SCHEMA"):
        monkeypatch.setenv(name, "elsewhere")

    found = queue_settings()

    assert (found.channel, found.qualified.queue_table, found.function) == (
        "ch_pgqueuer",
        "queue.pgqueuer",
        "fn_pgqueuer_changed",
    )


async def test_one_live_operation_works_on_a_thing(world: World) -> None:
    client, asked = await received(world, xlsx_of([row(0)]))
    report = (await client.get(f"/api/v1/roster-imports/{asked['id']}")).json()

    busy = await client.post(
        f"/api/v1/roster-imports/{asked['id']}/check", headers={"if-match": f'"v{report["version"]}"'}
    )

    assert (busy.status_code, busy.json()["code"]) == (409, "roster.not-checked")
    async with world.runtime.database.sessions() as session:
        uow = UnitOfWork(session, Caller(CallerKind.SYSTEM), await world.runtime.moment(), world.runtime.keys)
        subject = await uow.repository(RosterImportRepository).get(uuid(asked["id"]))
        with pytest.raises(IntegrityError, match="uq_operations_subject_id"):
            await operations.begin(uow, OperationKind.ROSTER_CHECK, subject, resource="/x")


def test_the_library_is_not_imported_by_the_application() -> None:
    code = "import sys, app.main; print('pgqueuer' in sys.modules or 'croniter' in sys.modules)"
    answered = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answered.stdout.strip() == "False"


@pytest.mark.slow
async def test_a_database_that_throws_everybody_out_delays_the_work_and_loses_nothing(
    world: World, worker_process: Start
) -> None:
    process = worker_process()
    client, asked = await received(world, xlsx_of(many(1500)))
    applying = await asked_to_apply(client, await resting(client, asked))
    await at_work(client, applying["operation_id"], 30)
    own = await asyncpg.connect(world.runtime.database.dsn)

    thrown_out = await own.fetchval(
        """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()"""
    )
    state = ""
    for _ in range(600):
        state = await own.fetchval("SELECT state FROM operations WHERE id = $1", uuid(applying["operation_id"]))
        if state in ("succeeded", "failed", "cancelled"):
            break
        await asyncio.sleep(0.1)
    persons = await own.fetchval("SELECT count(*) FROM persons")
    await own.close()

    assert thrown_out > 3
    assert process.process.poll() is None
    assert (state, persons) == ("succeeded", 1500)


async def test_a_program_with_a_narrowed_token_imports_once_and_only_within_its_scopes(
    world: World, settings: Settings, client: httpx.AsyncClient
) -> None:
    made = await make_service_account(world, "roster:import", "organisation:read", at="committee")
    auth = (made.account.client_id, made.client_secret)
    form = {"grant_type": "client_credentials", "scope": "roster:import organisation:read"}
    token = (await client.post("/api/v1/auth/token", data=form, auth=auth)).json()["access_token"]
    place = Workplace(world.runtime.database, Keys.of(settings))
    query = {"organisation_id": str(world.committee.id), "file_name": "名册.xlsx"}
    headers = bearer(token) | {"content-type": "application/octet-stream"}
    found = []

    for _ in range(2):  # the same file twice
        asked = await client.post("/api/v1/roster-imports", params=query, content=xlsx_of([row(0)]), headers=headers)
        await run_operation(place, uuid(asked.json()["operation_id"]))
        report = (await client.get(asked.headers["location"], headers=bearer(token))).json()
        applying = await client.post(
            f"{asked.headers['location']}/apply",
            json={"mode": "all_or_nothing"},
            headers=bearer(token) | {"if-match": f'"v{report["version"]}"', "idempotency-key": new_id().hex},
        )
        await run_operation(place, uuid(applying.json()["operation_id"]))
        operation = await client.get(applying.headers["location"], headers=bearer(token))
        found.append((report["rows_good"], report["rows_known"], operation.json()["result"]))

    reads = world.runtime.database.reads
    assert found == [(1, 0, {"rows_applied": 1}), (0, 1, {"rows_applied": 0})]
    assert await reads.fetchval("SELECT count(*) FROM persons") == 1
    assert await reads.fetchval("SELECT DISTINCT scopes FROM operations") == '["organisation:read", "roster:import"]'
    actors = await reads.fetch("SELECT DISTINCT actor_kind, actor_id FROM audit_entries WHERE action LIKE 'roster-%'")
    assert [tuple(r) for r in actors] == [("service", made.account.id)]
