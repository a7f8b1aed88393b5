"""Version 1: one router per area, in the order of the docs."""

from fastapi import APIRouter

from app.api.v1.documents.routes import router as documents
from app.api.v1.identity.routes import router as identity
from app.api.v1.organisations.routes import router as organisations

__all__ = ["router"]

router = APIRouter(prefix="/api/v1")
router.include_router(identity)
router.include_router(organisations)
router.include_router(documents)
