"""TypeScript types, generated from the application's own OpenAPI document, and a client that compiles under ``strict``."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from app.main import create_app
from tests.conftest import make_settings

_PACKAGES = ("openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3")
_CONFIG = {
    "compilerOptions": {
        "strict": True,
        "noEmit": True,
        "noUncheckedIndexedAccess": True,
        "exactOptionalPropertyTypes": True,
        "skipLibCheck": False,
        "target": "ES2022",
        "module": "ESNext",
        "moduleResolution": "Bundler",
        "lib": ["ES2022", "DOM", "DOM.Iterable"],
        "types": [],
    },
    "files": ["client.ts"],
}
_CLIENT = """
import createClient from "openapi-fetch";
import type { components, paths } from "./zhibu";

type Organisation = components["schemas"]["OrganisationOut"];
type Problem = components["schemas"]["Problem"];

export async function names(baseUrl: string, token: string): Promise<string[]> {
  const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
  const { data, error } = await client.GET("/api/v1/organisations", { params: { query: { limit: 50 } } });
  if (error) {
    const problem: Problem = error;
    throw new Error(problem.code);
  }
  const items: Organisation[] = data.items;
  return items.map((organisation) => organisation.name);
}

export async function complete(baseUrl: string, caseId: string, step: string, version: string): Promise<void> {
  const client = createClient<paths>({ baseUrl });
  await client.POST("/api/v1/users", {
    params: { header: { "Idempotency-Key": "user-1" } },
    body: { login: "xinglin.sj", display_name: "杏林村党支部书记" },
  });
  await client.POST("/api/v1/users/{user_id}/disable", {
    params: { path: { user_id: caseId }, header: { "if-match": version, "Idempotency-Key": step } },
  });
}
"""
_WRONG = """
import createClient from "openapi-fetch";
import type { paths } from "./zhibu";
const client = createClient<paths>({ baseUrl: "" });
export const wrong = client.POST("/api/v1/users", { body: { login: 7, nickname: "x" } });
"""


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)


@pytest.mark.slow
def test_a_typescript_client_compiles_under_strict_and_refuses_what_is_wrong(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("no node on this machine: the TypeScript client is not tried")
    (tmp_path / "package.json").write_text('{"private": true, "type": "module"}')
    installed = _run(tmp_path, "npm", "install", "--silent", "--no-audit", "--no-fund", *_PACKAGES)
    if installed.returncode != 0:
        pytest.skip(f"no npm registry within reach: {installed.stderr.strip().splitlines()[-1:]}")
    document = create_app(make_settings("postgresql://nowhere/zhibu", tmp_path)).openapi()
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "tsconfig.json").write_text(json.dumps(_CONFIG))
    bin_folder = tmp_path / "node_modules" / ".bin"

    made = _run(tmp_path, str(bin_folder / "openapi-typescript"), "openapi.json", "-o", "zhibu.d.ts")
    assert made.returncode == 0, made.stdout + made.stderr
    (tmp_path / "client.ts").write_text(_CLIENT, encoding="utf-8")
    compiled = _run(tmp_path, str(bin_folder / "tsc"), "-p", ".")
    (tmp_path / "client.ts").write_text(_WRONG, encoding="utf-8")
    refused = _run(tmp_path, str(bin_folder / "tsc"), "-p", ".")

    assert compiled.returncode == 0, compiled.stdout
    assert refused.returncode != 0
    assert "client.ts(5," in refused.stdout
