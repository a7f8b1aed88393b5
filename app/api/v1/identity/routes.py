"""Endpoints of the area: sessions, one's own account, users, grants, service accounts."""

from fastapi import APIRouter

from app.api.v1.identity.grants import router as grants
from app.api.v1.identity.me import router as me
from app.api.v1.identity.service_accounts import router as service_accounts
from app.api.v1.identity.sessions import router as sessions
from app.api.v1.identity.users import router as users

__all__ = ["router"]

router = APIRouter()
for part in (sessions, me, users, grants, service_accounts):
    router.include_router(part)
