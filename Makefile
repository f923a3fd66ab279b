# Bindery: validates records, and binds them into dataset releases.

SHELL := /bin/bash
# Some tests measure time, and many wait for programs: more of them at once than there are threads
# for would only wait for each other.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH := 3
# Warnings are errors in every build that starts here; see Package.swift.
export BINDERY_WARNINGS_AS_ERRORS := 1

BINDERY := .build/release/bindery
# The program holds the Swift runtime: it starts faster, runs about a fifth faster, and runs where there is no Swift.
# Toolchains that cannot do that link it as usual.
STATIC_LIBRARIES := $(wildcard $(dir $(realpath $(shell command -v swiftc)))../lib/swift_static)
SWIFT_BUILD := swift build -c release $(if $(STATIC_LIBRARIES),--static-swift-stdlib -Xswiftc -use-ld=lld)
LIBRARIES := libarchive libcurl libpcre2-8 sqlite3 yaml-0.1 zlib
PACKAGES := libarchive-dev libcurl4-openssl-dev libpcre2-dev libsqlite3-dev libyaml-dev pkg-config zlib1g-dev
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.DEFAULT_GOAL := help
.PHONY: help deps build build-tools validate export test torture interop bench bench-links bench-pull fuzz-images conformance lint format clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

deps: ## install the libraries that are missing (Debian, Ubuntu)
	@if pkg-config --exists $(LIBRARIES) 2>/dev/null; then exit 0; fi; \
	missing=""; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
	  echo "make deps needs apt-get; install pkg-config and these libraries yourself: $(LIBRARIES)" >&2; exit 1; \
	fi; \
	if [ -n "$(SUDO)" ] && ! command -v sudo >/dev/null; then \
	  echo "make deps needs root or sudo, to run: apt-get install$$missing" >&2; exit 1; \
	fi; \
	echo "installing$$missing"; \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $$missing >/dev/null 2>&1 \
	  || { $(SUDO) apt-get update -q >/dev/null \
	       && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $$missing >/dev/null; }

build: deps ## build the bindery program
	@$(SWIFT_BUILD) --product bindery

build-tools: deps ## build the programs that prove and measure parts of bindery
	@$(SWIFT_BUILD) --product Conformance
	@$(SWIFT_BUILD) --product ImageSizes

validate: build ## validate the project's own dataset
	@$(BINDERY) validate

export: build ## write the next release of the project's own dataset to Exports
	@$(BINDERY) export

test: deps ## run all tests
	@swift build --build-tests
	@swift test --skip-build

torture: build ## kill exports, fill their disk, start them in pairs: what is left must be whole
	@python3 Tests/Torture/torture.py --bindery $(BINDERY) $(TORTURE_OPTIONS)

bench: build build-tools ## measure validation and export, beside other tools where they are installed
	@python3 Benchmarks/bench.py --bindery $(BINDERY) --memory $(BENCH_OPTIONS)
	@python3 Benchmarks/evaluation.py
	@python3 Benchmarks/images.py --bindery $(BINDERY)

bench-pull: build ## measure pulling a release of 1 GiB from nginx, beside curl
	@python3 Benchmarks/pull.py --bindery $(BINDERY) --content random $(BENCH_OPTIONS)
	@python3 Benchmarks/pull.py --bindery $(BINDERY) --content words $(BENCH_OPTIONS)

bench-links: build ## measure the link checker, beside curl and linkchecker
	@python3 Benchmarks/links.py --bindery $(BINDERY) $(BENCH_OPTIONS)

interop: build ## read releases with frictionless, mlcroissant, datasets, DuckDB and pandas
	@python3 -m venv .build/interop
	@.build/interop/bin/pip install --quiet --disable-pip-version-check \
	  frictionless mlcroissant datasets duckdb pandas
	@# Of its own: it needs an older library than frictionless does.
	@python3 -m venv .build/interop-cff
	@.build/interop-cff/bin/pip install --quiet --disable-pip-version-check cffconvert
	@.build/interop/bin/python Tests/Interop/hard_datasets.py .build/interop/sources \
	  ../shared/data/power-apps-news Schemas/news.schema.json
	@PATH="$(CURDIR)/.build/interop/bin:$(CURDIR)/.build/interop-cff/bin:$$PATH" \
	  python Tests/Interop/interop.py $(BINDERY) .build/interop/work \
	  . .build/interop/sources/*

conformance: build-tools ## run the official JSON Schema test suite: SUITE=the unpacked folder
	@test -n "$(SUITE)" || { echo "usage: make conformance SUITE=folder of JSON-Schema-Test-Suite" >&2; exit 64; }
	@.build/release/Conformance "$(SUITE)" Sources/Conformance/optional-failures.json

# The whole of ImageHeaders is compiled with the fuzzer's target into one module, and optimised: checks stay.
FUZZER := .build/fuzz/images
FUZZ_SOURCES := $(shell find Sources/ImageHeaders -name '*.swift') Fuzzing/ImageHeadersFuzzer.swift
FUZZ_OPTIONS ?= -max_total_time=600

fuzz-images: ## feed the readers of image headers with mutated images for ten minutes: FUZZ_OPTIONS=those of libFuzzer
	@mkdir -p .build/fuzz/corpus
	@Tests/ImageHeadersTests/Encoders/make-images.sh .build/fuzz/seeds
	@swiftc -swift-version 6 -parse-as-library -O -g -sanitize=fuzzer,address -module-name ImageHeadersFuzzer \
	  -use-ld=lld $(FUZZ_SOURCES) -o $(FUZZER)
	@$(FUZZER) -max_len=1024 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 $(FUZZ_OPTIONS) .build/fuzz/corpus .build/fuzz/seeds

lint: ## check the layout of the sources
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests

format: ## lay the sources out
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

clean: ## remove what was built
	@rm -rf .build
