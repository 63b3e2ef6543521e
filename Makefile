# Everything a contributor types. The first target that needs the environment sets it up; later ones start at once.

VENV := .venv
# The marker is make's own: a virtual environment made by something else (`pulumi install`) lacks it.
READY := $(VENV)/.stackwright-ready
RUN := $(VENV)/bin/python
STACK ?= dev
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)
endif

.DEFAULT_GOAL := help
.PHONY: help setup preview test check format lock readme bench clean

help: ## List what can be typed here
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make the environment (other targets do this by themselves)

$(READY): requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed and was not found; install it, or pass PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -m venv --help >/dev/null 2>&1 && $(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "make: $(PYTHON) has no venv module; on Debian: apt install python3-venv"; exit 2; }
	@echo "Setting up $(VENV): about a minute, once"
	@test -x $(RUN) && $(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

preview: $(READY) ## Show what a stack would build: make preview STACK=prod
	@$(VENV)/bin/stackwright preview $(STACK)

test: $(READY) ## Run the tests, with coverage
	@$(RUN) -m pytest --quiet --numprocesses auto --cov --cov-report=term $(ARGS)

check: $(READY) ## Check format, lint and types
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

format: $(READY) ## Format the code and mend what the linter can
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

lock: $(READY) ## Pin the newest allowed versions in the two lock files
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade --extra policy pyproject.toml -o requirements.lock
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --upgrade --extra policy --constraints requirements.lock --group dev pyproject.toml -o requirements-dev.lock

readme: $(READY) ## Bring the README's table and outputs up to date
	@$(RUN) docs/readme.py

bench: $(READY) ## Measure the preview against stock mocks, small and large, the policy pack and the estimate
	@$(RUN) benchmarks/preview.py
	@$(RUN) benchmarks/scale.py
	@$(RUN) benchmarks/policy.py
	@$(RUN) benchmarks/cost.py

clean: ## Remove what make made
	rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
