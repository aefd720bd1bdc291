# Two commands matter on a fresh machine with Python >= 3.11: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif

.PHONY: demo test test-all test-room test-oldest golden faults mutants audit lint docs links bench clean

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

# One room: make test-room ROOM=spread, or ROOM=data/reading. Its tests, and the examples in its modules.
test-room: .venv/.installed-test
	@test -n "$(ROOM)" || { echo "name a room: make test-room ROOM=spread" >&2; exit 2; }
	$(PYTEST) $(wildcard tests/$(ROOM) graphres/$(ROOM) graphres/$(ROOM).py)

# The lowest versions that setup.cfg allows, in an environment of their own, which goes in the end.
test-oldest:
	$(PYTHON) tests/oldest/run.py

# Write the hashes of golden results anew: only where a change of results is meant.
golden: .venv/.installed-test
	GRAPHRES_GOLDEN=write $(BIN)/python -m pytest -q tests/golden

# The disk fails at every step of every command that writes; writes the table in docs/reliability.md.
faults: .venv/.installed-test
	$(BIN)/python -m tests.faults --write

# N changed lines, drawn by SEED: does a test notice?
N ?= 60
SEED ?= 0
mutants: .venv/.installed-test
	$(BIN)/python -m tests.mutation.mutate --count $(N) --seed $(SEED)

# Known vulnerabilities of the versions in constraints.txt, by pip-audit in an environment that goes in
# the end. It asks the public database. --strict: a version that the database can't be asked about is a failure.
audit:
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(PYTHON) -m venv "$$folder" && \
	"$$folder"/bin/python -m pip install -q --disable-pip-version-check pip-audit && \
	"$$folder"/bin/pip-audit --strict --no-deps --disable-pip --progress-spinner off -r constraints.txt

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
