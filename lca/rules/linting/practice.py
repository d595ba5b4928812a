"""What a rule of its kind and status should say: ranges, clauses, cut-off, validity, units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lca.documents import KeyPath
from lca.errors import InputError, Severity
from lca.gases import gas_key
from lca.rules.linting.study import Study, listed
from lca.rules.schema.activity import Scalar, Table
from lca.rules.schema.process import Bought, Emission, Selector
from lca.units import DIMENSIONLESS, quantity

ROUNDING = 1e-9


def check_practice(study: Study) -> None:
    """Everything that a careful reader of a rule would ask for."""
    _data(study)
    _clauses(study)
    _time(study)
    _left_out(study)
    _electricity(study)
    _gases(study)
    for path, values in _lists(study):
        _twice(study, path, values)


def _data(study: Study) -> None:
    """Ranges (R301), shares with per (R322), units that divide twice (R323), tables without key (R330)."""
    for name, entry in study.model.activity_data.items():
        path: KeyPath = ("activity_data", name)
        if isinstance(entry, Table) and entry.key is None:
            study.context.warn("R330", path, table=name)
        if isinstance(entry, Scalar) and entry.range is None and entry.typical is None:
            study.context.warn("R301", path, name=name, unit=entry.unit)
        spec = study.declared.scalars.get(name)
        if spec is None or spec.per is None:
            continue
        divides = {base for base, power in spec.unit.dimension.exponents if power < 0}
        if spec.unit.dimension == DIMENSIONLESS:
            study.context.warn("R322", (*path, "per"), unit=spec.unit.text, per=spec.per.text)
        elif divides & {base for base, _ in spec.per.dimension.exponents}:
            study.context.warn("R323", (*path, "per"), unit=spec.unit.text, per=spec.per.text)


def _clauses(study: Study) -> None:
    """A published rule cites its clause for activity data, exclusions and allocation (R316)."""
    model = study.model
    if model.status != "published":
        return
    allocated = {key: process.allocation for key, process in model.processes.items() if process.allocation}
    sections: list[tuple[KeyPath, list[str]]] = [
        (("activity_data",), [name for name, entry in model.activity_data.items() if entry.clause is None]),
        (
            ("boundary", "exclusions"),
            [e.name.get("en") for e in model.boundary.exclusions if e.clause is None],
        ),
        (("processes",), [key for key, allocation in allocated.items() if allocation.clause is None]),
    ]
    for path, names in sections:
        if names:
            section = "allocation" if path == ("processes",) else str(path[-1])
            study.context.warn("R316", path, section=section, names=listed(names), count=len(names))


def _time(study: Study) -> None:
    """Validity that has ended (R324), a function over a life whose length is not told (R325)."""
    model, end = study.model, study.model.valid.to if study.model.valid else None
    if end is not None and study.as_of is not None and end < study.as_of and model.status != "superseded":
        study.context.warn("R324", ("valid", "to"), end=end, day=study.as_of)
    unit = model.unit
    if unit.kind == "functional" and unit.service_life is None and model.boundary.type == "cradle_to_grave":
        study.context.warn("R325", ("unit",))


def _left_out(study: Study) -> None:
    """Exclusions whose bounds exceed the rule's own cut-off, one by one (R327) and together (R326)."""
    cut_off, exclusions = study.model.cut_off, study.model.boundary.exclusions
    single, total = _share(cut_off.single), _share(cut_off.total)
    if cut_off.basis != "footprint" or single is None or total is None:
        return
    bounds = [_share(exclusion.bound) for exclusion in exclusions]
    for index, bound in enumerate(bounds):
        if bound is not None and bound > single + ROUNDING:
            path = ("boundary", "exclusions", index, "bound")
            study.context.warn("R327", path, bound=exclusions[index].bound, limit=cut_off.single)
    together = sum(bound for bound in bounds if bound is not None)
    if together > total + ROUNDING:
        place = ("boundary", "exclusions")
        study.context.warn("R326", place, sum=f"{100 * together:.4g} %", limit=cut_off.total)


def _share(text: str | None) -> float | None:
    try:
        return None if text is None else quantity(text, like="%").engine
    except InputError:
        return None


def _electricity(study: Study) -> None:
    """Electricity is bought, and the rule does not say from which source it may come (R328)."""
    if study.model.electricity is not None or study.declared.supplies:
        return
    for path, entry in study.lines:
        factor = entry.factor if isinstance(entry, Bought) else None
        if isinstance(factor, Selector) and (factor.item or "").split(".")[0] == "electricity":
            study.context.warn("R328", (*path, "factor"))
            return


def _gases(study: Study) -> None:
    """Biogenic CO2 without uptake (R329), gases by another name than their key (R334)."""
    emissions = [(path, entry) for path, entry in study.lines if isinstance(entry, Emission)]
    keys = {path: _key(entry.gas) for path, entry in emissions}
    if not any(entry.origin == "biogenic_uptake" for _, entry in emissions):
        released = [p for p, entry in emissions if entry.origin == "biogenic" and keys[p] == "co2"]
        if released and study.whole:
            study.context.refuse("R329", released[0], severity=Severity.INFO)
    for path, entry in emissions:
        key = keys[path]
        if key is not None and key != entry.gas:
            place = (*path, "gas")
            study.context.refuse("R334", place, [key], Severity.INFO, gas=entry.gas, key=key)


def _key(gas: str) -> str | None:
    try:
        return gas_key(gas)
    except InputError:
        return None


def _lists(study: Study) -> Iterator[tuple[KeyPath, Sequence[str]]]:
    """The lists in which nothing needs to stand twice; options of a choice are an error of their own."""
    model = study.model
    for scheme, codes in model.product.categories.items():
        yield ("product", "categories", scheme), codes
    if model.electricity is not None:
        yield ("electricity", "hierarchy"), model.electricity.hierarchy
    if model.data_quality is not None:
        yield ("data_quality", "balances"), model.data_quality.balances


def _twice(study: Study, path: KeyPath, values: Sequence[str]) -> None:
    for index, value in enumerate(values):
        if value in values[:index]:
            study.context.warn("R336", (*path, index), value=value)
