# Tandem: `make demo` shows it, `make test` checks it, `make build` builds it.

# x11 keeps the programs free of libraries that are linked at build time; Wayland
# desktops run them through XWayland.
tags := migrated_fynedo,no_emoji,no_metadata,x11
ldflags := -s -w
go := go build -trimpath -ldflags '$(ldflags)'
mingw := CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc

.PHONY: build bench-bin dist-windows demo screenshots figures test bench changelog clean install

build: install
	CGO_ENABLED=0 $(go) -o dist/site ./app/site
	$(go) -tags $(tags) -o dist/manager ./app/manager
	$(go) -tags $(tags) -o dist/console ./app/console

# The programs with a customer who answers by a flag, for ../shared/bench, and
# beside them the bench's own, which it looks for in the same folder.
bench-bin: install
	if [ -d ../shared/bench ]; then mkdir -p dist/bench && cd ../shared/bench && go build -o $(CURDIR)/dist/bench/ ./...; fi
	CGO_ENABLED=0 $(go) -o dist/bench/site ./app/site
	$(go) -tags $(tags),rehearsal -o dist/bench/manager ./app/manager
	$(go) -tags $(tags) -o dist/bench/console ./app/console

dist-windows:
	@bash .ci/install windows
	$(mingw) go build -trimpath -ldflags '$(ldflags) -H=windowsgui' -tags $(tags) -o dist/manager.exe ./app/manager
	$(mingw) go build -trimpath -ldflags '$(ldflags) -H=windowsgui' -tags $(tags) -o dist/console.exe ./app/console
	CGO_ENABLED=0 GOOS=windows $(go) -o dist/site.exe ./app/site

demo: export WITH_TEST_TOOLS = 1
demo: build
	@bash .ci/demo

# Pictures of every shape, panel and dialog, to be looked at: dist/screenshots.
screenshots: bench-bin
	@bash .ci/install test
	@bash .ci/screenshots

# What the Console takes: starts, panels, many sessions, a kill. Idle machine.
figures:
	@bash .ci/install test
	@bash .ci/figures/run

test:
	@bash .ci/install test
	@bash .ci/test

install:
	@bash .ci/install $(if $(WITH_TEST_TOOLS),test,build)

# Tandem beside TigerVNC, over emulated links; needs root and an idle machine.
bench: bench-bin
	@bash .ci/bench

# Release notes since the last tag, from the commits' trailers.
changelog:
	@range=$$(git describe --tags --abbrev=0 2>/dev/null); \
	git log --format='%(trailers:key=Changelog-added,key=Changelog-changed,key=Changelog-fixed,unfold)' $${range:+$$range..} | sed '/^$$/d' | sort

clean:
	rm -rf dist
