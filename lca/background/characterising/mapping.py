"""Elementary flows of a database to masses of greenhouse gases.

Counted is what is emitted to air, and carbon dioxide taken from the air. IPCC values hold for nothing else: a
gas that goes to water or soil, or comes out of the ground, is left out and told. Carbon monoxide and other
precursors warm through what they become; the sets of the IPCC give them no GWP100, so they are left out and
told as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lca.background.characterising.collecting import Collected
from lca.background.characterising.compartments import Medium
from lca.background.characterising.flowing import FlowTable
from lca.background.characterising.flows import GasFlows
from lca.background.characterising.names import is_group, suspicious
from lca.background.characterising.own_method import by_method, not_recognised
from lca.background.characterising.recognise import Recognition, origin, recognise
from lca.background.database import Background
from lca.background.units import mass_of
from lca.errors import Finding, Location, Severity


@dataclass(frozen=True, slots=True)
class _Mapped:
    flow: int
    gas: str
    origin: str
    mass: float
    by: str


def greenhouse_gases(background: Background, *, method: str | None = None) -> GasFlows:
    """Which elementary flows are greenhouse gases, recognised by identifier, CAS number, then name.

    Args:
        background: the database; nothing but its flows is read, and amounts for findings.
        method: name of a characterisation that came with the data (``Background.methods``) to be used
            instead: flows then count as kg CO2e with the source's own values and cannot be recomputed under
            another GWP set. A database whose flows have no names and that brings one method uses it unasked.

    Raises:
        InputError: B515 there is no such method, B516 its values are not finite.
    """
    table = FlowTable(background)
    if method is not None:
        return by_method(table, method)
    if len(background.methods) == 1 and len(table) and not any(name.strip() for name in table.name):
        return by_method(table, next(iter(background.methods)))
    collected = Collected(table)
    mapped = [entry for position in range(len(table)) for entry in _flow(table, position, collected)]
    not_recognised(table, {entry.flow for entry in mapped}, collected)
    findings = (*collected.findings(), *_nothing(background, mapped))
    return GasFlows(
        np.array([entry.flow for entry in mapped], dtype=np.int32),
        tuple(entry.gas for entry in mapped),
        tuple(entry.origin for entry in mapped),
        np.array([entry.mass for entry in mapped], dtype=np.float64),
        tuple(entry.by for entry in mapped),
        findings,
    )


def _flow(table: FlowTable, position: int, collected: Collected) -> Iterator[_Mapped]:
    """The gas that a flow is, if any; whatever stands against it is collected."""
    name, medium = table.name[position], table.medium[position]
    found = recognise(table.id[position], name, table.cas[position])
    _doubts(table, position, found, collected)
    if found.substance is None:
        if medium.emission and suspicious(name) and table.used_by[position]:
            collected.add("B506" if is_group(name) else "B501", name.strip(), position)
        return
    gas = found.substance.gas
    if not gas:
        _without_value(table, position, found.substance.status, collected)
        return
    of = origin(gas, found.words, medium)
    mass = mass_of(table.unit[position])
    told = _left_out(gas, of, medium) or ("B503" if mass is None else "")
    if told or mass is None:
        _tell(table, position, told, gas, collected)
        return
    if of == "not_stated":
        _tell(table, position, "B508", gas, collected)
    if medium is Medium.UNKNOWN and of != "biogenic_uptake":
        _tell(table, position, "B509", gas, collected)
    yield _Mapped(position, gas, of, mass, found.by)


def _left_out(gas: str, of: str, medium: Medium) -> str:
    """Code of the reason why a gas does not count where it goes or comes from; empty where it does.

    Methane in the ground is a fuel, no emission, and nothing to tell.
    """
    if of == "biogenic_uptake" or medium.emission:
        return ""
    if medium.taken:
        return "B510" if gas == "co2" else "fuel"
    return "B502"


def _without_value(table: FlowTable, position: int, status: str, collected: Collected) -> None:
    """A gas without a value, emitted to air."""
    if table.medium[position].emission:
        code = "B507" if status == "no_value" else "B513"
        _tell(
            table, position, code, table.name[position].strip() if status == "no_value" else "CO", collected
        )


def _doubts(table: FlowTable, position: int, found: Recognition, collected: Collected) -> None:
    if found.bad_cas:
        _tell(table, position, "B505", "CAS", collected)
    if found.against and found.substance is not None:
        against = ", ".join(f"{by}: {other}" for by, other in found.against)
        collected.add("B504", f"{found.by}: {found.substance.known_as} ≠ {against}", position)


def _tell(table: FlowTable, position: int, code: str, about: str, collected: Collected) -> None:
    """Collect a finding about a flow that some process exchanges; what nobody exchanges changes nothing."""
    if code != "fuel" and table.used_by[position]:
        collected.add(code, about, position)


def _nothing(background: Background, mapped: list[_Mapped]) -> Iterator[Finding]:
    if not mapped and len(background.flows):
        methods = ", ".join(background.methods)
        told = {"flows": len(background.flows), "methods": methods or "–"}
        yield Finding("B514", told, Location(file=background.name or None), Severity.BLOCKING)
