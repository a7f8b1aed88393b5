# Zhibu (支部). `make help` lists the targets; `make run` and `make test` are the two that matter.
# Needs Python 3.11+ and the package index that pip is set up for; everything else it brings along.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && exit; done; echo python3)
VENV := $(if $(ZHIBU_VENV),$(ZHIBU_VENV),.venv)
PY := $(VENV)/bin/python
BIN := $(VENV)/bin
JOBS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2); [ "$$n" -gt 4 ] && echo 4 || echo "$$n")
# A test that hangs fails after three minutes instead of holding everything up.
PYTEST ?= $(PY) -m pytest -n $(JOBS) --dist worksteal --timeout 180
COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check fast format lint types imports migrations openapi-check openapi lock mutate bench docs-assets install dev clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install  ## install, start PostgreSQL, migrate, load the demo county, serve, print what to try
	@exec $(PY) -m app.cli run

test: dev  ## every test (and nothing else); ARGS="-k word" narrows it
	@$(PYTEST) $(ARGS)

check: format lint types imports migrations openapi-check  ## everything static and every contract (and no tests): format, lint, types, layers, migrations, OpenAPI

fast: dev  ## tests without the slow ones
	@$(PYTEST) -m "not slow and not browser" $(ARGS)

format: dev
	@echo "==> ruff format --check"; $(BIN)/ruff format --check .

lint: dev
	@echo "==> ruff check"; $(BIN)/ruff check .

types: dev
	@echo "==> mypy --strict"; $(BIN)/mypy

imports: dev
	@echo "==> lint-imports"; $(BIN)/lint-imports

migrations: dev
	@if [ -f app/cli/check.py ]; then echo "==> zhibu check migrations"; $(PY) -m app.cli check migrations; fi

openapi-check: dev
	@if [ -f app/cli/check.py ]; then echo "==> zhibu check openapi"; $(PY) -m app.cli check openapi; fi

openapi: dev  ## rewrite openapi/v1.json from the code
	@$(PY) -m app.cli openapi

lock: dev  ## resolve the dependencies anew into the locks, with hashes and without any index address
	@$(COMPILE) $(ARGS) -o requirements.lock
	@$(COMPILE) $(ARGS) --extra dev -c requirements.lock -o requirements-dev.lock
	@$(PY) scripts/lock.py

mutate: dev  ## mutation run over the rules, in a copy outside the tree (an hour on an idle core); ARGS="ballots" tries an area again
	@$(PY) scripts/mutate.py $(ARGS)

bench: dev  ## benchmarks, with their figures
	@$(PY) -m benchmarks $(ARGS)

docs-assets: dev  ## take the assets of the docs page from their npm packages again (needs npm)
	@$(PY) scripts/docs_assets.py

install:
	@$(PYTHON) scripts/bootstrap.py run

dev:
	@$(PYTHON) scripts/bootstrap.py dev

clean:  ## remove caches and the virtual environment; the data in var/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis mutants build dist
	@find app tests alembic scripts -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
