# Regiodossier: everything a newcomer or a server needs, by name. `make help` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT := $(or $(REGIODOSSIER_PORT),8000)
HOME_FOLDER := $(or $(REGIODOSSIER_HOME),instance)
FLASK := $(BIN)/flask --app wsgi
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help run test bench lock sbom clean
.DELETE_ON_ERROR:

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.run $(HOME_FOLDER)/.ready ## the program with demo data, on http://127.0.0.1:8000
	@mkdir -p $(HOME_FOLDER)/logs
	@echo
	@echo "Regiodossier: http://127.0.0.1:$(PORT)   (stop met Ctrl-C)"
	@cat $(HOME_FOLDER)/demo-sign-ins.txt 2>/dev/null || true
	@REGIODOSSIER_PORT=$(PORT) exec $(BIN)/gunicorn -c config/gunicorn.conf.py wsgi:app >> $(HOME_FOLDER)/logs/access.log

# A fresh home gets its demo once, even when the first attempt was cut short; afterwards `init` runs again
# whenever a migration or a policy file is newer.
$(HOME_FOLDER)/.ready: $(shell find migrations config/policy -type f -not -name '*.pyc') | $(VENV)/.run
	@umask 077; mkdir -p $(HOME_FOLDER); \
	if [ -z "$$(ls -A $(HOME_FOLDER))" ] && [ "$$REGIODOSSIER_ENV" != production ]; then touch $(HOME_FOLDER)/.demo; fi; \
	$(FLASK) init || exit 1; \
	if [ -e $(HOME_FOLDER)/.demo ]; then \
	  $(FLASK) demo > $(HOME_FOLDER)/demo-sign-ins.txt || exit 1; rm $(HOME_FOLDER)/.demo; \
	fi; \
	touch $@

test: $(VENV)/.test ## lint, types, import contracts and every test (REQUIRE_ALL=1: a skipped test fails)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@folder=$$(mktemp -d -p $(or $(wildcard /dev/shm),/tmp) regiodossier-XXXXXX); \
	$(BIN)/python -m pytest -n 2 --dist loadgroup --basetemp=$$folder/tests $(PYTEST_ARGS); status=$$?; \
	rm -rf $$folder; exit $$status

bench: $(VENV)/.test ## measure speed against its bars: a table, and bench.json
	$(BIN)/python -m tests.bench

lock: $(VENV)/.test ## make the lock files again from pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

sbom: $(VENV)/.run ## what the program is made of, as a CycloneDX document: build/sbom.json
	@mkdir -p build
	$(FLASK) sbom > build/sbom.json

clean: ## throw away the virtual environment and what was built (never the home folder)
	rm -rf $(VENV) build .mypy_cache .ruff_cache

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it as in: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/pip
	@echo "Installing what the program needs (a minute, the first time)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.test: requirements-dev.lock | $(VENV)/bin/pip
	@echo "Installing what the tests need (a minute, the first time)…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.run
