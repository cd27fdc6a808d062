# kgraph: `make graph` builds the sample graph, `make test` runs every check.

PYTHON ?= python3
NOTES ?= seeds
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := graph
.DELETE_ON_ERROR:
.PHONY: graph test lint docs bench clean

graph: $(VENV)/kgraph.stamp ## build the graph of NOTES (seeds/) into build/
	$(BIN)/kgraph build $(NOTES) --out build

test: browser $(VENV)/dev.stamp ## run the tests, then the checks of `make lint`
	$(BIN)/python -m pytest -n auto -rs
	@$(MAKE) --no-print-directory lint

lint: $(VENV)/dev.stamp ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/dev.stamp ## write docs/cli.md and the output that the documents show again
	$(BIN)/python docs/refresh.py

bench: $(VENV)/dev.stamp ## measure speed on the sample corpus
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/throughput.py

clean: ## remove what was built; the environment in .venv stays
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -path ./$(VENV) -prune -o -type d -name __pycache__ -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "kgraph needs Python 3.11 or later; try: make $(or $(MAKECMDGOALS),graph) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "No environment could be made in $(VENV); on Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/kgraph.stamp: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(BIN)/python
	$(PIP) install --editable ".[dev]"
	@touch $@ $(VENV)/kgraph.stamp

# The tests of the page open it in Chromium. Without it they are skipped and say so.
.PHONY: browser
browser:
	@if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
	    chromium chromium-driver >/dev/null \
	    || echo "Chromium could not be installed; the tests of the page need chromium and chromium-driver." >&2; \
	else \
	  echo "The tests of the page need chromium and chromedriver, e.g. apt-get install chromium chromium-driver." >&2; \
	fi
