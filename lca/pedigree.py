"""Data quality scores, and the lognormal spread that the ecoinvent pedigree method gives for them.

Everything is in variances of the logarithm: σ² = σ_basic² + Σ σ_indicator², with
**GSD = exp(σ)** and **GSD² = exp(2σ)**. ecoinvent v2 prints factors U that are GSD², and combines
them as GSD² = exp(√(ln²U_b + Σ ln²U_i)), which is the same with σ_i = ln(U_i)/2. ecoinvent v3 prints
the variances.

Sources: B. P. Weidema et al. (2013), Overview and methodology, data quality guideline for the ecoinvent
database version 3, table 10.5; R. Frischknecht et al. (2007), ecoinvent report 1, Overview and methodology.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, ClassVar, TypeAlias

from pydantic import ConfigDict, Field

from lca.content import content
from lca.distribution_spec import ln, negative, not_finite
from lca.distributions import Lognormal
from lca.errors import Finding, InputError, Location, nearest

DEFAULT_MATRIX = "ecoinvent-v3"

Score = Annotated[int, Field(ge=1, le=5, strict=True)]
Table: TypeAlias = Mapping[tuple[str, str, int], float]
BasicTable: TypeAlias = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Pedigree:
    """Five data quality scores, each a whole number from 1 (best) to 5."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", title="Data quality scores")

    reliability: Score
    completeness: Score
    temporal: Score
    geographical: Score
    technological: Score

    def __post_init__(self) -> None:
        wrong = {n: s for n, s in asdict(self).items() if type(s) is not int or not 1 <= s <= 5}
        if wrong:  # reached only where no model has validated the scores
            raise InputError(Finding("D201", {"indicator": n, "score": s}) for n, s in wrong.items())


def variance(pedigree: Pedigree, matrix: str = DEFAULT_MATRIX, table: Table | None = None) -> float:
    """Sum the variances of the logarithm that a matrix gives for five scores, basic uncertainty apart.

    ``table`` holds the variance of each (matrix, indicator, score); without it the shipped one is used.
    D202 for an unknown matrix, D203 for cells that the publication leaves blank.
    """
    numbers = shipped_table() if table is None else table
    names = tuple(dict.fromkeys(name for name, _, _ in numbers))
    if matrix not in names:
        raise InputError(Finding("D202", {"matrix": matrix}, candidates=nearest(matrix, names) or names))
    cells = [(matrix, indicator, score) for indicator, score in asdict(pedigree).items()]
    blank = [cell for cell in cells if cell not in numbers]
    if blank:
        raise InputError(Finding("D203", {"matrix": m, "indicator": i, "score": s}) for m, i, s in blank)
    return math.fsum(numbers[cell] for cell in cells)


def lognormal(
    value: float,
    pedigree: Pedigree,
    basic_variance: float,
    matrix: str = DEFAULT_MATRIX,
    table: Table | None = None,
) -> Lognormal:
    """Spread a value, its median, with σ² = ``basic_variance`` + :func:`variance` of its scores.

    ``basic_variance`` is a variance of the logarithm (0.0006 for materials and energy, 0.12 for transport).
    """
    if wrong := not_finite(basic_variance=basic_variance) or negative("basic_variance", basic_variance):
        raise InputError(wrong)
    return Lognormal.around(value, math.sqrt(basic_variance + variance(pedigree, matrix, table)))


def gsd2(ln_variance: float) -> float:
    """GSD² = exp(2σ), the factor that spans the 95 % interval: median / GSD² to median · GSD²."""
    return math.exp(2 * math.sqrt(ln_variance))


def variance_of_gsd2(factor: float) -> float:
    """Turn a factor U = GSD² into a variance of the logarithm, σ² = (ln U / 2)²."""
    return (ln(factor) / 2) ** 2


def basic_variance(exchange: str, process: str = "all", table: BasicTable | None = None) -> float:
    """Look up the basic uncertainty of a group of exchanges, as a variance of the logarithm.

    ``exchange`` and ``process`` are a row's ``exchange`` and ``process_type``; D204 where there is none.
    """
    numbers = shipped_basic_table() if table is None else table
    if (exchange, process) in numbers:
        return numbers[exchange, process]
    names = [f"{one} ({other})" for one, other in numbers]
    near = nearest(f"{exchange} ({process})", names)
    raise InputError(Finding("D204", {"exchange": exchange, "process": process}, candidates=near))


def read_table(path: Path) -> Table:
    """Read variances from a CSV file with matrix, indicator, score and either gsd2 or ln_variance."""
    found: dict[tuple[str, str, int], float] = {}
    findings: list[Finding] = []
    for line, row in _rows(path):
        try:
            found[row["matrix"], row["indicator"], int(row["score"])] = _variance_in(row)
        except (KeyError, ValueError) as error:
            params = {"line": line, "file": path.name, "reason": str(error)}
            findings.append(Finding("D205", params, Location(str(path), line)))
    if findings:
        raise InputError(findings)
    return MappingProxyType(found)


def _variance_in(row: Mapping[str, str]) -> float:
    if row["ln_variance"]:
        number = float(row["ln_variance"])
        if not 0 <= number < math.inf:
            raise ValueError(f"ln_variance {number}")
        return number
    factor = float(row["gsd2"])
    if not 1 <= factor < math.inf:
        raise ValueError(f"gsd2 {factor}")
    return variance_of_gsd2(factor)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [(reader.line_num, row) for row in reader]


@cache
def shipped_table() -> Table:
    """Read the pedigree matrices that are shipped with the package, once."""
    return read_table(content("factors") / "ecoinvent" / "pedigree_matrices.csv")


@cache
def shipped_basic_table() -> BasicTable:
    """Read the basic uncertainties that are shipped with the package, once; printed as GSD²."""
    rows = _rows(content("factors") / "ecoinvent" / "basic_uncertainty.csv")
    key = "basic_uncertainty_gsd2"
    numbers = {(row["exchange"], row["process_type"]): variance_of_gsd2(float(row[key])) for _, row in rows}
    return MappingProxyType(numbers)
