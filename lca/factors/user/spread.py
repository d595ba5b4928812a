"""The distribution that a user's row states, as a dimensionless multiplier around 1."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lca.errors import InputError
from lca.factors.columns import decimal, entries
from lca.factors.user.reading import Reading

if TYPE_CHECKING:
    from lca.distributions import Distribution


def spread_of(reading: Reading) -> Distribution | None:
    """Give the multiplier; None where no distribution is stated or it is refused.

    Plain numbers in it are in the unit of the row's value; where the row states masses of gas only,
    they are relative to 1.
    """
    text = reading.record.cell("distribution")
    if not text:
        return None
    from pydantic import TypeAdapter, ValidationError

    from lca.distributions import DistributionSpec, resolve, scaled

    try:
        value = float(decimal(reading.record.cell("value") or "1"))
        data = {key: number_or_text(cell) for key, cell in entries(text)}
        spec = TypeAdapter(DistributionSpec).validate_python(data)
        found = scaled(resolve(spec, value), 1 / value)
    except ValidationError as error:
        reading.refuse("F642", "distribution", reason=error.errors()[0]["msg"])
    except InputError as error:
        reading.pass_on(error, "distribution")
    except (ValueError, ZeroDivisionError):
        reading.refuse("F642", "distribution", reason=text)
    else:
        return found
    return None


def number_or_text(cell: str) -> float | str:
    """Give a finite number where the cell is one."""
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if math.isfinite(number) else cell
