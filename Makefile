# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_OUT ?= out/demo

.PHONY: demo test lint bench clean

# Installs perfscore, scores every example and compares three years, into $(DEMO_OUT).
demo: $(VENV)/.base
	$(BIN)/perfscore score examples/zhaohua-2023 --out $(DEMO_OUT)
	$(BIN)/perfscore compare examples/zhaohua-2022-2024 --under newest --out $(DEMO_OUT)/对比.xlsx --out $(DEMO_OUT)/对比.docx --out $(DEMO_OUT)/对比.html

# Installs everything the tests need, then checks style, types and behaviour. pytest has the last word.
test: $(VENV)/.test
	sh tests/office-programs.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.test
	$(BIN)/python bench/score.py
	$(BIN)/python bench/read.py
	$(BIN)/python bench/corpus.py
	$(BIN)/python bench/rules.py
	$(BIN)/python bench/report.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,lint]'
	touch $@ $(VENV)/.base

clean:
	rm -rf $(VENV) out build dist
