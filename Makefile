# Two commands matter on a fresh machine with Python >= 3.11: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif

.PHONY: demo test test-all lint docs links bench clean

demo: .venv/.installed
	$(BIN)/graphres collapse sample_graphs/movement.csv --measure giant --measure reach -p 0.2 --format table
	$(BIN)/graphres campaign sample_graphs/movement.csv --accounts sample_graphs/movement-accounts.csv \
		--preset two-pressures --group lang --format table

# Tests start many processes, which read bytecode faster than source. A worker's tests lie together,
# so that what it has compiled or set up serves its next.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n 2 --dist worksteal

test: .venv/.installed-test lint
	$(PYTEST)

test-all: .venv/.installed-test lint
	$(PYTEST) -m "long or not long"

lint: .venv/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: .venv/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[docs]"
	$(BIN)/python docs/make_reference.py
	$(BIN)/python -m sphinx -q -W docs docs/_build

links: docs
	$(BIN)/python -m sphinx -q -b linkcheck docs docs/_build/links

bench: .venv/.installed
	$(BIN)/python -m pip install -q -r benchmarks/requirements.txt
	$(BIN)/python benchmarks/all.py

.venv/.installed: setup.cfg pyproject.toml
	test -d .venv || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -e .
	touch $@

.venv/.installed-test: .venv/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[test]"
	touch $@

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache
