# Yushui, for developers. Everything works from a clean clone with Python 3.11 or newer and make.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# What `yushui check --deploy` is asked to judge: an installation set up as the manual says.
PRODUCTION = YUSHUI_PROFILE=production YUSHUI_TLS=1 YUSHUI_HOSTS=yushui.example \
	YUSHUI_DATABASE= YUSHUI_HOME="$$(mktemp -d)" \
	YUSHUI_SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')"

.PHONY: help install spark run test rest check fix bench lock clean \
	check-format check-lint check-types check-layers check-templates check-deploy check-migrations

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/installed node_modules/.installed ## Install everything; a second time takes no time

spark: install .venv/installed-spark ## Install what matching on a cluster needs besides Java

run: install ## Serve the demonstration on 127.0.0.1:8000
	@$(BIN)/yushui serve --demonstration

test: install ## Run the suite on SQLite and on PostgreSQL (make test ARGS="-k roster")
	@$(BIN)/python -m tools.suite $(ARGS)

rest: install ## Run what `make test` leaves out: the long tests, and the pages on PostgreSQL
	@$(BIN)/python -m tools.suite --rest $(ARGS)

check: install ## Everything that is judged without running the tests
	@$(MAKE) --no-print-directory --keep-going --output-sync --jobs 2 \
		check-types check-layers check-format check-lint check-templates check-deploy check-migrations

check-format:
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: make fix"; exit 1; }

check-lint:
	@$(BIN)/ruff check .

check-types:
	@$(BIN)/mypy --strict yushui tools

check-layers:
	@$(BIN)/lint-imports

check-templates:
	@$(BIN)/djlint --lint --quiet yushui/web/templates

check-deploy:
	@$(PRODUCTION) $(BIN)/yushui check --deploy --fail-level WARNING

check-migrations:
	@YUSHUI_DATABASE= YUSHUI_HOME="$$(mktemp -d)" $(BIN)/yushui makemigrations --check --dry-run

fix: install ## Repair what tools can repair: format, imports, simple findings
	-@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: install .venv/installed-bench ## Measure speed, as ratios within one run
	@$(BIN)/python -m benchmarks $(ARGS)

lock: | .venv/bin/python ## Resolve the dependencies anew and lock them by hash
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	@$(LOCK) pyproject.toml --output-file requirements/base.txt
	@$(LOCK) pyproject.toml --group dev --output-file requirements/dev.txt
	@$(LOCK) --group pyproject.toml:bench --constraint requirements/dev.txt \
		--output-file requirements/bench.txt
	@$(LOCK) --group pyproject.toml:spark --constraint requirements/dev.txt \
		--output-file requirements/spark.txt
	@$(LOCK) --group pyproject.toml:node --output-file requirements/node.txt
	@$(BIN)/python -m tools.front_end install --package-lock-only --ignore-scripts
	@$(BIN)/python -m tools.strip_lock

LOCK = $(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header \
	--python-version 3.11

clean: ## Remove what install and the tools have made; installed data stays
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else \
		"Python 3.11 or newer is needed; name it: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }

.venv/installed: requirements/dev.txt pyproject.toml | .venv/bin/python
	@echo "Installing the Python packages …"
	@$(BIN)/python -m pip install --quiet --use-pep517 --require-hashes \
		--requirement requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-bench: requirements/bench.txt | .venv/installed
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/bench.txt
	@touch $@

.venv/installed-spark: requirements/spark.txt | .venv/installed
	@$(BIN)/python -m pip install --quiet --no-build-isolation --require-hashes \
		--requirement requirements/spark.txt
	@touch $@

node_modules/.installed: package-lock.json package.json .npmrc | .venv/installed
	@echo "Installing the front-end packages …"
	@$(BIN)/python -m tools.front_end
	@touch $@
