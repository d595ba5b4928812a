"""Verification: hashes first, then the calculation again, then field by field; offline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from lca import __version__
from lca.errors import Finding, InputError
from lca.factors.database import FactorDatabase
from lca.passport.bundle.background_table import read_database
from lca.passport.bundle.comparing import STATUSES, Comparison, Field, Status, compared
from lca.passport.bundle.held import Change, changes, database_checks, manifest_checks, row_checks
from lca.passport.bundle.opened import Bundle, Check, open_bundle
from lca.passport.bundle.payloads import payload_checks
from lca.passport.bundle.recomputing import Asked, Inputs, recomputed
from lca.passport.bundle.sources import Named, of_role
from lca.passport.bundle.strict import parsed
from lca.passport.bundle.subset import Rows, read_subset
from lca.results.footprint import Footprint
from lca.results.reading import read_footprint
from lca.system.background import LinkedDatabase
from lca.system.backgrounds import Backgrounds, link

NOTHING: Final = Comparison(dict.fromkeys(STATUSES, 0), ())


@dataclass(frozen=True)
class Verification:
    """What became of a bundle.

    Attributes:
        file: the bundle.
        identity: SHA-256 of its manifest.
        product: id or name of the product, as the result states it.
        stated_total: kg CO2e of the result.
        found_total: as computed again; None where it could not be.
        engine: version that made the result.
        engine_here: version that computed it again.
        checks: hashes, manifest, factor rows, payloads.
        counts: fields of the result by status.
        fields: those that are not identical.
        changes: what the engine here has otherwise.
        findings: why it could not be computed again.
        bits: whether the result computed again is the same byte for byte.
    """

    file: str
    identity: str
    product: str
    stated_total: float
    found_total: float | None
    engine: str
    engine_here: str
    checks: tuple[Check, ...]
    counts: Mapping[Status, int]
    fields: tuple[Field, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...] = ()
    bits: bool = False

    @property
    def same(self) -> bool:
        """Whether nothing contradicts the bundle and its result was computed again."""
        wrong = any(check.passed is False for check in self.checks)
        unlike = any(self.counts[status] for status in ("different", "missing", "added"))
        return self.found_total is not None and not (wrong or unlike or self.findings)

    @property
    def undecided(self) -> tuple[str, ...]:
        """Payloads that could not be made again here: whether they say what the result says is not known."""
        return tuple(one.about for one in self.checks if one.kind == "payload" and one.passed is None)

    @property
    def exit_code(self) -> int:
        """0 the same and every payload checked; 1 different, not computed again, or a payload undecided."""
        return 0 if self.same and not self.undecided else 1


def verify(
    source: str | Path | bytes,
    *,
    factors: FactorDatabase | Path | None = None,
    layers: Sequence[str | Path] = (),
    backgrounds: Backgrounds = (),
) -> Verification:
    """Compute the result of a bundle again and say field by field what became of it.

    Nothing is fetched. ``factors``, ``layers`` and ``backgrounds`` are the recipient's own: for what a
    licence keeps out of the bundle, and to hold against them what the bundle says of a release or of a
    database of the same hash. Without ``factors`` the shipped release serves where it is the same.

    Raises:
        InputError: the source is no bundle; see :func:`lca.passport.bundle.opened.open_bundle`.
    """
    bundle = open_bundle(source)
    raw = bundle.content(bundle.single("result"))
    place = bundle.place(bundle.single("result"))
    stated = read_footprint(raw, place)
    checks = [*bundle.checks, *manifest_checks(bundle, stated)]
    found: Footprint | None = None
    findings: tuple[Finding, ...] = ()
    comparison = NOTHING
    one_version = stated.provenance.engine_version == __version__
    try:
        release, sent = _release(bundle, factors), _sent(bundle)
        checks += row_checks(bundle, sent, release)
        database = _usable(bundle, sent.database, release)
        checks += database_checks(bundle, database)
        found = _again(bundle, stated, database, layers, backgrounds)
        comparison = compared(
            parsed(raw, place, "P507"),
            parsed(found.to_json().encode(), place, "P507"),
            one_version=one_version,
        )
        checks += payload_checks(bundle, found)
    except InputError as error:
        findings = error.findings
    bits = found is not None and found.to_json().encode() == raw
    if found is not None and one_version and not bits and not comparison.fields:
        checks.append(Check("form", bundle.single("result").path, False))
    return Verification(
        file=bundle.file,
        identity=bundle.identity,
        product=stated.product.id or (stated.product.name.get("en") if stated.product.name else ""),
        stated_total=stated.total.value,
        found_total=None if found is None else found.total.value,
        engine=stated.provenance.engine_version,
        engine_here=__version__,
        checks=tuple(checks),
        counts=comparison.counts,
        fields=comparison.fields,
        changes=tuple(changes(bundle, stated, found)),
        findings=findings,
        bits=bits,
    )


def _sent(bundle: Bundle) -> Rows:
    member = bundle.single("factors")
    return read_subset(bundle.content(member), bundle.place(member))


def _release(bundle: Bundle, factors: FactorDatabase | Path | None) -> FactorDatabase | None:
    """The recipient's own release of the same hash; P513 where the one that he names is another."""
    own = factors if isinstance(factors, FactorDatabase) else FactorDatabase.open(factors)
    wanted = bundle.manifest.factors
    if own.release.sha256 == wanted.sha256:
        return own
    if factors is None:
        return None
    told = {"version": wanted.version, "stated": wanted.sha256, "found": own.release.sha256}
    raise InputError(Finding("P513", told))


def _usable(bundle: Bundle, sent: FactorDatabase, release: FactorDatabase | None) -> FactorDatabase:
    """The rows of the bundle; where some were withheld, the recipient's own release, or P514."""
    stated = bundle.manifest.factors
    if not stated.withheld:
        return sent
    if release is None:
        told = {"count": len(stated.withheld), "version": stated.version, "stated": stated.sha256}
        raise InputError(Finding("P514", told))
    return release


def _again(
    bundle: Bundle,
    stated: Footprint,
    factors: FactorDatabase,
    layers: Sequence[str | Path],
    backgrounds: Backgrounds,
) -> Footprint:
    manifest, run = bundle.manifest, stated.provenance
    sources = bundle.sources
    own = replace(sources, layers=tuple(_layers(bundle, stated, layers)))
    names = [one.name for one in of_role(run.inputs, "factor_layer")]
    inputs = Inputs(own, names, factors, tuple(_databases(bundle, factors, stated, backgrounds)))
    return recomputed(inputs, Asked(run, manifest.asked_samples, manifest.precision))


def _layers(bundle: Bundle, stated: Footprint, given: Iterable[str | Path]) -> Iterator[Named]:
    """The files of users' own factors in the order of the result, from the bundle or from the recipient."""
    from lca.factors.user.read import content_of

    brought = [Named(Path(path).name, content_of(Path(path))) for path in given]
    held = {one.sha256: one for one in (*bundle.sources.layers, *brought)}
    by_order = list(bundle.sources.layers)
    for wanted in of_role(stated.provenance.inputs, "factor_layer"):
        if wanted.sha256 in held:
            yield held[wanted.sha256]
        elif by_order and not bundle.manifest.missing:
            yield by_order.pop(0)  # its hash is wrong and told; what it does to the result is told too
        else:
            told = {"name": wanted.name, "stated": wanted.sha256}
            raise InputError(Finding("P515", told))


def _databases(
    bundle: Bundle, factors: FactorDatabase, stated: Footprint, given: Backgrounds
) -> Iterator[LinkedDatabase]:
    """The recipient's own databases where he names them, else the products that the bundle holds."""
    run = stated.provenance
    own = dict(link(given, factors.gwp(run.gwp_set), run.seed)) if given else {}
    yield from own.values()
    for member in bundle.manifest.having("background"):
        if member.name not in own:
            yield read_database(bundle.content(member), member.name, factors)
