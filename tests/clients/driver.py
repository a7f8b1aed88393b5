"""Drives a generated Python client by operation id: its own functions, its own types, nothing sent by hand."""

import importlib
import pkgutil
from types import ModuleType
from typing import Any, get_args, get_type_hints
from uuid import uuid4

__all__ = ["Caller", "Operations"]


class Operations:
    """Every generated operation by its id, with the class of its body."""

    def __init__(self, package: ModuleType) -> None:
        self._package = package
        api = importlib.import_module(f"{package.__name__}.api")
        self._found = {
            name.rpartition(".")[2]: name
            for _, name, folder in pkgutil.walk_packages(api.__path__, f"{api.__name__}.")
            if not folder
        }

    def __getitem__(self, operation: str) -> ModuleType:
        """Return the module of an operation."""
        return importlib.import_module(self._found[operation])

    def body(self, operation: str, content: dict[str, object]) -> object:
        """Make the typed body; everything in *content* has to be known to the type and survive in it."""
        kinds = get_type_hints(self[operation].sync_detailed)["body"]
        made = next(kind for kind in (kinds, *get_args(kinds)) if hasattr(kind, "from_dict")).from_dict(content)
        assert made.to_dict() == content, f"{operation}: the client's type loses {content} -> {made.to_dict()}"
        return made

    def signed_in(self, base_url: str, username: str, password: str) -> "Caller":
        """Sign in through the generated operation."""
        content: dict[str, object] = {"grant_type": "password", "username": username, "password": password}
        anonymous = Caller(self, self._package.Client(base_url=base_url, timeout=60))
        token = anonymous("identity_token_issue", content).access_token
        return Caller(self, self._package.AuthenticatedClient(base_url=base_url, token=token, timeout=60))


class Caller:
    """One account. Answers are the generated models."""

    def __init__(self, operations: Operations, client: object) -> None:
        self._operations = operations
        self._client = client

    def __call__(self, operation: str, content: dict[str, object] | None = None, *path: object, **given: object) -> Any:
        """Call an operation with its path parameters in order and demand success."""
        if content is not None:
            given["body"] = self._operations.body(operation, content)
        return self.send(operation, *path, **given)

    def send(self, operation: str, *path: object, **given: object) -> Any:
        """Call an operation with a body that is made already."""
        answer = self._operations[operation].sync_detailed(*path, client=self._client, **given)
        assert answer.status_code < 300, f"{operation}: {answer.content.decode()}"
        assert answer.parsed is not None or answer.status_code == 204, f"{operation}: the answer has no type"
        return answer.parsed

    def act(self, operation: str, read: str, content: dict[str, object] | None = None, *path: object) -> Any:
        """Call a command upon the version that *read* gives for the first path parameter."""
        version = self.send(read, path[0]).version
        return self(operation, content, *path, if_match=f'"v{version}"')

    def complete(self, case_id: object, step: str) -> str:
        """Complete a step of a case and return its outcome."""
        version = self.send("development_cases_read", case_id).version
        given = {"if_match": f'"v{version}"', "idempotency_key": uuid4().hex}
        return str(self.send("development_steps_complete", case_id, step, **given).outcome)
