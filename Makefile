# The tools of the active environment; another one: make check PYTHON=/path/to/bin/python
PYTHON ?= python
# Tools such as ruff and lint-imports stand beside the interpreter.
BIN := $(shell dirname "$$(command -v $(PYTHON))")/

POT := tui_crm/locale/tui_crm.pot
PO := tui_crm/locale/pl/LC_MESSAGES/tui_crm.po
BABEL := $(PYTHON) -m babel.messages.frontend

.PHONY: help locale check test test-quick torture bench docs release

help:
	@echo "make locale       collect the messages, bring the Polish catalogue up to date, compile it"
	@echo "make check        formatting, linting, types, layers"
	@echo "make test         the tests"
	@echo "make test-quick   the tests that need no program, in less than a minute"
	@echo "make torture      faults by the hundred: killed upgrades, for minutes"
	@echo "make bench        the measurements"
	@echo "make docs         what the documentation takes from the source"
	@echo "make release      check, build and tag the version of tui_crm/__init__.py"

# Without places, dates and wrapping, so that a diff shows messages and nothing else.
locale:
	$(BABEL) --quiet extract --mapping-file=babel.cfg --no-default-keywords \
		--keywords=_ --keywords=N_ --keywords=ngettext:1,2 --keywords=pgettext:1c,2 \
		--no-location --sort-output --no-wrap --omit-header --output-file=$(POT) tui_crm
	$(BABEL) --quiet update --input-file=$(POT) --output-file=$(PO) --locale=pl \
		--ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete --no-wrap
	$(BABEL) compile --input-file=$(PO) --output-file=$(PO:.po=.mo) --locale=pl --statistics

check:
	$(BIN)ruff format --check .
	$(BIN)ruff check .
	$(PYTHON) -m mypy
	$(BIN)lint-imports

test:
	$(PYTHON) -m pytest

test-quick:
	$(PYTHON) -m pytest -m "not slow"

torture:
	$(PYTHON) -m pytest -m torture tests/torture tests/ui/test_damaged_values.py

bench:
	$(PYTHON) benchmarks/start.py
	$(PYTHON) benchmarks/keys.py

docs:
	$(PYTHON) -m scripts.dev_docs
	$(PYTHON) -m scripts.key_table
	$(PYTHON) -m scripts.shipped_files

release:
	$(PYTHON) -m scripts.release
