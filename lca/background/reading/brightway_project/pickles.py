"""Pickled fields of a Brightway project as plain data.

Brightway keeps fields as pickles, and a pickle can run what it likes. Here only plain data come out: whatever
names a class or a function becomes :class:`Opaque`, which does nothing and remembers only its name.
"""

from __future__ import annotations

import io
import pickle
from typing import Any

PLAIN = {
    ("builtins", name): getattr(__import__("builtins"), name) for name in ("set", "frozenset", "complex")
}


class Opaque:
    """What stands for an object that is no plain datum."""

    name = "?"

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Take whatever the pickle gives."""

    def __setstate__(self, state: object) -> None:
        """Forget the state."""

    def __str__(self) -> str:
        return f"<{self.name}>"


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in PLAIN:
            return PLAIN[module, name]
        if module.startswith("numpy") and name in ("scalar", "dtype", "_reconstruct", "ndarray"):
            return super().find_class(module, name)
        return type("Opaque", (Opaque,), {"name": f"{module}.{name}"})


def plain_data(data: bytes) -> Any:
    """The content of a pickle without running anything of it; ValueError where it is none."""
    try:
        found = _Unpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    return _unwrapped(found)


def _unwrapped(value: Any) -> Any:
    """NumPy's scalars as numbers of Python."""
    if isinstance(value, dict):
        return {_unwrapped(key): _unwrapped(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_unwrapped(one) for one in value)
    return value.item() if hasattr(value, "item") and getattr(value, "shape", None) == () else value
