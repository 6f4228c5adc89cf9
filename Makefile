# `make` alone lists the targets. Settings are environment variables (docs/operate.md):
# WARRAQ_PORT=8081 make up
SHELL := /bin/sh
BIN := .venv/bin
SET_UP := .venv/.set-up
SAMPLE ?= include/warraq/sample/inbox

.DEFAULT_GOAL := help
.PHONY: help setup run test up down lint types check eval-spacing eval-entities env clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(SET_UP) ## Install everything into .venv (about 1 GB), once
	@echo "Warraq is set up in .venv."

$(SET_UP): pyproject.toml uv.lock
	@scripts/setup.sh

run: $(SET_UP) ## Run the nightly DAG on the sample corpus (or WARRAQ_INPUT_DIR) and show the result
	@echo "The DAG news_corpus on $${WARRAQ_INPUT_DIR:-$(SAMPLE)}:"
	@$(BIN)/python -m warraq.ops run --input "$${WARRAQ_INPUT_DIR:-$(SAMPLE)}"
	@$(BIN)/warraq tour

up: $(SET_UP) ## Start Airflow on 127.0.0.1 (WARRAQ_PORT, default 8080)
	@$(BIN)/python -m warraq.ops up

down: ## Stop that Airflow
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m warraq.ops down; else echo "Nothing is set up."; fi

test: $(SET_UP) ## Run all tests
	@$(BIN)/pytest

lint: $(SET_UP) ## Check style and format (ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(SET_UP) ## Check types (mypy, strict)
	@$(BIN)/mypy

check: lint types test ## lint, types, test

eval-spacing: $(SET_UP) ## Measure the repair of merged words
	@$(BIN)/python -m warraq.spacing.evaluate

eval-entities: $(SET_UP) ## Measure the entity recognisers
	@$(BIN)/python -m warraq.entities.evaluate

env: ## Write .env for docker-compose.yaml with fresh secrets
	@python3 include/warraq/ops/compose_env.py

clean: down ## Remove .venv and caches; data/ stays
	rm -rf .venv .venv-tools .mypy_cache .ruff_cache .pytest_cache .hypothesis
