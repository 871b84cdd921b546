# Every target does what it needs first: `make demo` and `make test` are all that a new machine needs.

SWIFT ?= swift

# One set of flags for all debug builds, so that check and test share one build.
# Clear STRICT to build with a compiler that warns of more than the one we use: make test STRICT=
STRICT = -Xswiftc -warnings-as-errors
# Without the colour flag, a build in a terminal and one in a pipe are two builds to SwiftPM, and
# each throws away what the other made.
DEBUG_FLAGS = --no-color-diagnostics --explicit-target-dependency-import-check error $(STRICT)
# With the libraries of Swift linked in, the program starts a third faster and needs less memory.
RELEASE_FLAGS = -c release --no-color-diagnostics --static-swift-stdlib

# The tests that a data race would show up in, and the folder for their own build.
RACE_TESTS = ConsoleRuntimeTests|CurlHTTPTests|NcursesScreenTests

.PHONY: help setup build release demo test check format golden docs race bench clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Install the system libraries that are missing (apt-get, as root or through sudo)
	@.ci/setup

build: setup ## Build everything for debugging, tests included
	$(SWIFT) build --build-tests $(DEBUG_FLAGS)

release: setup ## Build the optimised program
	$(SWIFT) build $(RELEASE_FLAGS) --product duet

demo: release ## Open the console on the embedded demo cluster
	@"$$($(SWIFT) build $(RELEASE_FLAGS) --show-bin-path)/duet" demo

# One after the other: tests of whole programs and servers starve when all others begin with them.
test: setup ## Run all tests
	$(SWIFT) test --disable-xctest $(DEBUG_FLAGS) --skip '^EndToEndTests\.'
	$(SWIFT) test --disable-xctest $(DEBUG_FLAGS) --filter '^EndToEndTests\.'

check: setup ## Check format, module graph, generated documents and house rules
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests .ci
	@.ci/check-rules
	@.ci/check-documents
	@$(SWIFT) package describe --type json | $(SWIFT) .ci/ModuleGraph.swift docs/architecture.md
	$(SWIFT) build --build-tests $(DEBUG_FLAGS)
	@.ci/check-generated "$$($(SWIFT) build --show-bin-path)/duet"
	@echo "check: all fine"

format: ## Format all sources
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests .ci

golden: setup ## Record the golden screens anew; fails, so that nobody does it unawares
	RECORD_GOLDEN=1 $(SWIFT) test --disable-xctest $(DEBUG_FLAGS) --filter ConsoleTests

docs: build ## Write the generated documents anew
	@.ci/check-generated --write "$$($(SWIFT) build --show-bin-path)/duet"

race: setup ## Run the tests of what runs concurrently under the thread sanitizer
	TSAN_OPTIONS=suppressions=$(CURDIR)/.ci/tsan-suppressions \
	  $(SWIFT) test --no-color-diagnostics --disable-xctest --sanitize thread --scratch-path .build-tsan \
	  --filter '$(RACE_TESTS)'

bench: setup ## Measure, optimised
	$(SWIFT) run $(RELEASE_FLAGS) duet-bench

clean: ## Remove everything that was built
	rm -rf .build .build-*
