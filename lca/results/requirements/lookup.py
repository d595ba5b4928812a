"""Requirements of a result by their path: ``requirements``, or the id of one of them."""

from __future__ import annotations

from lca.errors import Finding, InputError, Location, nearest
from lca.results.footprint import Footprint, Judgement
from lca.results.requirements.catalogue import catalogue

PATH = "requirements"


def names_requirements(path: str) -> bool:
    """Whether a path is about requirements and not about a number."""
    return path.partition(".")[0] in (PATH, catalogue().id)


def find(footprint: Footprint, path: str) -> tuple[Judgement, ...]:
    """All requirements, or the one whose id the path is (``requirements.`` may stand before it).

    Raises:
        InputError: C207 the result holds none, C208 there is no such requirement in it.
    """
    place = Location("result", path=path)
    if footprint.requirements is None:
        raise InputError(Finding("C207", {}, place))
    items, id = footprint.requirements.items, path.removeprefix(f"{PATH}.")
    if path == PATH:
        return items
    found = tuple(item for item in items if item.id == id)
    if not found:
        near = nearest(id, (item.id for item in items))
        raise InputError(Finding("C208", {"id": id}, place, candidates=near))
    return found
