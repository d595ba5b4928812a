"""Narrower: validity, product, unit, boundary, cut-off, classes, terms."""

from __future__ import annotations

from lca.documents import KeyPath
from lca.rules.linting.narrowing.comparison import Comparison, number
from lca.rules.schema.demands import Band, Classes
from lca.rules.schema.general import Boundary, CutOff, Exclusion, Product, Unit, Validity
from lca.rules.schema.rule import Frame
from lca.rules.stages import STAGES

OF = frozenset({"of", "clause"})


def check_frame_of(compare: Comparison, high: Frame, low: Frame) -> None:
    """The sections that say what the rule is for and how far it reaches."""
    if high.valid and low.valid:
        _validity(compare, high.valid, low.valid)
    if high.product and low.product:
        _product(compare, high.product, low.product)
    if high.unit and low.unit:
        _unit(compare, high.unit, low.unit)
    _alternatives(compare, high, low)
    if high.boundary and low.boundary:
        _boundary(compare, high.boundary, low.boundary, low.cut_off)
    if high.cut_off and low.cut_off:
        _cut_off(compare, high.cut_off, low.cut_off)
    if high.classes and low.classes:
        _classes(compare, high.classes, low.classes)
    _terms(compare, high, low)


def _validity(compare: Comparison, high: Validity, low: Validity) -> None:
    limit = f"{high.from_} – {high.to or '…'}"
    if low.from_ < high.from_:
        compare.refuse("R233", ("valid", "from"), day=low.from_, limit=limit)
    if high.to is not None and (low.to is None or low.to > high.to):
        compare.refuse("R233", ("valid", "to"), day=low.to, limit=limit)


def _product(compare: Comparison, high: Product, low: Product) -> None:
    """Codes of a classification become longer as the category becomes narrower."""
    for name, codes in high.categories.items():
        for index, code in enumerate(low.categories.get(name, ())):
            if not code.startswith(codes):
                path: KeyPath = ("product", "categories", name)
                compare.refuse("R234", (*path, index), path, value=code, name=name, wanted=", ".join(codes))


def _unit(compare: Comparison, high: Unit, low: Unit) -> None:
    compare.equal(("unit", "kind"), high.kind, low.kind)
    have, wanted = number(low.amount), number(high.amount)
    if have != wanted or have is None:
        compare.equal(("unit", "amount"), high.amount, low.amount)
    compare.kept(("unit",), high, low, OF | {"kind", "amount", "reference_flow"})
    compare.kept(("unit", "reference_flow"), high.reference_flow, low.reference_flow)


def _alternatives(compare: Comparison, high: Frame, low: Frame) -> None:
    places = {unit.id: (index, unit) for index, unit in enumerate(low.alternative_units)}
    for unit in high.alternative_units:
        if unit.id in places:
            index, own = places[unit.id]
            compare.kept(("alternative_units", index), unit, own, OF)


def _boundary(compare: Comparison, high: Boundary, low: Boundary, cut_off: CutOff | None) -> None:
    compare.equal(("boundary", "type"), high.type, low.type)
    for stage in STAGES:
        if high.stages.includes(stage) and not low.stages.includes(stage):
            compare.refuse("R227", ("boundary", "stages", stage), stage=stage)
    for index in range(len(high.exclusions), len(low.exclusions)):
        exclusion = low.exclusions[index]
        if high.stages.includes(exclusion.stage):
            _exclusion(compare, ("boundary", "exclusions", index), exclusion, cut_off)


def _exclusion(compare: Comparison, path: KeyPath, exclusion: Exclusion, cut_off: CutOff | None) -> None:
    """Out of a stage that the rule above includes, only what lies below the cut-off may be left."""
    stage: KeyPath = ("boundary", "stages", exclusion.stage)
    if exclusion.bound is None:
        compare.refuse("R228", path, stage, stage=exclusion.stage)
        return
    bound, single = number(exclusion.bound), number(cut_off.single if cut_off else None)
    if cut_off is not None and bound is not None and single is not None and bound > single:
        compare.refuse("R230", (*path, "bound"), stage, value=exclusion.bound, limit=cut_off.single)


def _cut_off(compare: Comparison, high: CutOff, low: CutOff) -> None:
    compare.equal(("cut_off", "basis"), high.basis, low.basis)
    compare.at_most(("cut_off", "single"), high.single, low.single)
    compare.at_most(("cut_off", "total"), high.total, low.total)


def _classes(compare: Comparison, high: Classes, low: Classes) -> None:
    """Classes keep their names and order; a bound may become smaller, and classes may be added."""
    path: KeyPath = ("classes", "bands")
    compare.equal(("classes", "unit"), high.unit or "", low.unit or "")
    places = {band.name: (index, band) for index, band in enumerate(low.bands)}
    order = [places[band.name][0] for band in high.bands if band.name in places]
    if len(order) < len(high.bands) or order != sorted(order):
        compare.refuse("R232", path, names=", ".join(band.name for band in high.bands))
    for position, band in enumerate(high.bands):
        if band.name in places:
            _band(compare, places[band.name], band, position)


def _band(compare: Comparison, own: tuple[int, Band], band: Band, position: int) -> None:
    index, low = own
    wanted, have = number(band.at_most), number(low.at_most)
    if wanted is not None and (low.at_most is None or (have is not None and have > wanted)):
        place: KeyPath = ("classes", "bands", index, "at_most")
        higher: KeyPath = ("classes", "bands", position)
        compare.refuse("R221", place, higher, value=low.at_most or "-", limit=band.at_most)


def _terms(compare: Comparison, high: Frame, low: Frame) -> None:
    """A term is defined once."""
    first: dict[str, int] = {}
    for index, entry in enumerate(low.terms):
        for word in filter(None, (entry.term.zh, entry.term.en)):
            at = first.setdefault(word.casefold(), index)
            if at < len(high.terms) <= index:
                compare.refuse("R229", ("terms", index), ("terms", at), name=word, key="terms")
                break
