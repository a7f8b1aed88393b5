"""The OpenAPI document as the file in ``openapi/`` holds it."""

import json
from pathlib import Path

__all__ = ["OPENAPI", "exported"]

OPENAPI = Path(__file__).resolve().parents[2] / "openapi" / "v1.json"


def exported() -> str:
    """Return the document of the application, in a form that is good to compare line by line."""
    from app.core.config import Environment, Settings
    from app.main import create_app

    # Made with settings of its own: an operator's environment must not show in the file.
    application = create_app(Settings.model_construct(environment=Environment.TEST))
    return json.dumps(application.openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
