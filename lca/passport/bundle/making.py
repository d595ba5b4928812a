"""Making a bundle: everything that a stranger needs to compute the same result, in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lca.documents import read_bytes, read_document
from lca.errors import Finding, InputError
from lca.factors.database import FactorDatabase
from lca.passport.bundle.backgrounds import Packed, watched
from lca.passport.bundle.backgrounds import packed as packed_databases
from lca.passport.bundle.comparing import compared
from lca.passport.bundle.manifest import (
    MANIFEST,
    FactorSubset,
    Manifest,
    Member,
    Missing,
    Role,
    deciding_content,
    role_words,
    sha256,
)
from lca.passport.bundle.packing import packed, safe
from lca.passport.bundle.payloads import Sent, format_found
from lca.passport.bundle.recomputing import Asked, Inputs, laid, read_layer, recomputed
from lca.passport.bundle.sources import Named, Sources, gather, of_role
from lca.passport.bundle.strict import parsed
from lca.passport.bundle.subset import Subset, base_of, forbidden, looked_at, read_subset, subset
from lca.results.footprint import Footprint
from lca.rules.compiled import Rule
from lca.system.backgrounds import Backgrounds

FACTORS = "factors/release.json"
SHOWN = 5


def bundle(
    footprint: Footprint,
    *,
    inventory: str | Path | bytes,
    rule: Rule | str | Path | None = None,
    factors: FactorDatabase | Path | None = None,
    layers: Sequence[str | Path] = (),
    suppliers: Mapping[str, bytes] | None = None,
    backgrounds: Backgrounds = (),
    payloads: Iterable[Sent] = (),
    statement: str | Path | None = None,
    whole_release: bool = False,
    asked_samples: int | None = None,
    precision: float | None = None,
) -> bytes:
    """Pack a result with all that it was computed from; the same arguments give the same bytes.

    The result is computed again from what is packed before anything is handed out.

    Args:
        footprint: the result.
        inventory: the file of activity data, or its bytes.
        rule: the rule, its id or its file; left out, the one that the activity data name.
        factors: the factor release; left out, the shipped one. Of it go along the rows that the run looked
            at, but for those whose publication does not say that they may be passed on.
        layers: the files of users' own factors, the lowest first. A layer with rows that must not be passed
            on stays out; the recipient brings it.
        suppliers: payloads of suppliers that the activity data name, by path; left out, they are read beside
            the file.
        backgrounds: databases that the result uses; of them go along the products that it uses.
        payloads: payloads made from the result; see :class:`~lca.passport.bundle.payloads.Sent`.
        statement: the statement that the payloads were made with.
        whole_release: all rows of the release instead of those that the run looked at.
        asked_samples: samples that were asked for, where the databases held fewer.
        precision: that was asked for.

    Raises:
        InputError: P501 to P504 inputs that are not those of the result; P507 a result that these inputs
            do not give; and whatever is wrong with the inputs themselves.
    """
    sources = gather(footprint, inventory, rule, layers, suppliers)
    base = base_of(factors if isinstance(factors, FactorDatabase) else FactorDatabase.open(factors))
    _same_release(footprint, base)
    names = tuple(one.name for one in of_role(footprint.provenance.inputs, "factor_layer"))
    asked = Asked(footprint.provenance, asked_samples, precision)
    databases = watched(footprint, backgrounds, base)
    inputs = Inputs(sources, names, base, databases)
    over = laid(inputs)
    _insist(footprint, recomputed(inputs, asked, over[-1]))
    chosen = subset(base, looked_at(over), whole_release)
    sent = packed_databases(databases, base)
    kept_back = frozenset(one for one in sources.layers if _withheld(one, base))
    own = Own(footprint, sources, kept_back, chosen, sent)
    if not chosen.withheld:
        again = replace(
            inputs, factors=read_subset(chosen.content, FACTORS).database, backgrounds=sent.databases
        )
        _insist(footprint, recomputed(again, asked), partly=bool(databases))
    files = [*_files(own), *_payloads(payloads, footprint, statement)]
    manifest = _manifest(own, files, asked)
    return packed({MANIFEST: manifest.to_bytes(), **{file.path: file.content for file in files}})


@dataclass(frozen=True)
class Own:
    """What goes into a bundle, before it has names."""

    footprint: Footprint
    sources: Sources
    kept_back: frozenset[Named]
    subset: Subset
    databases: Packed


@dataclass(frozen=True, slots=True)
class File:
    """A member of the bundle with its bytes."""

    path: str
    role: Role
    name: str
    content: bytes

    @property
    def member(self) -> Member:
        """What the manifest says of it."""
        return Member(
            path=self.path,
            role=self.role,
            name=self.name,
            sha256=sha256(self.content),
            size=len(self.content),
        )


def _same_release(footprint: Footprint, base: FactorDatabase) -> None:
    stated = of_role(footprint.provenance.inputs, "factor_release")[0]
    if stated.sha256 != base.release.sha256:
        told = {
            "role": role_words("factor_release"),
            "name": f"{stated.name} {stated.version or ''}".strip(),
            "stated": stated.sha256,
            "found": f"{base.release.sha256} ({base.release.version})",
        }
        raise InputError(Finding("P501", told))


def _insist(footprint: Footprint, found: Footprint, partly: bool = False) -> None:
    """P507 where a result is not what its inputs give; ``partly``: to the last bit but one."""
    if footprint.to_json() == found.to_json():
        return
    left, right = (parsed(one.to_json().encode(), "", "P507") for one in (footprint, found))
    comparison = compared(left, right, one_version=True)
    if partly and comparison.same:
        return
    unlike = [one.path for one in comparison.fields if one.status != "within"]
    shown = unlike or [one.path for one in comparison.fields]
    told = {
        "count": len(shown),
        "fields": ", ".join(shown[:SHOWN]) + (", …" if len(shown) > SHOWN else ""),
        "stated": footprint.provenance.engine_version,
        "found": found.provenance.engine_version,
    }
    raise InputError(Finding("P507", told))


def _files(own: Own) -> Iterator[File]:
    files = own.sources
    yield File("result.json", "result", "result.json", own.footprint.to_json().encode())
    yield File(f"rule/{safe(files.rule.name)}", "rule", files.rule.name, files.rule.content)
    for number, one in enumerate(files.above, 1):
        yield File(f"rule/above-{number}/{safe(one.name)}", "rule_above", one.name, one.content)
    data = files.inventory
    yield File(f"activity_data/{safe(data.name)}", "activity_data", data.name, data.content)
    for number, one in enumerate(files.suppliers, 1):
        path = f"activity_data/supplier-{number}/{safe(one.name.rsplit('/', 1)[-1])}"
        yield File(path, "supplier_payload", one.name, one.content)
    yield File(FACTORS, "factors", "release.json", own.subset.content)
    for number, one in enumerate(files.layers, 1):
        if one not in own.kept_back:
            yield File(f"factors/layer-{number}/{safe(one.name)}", "factor_layer", one.name, one.content)
    for number, (name, content) in enumerate(own.databases.files, 1):
        yield File(f"background/{number}.json", "background", name, content)


def _withheld(layer: Named, base: FactorDatabase) -> bool:
    """Whether a user's own table says of a row that it must not be passed on."""
    own = read_layer(layer, None, base)
    return any(forbidden(source["redistribution"]) for source in own.sources.values())


def _payloads(payloads: Iterable[Sent], footprint: Footprint, statement: str | Path | None) -> Iterator[File]:
    words: Mapping[str, object] | None = None
    if statement is not None:
        content = read_bytes(Path(statement))
        words = read_document(content, str(statement)).data
        yield File(f"statement/{safe(Path(statement).name)}", "statement", Path(statement).name, content)
    for number, sent in enumerate(payloads, 1):
        form = format_found(sent, footprint, words)
        yield File(f"payload/{number}/{safe(sent.name)}", "payload", form, sent.content)


def _manifest(own: Own, files: Sequence[File], asked: Asked) -> Manifest:
    run, release = own.footprint.provenance, own.subset.table.release
    layers = of_role(run.inputs, "factor_layer")
    return Manifest(
        engine=run.engine,
        engine_version=run.engine_version,
        gwp_set=run.gwp_set,
        as_of=run.as_of,
        seed=run.seed,
        samples=run.samples,
        sampling=run.sampling,
        asked_samples=asked.samples,
        precision=asked.precision,
        assigned_uncertainty=run.assigned_uncertainty,
        accepted=run.accepted,
        factors=FactorSubset(
            version=release.version,
            sha256=release.sha256,
            factors=len(own.subset.ids),
            of=release.count,
            withheld=own.subset.withheld,
        ),
        backgrounds=own.databases.about,
        missing=tuple(
            Missing(role="factor_layer", name=stated.name, sha256=stated.sha256)
            for stated, layer in zip(layers, own.sources.layers, strict=True)
            if layer in own.kept_back
        ),
        content=deciding_content(),
        members=tuple(sorted((file.member for file in files), key=lambda one: one.path)),
    )
