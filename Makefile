# `make` alone lists the targets. Settings are environment variables (docs/operate.md):
# WARRAQ_PORT=8081 make up
SHELL := /bin/sh
BIN := .venv/bin
SET_UP := .venv/.set-up
SAMPLE ?= include/warraq/sample/inbox

.DEFAULT_GOAL := help
.PHONY: help setup run test up down lint types check eval-spacing eval-entities eval-dates train-spacing train-entities train-fast bench env clean

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

# Corpora are not part of the repository. CORPORA is a folder with news/SOURCE/.../ID.txt and ner/*.txt
# (docs/spacing.md and docs/entities.md say where they come from).
CORPORA ?= ../corpora
need = @test -e "$(1)" || { printf '%s\n' "There is no $(1)." "" "Usage: make $@ CORPORA=FOLDER" \
	"  FOLDER/news/SOURCE/.../ID.txt  news, one article a file: the ANT corpus, v1.1 and v2.1" \
	"  FOLDER/ner/anercorp_*.txt      ANERcorp in the CAMeL Lab split, one word and tag a line" \
	"  FOLDER/ner/aqmar_*.txt         AQMAR, the same form" \
	"docs/spacing.md and docs/entities.md say where they come from." >&2; exit 2; }

eval-spacing: $(SET_UP) ## Measure the repair of merged words, beside two peers (CORPORA=FOLDER)
	$(call need,$(CORPORA)/news)
	@$(BIN)/python -m warraq.spacing.evaluate --news "$(CORPORA)/news"

eval-entities: $(SET_UP) ## Measure recognisers and their peers, and linking (CORPORA=FOLDER)
	$(call need,$(CORPORA)/ner)
	@$(BIN)/python -m warraq.entities.evaluate --data "$(CORPORA)/ner" --news "$(CORPORA)/news"

eval-dates: $(SET_UP) ## Measure the dates on judged news, beside dateparser (CORPORA=FOLDER)
	$(call need,$(CORPORA)/news)
	@$(BIN)/python -m warraq.dates.evaluate --news "$(CORPORA)/news"

.PHONY: eval-quotes
eval-quotes: $(SET_UP) ## Measure the quotes on judged news, beside a plain peer (CORPORA=FOLDER)
	$(call need,$(CORPORA)/news)
	@$(BIN)/python -m warraq.quotes.evaluate --news "$(CORPORA)/news" tests/quotes/data/*.tsv

train-spacing: $(SET_UP) ## Train the merged-word model, some ten minutes (CORPORA=FOLDER)
	$(call need,$(CORPORA)/news)
	@$(BIN)/python -m warraq.spacing.train --news "$(CORPORA)/news" --leave-out bbc,jawhara

train-entities: $(SET_UP) ## Train the accurate recogniser, some hours; needs `uv sync --extra train` (CORPORA=FOLDER)
	$(call need,$(CORPORA)/ner)
	$(call need,$(CORPORA)/news)
	@$(BIN)/python -m warraq.entities.train_accurate train --gold "$(CORPORA)/ner/anercorp_train.txt" \
		--wikipedia "$(CORPORA)/ner/aqmar_train.txt" --news "$(CORPORA)/news"

train-fast: $(SET_UP) ## Train the fast recogniser on news that the accurate one labels; needs the same (CORPORA=FOLDER)
	$(call need,$(CORPORA)/ner)
	@$(BIN)/python -m warraq.entities.train_fast label --news "$(CORPORA)/news"
	@$(BIN)/python -m warraq.entities.train_fast train --gold "$(CORPORA)/ner/anercorp_train.txt" \
		--wikipedia "$(CORPORA)/ner/aqmar_train.txt" \
		--without tests/entities/data/judged_choose.txt --without tests/entities/data/judged_report.txt

bench: $(SET_UP) ## Time every stage, beside camel-tools (CORPORA=FOLDER)
	$(call need,$(CORPORA)/news)
	@$(BIN)/python -W ignore -m tests.benchmarks.bench_pipeline "$(CORPORA)/news" --limit 4000

env: ## Write .env for docker-compose.yaml with fresh secrets
	@python3 include/warraq/ops/compose_env.py

clean: down ## Remove .venv and caches; data/ stays
	rm -rf .venv .venv-tools .mypy_cache .ruff_cache .pytest_cache .hypothesis
