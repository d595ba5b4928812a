"""The background databases of a run: opened, solved once, with the samples that were made before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from lca.background.database import Background
from lca.background.product import BackgroundProduct
from lca.errors import Finding, InputError, Severity
from lca.gases import GwpSet
from lca.system.background import LinkedDatabase
from lca.system.product_system import ProductSystem

Backgrounds: TypeAlias = "Mapping[str, Background | Path | str] | Iterable[Background | Path | str]"
"""Databases or the paths of their folders, under the names that they have or that are stated."""


def link(backgrounds: Backgrounds, gwp: GwpSet, seed: int = 1) -> Mapping[str, LinkedDatabase]:
    """Open and solve the databases of a run.

    Raises:
        InputError: a folder that is no database, a database that cannot be solved, B710 two of one name.
    """
    given = backgrounds.items() if isinstance(backgrounds, Mapping) else (("", one) for one in backgrounds)
    found: dict[str, LinkedDatabase] = {}
    wrong: list[Finding] = []
    for name, one in given:
        try:
            database = _linked(name, one, gwp, seed)
        except InputError as error:
            wrong += error.findings
            continue
        if database.name in found:
            wrong.append(Finding("B710", {"database": database.name}))
        found[database.name] = database
    if wrong:
        raise InputError(wrong)
    return found


def _linked(name: str, given: Background | Path | str, gwp: GwpSet, seed: int) -> LinkedDatabase:
    from lca.background.characterising import greenhouse_gases
    from lca.background.solving import intensities
    from lca.background.solving.stored import stored_intensities, stored_samples
    from lca.background.store import open_background

    background = given if isinstance(given, Background) else open_background(Path(given))
    gases = greenhouse_gases(background)
    solved = stored_intensities(background, gases) or intensities(background, gases)
    samples = stored_samples(background, gwp.name, seed)
    return LinkedDatabase(name or background.name, background, gases, solved, gwp, samples)


def drawable(
    system: ProductSystem, backgrounds: Mapping[str, LinkedDatabase], samples: int, seed: int
) -> tuple[ProductSystem, int]:
    """The system with what is to be told of its databases' samples, and how many samples can be drawn.

    A database without samples counts as exact, and says so; one with fewer than are asked for limits the run.
    """
    if samples < 2:
        return system, samples
    notes = list(_notes(system, backgrounds, samples, seed))
    held = [one.params["held"] for one in notes if one.code == "B709"]
    return replace(system, findings=(*system.findings, *notes)), min([samples, *held])


def _notes(
    system: ProductSystem, backgrounds: Mapping[str, LinkedDatabase], samples: int, seed: int
) -> Iterator[Finding]:
    sources = (flow.intensity.source for flow in system.all_flows)
    for name in sorted({one.database for one in sources if isinstance(one, BackgroundProduct)}):
        database = backgrounds[name]
        held = 0 if database.samples is None else database.samples.shape[1]
        told = {
            "database": name,
            "seed": seed,
            "held": held,
            "samples": samples,
            "gwp_set": database.gwp.name,
            "folder": database.background.folder or name,
        }
        if held < samples:
            yield Finding("B709" if held else "B708", told, severity=Severity.WARNING)
