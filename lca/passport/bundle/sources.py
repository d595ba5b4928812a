"""The inputs of a result as bytes, each held against the hash that the result states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lca.background.reading.archive import climbs
from lca.documents import read_bytes, read_document
from lca.errors import Finding, InputError, Location
from lca.factors.user.read import content_of
from lca.passport.bundle.manifest import role_words, sha256
from lca.results.footprint import Footprint, InputFile
from lca.rules.compiled import Rule
from lca.rules.load import load_rule
from lca.rules.registry import find_rule

NAMELESS = "<memory>"
"""How a result calls activity data that came from no file."""


@dataclass(frozen=True, slots=True)
class Named:
    """A file: the name that results call it by, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return sha256(self.content)


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that a result was computed from, but for factors and background databases."""

    inventory: Named
    rule: Named
    above: tuple[Named, ...]
    layers: tuple[Named, ...]
    suppliers: tuple[Named, ...] = ()


def gather(
    footprint: Footprint,
    inventory: str | Path | bytes,
    rule: Rule | str | Path | None,
    layers: Sequence[str | Path],
    suppliers: Mapping[str, bytes] | None = None,
) -> Sources:
    """Read the inputs of a result.

    Args:
        footprint: the result.
        inventory: the file of activity data, or its bytes.
        rule: the rule, its id or its file; left out, the one that the activity data name.
        layers: the files of users' own factors, the lowest first.
        suppliers: payloads that the activity data name, by path; left out, they are read beside the file.

    Raises:
        InputError: P501 for each input whose bytes are not those of the result, P502 for each that is
            missing, P503 for each that the result does not know.
    """
    known = footprint.provenance.inputs
    data = _inventory(inventory, known)
    lowest, above = _rules(rule, data, inventory)
    own = tuple(Named(Path(path).name, content_of(Path(path))) for path in layers)
    found = Sources(data, lowest, above, own, tuple(_suppliers(known, inventory, suppliers)))
    wrong = list(_unlike(known, found))
    if wrong:
        raise InputError(wrong)
    return found


def of_role(known: Iterable[InputFile], role: str) -> tuple[InputFile, ...]:
    """The inputs of a result with a role, in order."""
    return tuple(one for one in known if one.role == role)


def _inventory(given: str | Path | bytes, known: Sequence[InputFile]) -> Named:
    if isinstance(given, bytes):
        stated = of_role(known, "activity_data")
        return Named(stated[0].name if stated else NAMELESS, given)
    return Named(Path(given).name, read_bytes(Path(given)))


def _rules(
    rule: Rule | str | Path | None, data: Named, inventory: str | Path | bytes
) -> tuple[Named, tuple[Named, ...]]:
    """The files of the rule and of those above it, the nearest first."""
    used = rule if isinstance(rule, Rule) else load_rule(_path(rule, data, inventory))
    files = (used.document.origin(("id",))[0].file, *(one.file for one in used.ancestors))
    read = tuple(_file(file, used.id) for file in files)
    return read[0], read[1:]


def _path(rule: str | Path | None, data: Named, inventory: str | Path | bytes) -> Path:
    if rule is not None:
        return find_rule(rule)
    beside = None if isinstance(inventory, bytes) else Path(inventory).parent
    told = read_document(data.content, data.name).data
    named = told.get("rule") if isinstance(told, dict) else None
    return find_rule(str(named or ""), relative_to=beside)


def _suppliers(
    known: Sequence[InputFile], inventory: str | Path | bytes, given: Mapping[str, bytes] | None
) -> Iterator[Named]:
    """The payloads of suppliers that the result names, by the paths that the activity data have for them."""
    for one in of_role(known, "supplier_payload"):
        if given is not None and one.name in given:
            yield Named(one.name, given[one.name])
        elif not isinstance(inventory, bytes) and not climbs(one.name.replace("\\", "/")):
            yield Named(one.name, read_bytes(Path(inventory).parent / one.name))
        else:
            told = {"role": role_words(one.role), "name": one.name, "stated": one.sha256}
            raise InputError(Finding("P502", told))


def _file(file: str | None, rule: str) -> Named:
    if file is None or not Path(file).is_file():
        raise InputError(Finding("P504", {"rule": rule}, Location(file)))
    return Named(Path(file).name, read_bytes(Path(file)))


def _unlike(known: Sequence[InputFile], found: Sources) -> Iterator[Finding]:
    given = {
        "rule": (found.rule,),
        "rule_above": found.above,
        "activity_data": (found.inventory,),
        "supplier_payload": found.suppliers,
        "factor_layer": found.layers,
    }
    for role, files in given.items():
        stated = of_role(known, role)
        for want, have in zip(stated, files, strict=False):
            if want.sha256 != have.sha256:
                told = {
                    "role": role_words(role),
                    "name": want.name,
                    "stated": want.sha256,
                    "found": have.sha256,
                }
                yield Finding("P501", told, Location(have.name))
        for want in stated[len(files) :]:
            yield Finding("P502", {"role": role_words(role), "name": want.name, "stated": want.sha256})
        for have in files[len(stated) :]:
            yield Finding("P503", {"role": role_words(role), "name": have.name}, Location(have.name))
