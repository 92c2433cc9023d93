# Kontor: `make run` starts it, `make test` checks everything. Both install what is missing.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

TOOLS  := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/kontor/tools
TARGET := $(or $(CARGO_TARGET_DIR),target)
KONTOR := $(TARGET)/debug/kontor
SITE   := $(TARGET)/site
BUILT  := $(TARGET)/built.log
export PATH := $(TOOLS)/bin:$(PATH)
# Clippy is the compiler of our own packages where it is installed (decision 0002): lints come with the one build.
export RUSTC_WORKSPACE_WRAPPER := $(wildcard $(shell rustc --print sysroot)/bin/clippy-driver)
# Warnings are errors in `make test` only: those of a newer compiler must not keep anybody from `make run`.
NO_WARNINGS := awk '{ print; fflush() } /^warning/ { found = 1 } END { exit found }'

CARGO_LEPTOS := 0.3.10
WASM_BINDGEN := 0.2.130
CARGO_DENY   := 0.19.0
# Tools are built once: little optimisation is quicker over all.
INSTALL := env -u CARGO_TARGET_DIR -u RUSTC_WORKSPACE_WRAPPER CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=false \
           CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 RUSTFLAGS= cargo install --root $(TOOLS)

# Always the same packages and features, or Cargo compiles SurrealDB again for every other selection.
SET := -p kontor-domain -p kontor-store -p kontor-search -p kontor-exchange -p kontor-documents -p kontor-demo -p kontor-stripe \
       -p kontor-stripe-double -p kontor-extract -p kontor-seal -p kontor-service \
       -p kontor-app -p kontor-server --features kontor-app/ssr
SOURCES := $(shell find app crates frontend server style public Cargo.toml Cargo.lock -type f -not -path '*/tests/*' 2>/dev/null)

.PHONY: help run build test unit e2e looks check rocksdb remote bench release lighthouse fuzz tools browser seal-tools seal-packages bucket-tools audit clean
help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

run: build ## start Kontor with the demo company on http://127.0.0.1:3000
	@exec $(KONTOR) serve --demo

build: $(BUILT) ## build server and browser half
$(BUILT): $(SOURCES) | tools
	@mkdir -p $(@D)
	cargo leptos build --split 2>&1 | tee $@.new
	@mv $@.new $@

test: check unit e2e ## everything; the one command CI runs

unit: seal-tools bucket-tools ## domain, store, service and router tests
	cargo test $(SET)

e2e: build browser seal-tools ## the stories in a real Chromium, hydrated and without JavaScript
	@! grep '^warning' $(BUILT)
	cd end2end && KONTOR=$(abspath $(KONTOR)) SITE=$(abspath $(SITE)) npx playwright test

looks: build browser seal-tools ## a picture of every page: three sizes, light and dark, German and English (LOOK=phone-light-de)
	cd end2end && KONTOR=$(abspath $(KONTOR)) SITE=$(abspath $(SITE)) npx playwright test -c looks.config.ts

check: tools ## format, lints, layers, licences
	cargo fmt --all --check
	cargo test $(SET) --all-targets --no-run 2>&1 | $(NO_WARNINGS)
	cargo deny --log-level error check bans licenses sources

audit: tools ## known vulnerabilities (needs to fetch the advisory database)
	cargo deny check advisories

rocksdb: ## the tests of store and rooms on RocksDB (needs libclang; compiles SurrealDB anew in a folder of its own)
	KONTOR_TEST_ENGINE=rocksdb CARGO_TARGET_DIR=$(TARGET)/rocksdb cargo test -p kontor-store -p kontor-service --features kontor-store/rocksdb

SERVER := ws://127.0.0.1:8000
remote: ## the same tests on a SurrealDB server of this version, started with --unauthenticated (SERVER=ws://HOST:PORT)
	KONTOR_TEST_ENGINE=$(SERVER) cargo test $(SET) --test store --test service

PARTS := 10000,100000,1000000
bench release: RUSTC_WORKSPACE_WRAPPER :=
bench: ## measure the budgets of docs/BENCHMARKS.md (PARTS=10000 for a quick look, ONLY=live,orders for these alone)
	cargo bench $(SET) --bench budgets -- $(if $(ONLY),--only $(ONLY),--parts $(PARTS))

release: tools ## the one binary with its site, compressed ahead, in dist/
	npm --prefix end2end ci --silent --no-audit --no-fund
	PATH="$(abspath end2end/node_modules/.bin):$$PATH" cargo leptos build --release --split --precompress
	rm -rf dist && mkdir -p dist && cp $(TARGET)/release/kontor $(TARGET)/release/hash.txt kontor.example.toml dist/ && cp -r $(SITE) dist/site
	@rm -f $(BUILT) # the site of `make run` is built anew

lighthouse: release browser ## the shop's pages on the release build, as Lighthouse's phone sees them
	cd end2end && node lighthouse.mjs

SCHEMATHESIS := 4.32.5
fuzz: build $(TOOLS)/schemathesis-$(SCHEMATHESIS)/bin/schemathesis ## requests made from the OpenAPI document against the REST interface (needs Python 3)
	KONTOR=$(abspath $(KONTOR)) SITE=$(abspath $(SITE)) SCHEMATHESIS=$(TOOLS)/schemathesis-$(SCHEMATHESIS)/bin/schemathesis bash end2end/fuzz/run.sh
$(TOOLS)/schemathesis-%/bin/schemathesis:
	python3 -m venv $(TOOLS)/schemathesis-$* && $(TOOLS)/schemathesis-$*/bin/pip install --quiet schemathesis==$*

PYHANKO := 0.38.0
# What reads our seals besides us: poppler and pyHanko; openssl makes keys and a time-stamp authority for the tests, SoftHSM a token.
seal-tools: seal-packages $(TOOLS)/pyhanko/.$(PYHANKO)
seal-packages:
	@{ command -v pdfsig && command -v openssl && command -v softhsm2-util && python3 -c 'import ensurepip, venv'; } >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq poppler-utils openssl softhsm2 python3-venv; } || \
	  { echo "The tests of seals and buckets need pdfsig, openssl, SoftHSM and Python's venv: install them (Debian: apt-get install poppler-utils openssl softhsm2 python3-venv) and run make test again."; exit 1; }
$(TOOLS)/pyhanko/.%: | seal-packages
	rm -rf $(TOOLS)/pyhanko && python3 -m venv $(TOOLS)/pyhanko && $(TOOLS)/pyhanko/bin/pip install --quiet pyhanko==$*
	@touch $@

MOTO := 5.2.5
# A bucket of S3 for the tests of the archive.
bucket-tools: seal-packages $(TOOLS)/moto/.$(MOTO)
$(TOOLS)/moto/.%: | seal-packages
	rm -rf $(TOOLS)/moto && python3 -m venv $(TOOLS)/moto && $(TOOLS)/moto/bin/pip install --quiet 'moto[server]==$*'
	@touch $@

tools: $(TOOLS)/.wasm-target $(TOOLS)/bin/wasm-bindgen-$(WASM_BINDGEN) $(TOOLS)/bin/cargo-leptos-$(CARGO_LEPTOS) $(TOOLS)/bin/cargo-deny-$(CARGO_DENY)
$(TOOLS)/.wasm-target:
	rustup target add wasm32-unknown-unknown
	@mkdir -p $(TOOLS) && touch $@
$(TOOLS)/bin/wasm-bindgen-%:
	@echo "Building wasm-bindgen $* (once, about 3 minutes)"
	$(INSTALL) wasm-bindgen-cli --version $* && ln -sf wasm-bindgen $@
$(TOOLS)/bin/cargo-leptos-%:
	@echo "Building cargo-leptos $* (once, about 10 minutes)"
	$(INSTALL) --locked cargo-leptos --version $* --features no_downloads && ln -sf cargo-leptos $@
$(TOOLS)/bin/cargo-deny-%:
	@echo "Building cargo-deny $* (once, about 5 minutes)"
	$(INSTALL) --locked cargo-deny --version $* && ln -sf cargo-deny $@

browser: end2end/node_modules/.installed
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium; } || \
	  { echo "The browser tests need Chromium: install it (Debian: apt-get install chromium) and run make test again."; exit 1; }
end2end/node_modules/.installed: end2end/package-lock.json
	npm --prefix end2end ci --no-audit --no-fund
	@touch $@

clean: ## remove what was built and the demo data
	rm -rf target dist data end2end/node_modules
