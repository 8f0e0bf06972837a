# What a machine needs is Swift 6.3 and git; `scripts/setup` sees to the rest.
#
#   make            build the release binary, .build/release/keystrel
#   make scan       build it and scan the sample repository of fixtures/
#   make test       everything that CI checks; in CI (CI=true) each fuzzer has a minute as well
#   make fuzz       what reads hostile bytes under libFuzzer, each reader for FUZZ_SECONDS
#   make dist       the release for Linux: one binary with all libraries inside, tarball, checksums; on Debian 12
#   make install    binary, man page and completions, below PREFIX

PREFIX ?= /usr/local
RELEASE := .build/release/keystrel
DEBUG := .build/debug/keystrel

# The Swift runtime inside the binary: one file to copy, and half the start-up time. macOS has the runtime already.
ifeq ($(shell uname -s),Linux)
STATIC := --static-swift-stdlib
endif

# Warnings stop CI and nobody else: whoever builds from source with a newer compiler must not be stopped by one.
ifdef CI
STRICT := -Xswiftc -warnings-as-errors
endif

.PHONY: build scan test fuzz lint format man completions install dist sanitize setup clean

# Without debug information, which takes an eighth of the time; the names of functions stay.
build: setup
	swift build -c release -debug-info-format none $(STATIC) --product keystrel

setup:
	@scripts/setup

# keystrel's own exit code is printed; make turns the failed recipe into its 2.
scan: build
	@scripts/scan-sample $(RELEASE)

test:
	@scripts/setup tests
	swift build --build-tests $(STRICT)
	KEYSTREL_PYTHON="$$(scripts/schema-python)" swift test --skip-build
	$(DEBUG) rules test
	$(DEBUG) scan .
	@$(MAKE) --no-print-directory lint
ifdef CI
	scripts/check-integrations
	@$(MAKE) --no-print-directory fuzz
endif

# By name: swift format takes a path that does not exist for a clean one.
lint:
	git ls-files -z '*.swift' | xargs -0 swift format lint --strict --parallel

format:
	git ls-files -z '*.swift' | xargs -0 swift format format --in-place --parallel

man: setup
	swift package generate-manual
	@mkdir -p .build/man
	@cp .build/plugins/GenerateManual/outputs/keystrel/keystrel.1 .build/man/
	@echo "to read it: man -l .build/man/keystrel.1"

completions: build
	@mkdir -p .build/completions
	$(RELEASE) --generate-completion-script bash > .build/completions/keystrel.bash
	$(RELEASE) --generate-completion-script zsh > .build/completions/_keystrel
	$(RELEASE) --generate-completion-script fish > .build/completions/keystrel.fish

install: completions man
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/man/man1" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	install -m 755 $(RELEASE) "$(DESTDIR)$(PREFIX)/bin/keystrel"
	install -m 644 .build/man/keystrel.1 "$(DESTDIR)$(PREFIX)/share/man/man1/"
	install -m 644 .build/completions/keystrel.bash \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/keystrel"
	install -m 644 .build/completions/_keystrel \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_keystrel"
	install -m 644 .build/completions/keystrel.fish \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/keystrel.fish"

dist:
	scripts/release/build

# Each in a folder of its own, so that the ordinary build stays as it is. Leaks are not looked for: the C libraries keep
# what they set up once until the process ends.
sanitize:
	@scripts/setup tests
	KEYSTREL_PYTHON="$$(scripts/schema-python)" swift test --sanitize=thread --scratch-path .build/thread
	KEYSTREL_PYTHON="$$(scripts/schema-python)" ASAN_OPTIONS=detect_leaks=0 \
	  swift test --sanitize=address --scratch-path .build/address

# In a folder of its own, with the address sanitizer; what it finds beyond the kept corpus stays in .build/fuzz.
FUZZ_SECONDS ?= 60
fuzz:
	@scripts/setup
	FUZZ_SECONDS=$(FUZZ_SECONDS) scripts/fuzz

clean:
	rm -rf .build
