"""What a bundle says of itself, held against its result, its files, a factor release and the engine here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lca import __version__
from lca.factors.database import FactorDatabase
from lca.passport.bundle.background_table import read_database
from lca.passport.bundle.manifest import deciding_content
from lca.passport.bundle.opened import Bundle, Check
from lca.passport.bundle.sources import of_role
from lca.passport.bundle.subset import Rows, unlike
from lca.results.footprint import Footprint

STATED: Final = ("engine", "engine_version", "gwp_set", "as_of", "seed", "samples", "sampling",
                 "assigned_uncertainty", "accepted")  # fmt: skip
"""What the manifest repeats of the result's provenance."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that the engine here has otherwise than the one that made the result."""

    what: str
    stated: str
    here: str


def manifest_checks(bundle: Bundle, stated: Footprint) -> Iterator[Check]:
    """What the manifest repeats, held against the result and against the files."""
    manifest, run = bundle.manifest, stated.provenance
    for name in STATED:
        left, right = getattr(manifest, name), getattr(run, name)
        yield Check("manifest", name, left == right, str(left), str(right))
    release = of_role(run.inputs, "factor_release")
    factors = manifest.factors
    told = f"{factors.version} {factors.sha256}"
    real = f"{release[0].version} {release[0].sha256}" if release else "-"
    yield Check("manifest", "factors", told == real, told, real)
    bases = {one.name: one.sha256 for one in of_role(run.inputs, "background")}
    for base in manifest.backgrounds:
        if base.name in bases:
            same = bases[base.name] == base.sha256
            yield Check("manifest", f"backgrounds.{base.name}", same, base.sha256, bases[base.name])
    layers = {one.sha256 for one in of_role(run.inputs, "factor_layer")}
    for lacking in manifest.missing:
        yield Check("manifest", f"missing.{lacking.name}", lacking.sha256 in layers, lacking.sha256)
    if run.engine_version == __version__:
        here = {one.name: one.sha256 for one in deciding_content()}
        for one in manifest.content:
            yield Check(
                "content", one.name, here.get(one.name) == one.sha256, one.sha256, here.get(one.name, "-")
            )


def database_checks(bundle: Bundle, factors: FactorDatabase) -> Iterator[Check]:
    """What the manifest says of background databases, held against their files."""
    told = [(one.name, one.sha256, one.products, one.samples) for one in bundle.manifest.backgrounds]
    found = []
    for member in bundle.manifest.having("background"):
        one = read_database(bundle.content(member), member.name, factors)
        found.append((one.name, one.background.sha256, len(one.known), one.held))
        yield Check("manifest", member.path, one.name == member.name, member.name, one.name)
    if told or found:
        yield Check("manifest", "backgrounds", told == found, str(told), str(found))


def row_checks(bundle: Bundle, sent: Rows, release: FactorDatabase | None) -> Iterator[Check]:
    """The rows of the bundle against the release of the same hash, where that is at hand."""
    path, stated = bundle.single("factors").path, bundle.manifest.factors
    database = sent.database
    told = f"{stated.version}: {stated.factors}/{stated.of} {' '.join(stated.withheld)}"
    real = f"{database.release.version}: {len(database)}/{database.release.count} {' '.join(sent.withheld)}"
    yield Check("manifest", "factors.factors", told == real, told, real)
    if release is None:
        yield Check("factors", path, None)
        return
    wrong = list(unlike(database, release))
    yield from (Check("factors", f"{path}:{key}", False) for key in wrong)
    if not wrong:
        yield Check("factors", path, True)


def changes(bundle: Bundle, stated: Footprint, found: Footprint | None) -> Iterator[Change]:
    """What the engine here has otherwise: its version, its own tables, how it samples and solves."""
    run = stated.provenance
    if run.engine_version != __version__:
        yield Change("engine_version", run.engine_version, __version__)
    here = {one.name: one.sha256 for one in deciding_content()}
    for one in bundle.manifest.content:
        if here.get(one.name) != one.sha256:
            yield Change(one.name, one.sha256, here.get(one.name, "-"))
    if found is None:
        return
    pairs = (
        ("format_version", stated.format_version, found.format_version),
        ("sampler", stated.uncertainty.sampler, found.uncertainty.sampler),
        ("solver", run.solver.method, found.provenance.solver.method),
    )
    yield from (Change(what, left, right) for what, left, right in pairs if left != right)
