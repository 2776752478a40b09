# Two commands run everything: `make up` and `make test`. Both need Python 3.11 or newer only.
PYTHON ?= python3
BIN := .venv/bin
# Two processes, each taking whole files in the order that tests/conftest.py gives them (xdist's own puts
# files with few tests last, and those are the long ones): a file shares what it starts.
PARALLEL ?= -n 2 --dist loadfile --no-loadscope-reorder
# Where uv is, only for `make lock`.
UV ?= uv
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.PHONY: up test lint lock messages
up: .venv/run.stamp
	@exec $(BIN)/python manage.py up

# The whole suite on PostgreSQL and Redis, then what depends on the database once more on SQLite.
test: .venv/dev.stamp
	$(BIN)/python -m pytest $(PARALLEL)
	TEST_DATABASE=sqlite $(BIN)/python -m pytest $(PARALLEL) -m both_databases

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -ll -c pyproject.toml -r annotations workbench manage.py
	$(BIN)/python manage.py makemigrations --check --dry-run

# Collect every sentence into the English catalogue and compile it; what has no English yet is listed.
messages: .venv/dev.stamp
	$(BIN)/python -m tools.messages

lock:
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) --extra dev pyproject.toml -o requirements/dev.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "需要 Python 3.11 或更新版本；可用 PYTHON=python3.12 make … 指定。"; exit 1; }
	$(PYTHON) -m venv .venv

# The development set contains the other one, so a tree that ran the tests starts at once.
.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ .venv/run.stamp
