"""What a rule demands of its data: balances in every process, times that are times."""

from __future__ import annotations

from lca.rules.compiling.apart import duration
from lca.rules.compiling.context import Context
from lca.rules.schema.rule import RuleModel


def check_demands(context: Context, model: RuleModel) -> None:
    """Balances that a process lacks (R286), and durations that are none."""
    quality, life = model.data_quality, model.unit.service_life
    for name in quality.balances if quality else ():
        for key, process in model.processes.items():
            if name not in process.balances:
                context.refuse("R286", ("processes", key), process=key, name=name)
    if quality is not None and quality.period is not None:
        duration(context, ("data_quality", "period"), quality.period)
    if life is not None:
        duration(context, ("unit", "service_life", "amount"), life.amount)
