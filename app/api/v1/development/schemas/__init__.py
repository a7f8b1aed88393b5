"""Schemas of development cases."""

from app.api.v1.development.schemas import cases, completing, facts, findings, judging, keys, table
from app.api.v1.development.schemas.cases import *  # noqa: F403
from app.api.v1.development.schemas.completing import *  # noqa: F403
from app.api.v1.development.schemas.facts import *  # noqa: F403
from app.api.v1.development.schemas.findings import *  # noqa: F403
from app.api.v1.development.schemas.judging import *  # noqa: F403
from app.api.v1.development.schemas.keys import *  # noqa: F403
from app.api.v1.development.schemas.table import *  # noqa: F403

__all__ = [
    *keys.__all__,
    *cases.__all__,
    *judging.__all__,
    *completing.__all__,
    *facts.__all__,
    *findings.__all__,
    *table.__all__,
]
