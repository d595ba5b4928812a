"""The text of a unit to its factors above and below the slash."""

from __future__ import annotations

import re

from lca.report.mathematics.nodes import Unit

_CLOSE = re.compile(r"[%‰]|°[A-Z]?")
_FACTOR = re.compile(r"([^\W\d]+(?: CO₂e)?|CO₂e|[%‰])(?:\^?(-?\d)|([²³]))?")
_CO2E = re.compile(r"CO2-?eq?(?![A-Za-z])")
_RAISED = {"²": 2, "³": 3}
Factors = tuple[tuple[str, int], ...]


def unit_layout(text: str) -> Unit:
    """The factors of a unit as its author wrote it: ``kg·d/(t·min)``, ``Nm3``; whole where it has none."""
    if _CLOSE.fullmatch(text):
        return Unit(((text, 1),), close=True)
    above, *below = _CO2E.sub("CO₂e", text).split("/")
    sides = [_factors(side) for side in (above, *below)]
    if any(side is None for side in sides):
        return Unit(((text, 1),))
    first, *rest = (side or () for side in sides)
    return Unit(first, tuple(factor for side in rest for factor in side), close=text[0] in "%‰")


def _factors(side: str) -> Factors | None:
    inner = side.strip().removeprefix("(").removesuffix(")")
    found: list[tuple[str, int]] = []
    for part in re.split(r"\s*[·.*]\s*", inner):
        match = _FACTOR.fullmatch(part)
        if match is None:
            return None
        found.append((match[1], int(match[2]) if match[2] else _RAISED.get(match[3], 1)))
    return tuple(found)


def inline(unit: Unit) -> str:
    """The unit on one line, powers raised: ``kg·d/(t·min)``, ``kg/m³``."""
    above, below = _side(unit.above), _side(unit.below)
    if not unit.below:
        return above
    return f"{above}/({below})" if len(unit.below) > 1 else f"{above}/{below}"


def _side(factors: Factors) -> str:
    raised = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "·".join(name + (str(power).translate(raised) if power != 1 else "") for name, power in factors)
