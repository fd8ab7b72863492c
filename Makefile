PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help demo run test check lint types contracts bench browser migration lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# The environment comes from the lock: exact versions, checked hashes. uv is quick; where it is not to be had or trusts fewer certificates than the system does, pip does the same.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Otklik needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@{ $(PIP) uv && $(UV) --require-hashes -r requirements.lock && $(UV) --no-deps --editable .; } || \
	  { echo "Without uv, with pip: this takes a little longer …"; \
	    $(PIP) --require-hashes -r requirements.lock && $(PIP) --no-deps --editable .; }
	@touch $(READY)

demo: $(READY) ## a month of a brand's community through the real program, no token, no network
	@$(BIN)/otklik demo

run: $(READY) ## start the bot (needs a token in .env)
	@$(BIN)/otklik run

test: $(READY) ## all tests, on SQLite and PostgreSQL, with both Telegram libraries
	@$(BIN)/python -m pytest

check: lint types contracts test ## everything that must be green: lint, types, import contracts, tests

lint: $(READY)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

contracts: $(READY)
	@$(BIN)/lint-imports

bench: $(READY) ## speed and quality, as ratios in one run
	@$(BIN)/python -m tests.bench

browser: $(READY) ## open the report in a real browser, wide and narrow, light and dark; pictures in build/browser
	@command -v chromium >/dev/null || { echo "Installing chromium …"; apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core >/dev/null; }
	@$(BIN)/python -m tests.browser

migration: $(READY) ## write the migration for what changed in storage/tables.py: make migration NAME=add_links
	@$(BIN)/python -m storage.migrations.write $(NAME)

lock: $(READY) ## compile requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock

clean: ## remove the environment and caches
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist
