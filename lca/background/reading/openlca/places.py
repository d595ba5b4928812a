"""Categories and locations: ids to paths and codes."""

from __future__ import annotations

from dataclasses import dataclass, field

from lca.background.reading.openlca.fields import Record, record, reference, text
from lca.background.reading.openlca.objects import Objects
from lca.background.records import Consequence


@dataclass(frozen=True, eq=False)
class Places:
    """Looks up the path of a category and the code of a location, with remarks where they cannot be told."""

    objects: Objects
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def category(self, data: Record) -> tuple[str, ...]:
        """The path of the category of an object, the widest first; empty where it has none."""
        given = data.get("category")
        if isinstance(given, str):
            return tuple(part.strip() for part in given.split("/") if part.strip())
        stated = record(data, "category")
        return self._resolved(stated) if stated else _path(data)

    def _resolved(self, stated: Record) -> tuple[str, ...]:
        key = text(stated, "@id")
        if key in self.objects.of("Category"):
            return self._path_of(key)
        name = text(stated, "name")
        return (*_path(stated), name) if name else _path(stated)

    def _path_of(self, key: str) -> tuple[str, ...]:
        if key in self.paths:
            return self.paths[key]
        known = self.objects.of("Category")
        way: list[str] = []
        at = key
        while at in known and at not in way and at not in self.paths:
            way.append(at)
            at = reference(known[at].data, "category")
        head = self.paths.get(at, ())
        if at in way:
            names = " → ".join(text(known[k].data, "name") or k for k in [*way[way.index(at) :], at])
            self.objects.at(known[at]).remark("B155", Consequence.ASSUMED, circle=names)
        elif at and at not in self.paths:
            # The parent is not in the archive; what the child says of it has to do.
            head = self._resolved({**record(known[way[-1]].data, "category"), "@id": ""})
        for one in reversed(way):
            head = (*head, text(known[one].data, "name"))
            self.paths[one] = head
        return self.paths.get(key, ())

    def location(self, data: Record) -> str:
        """The code of the location of an object, or its name; empty where it has none."""
        key = reference(data, "location")
        found = self.objects.of("Location").get(key)
        if found is not None:
            return text(found.data, "code") or text(found.data, "name")
        stated = record(data, "location")
        return text(stated, "code") or text(stated, "name") or ("" if stated else key)


def _path(data: Record) -> tuple[str, ...]:
    """The path that references of openLCA 1.x carry."""
    parts = data.get("categoryPath")
    return tuple(part for part in parts if isinstance(part, str)) if isinstance(parts, list) else ()
