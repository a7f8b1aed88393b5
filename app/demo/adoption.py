"""The local profile that the demo county has adopted: the institution's, from the day the county began."""

import asyncpg
import orjson

from app.demo.copying import copy_rows
from app.demo.county import County
from app.domain.rules.profiles import PROFILES
from app.domain.rules.values import to_json
from app.persistence.models.rules import RuleAdoption, RuleDecision

__all__ = ["ADOPTED_PROFILE", "write_adoption"]

ADOPTED_PROFILE = "institution"


async def write_adoption(connection: "asyncpg.Connection[asyncpg.Record]", county: County) -> None:
    """Write the county committee's decision and its values; acts from today on are judged by them too."""
    profile = PROFILES[ADOPTED_PROFILE]
    root = county.tree[0]
    decision_id = county.ids()
    common: dict[str, object] = {
        "organisation_id": root.id,
        "effective_from": county.today,
        "recorded_at": county.now,
        **root.place.columns(),
    }
    decision = {
        **common,
        "id": decision_id,
        "decision_number": f"青委〔{county.today.year}〕88号",
        "decided_on": county.today,
        "profile": profile.key,
    }
    await copy_rows(connection, RuleDecision, [decision])
    await copy_rows(
        connection,
        RuleAdoption,
        [
            {
                **common,
                "id": county.ids(),
                "decision_id": decision_id,
                "parameter_id": value.parameter_id,
                "value": orjson.dumps(to_json(value.value)).decode(),
                "note": value.note,
                "version": 1,
            }
            for value in profile.values
            if value.value is not None
        ],
    )
