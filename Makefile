# Stagepoort. `make help` tells what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help install install-dev run test lint bench quality tune e2e schema permissions figures messages full clean

help: ## Show these targets
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || \
		{ echo "Stagepoort needs Python 3.11 with venv (Debian: python3.11-venv); say which with make PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --requirement requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/pip install --quiet --requirement requirements-dev.txt
	@touch $@

install: .venv/installed ## Install what the service needs into .venv/

install-dev: .venv/installed-dev

run: install ## Serve the region with demo people at http://127.0.0.1:8000/ (PORT=… to change)
	DEBUG=true SITE_URL=http://127.0.0.1:$(PORT) $(MANAGE) demo --serve 127.0.0.1:$(PORT)

test: install-dev ## Run the test suite on SQLite, without any service
	$(BIN)/pytest -n auto $(ARGS)

lint: install-dev ## Style, types, layers, migrations, API file and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q tests/project
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) permissions --check
	$(MAKE) --no-print-directory schema-check messages-check

bench: install-dev ## Measure speed beside a named peer in the same run
	$(BIN)/python -m tests.benchmarks $(ARGS)

quality: install-dev ## Measure the quality of matches on the development data (DATA=folder)
	$(BIN)/python -m matching quality --data "$${DATA:-../shared/data}"

tune: install-dev ## Try other values for what is tuned, on the development data (DATA=folder, ARGS=--quick)
	$(BIN)/python -m tests.benchmarks.tuning --data "$${DATA:-../shared/data}" $(ARGS)

e2e: install-dev ## Drive the site in Chromium as a person would
	$(BIN)/pytest -q tests/e2e $(ARGS)

schema: install-dev ## Write api/openapi.yaml anew
	$(MANAGE) spectacular --api-version 1 --validate --fail-on-warn --file api/openapi.yaml

.PHONY: schema-check messages-check
schema-check: install-dev
	@mkdir -p var
	@$(MANAGE) spectacular --api-version 1 --validate --fail-on-warn --file var/openapi.yaml
	@diff -u api/openapi.yaml var/openapi.yaml || { echo "api/openapi.yaml is out of step: make schema" >&2; exit 1; }

permissions: ## Write docs/permissions.md anew from the policy
	$(MANAGE) permissions

figures: install-dev ## Measure anew what the documents quote, into docs/figures.toml
	FIGURES=write $(BIN)/pytest -q -m 'full or not full' tests/policy tests/api/test_twenty.py $(ARGS)

messages: ## Collect the texts to translate and compile the catalogues (needs gettext)
	$(MANAGE) makemessages --all --no-wrap --no-location --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	$(MANAGE) compilemessages --ignore '.venv/*'

messages-check: install-dev
	@bash .ci/messages

full: ## Everything, at length: .ci/run, the long tests, the installation tests and the benchmarks
	bash .ci/run
	$(BIN)/pytest -q -m full tests/policy
	$(BIN)/pytest -q -m install tests/install
	$(MAKE) --no-print-directory bench

clean: ## Throw away the database, the index and the caches; .venv/ stays
	rm -rf var .pytest_cache .mypy_cache .ruff_cache .hypothesis
