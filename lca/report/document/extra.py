"""The libraries of the extra ``document``: asked for where they are used, missed with a remedy."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from lca.errors import Finding, InputError

EXTRA = "document"


def needed(module: str) -> Any:
    """Import a library of the extra; InputError V360 where it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise InputError(Finding("V360", {"module": error.name or module})) from error
