# From a bare checkout with Python 3.11 or newer: `make demo` runs Childpath, `make test` checks it.
# Everything is made inside this folder (.venv, webapp/static, node_modules); the system is never touched.

PORT ?= 8000
JOBS ?= 2
ARGS ?=

BIN := .venv/bin
MADE := .venv/.made
FRONT := webapp/frontend
SOURCES := $(shell find $(FRONT)/src -type f 2>/dev/null) $(wildcard $(FRONT)/*.mjs)
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
RECENT := import sys; sys.exit(sys.version_info < (3, 11))
NODE_20 := command -v npm >/dev/null && node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test lint format check bench lock clean

help: ## print this
	@echo "Childpath: child-protection conference work, run from BPMN diagrams. See README.md."
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1: \2/p' Makefile

setup: $(MADE)/run webapp/static/app.css ## install what running needs into .venv, and build the pages' styles and scripts

demo: setup ## run Childpath with a made-up council on http://127.0.0.1:8000 (another port: make demo PORT=8080)
	@PORT=$(PORT) $(BIN)/childpath demo

test: lint webapp/static/app.css ## check everything: style, house rules and all tests (some: make test ARGS="-k feel")
	@echo "Testing"
	@$(BIN)/pytest --quiet --numprocesses=$(JOBS) $(ARGS)

lint: $(MADE)/dev ## check the style of the Python files
	@echo "Checking style"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted: make format"; exit 1; }

format: $(MADE)/dev ## mend style where a program can
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

check: $(MADE)/run ## check the diagrams, decision tables and forms as publishing would, and what the clauses claim
	@$(BIN)/childpath check
	@$(BIN)/childpath clauses

bench: $(MADE)/dev webapp/static/app.css ## measure what Childpath costs here, ten minutes (two: make bench ARGS=--quick)
	@$(BIN)/childpath bench $(ARGS)

lock: $(MADE)/dev ## write the lock files anew after a change of the dependencies in pyproject.toml
	@$(LOCK) pyproject.toml --extra build -o requirements.lock
	@$(LOCK) pyproject.toml --extra build --extra dev -c requirements.lock -o requirements-dev.lock
	@sed -n 's/^node = \["\(.*\)"\]$$/\1/p' pyproject.toml | $(LOCK) - -o requirements-node.lock

clean: ## remove all that was made here, but no data
	@rm -rf .venv webapp/static $(FRONT)/node_modules .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		if $$python -c '$(RECENT)' 2>/dev/null; then \
			echo "Making .venv with $$($$python --version)"; exec $$python -m venv .venv; \
		fi; \
	done; echo "Childpath needs Python 3.11 or newer. If it is somewhere special: make PYTHON=/its/path" >&2; exit 1

$(MADE)/run: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing Python packages to run with"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@mkdir -p $(MADE) && touch $@

$(MADE)/dev: requirements-dev.lock $(MADE)/run
	@echo "Installing Python packages to test with"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(MADE)/node: requirements-node.lock | $(MADE)/run
	@if $(NODE_20); then :; else \
		echo "Installing Node into .venv, since this machine has none of version 20 or newer"; \
		$(PIP) install --require-hashes -r requirements-node.lock; \
	fi
	@touch $@

$(FRONT)/node_modules/.stamp: $(FRONT)/package-lock.json $(wildcard $(FRONT)/.npmrc) $(MADE)/node
	@echo "Installing the front end's packages"
	@cd $(FRONT) && $(WITH_NODE) npm ci --ignore-scripts --no-fund --no-audit --loglevel=error >/dev/null
	@touch $@

webapp/static/app.css: $(FRONT)/node_modules/.stamp $(SOURCES)
	@echo "Building the front end"
	@cd $(FRONT) && $(WITH_NODE) node build.mjs ../static >/dev/null
	@touch $@
