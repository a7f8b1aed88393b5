"""Read models of accounts, grants, sessions and service accounts."""

from datetime import date
from uuid import UUID

import asyncpg

from app.domain.shared.errors import NotFound
from app.persistence.read.lane import Reader, one_page

__all__ = ["grant", "grants", "own_sessions", "service_account", "service_accounts", "user", "users"]

_USER = """json_build_object(
  'id', u.id, 'login', u.login, 'display_name', u.display_name, 'person_id', u.person_id,
  'must_change_password', u.must_change_password, 'disabled_at', to_char(u.disabled_at AT TIME ZONE 'UTC', {instant}),
  'version', u.version)::text AS item"""
_GRANT = """json_build_object(
  'id', g.id, 'user_id', g.user_id, 'role', g.role, 'organisation_id', g.organisation_id, 'level', g.level,
  'department', g.department, 'from_on', g.from_on, 'to_on', g.to_on,
  'revoked_at', to_char(g.revoked_at AT TIME ZONE 'UTC', {instant}), 'version', g.version)::text AS item"""
_SERVICE = """json_build_object(
  'id', a.id, 'client_id', a.client_id, 'title', a.title, 'organisation_id', a.organisation_id, 'level', a.level,
  'scopes', a.scopes, 'department', a.department, 'from_on', a.from_on, 'to_on', a.to_on,
  'disabled_at', to_char(a.disabled_at AT TIME ZONE 'UTC', {instant}), 'version', a.version)::text AS item"""
_INSTANT = """'YYYY-MM-DD"T"HH24:MI:SS"Z"'"""
USER, GRANT, SERVICE = (part.format(instant=_INSTANT) for part in (_USER, _GRANT, _SERVICE))

Rows = list[asyncpg.Record]


async def users(
    reader: Reader, *, q: str | None, disabled: bool | None, after: tuple[object, ...] | None, limit: int
) -> Rows:
    """Return up to ``limit + 1`` users in the order of their logins."""
    parts, values = ["true"], list[object]()
    if q is not None:
        values.append(q.lower())
        parts.append(f"(starts_with(u.login, ${len(values)}) OR strpos(lower(u.display_name), ${len(values)}) > 0)")
    if disabled is not None:
        parts.append(f"u.disabled_at IS {'NOT ' if disabled else ''}NULL")
    return await _page(
        reader, f"SELECT {USER}, u.login, u.id FROM users u", parts, values, ("u.login", "u.id"), after, limit
    )


async def user(reader: Reader, user_id: UUID) -> tuple[str, int]:
    """Return one user as JSON text with its version. Raises NotFound."""
    return await _one(
        reader, f"SELECT {USER}, u.version FROM users u WHERE u.id = $1", user_id, "identity.user-not-found"
    )


async def grants(
    reader: Reader,
    *,
    user_id: UUID | None,
    organisation_id: UUID | None,
    role: str | None,
    active_on: date | None,
    after: tuple[object, ...] | None,
    limit: int,
) -> Rows:
    """Return up to ``limit + 1`` grants of the caller's subtree in the order of their making."""
    scope = reader.condition("g")
    parts, values = [scope.text], list(scope.values)
    for column, value in (("user_id", user_id), ("organisation_id", organisation_id), ("role", role)):
        if value is not None:
            values.append(value)
            parts.append(f"g.{column} = ${len(values)}")
    if active_on is not None:
        values.append(active_on)
        place = f"${len(values)}"
        parts.append(f"g.revoked_at IS NULL AND g.from_on <= {place} AND (g.to_on IS NULL OR g.to_on >= {place})")
    return await _page(reader, f"SELECT {GRANT}, g.id FROM role_grants g", parts, values, ("g.id",), after, limit)


async def grant(reader: Reader, grant_id: UUID) -> tuple[str, int]:
    """Return one grant as JSON text with its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(
        f"""SELECT {GRANT}, g.version, g.county_id, g.committee_id, g.sub_committee_id, g.general_branch_id, g.branch_id
              FROM role_grants g WHERE g.id = $1""",
        grant_id,
        "identity.grant.not-found",
    )
    return row["item"], row["version"]


async def service_accounts(reader: Reader, *, after: tuple[object, ...] | None, limit: int) -> Rows:
    """Return up to ``limit + 1`` service accounts in the order of their making."""
    return await _page(reader, f"SELECT {SERVICE}, a.id FROM service_accounts a", ["true"], [], ("a.id",), after, limit)


async def service_account(reader: Reader, account_id: UUID) -> tuple[str, int]:
    """Return one service account as JSON text with its version. Raises NotFound."""
    return await _one(
        reader,
        f"SELECT {SERVICE}, a.version FROM service_accounts a WHERE a.id = $1",
        account_id,
        "identity.service-account-not-found",
    )


async def own_sessions(reader: Reader) -> Rows:
    """Return the caller's own live sessions, the newest first."""
    rows: Rows = await reader.pool.fetch(
        f"""SELECT json_build_object(
              'id', s.id, 'current', s.id = $2, 'started_at', to_char(s.started_at AT TIME ZONE 'UTC', {_INSTANT}),
              'expires_at', to_char(s.expires_at AT TIME ZONE 'UTC', {_INSTANT}), 'scopes', s.scopes)::text AS item
              FROM user_sessions s
             WHERE (s.user_id = $1 OR s.service_account_id = $1) AND s.ended_at IS NULL AND s.expires_at > now()
             ORDER BY s.id DESC LIMIT 200""",
        reader.caller.user_id,
        reader.caller.session_id,
    )
    return rows


async def _page(
    reader: Reader,
    select: str,
    parts: list[str],
    values: list[object],
    key: tuple[str, ...],
    after: tuple[object, ...] | None,
    limit: int,
) -> Rows:
    page = one_page(parts, values, key, after=after, limit=limit)
    rows: Rows = await reader.pool.fetch(f"{select} {page.text}", *page.values)
    return rows


async def _one(reader: Reader, statement: str, row_id: UUID, missing: str) -> tuple[str, int]:
    row = await reader.pool.fetchrow(statement, row_id)
    if row is None:
        raise NotFound(missing)
    return row["item"], row["version"]
