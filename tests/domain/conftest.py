"""Names of parametrised tests."""

import pytest


def pytest_make_parametrize_id(config: pytest.Config, val: object) -> str | None:
    """Odd values by their ASCII form: the mutation tests write the names of tests into files, without escapes."""
    odd = isinstance(val, bytes) or (isinstance(val, str) and not val.isprintable())
    return ascii(val) if odd else None
