# The road from a clone to a running, tested portal. `make help` lists it.
#
# Needs: make, Python 3.11 or later with pip. Everything else comes by itself, and stays in this
# folder: .tools, .venv, node_modules, build.

SHELL := /bin/sh
# Without compiled files each start would take three seconds longer.
export PYTHONDONTWRITEBYTECODE :=
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PORT ?= 8000
DATA ?= instance
# More words for pytest, as in `make test ARGS="tests/budgets -x"`.
ARGS ?=

QUIETLY := @sh tools/quietly.sh
BIN := .venv/bin
HASHED := --require-hashes --requirements
BUILDER := PYTHONPATH=.tools/python

.PHONY: help run test check format bench codes lock messages wheel clean
.PHONY: ready ready-dev folder assets catalogues browser
.PHONY: check-ruff check-types check-imports check-templates check-catalogues

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | while read -r name what; do \
		printf '  make %-10s %s\n' "$$name" "$$what"; done

run: folder ## start the portal with its demo council, on 127.0.0.1:8000 (PORT=… DATA=…)
	@sh tools/preflight.sh folder "$(DATA)"
	@sh tools/preflight.sh port "$(PORT)"
	@$(MAKE) --jobs=2 ready
	@exec env PORTAL_DATA="$(DATA)" $(BIN)/portal demo --port "$(PORT)"

test: folder ## every test, those in a browser too (ARGS=… goes to pytest)
	@$(MAKE) --jobs=2 ready-dev
	@$(MAKE) browser build/printing.stamp
	@. ./build/browser.env && exec $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: folder ## style, types, import contracts, templates, catalogues: under 40 seconds
	@$(MAKE) --jobs=2 ready-dev
	@$(MAKE) --jobs=3 --output-sync=target --keep-going check-types check-ruff check-imports \
		check-templates check-catalogues
	@echo "Nothing to mend."

format: .venv/dev.stamp ## put the code in its one form
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

bench: ready-dev build/production.stamp ## measure the key pages against the smallest Flask page
	@sh tools/load.sh
	@$(BIN)/python -m tools.bench $(ARGS)

codes: ready ## the second-factor codes of the demo sign-ins, now
	@exec env PORTAL_DATA="$(DATA)" $(BIN)/portal demo-codes

lock: .venv/run.stamp ## choose versions again, from the requirements*.in (ARGS=--upgrade)
	$(QUIETLY) build/lock.log "Choosing versions" sh tools/lock.sh $(ARGS)

messages: ready ## gather what is said in code and templates into the catalogues
	@$(BIN)/python -m tools.catalogues update

wheel: ready ## dist/*.whl: the portal with all it serves, for installing elsewhere
	$(QUIETLY) build/wheel.log "Building the wheel" \
		env $(BUILDER) $(BIN)/python -m hatchling build --target wheel
	@ls dist/*.whl

clean: ## take away all that make made, but no portal's data
	@rm -rf .tools .venv node_modules build dist .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache
	@find translations -name '*.mo' -delete 2>/dev/null || true

# ---- what the words above stand on ----------------------------------------------------------

folder:
	@sh tools/preflight.sh folder .

ready: .venv/run.stamp assets catalogues
	@:
ready-dev: ready .venv/dev.stamp
	@:
assets: build/assets.stamp
catalogues: build/catalogues.stamp

.tools/stamp: requirements-tools.txt
	@sh tools/preflight.sh python >/dev/null
	$(QUIETLY) build/tools.log "Fetching the installer" sh tools/installer.sh
	@touch $@

.venv/run.stamp: .tools/stamp requirements.txt pyproject.toml
	$(QUIETLY) build/packages.log "Installing what the portal needs" sh tools/packages.sh
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	$(QUIETLY) build/packages-dev.log "Installing what the tests need" \
		sh tools/uv.sh pip install --python $(BIN)/python $(HASHED) requirements-dev.txt
	@touch $@

# The bench serves from packages of its own: what tests need makes a server start later and larger.
build/production.stamp: .tools/stamp requirements.txt pyproject.toml
	@mkdir -p build
	$(QUIETLY) build/production.log "Installing what a server has" \
		sh tools/packages.sh build/production
	@touch $@

node_modules/stamp: package-lock.json .npmrc | .venv/run.stamp
	$(QUIETLY) build/npm.log "Fetching the design system" \
		sh tools/npm.sh ci --ignore-scripts --fetch-retries=1 --fetch-retry-mintimeout=1000
	@touch $@

build/assets.stamp: node_modules/stamp tools/assets.py .venv/run.stamp $(wildcard static/*.css static/*.js)
	@$(BIN)/python -m tools.assets
	@touch $@

build/catalogues.stamp: tools/catalogues.py $(wildcard translations/*/LC_MESSAGES/*.po) | .venv/run.stamp
	@mkdir -p build
	@$(BIN)/python -m tools.catalogues compile
	@touch $@

browser: ready-dev
	@sh tools/browser.sh

build/printing.stamp: .venv/run.stamp tools/printing.sh
	@mkdir -p build
	@sh tools/printing.sh
	@touch $@

check-types:
	@$(BIN)/mypy --no-error-summary
check-ruff:
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
check-imports:
	@$(BIN)/lint-imports >build/imports.log || { cat build/imports.log; exit 1; }
check-templates:
	@$(BIN)/djlint --lint --quiet portal/templates
check-catalogues:
	@$(BIN)/python -m tools.catalogues check
