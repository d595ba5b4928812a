"""The words of an activity data file: text that is not empty, numbers that are no truth values."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError


def not_truth(value: object) -> object:
    """Refuse true and false, which are numbers to Python and never to an analyst."""
    if isinstance(value, bool):
        raise PydanticCustomError("A101", "not a number", {"value": str(value).lower()})
    return value


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Number = Annotated[float, BeforeValidator(not_truth)]
