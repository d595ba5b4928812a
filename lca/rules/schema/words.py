"""The words of the rule language: names, amounts, numbers, and what an editor shows about a field."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo

NAME = r"^[a-z][a-z0-9_]*$"
ID = r"^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*$"
VERSION = r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$"
EDITION = rf"{ID[:-1]}(@{VERSION[1:-1]})?$"


def _written(value: object) -> object:
    """A YAML number as the text that it was written as; anything else unchanged."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return value
    return repr(value)


_SCALAR = {"type": ["string", "number"]}

Name: TypeAlias = Annotated[str, StringConstraints(pattern=NAME)]
Id: TypeAlias = Annotated[str, StringConstraints(pattern=ID)]
Edition: TypeAlias = Annotated[str, StringConstraints(pattern=EDITION)]
Version: TypeAlias = Annotated[str, StringConstraints(pattern=VERSION)]
Words: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
QuantityText: TypeAlias = Annotated[str, BeforeValidator(_written), WithJsonSchema(_SCALAR)]
ExpressionText: TypeAlias = Annotated[str, BeforeValidator(_written), WithJsonSchema(_SCALAR)]
Number: TypeAlias = Annotated[float, Field(strict=True)]
Flag: TypeAlias = Annotated[bool, Field(strict=True)]
Method: TypeAlias = Literal["cut_off", "closed_loop", "open_loop", "net_scrap", "cff"]
Score: TypeAlias = Annotated[float, Field(strict=True, ge=1, le=5)]


def about(en: str, zh: str, **rest: Any) -> Any:
    """A field with its description in English and Chinese; ``rest`` as for pydantic's ``Field``."""
    field: FieldInfo = Field(description=en, json_schema_extra={"description_zh": zh}, **rest)
    return field
