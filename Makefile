# The few words a newcomer needs; `make help` reads them aloud.
PYTHON ?= python3
BIN := .venv/bin

help: ## say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/installed ## .venv with the locked versions and the klaiban command

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 13) or sys.exit("Klai Ban needs Python 3.11 to 3.13")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

demo: install ## the whole service with a resident's and a staff phone in your browser
	$(BIN)/klaiban demo

test: .venv/installed-dev ## every test; DATABASE_URL and REDIS_URL choose other parts than the embedded ones
	$(BIN)/python -m pytest $(ARGS)

pictures: .venv/installed-dev ## draw the pictures of README again (needs Debian's chromium)
	$(BIN)/python -m tests.take_pictures

bench: .venv/installed-dev ## time from webhook to accepted reply, on the parts the environment names
	$(BIN)/python -m tests.bench_replies

lint: .venv/installed-dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: ## choose new versions of the libraries (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q pyproject.toml --group test --group train -o requirements-dev.lock

.PHONY: help install demo test pictures bench lint lock
