"""A general or sector rule on its own: what can be told before a product rule completes it."""

from __future__ import annotations

from lca.errors import Finding
from lca.rules.compiling.apart import duration
from lca.rules.compiling.context import Context
from lca.rules.compiling.declared import declare
from lca.rules.compiling.processes import compile_processes
from lca.rules.compiling.products import products_of
from lca.rules.linting.general import check_languages, check_status
from lca.rules.linting.narrowing import check_narrowing
from lca.rules.linting.placeholders import check_placeholders
from lca.rules.reading import Reading
from lca.rules.schema.rule import Frame
from lca.units import Quantity

OPEN = frozenset({"E201", "E204", "E206", "E213", "R113", "R116", "R117", "S301", "S304"})
"""Findings about names, products and methods that a rule below may still bring."""


def check_frame(reading: Reading, frame: Frame) -> list[Finding]:
    """All findings of a frame: its words, status, units, ranges, shares, constants and formulas.

    Names that the frame does not declare are left to the rules below; R212 where it carries tests.
    """
    names = frozenset((*frame.activity_data, *frame.parameters, *frame.quantities))
    context = Context(reading.document, names)
    check_status(context, frame)
    check_languages(context, frame)
    check_placeholders(context)
    _amounts(context, frame)
    declared = declare(context, frame, _unit(context, frame), reading.unreadable)
    scope = declared.scope()
    compile_processes(context, frame, scope, products_of(context, frame.processes, scope, complete=False))
    if frame.tests:
        context.refuse("R212", ("tests",), level=frame.level)
    own = [finding for finding in context.findings if finding.code not in OPEN]
    return [*reading.findings, *own, *check_narrowing(reading.pairs)]


def _unit(context: Context, frame: Frame) -> Quantity | None:
    return None if frame.unit is None else context.quantity(("unit", "amount"), frame.unit.amount)


def _amounts(context: Context, frame: Frame) -> None:
    """Shares between 0 and 100 %, and the limit of one item within that of all."""
    if frame.cut_off is not None:
        single = context.share(("cut_off", "single"), frame.cut_off.single)
        total = context.share(("cut_off", "total"), frame.cut_off.total)
        if single is not None and total is not None and single > total:
            context.refuse("R147", ("cut_off",), single=frame.cut_off.single, total=frame.cut_off.total)
    for index, exclusion in enumerate(frame.boundary.exclusions if frame.boundary else ()):
        context.share(("boundary", "exclusions", index, "bound"), exclusion.bound)
    if frame.data_quality is not None:
        context.share(("data_quality", "primary_share"), frame.data_quality.primary_share)
        if frame.data_quality.period is not None:
            duration(context, ("data_quality", "period"), frame.data_quality.period)
