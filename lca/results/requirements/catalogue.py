"""The catalogue of requirements, ``rules/requirements/gbt24067.toml``, as frozen values."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import StringConstraints, ValidationError

from lca.content import content
from lca.errors import Finding, InputError, Location
from lca.names import Names
from lca.results.verdicts import By
from lca.validation import Frozen

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.([0-9]+(\.[0-9]+)*|[A-E]|gb)\.[a-z0-9_]+$")]
FILE = "gbt24067.toml"


class Both(Frozen):
    """Words in both languages; none may be missing."""

    zh: Words
    en: Words

    @property
    def names(self) -> Names:
        """The same words as a name."""
        return Names(zh=self.zh, en=self.en)


class Known(Both):
    """Where the content of a requirement is known from; A official, B secondary, C derived, M general."""

    mark: Literal["A", "B", "C", "M"]


class Requirement(Frozen):
    """One thing that a study must meet, in our own words.

    ``wording`` says how far the clause is known: ``official`` its text was read, ``secondary`` it is told
    elsewhere, ``not_read`` neither. ``applies`` are conditions that all must hold. ``ask`` is what a person
    must state where the numbers do not decide; ``manual``: they never do.
    """

    id: Id
    clause: Words | None = None
    title: Both
    demand: Both
    ask: Both | None = None
    by: By
    applies: tuple[Key, ...] = ()
    report: bool = False
    manual: bool = False
    wording: Literal["not_read", "secondary", "official"]
    source: Key

    @property
    def wording_read(self) -> bool:
        """Whether the wording of the clause itself was read."""
        return self.wording == "official"


class Catalogue(Frozen):
    """The requirements of one general standard; its clauses are assumed to be those of ``numbering``."""

    id: Key
    version: Words
    standard: Words
    numbering: Words
    sources: dict[Key, Known]
    requirement: tuple[Requirement, ...]


def requirements_catalogue() -> tuple[Requirement, ...]:
    """All requirements in the order of the clauses; those with ``report`` make up a report's contents."""
    return catalogue().requirement


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue; raises InputError as :func:`read_catalogue` does."""
    path = content("rules") / "requirements" / FILE
    return read_catalogue(path.read_bytes(), path.name)


def read_catalogue(source: bytes, file: str) -> Catalogue:
    """A catalogue from the bytes of its TOML file.

    Raises:
        InputError: C202 no TOML, C203 a field that is wrong or missing, C204 an id that stands twice,
            C205 a source that is not told, C206 nothing to ask where only a person can decide.
    """
    try:
        data = tomllib.loads(source.decode("utf-8"))
    except ValueError as error:
        raise InputError(Finding("C202", {"reason": str(error)}, Location(file))) from error
    try:
        found = Catalogue.model_validate(data)
    except ValidationError as error:
        raise InputError([_wrong(item, data, file) for item in error.errors()]) from error
    findings = list(_findings(found, file))
    if findings:
        raise InputError(findings)
    return found


def _wrong(item: Any, data: dict[str, Any], file: str) -> Finding:
    """A refused field at its path, with the id of its requirement for its number."""
    path = [str(part) for part in item["loc"]]
    match item["loc"]:
        case ("requirement", int(index), *rest):
            given = data["requirement"][index]
            own = given.get("id") if isinstance(given, dict) else None
            path = [f"requirement[{own or index}]", *map(str, rest)]
    return Finding("C203", {"reason": item["msg"]}, Location(file, path=".".join(path)))


def _findings(found: Catalogue, file: str) -> Iterator[Finding]:
    for id, count in Counter(one.id for one in found.requirement).items():
        if count > 1:
            yield Finding("C204", {"id": id, "count": count}, Location(file, path=f"requirement[{id}]"))
    for one in found.requirement:
        place = Location(file, path=f"requirement[{one.id}]")
        if one.source not in found.sources:
            yield Finding("C205", {"id": one.id, "source": one.source}, place)
        if one.manual and one.ask is None:
            yield Finding("C206", {"id": one.id}, place)
