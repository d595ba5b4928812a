"""The background databases of a run: opened, solved once, with the samples that were made before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from lca.background.database import Background
from lca.errors import Finding, InputError
from lca.gases import GwpSet
from lca.system.background import LinkedDatabase

Given: TypeAlias = LinkedDatabase | Background | Path | str
Backgrounds: TypeAlias = "Given | Mapping[str, Given] | Iterable[Given]"
"""Databases or the paths of their folders, under the names that they have or that are stated. What an earlier
:func:`link` gave is taken as it is where GWP set and seed are the same."""
FEWEST = 2
"""Samples without a spread are none."""


def link(backgrounds: Backgrounds, gwp: GwpSet, seed: int = 1) -> Mapping[str, LinkedDatabase]:
    """Open and solve the databases of a run.

    Raises:
        InputError: a folder that is no database, a database that cannot be solved, B519 one that does not say
            by what it is characterised, B710 two of one name.
    """
    found: dict[str, LinkedDatabase] = {}
    wrong: list[Finding] = []
    for name, one in _named(backgrounds):
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


def _named(backgrounds: Backgrounds) -> Iterator[tuple[str, Given]]:
    """Each database under the name that is stated; empty where its own holds."""
    if isinstance(backgrounds, LinkedDatabase | Background | Path | str):
        yield "", backgrounds
    elif isinstance(backgrounds, Mapping):
        yield from backgrounds.items()
    else:
        yield from (("", one) for one in backgrounds)


def _linked(name: str, given: Given, gwp: GwpSet, seed: int) -> LinkedDatabase:
    if not isinstance(given, LinkedDatabase):
        return _solved(name, given, gwp, seed)
    if (given.gwp.name, given.seed) != (gwp.name, seed):
        return _solved(name or given.name, given.background, gwp, seed)
    return replace(given, name=name) if name and name != given.name else given


def _solved(name: str, given: Background | Path | str, gwp: GwpSet, seed: int) -> LinkedDatabase:
    from lca.background.characterising import choose_gases
    from lca.background.solving import intensities
    from lca.background.solving.stored import is_solved, samples_about, stored_intensities, stored_samples
    from lca.background.store import open_background

    background = given if isinstance(given, Background) else open_background(Path(given))
    gases = choose_gases(background, known=is_solved)
    solved = stored_intensities(background, gases) or intensities(background, gases)
    linked = LinkedDatabase(name or background.name, background, gases, solved, gwp, seed)
    samples = stored_samples(background, gases, gwp.name, seed)
    if samples is None or samples.shape[1] < FEWEST:
        return linked
    about = samples_about(background, gases, gwp.name, seed) or {}
    design, doubtful = str(about.get("design", "random")), tuple(about.get("unproductive", ()))
    return replace(linked, samples=samples, design=design, doubtful=doubtful)
