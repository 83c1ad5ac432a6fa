# Every target does its own set-up, and a set-up that stands is not done twice: stamps in .venv say what is there.
# All paths are relative, so that the folder may lie anywhere, spaces in its path included.

VENV := .venv
BIN := $(VENV)/bin
HOME_STAMP := $(VENV)/.footnote-home
INSTALLED := $(VENV)/.footnote-installed
INDEXED := $(VENV)/.footnote-indexed
CORPUS := $(shell find corpus -type f ! -name vectors.npz)
COVERAGE := 95
PARALLEL := --numprocesses auto --maxprocesses 4 --dist worksteal

# .env is read like a shell's, but what the environment says already wins.
LOAD_ENV := before="$$(export -p)"; set -a; if [ -f .env ]; then . ./.env; fi; eval "$$before"; set +a

.DEFAULT_GOAL := help
.PHONY: help setup run test test-long bench vectors clean

help: ## This list
	@echo "Footnote answers questions from reports on Discord and proves every answer."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' Makefile | while IFS='|' read -r target text; do \
		printf '%-18s%s\n' "$$target" "$$text"; done
	@echo
	@echo "PYTHON=/path/to/python3.12 chooses the Python (3.11 or newer), ARGS=\"...\" goes to the bot, the tests or the benchmark:"
	@echo "  make run ARGS=\"--as dm --locale fr\"        make test ARGS=\"-k conversation\""

setup: $(INSTALLED) $(INDEXED) ## Make the environment in .venv and the index of the shipped corpus
	@$(if $(filter setup,$(MAKECMDGOALS)),echo "Ready: make run starts the bot; $(BIN)/qa answers here.",:)

run: setup ## Start the bot: on Discord with DISCORD_TOKEN (environment or .env), else in the browser
	@$(LOAD_ENV); if [ -n "$$DISCORD_TOKEN" ]; then exec $(BIN)/python -m bot $(ARGS); \
	else exec $(BIN)/python -m bot --preview $(ARGS); fi

test: $(INSTALLED) ## Run every check: ruff, mypy --strict, all tests and their branch coverage
	@echo "== ruff check" && $(BIN)/ruff check
	@echo "== ruff format" && $(BIN)/ruff format --check
	@echo "== mypy --strict" && $(BIN)/mypy --strict
	@echo "== pytest" && $(BIN)/pytest $(or $(ARGS),$(PARALLEL) --cov --cov-branch --cov-fail-under=$(COVERAGE))

test-long: $(INSTALLED) ## Run the tests with 25 times the examples, drawn anew: for the night
	@FOOTNOTE_TESTS=long $(BIN)/pytest $(or $(ARGS),$(PARALLEL))

bench: $(INSTALLED) ## Measure cold start, warm answers and memory (some minutes)
	@$(BIN)/python -m tests.bench.bench $(ARGS)

vectors: setup ## Write corpus/vectors.npz anew, once the corpus has changed
	@$(BIN)/qa index vectors

clean: ## Remove the environment and what the checks leave behind (indexes and answers stay)
	rm -rf $(VENV) .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache

# A set-up that was moved or copied names places that are gone: it is made anew.
ifneq ($(shell cat $(HOME_STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(INSTALLED)
endif

$(INSTALLED): pyproject.toml constraints.txt
	@found=; for python in $(if $(PYTHON),"$(PYTHON)",python3 python3.13 python3.12 python3.11); do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Footnote needs Python 3.11 or newer with its venv module; here is: $$("$(or $(PYTHON),python3)" --version 2>&1)." >&2; \
		echo "Install one (on Debian: apt-get install python3 python3-venv), or name it:" >&2; \
		echo "  make setup PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1 || [ "$$(cat $(HOME_STAMP) 2>/dev/null || pwd -P)" != "$$(pwd -P)" ]; then \
		echo "== A new environment in $(VENV), of $$("$$found" --version)"; \
		"$$found" -m venv --clear $(VENV) || exit 1; \
	fi
	@echo "== Installing what Footnote is made of: some minutes the first time"
	@$(BIN)/python -m pip install --disable-pip-version-check --no-compile --constraint constraints.txt --editable '.[dev]'
	@pwd -P > $(HOME_STAMP)
	@touch $@

$(INDEXED): $(INSTALLED) $(CORPUS) $(wildcard .env)
	@echo "== The index of the corpus"
	@$(LOAD_ENV); $(BIN)/qa index build
	@touch $@
