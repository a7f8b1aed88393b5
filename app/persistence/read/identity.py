"""Who stands behind a session: read on every request, hence one statement."""

from datetime import date
from uuid import UUID

import asyncpg
import orjson

from app.domain.identity.caller import Caller, CallerKind, Grant
from app.domain.identity.permissions import Permission, RoleKey
from app.domain.organisations.levels import Level

__all__ = ["caller_of_account", "caller_of_session"]

_GRANTS = """
         (SELECT coalesce(json_agg(json_build_array(g.role, g.organisation_id, g.level, g.from_on, g.to_on, g.department)), '[]')
            FROM role_grants g
           WHERE g.user_id = u.id AND g.revoked_at IS NULL AND g.from_on <= $2
             AND (g.to_on IS NULL OR g.to_on >= $2))::text"""
_SERVES = "a.disabled_at IS NULL AND a.from_on <= $2 AND (a.to_on IS NULL OR a.to_on >= $2)"
_SESSION = f"""
SELECT s.version, s.scopes, s.user_id, s.service_account_id,
       u.person_id, u.display_name, u.must_change_password, a.title, a.organisation_id AS service_organisation_id, a.level AS service_level,
       a.scopes AS service_scopes, a.department AS service_department,
       CASE WHEN s.user_id IS NOT NULL THEN{_GRANTS}
       END AS grants
  FROM user_sessions s
  LEFT JOIN users u ON u.id = s.user_id
  LEFT JOIN service_accounts a ON a.id = s.service_account_id
 WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > now()
   AND (s.user_id IS NULL OR u.disabled_at IS NULL)
   AND (s.service_account_id IS NULL OR ({_SERVES}))
"""
_USER = f"""
SELECT u.id AS user_id, NULL::uuid AS service_account_id, u.person_id, u.display_name, u.must_change_password,
       {_GRANTS} AS grants
  FROM users u WHERE u.id = $1 AND u.disabled_at IS NULL
"""
_SERVICE = f"""
SELECT NULL::uuid AS user_id, a.id AS service_account_id, a.title, a.organisation_id AS service_organisation_id,
       a.level AS service_level, a.scopes AS service_scopes, a.department AS service_department
  FROM service_accounts a WHERE a.id = $1 AND {_SERVES}
"""


async def caller_of_session(
    pool: "asyncpg.Pool[asyncpg.Record]", session_id: UUID, session_version: int, today: date
) -> Caller | None:
    """Return the caller behind a live session of the given version, or None when it was revoked."""
    row = await pool.fetchrow(_SESSION, session_id, today)
    if row is None or row["version"] != session_version:
        return None
    narrowed = None if row["scopes"] is None else frozenset(Permission(scope) for scope in row["scopes"])
    return _caller(row, session_id, narrowed)


async def caller_of_account(
    pool: "asyncpg.Pool[asyncpg.Record]",
    kind: CallerKind,
    account_id: UUID,
    scopes: frozenset[Permission] | None,
    today: date,
) -> Caller | None:
    """Return the caller behind an account without a session, with the rights that it holds now: for work that goes on
    after the answer. *scopes* narrow them as the token did. None when the account is gone or no longer serves."""
    row = await pool.fetchrow(_USER if kind is CallerKind.USER else _SERVICE, account_id, today)
    return None if row is None else _caller(row, None, scopes)


def _caller(row: asyncpg.Record, session_id: UUID | None, narrowed: frozenset[Permission] | None) -> Caller:
    if row["user_id"] is not None:
        grants = tuple(
            Grant(
                RoleKey(role),
                UUID(organisation),
                Level(level),
                date.fromisoformat(from_on),
                date.fromisoformat(to_on) if to_on else None,
                department,
            )
            for role, organisation, level, from_on, to_on, department in orjson.loads(row["grants"])
        )
        return Caller(
            CallerKind.USER,
            row["user_id"],
            row["person_id"],
            session_id,
            row["display_name"],
            grants,
            narrowed,
            must_change_password=row["must_change_password"],
        )
    scopes = frozenset(Permission(scope) for scope in row["service_scopes"])
    return Caller(
        CallerKind.SERVICE,
        row["service_account_id"],
        None,
        session_id,
        row["title"],
        scopes=scopes if narrowed is None else scopes & narrowed,
        service_level=Level(row["service_level"]),
        service_organisation_id=row["service_organisation_id"],
        service_department=row["service_department"],
    )
