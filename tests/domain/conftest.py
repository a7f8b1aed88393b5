"""Names of parametrised tests, and the page that a test tells from."""

import pytest

from tests.domain.told import TELLING


def pytest_make_parametrize_id(config: pytest.Config, val: object) -> str | None:
    """Odd values by their ASCII form: the mutation tests write the names of tests into files, without escapes."""
    odd = isinstance(val, bytes) or (isinstance(val, str) and not val.isprintable())
    return ascii(val) if odd else None


@pytest.fixture(autouse=True)
def _telling(request: pytest.FixtureRequest) -> None:
    """Turn to the page of the test's module."""
    TELLING.begin(request.path, request.node.name)
