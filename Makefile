# Two commands matter on a new machine: `make serve` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
LOWEST := .venv/lowest
WEB := api/web
EDITORS := $(WEB)/dist/graphiql.js
.DEFAULT_GOAL := help
.PHONY: help install free serve build slices schema web clients check test deep lowest lint types screenshots bench wheel clean

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group test --group lint
	touch $@

install: $(VENV)/installed ## install everything the graph needs, into .venv

build: install ## build a release (returns at once when nothing changed)
	$(BIN)/kg build

# Both bundles are made at once, and graphiql.js stands for them. One that cannot be made is no error: /sparql is then a
# plain form, /graphql a text, and the next `make` tries again.
$(EDITORS): $(wildcard $(WEB)/*.js $(WEB)/*.css $(WEB)/*.json) | $(VENV)/installed
	-@$(BIN)/python -m pip install --quiet --group web && $(BIN)/python $(WEB)/bundle.py

web: $(EDITORS) ## bundle the query editors of /sparql and /graphql (brings its own Node)

free:
	@$(PYTHON) -m api.port $(HOST) $(PORT)

# A port that is taken is told before the build, which takes long.
serve: free build web ## build and serve at http://127.0.0.1:8000 (PORT= and HOST= honoured)
	$(BIN)/kg serve --host $(HOST) --port $(PORT)

slices: install ## cut ontology slices and mapping tables anew, after new terms in the evidence, definitions or fields of analyses
	$(BIN)/python ontology/analysis.py
	$(BIN)/python ontology/imports/cut.py
	$(BIN)/python ontology/mappings/cut.py

schema: install ## write down the GraphQL schema, after it has grown
	$(BIN)/python -c "from api.graphql.schema import sdl; print(sdl(), end='')" > api/graphql/schema.graphql

check: install ## list every fault of every evidence file
	$(BIN)/kg check

clients: $(VENV)/tested ## install what the tests of browser and foreign clients use, as far as it can be had
	-@bash tests/tools/clients.sh

test: $(VENV)/tested web clients ## run every test, as many at once as cores and memory allow
	$(BIN)/python -m pytest -n auto --dist worksteal

deep: ## run every test with fifty times the made-up examples (weekly)
	HYPOTHESIS_PROFILE=deep $(MAKE) test

# The lowest releases call what newer ones under them have deprecated since; that is no fault of ours.
lowest: web ## run the tests of the web with the lowest versions that pyproject.toml declares
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(LOWEST)/bin/python -m pip install --quiet --group lowest
	$(LOWEST)/bin/uv pip compile --quiet --resolution lowest-direct --annotation-style line pyproject.toml \
		| grep '(pyproject.toml)' > $(LOWEST)/versions.txt
	$(LOWEST)/bin/python -m pip install --quiet --editable . --group test --constraint $(LOWEST)/versions.txt
	$(LOWEST)/bin/python -m pytest -n auto --dist worksteal -W default::DeprecationWarning \
		api tests/test_api_*.py tests/test_graphql_*.py tests/test_pages.py tests/test_protocol_w3c.py

lint: $(VENV)/tested ## style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

screenshots: $(VENV)/tested web clients ## take a picture of every kind of page, narrow to wide, light and dark, into build/screenshots
	mkdir -p build/screenshots
	SCREENSHOTS=build/screenshots $(BIN)/python -m pytest tests/test_pages_looks.py

PEOPLE := 50

bench: $(VENV)/tested ## measure ours beside its peers, into bench/ (PEOPLE= how many toy people; 0: none)
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m tests.bench --people $(PEOPLE)

wheel: $(VENV)/tested web ## build the wheel
	$(BIN)/python -m build --wheel

clean: ## remove what was built (not the evidence)
	rm -rf bench build dist releases api/web/dist api/web/node_modules tests/clients/node_modules
