"""Endpoints of the area: sessions, one's own account, users, grants, service accounts."""

from fastapi import APIRouter

from app.api.v1.identity.grant_routes import router as grants
from app.api.v1.identity.me_routes import router as me
from app.api.v1.identity.service_account_routes import router as service_accounts
from app.api.v1.identity.session_routes import router as sessions
from app.api.v1.identity.user_routes import router as users

__all__ = ["router"]

router = APIRouter()
for part in (sessions, me, users, grants, service_accounts):
    router.include_router(part)
