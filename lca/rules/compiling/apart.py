"""What is reported apart from the total: carbon that the product holds, emissions that come later."""

from __future__ import annotations

from lca.documents import KeyPath
from lca.rules.compiling.context import Context
from lca.rules.demanded import StorageSpec
from lca.rules.expression import Scope
from lca.rules.schema.process import Internal
from lca.rules.schema.rule import RuleModel
from lca.units import Dimension, Quantity, unit

MASS = Dimension((("mass", 1),))


def timed_after() -> float:
    """Seconds after which the timing of an emission is stated: ten years (ISO 14067:2018, 6.4.8)."""
    return 10 * unit("year").scale


def storages(context: Context, model: RuleModel, scope: Scope) -> tuple[StorageSpec, ...]:
    """The carbon that the product holds, as far as it could be read; R283 where it is not a mass."""
    found = []
    for key, entry in model.carbon_storage.items():
        path: KeyPath = ("carbon_storage", key)
        carbon, have = context.number((*path, "carbon"), entry.carbon, scope)
        if have is not None and have != MASS:
            context.refuse("R283", (*path, "carbon"), name=key, have=have)
        time = duration(context, (*path, "duration"), entry.duration)
        if carbon is not None and time is not None:
            place = context.document.locate(path)
            found.append(StorageSpec(key, entry.label, carbon, time, entry.clause, place))
    return tuple(found)


def duration(context: Context, path: KeyPath, text: str) -> Quantity | None:
    """A time longer than nothing, or None after a finding."""
    read = context.quantity(path, text, like=unit("year"))
    if read is not None and read.engine <= 0:
        context.refuse("R280", path, value=text)
        return None
    return read


def delay(context: Context, path: KeyPath, entry: object) -> Quantity | None:
    """How much later the emissions of a line come; R281 on a link, R282 where it changes nothing."""
    text = getattr(entry, "delay", None)
    if text is None:
        return None
    place: KeyPath = (*path, "delay")
    if isinstance(entry, Internal):
        context.refuse("R281", place, product=entry.product)
        return None
    read = duration(context, place, text)
    if read is not None and read.engine <= timed_after():
        context.warn("R282", place, value=text)
    return read
