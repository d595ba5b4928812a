"""What a result must tell of the background databases behind it: doubts about gases, samples, convergence.

Nothing here names the folder of a database: the same inputs give the same result wherever they lie, and a
result that is passed on says nothing of the machine that made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lca.background.product import BackgroundProduct
from lca.errors import Finding, Severity
from lca.system.background import LinkedDatabase
from lca.system.product_system import ProductSystem

ADVISED = 1000
"""How many samples a remedy names where nobody asked for a number."""
SHOWN = 3
"""How many subjects of remarks are named."""


def used(system: ProductSystem, backgrounds: Mapping[str, LinkedDatabase]) -> tuple[LinkedDatabase, ...]:
    """The databases behind a system's flows, sorted by name."""
    sources = (flow.intensity.source for flow in system.all_flows)
    names = {one.database for one in sources if isinstance(one, BackgroundProduct)}
    return tuple(backgrounds[name] for name in sorted(names))


def told(system: ProductSystem, backgrounds: Mapping[str, LinkedDatabase]) -> ProductSystem:
    """The system with what is to be told of its databases as they are."""
    notes = [note for database in used(system, backgrounds) for note in _of_database(database)]
    return replace(system, findings=(*system.findings, *notes)) if notes else system


def drawable(
    system: ProductSystem,
    backgrounds: Mapping[str, LinkedDatabase],
    samples: int,
    seed: int,
    design: str = "random",
) -> tuple[ProductSystem, int]:
    """The system with what is to be told of its databases' samples, and how many samples can be drawn.

    A database without samples counts as exact, and says so; one with fewer than are asked for limits the run,
    under a Sobol design to a power of 2.
    """
    if samples < 2:
        return system, samples
    databases = used(system, backgrounds)
    most = min([samples, *(one.held for one in databases if one.held)])
    if design == "sobol" and most < samples:
        most = 1 << (most.bit_length() - 1)
    notes = [note for one in databases for note in _of_samples(one, samples, most, seed)]
    return replace(system, findings=(*system.findings, *notes)), most


def exact(system: ProductSystem, backgrounds: Mapping[str, LinkedDatabase], seed: int) -> tuple[Finding, ...]:
    """The databases without samples, whose products count as exact."""
    without = (one for one in used(system, backgrounds) if not one.held)
    return tuple(note for one in without for note in _of_samples(one, ADVISED, ADVISED, seed))


def _of_database(database: LinkedDatabase) -> Iterator[Finding]:
    """Findings of the solver one by one; those on flows counted, for there may be many."""
    yield from database.intensities.findings
    grave = (Severity.ERROR, Severity.BLOCKING)
    yield from (one for one in database.gases.findings if one.severity in grave)
    doubts = [one for one in database.gases.findings if one.severity is Severity.WARNING]
    if doubts:
        counted = Counter(str(one.params.get("about", one.code)) for one in doubts)
        names = ", ".join(list(counted)[:SHOWN]) + (", …" if len(counted) > SHOWN else "")
        about = {"database": database.name, "count": len(doubts), "names": names}
        yield Finding("B714", about, severity=Severity.WARNING)


def _of_samples(database: LinkedDatabase, samples: int, most: int, seed: int) -> Iterator[Finding]:
    about = {
        "database": database.name,
        "seed": seed,
        "held": database.held,
        "drawn": most,
        "samples": samples,
        "gwp_set": database.gwp.name,
    }
    if database.held < samples:
        yield Finding("B709" if database.held else "B708", about, severity=Severity.WARNING)
    doubtful = [number for number in database.doubtful if number < most]
    if doubtful:
        yield Finding("B715", {**about, "count": len(doubtful)}, severity=Severity.WARNING)
