# Suyuan (诉源). `make help` lists what you can ask for.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup run test quick check looks separation proof audit docs screenshots lock types
.DELETE_ON_ERROR:

# Where no compiled modules are to be kept, each of the many processes that start would compile all of them: 3 s of the 5.
unexport PYTHONDONTWRITEBYTECODE

QUICK = tests/engine tests/declare tests/papers tests/house tests/test_config.py tests/test_limits.py
PYTEST = $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not proof"

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.setup ## .venv with the locked dependencies and the command `portal`

run: $(VENV)/.setup ## the portal with a demo county on http://127.0.0.1:8000 (PORT= for another)
	@$(BIN)/portal serve --demo --port $(PORT)

test: $(VENV)/.dev ## all tests but the proof; says what it leaves out without PostgreSQL, Chromium or Chinese fonts
	$(PYTEST) $(ARGS)

quick: $(VENV)/.dev ## rules of law, declarations, papers and the rules of the house, in under a minute
	$(PYTEST) -q -m "not slow and not browser and not postgres" $(QUICK) $(ARGS)

check: $(VENV)/.dev types ## everything CI runs: linters, types, layers, security, documents, separation, tests
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target separation looks proof
	$(PYTEST) $(ARGS)

looks: $(VENV)/.dev types # what only looks at the code
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/bandit --quiet --severity-level medium --configfile pyproject.toml --recursive portal plugins
	$(BIN)/python -m docs.generate --check

separation: $(VENV)/.setup # nobody sees what is not theirs, with every plugin that is shipped
	$(BIN)/portal prove-separation --every 40

proof: $(VENV)/.dev # the same for the core on PostgreSQL, where all three walls stand
	$(BIN)/python -m pytest -m proof tests/proof

audit: $(VENV)/.setup ## known weaknesses of the locked dependencies; needs a network that reaches an advisory source
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check --no-input 'pip-audit>=2.9,<3'
	$(VENV)/audit/bin/pip-audit --require-hashes --disable-pip --requirement requirements/lock.txt $(ARGS)

docs: $(VENV)/.dev ## write the generated reference pages anew
	$(BIN)/python -m docs.generate

screenshots: $(VENV)/.dev ## take the README's pictures anew, with Chromium
	$(BIN)/python -m tests.rig.pictures

lock: $(VENV)/.dev ## choose the newest allowed dependencies and lock them with hashes
	$(PIP_COMPILE) --output-file requirements/lock.txt pyproject.toml
	$(PIP_COMPILE) --allow-unsafe --extra dev --constraint requirements/lock.txt --output-file requirements/dev.txt pyproject.toml

# ---- how these are made ----

PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
PIP_COMPILE = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --no-config --generate-hashes --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

SUITS := -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'

# PYTHON= names another; otherwise the first of these that runs, is 3.11 to 3.13, and can make environments.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python $(SUITS) 2>/dev/null && $$python -c 'import ensurepip, venv' 2>/dev/null && { echo $$python; break; }; done)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with its venv module is needed (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# An environment that is here already is taken over; one of a Python that does not suit is made anew.
$(VENV)/.setup: requirements/lock.txt pyproject.toml hatch_build.py | $(BIN)/python
	@$(BIN)/python $(SUITS) || $(PYTHON) -m venv --clear $(VENV)
	$(PIP_INSTALL) --require-hashes --requirement requirements/lock.txt
	$(PIP_INSTALL) --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.setup
	$(PIP_INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@

# Type checkers read names from folders: here `plugins/` is called what the portal calls it.
types:
	@mkdir -p build/types && ln -sfn ../../plugins build/types/portal_plugins
