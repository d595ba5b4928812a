"""The time that something covers, in days."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from lca.validation import Frozen


class Period(Frozen):
    """The time that the activity data cover, both days included."""

    start: date = Field(alias="from")
    end: date = Field(alias="to")

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days + 1

    @property
    def year(self) -> int:
        """The year in which the middle of the period lies."""
        return (self.start + (self.end - self.start) / 2).year

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise PydanticCustomError("A102", "reversed", {"start": self.start, "end": self.end})
        return self
