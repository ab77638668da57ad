"""Every rule in force: a module in this package's folders that defines a Rule is one."""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module

from textcheck import rules
from textcheck.rules.base import Rule


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Return one instance of every rule, ordered by code."""
    found: list[Rule] = []
    for package in pkgutil.iter_modules(rules.__path__):
        if not package.ispkg:
            continue
        folder = import_module(f"{rules.__name__}.{package.name}")
        for module in pkgutil.iter_modules(folder.__path__):
            loaded = import_module(f"{folder.__name__}.{module.name}")
            found += [
                value()
                for value in vars(loaded).values()
                if isinstance(value, type) and issubclass(value, Rule) and value.__module__ == loaded.__name__
            ]
    return tuple(sorted(found, key=lambda rule: rule.code))
