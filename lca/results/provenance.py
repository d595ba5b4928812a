"""What a run was made of, and what of it stands in the document so that anybody can run it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from lca import __version__
from lca.background.product import BackgroundProduct
from lca.errors import Finding
from lca.factors.schema import Release
from lca.results.parts import Sensitivity
from lca.results.records import InputFile, Provenance, Solver
from lca.solve.foreground import Evaluation
from lca.system.background import LinkedDatabase
from lca.system.environment import real
from lca.system.product_system import ProductSystem
from lca.uncertainty.propagation import FirstOrder
from lca.uncertainty.simulation import Simulation


@dataclass(frozen=True, slots=True)
class Choices:
    """What the caller chose beside the inputs; all of it decides the result and stands in the provenance."""

    gwp: str = "AR6"
    as_of: date | None = None
    assign_uncertainty: bool = True
    accept: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Run:
    """Everything that one calculation produced, before it is written down.

    ``refused`` is what else is to be told: sensitivity cases that could not be computed, a precision missed.
    """

    system: ProductSystem
    nominal: Evaluation
    simulation: Simulation | None
    first_order: FirstOrder
    release: Release
    choices: Choices
    sensitivities: tuple[Sensitivity, ...]
    refused: tuple[Finding, ...]
    seed: int
    samples: int
    sampling: str = "random"
    backgrounds: Mapping[str, LinkedDatabase] = field(default_factory=dict)


def used_backgrounds(system: ProductSystem) -> tuple[BackgroundProduct, ...]:
    """The products of background databases behind a system's flows, each once, sorted by identity."""
    sources = (flow.intensity.source for flow in system.all_flows)
    found = {one.key: one for one in sources if isinstance(one, BackgroundProduct)}
    return tuple(found[key] for key in sorted(found))


def provenance(run: Run) -> Provenance:
    """What a third party needs to compute the same document again: inputs by hash, choices, solver."""
    system, nominal = run.system, run.nominal
    rule, inventory = system.rule, system.bound.inventory
    total = float(real(nominal.total))
    difference = abs(float(real(nominal.adjoint_total)) - total) / (abs(total) or 1.0)
    files = (
        InputFile(role="rule", name=rule.id, version=rule.version, sha256=rule.sha256),
        *(
            InputFile(role="rule_above", name=above.id, version=above.version, sha256=above.sha256)
            for above in rule.ancestors
        ),
        InputFile(role="activity_data", name=_file_name(inventory.file), sha256=inventory.sha256),
        *(
            InputFile(role="supplier_payload", name=one.path, version=one.id, sha256=one.sha256)
            for one in inventory.payloads
        ),
        InputFile(
            role="factor_release", name="zuji-factors", version=run.release.version, sha256=run.release.sha256
        ),
        *(InputFile(role="factor_layer", name=one.name, sha256=one.sha256) for one in run.release.layers),
        *_databases(system),
    )
    return Provenance(
        engine="zuji",
        engine_version=__version__,
        inputs=files,
        factor_release=run.release.version,
        gwp_set=run.choices.gwp,
        as_of=run.choices.as_of,
        assigned_uncertainty=run.choices.assign_uncertainty,
        accepted=tuple(sorted(run.choices.accept)),
        seed=run.seed,
        samples=run.samples,
        sampling=run.sampling,
        solver=Solver(
            method="symbolic elimination, batched",
            processes=len(system.columns),
            exchanges=len(system.all_flows) + sum(len(links) for links in system.links.values()),
            residual=float(np.max(nominal.solution.residual)),
            forward_adjoint_difference=difference,
        ),
    )


def _databases(system: ProductSystem) -> Iterator[InputFile]:
    """The background databases that were used, by the hash of their content."""
    used = {one.database: one for one in used_backgrounds(system)}
    for name, one in sorted(used.items()):
        yield InputFile(role="background", name=name, sha256=one.sha256)


def _file_name(file: str | None) -> str:
    return file.replace("\\", "/").rsplit("/", 1)[-1] if file else "<memory>"
