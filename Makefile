# make lint: check the sample report.  make test: run the tests.  Both make the environment first.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.installed

.PHONY: lint test clean

lint: $(STAMP)
	$(VENV)/bin/textcheck lint samples/clean/report.txt

test: $(STAMP)
	$(VENV)/bin/python -m pytest

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	$(VENV)/bin/python -m compileall -q textcheck
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
