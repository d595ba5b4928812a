"""The head of a rule file: what it says about itself, read without the rest of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lca.documents import read_bytes, read_document
from lca.errors import InputError
from lca.i18n import LANGUAGES
from lca.names import Names
from lca.rules.versions import LOWEST, Precedence, precedence

_KEY = re.compile(r"([a-z_]+):")
_HEAD = ("id", "version", "status", "title", "level", "extends", "valid", "superseded_by")


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule as its head tells: enough to list it, to choose among versions and to open it."""

    publisher: str
    product: str
    id: str
    version: str
    status: str
    level: str
    path: Path
    title: Names
    valid_from: date | None = None
    valid_to: date | None = None
    superseded_by: str | None = None
    extends: str | None = None

    @property
    def key(self) -> str:
        """Id and version."""
        return f"{self.id}@{self.version}"

    @property
    def is_frame(self) -> bool:
        """Whether it is a general or sector rule, which product rules extend."""
        return self.level != "product"

    def in_force(self, day: date) -> bool:
        """Whether the rule holds on a day: not superseded, and the day within its validity."""
        started = self.valid_from is None or self.valid_from <= day
        ended = self.valid_to is not None and self.valid_to < day
        return self.status != "superseded" and started and not ended

    @property
    def released(self) -> bool:
        """Whether the version is no pre-release such as ``2.0.0-rc.1``."""
        return "-" not in self.version.partition("+")[0]

    @property
    def order(self) -> tuple[str, Precedence, str]:
        """Entries by this key stand by id, then by version."""
        return self.id, precedence(self.version) or LOWEST, str(self.path)


def read_entry(path: Path) -> RuleEntry | None:
    """What the head of a rule file says, read without the rest of it; None where it is no rule."""
    try:
        data = read_document(_head(read_bytes(path)), str(path)).data
    except InputError:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("title"), dict):
        return None
    words = {k: v for k, v in data["title"].items() if k in LANGUAGES and isinstance(v, str) and v.strip()}
    named = [value for key in ("id", "version", "status") if isinstance(value := data.get(key), str)]
    if not words or len(named) < 3:
        return None
    return _entry(path, (named[0], named[1], named[2]), Names.model_validate(words), data)


def _entry(path: Path, named: tuple[str, str, str], title: Names, data: Mapping[str, Any]) -> RuleEntry:
    id, version, status = named
    publisher, _, product = id.partition(".")
    valid = data.get("valid")
    start, end = (_day(valid, key) for key in ("from", "to"))
    level = data.get("level")
    return RuleEntry(
        publisher,
        product,
        id,
        version,
        status,
        level=level if isinstance(level, str) else "product",
        path=path,
        title=title,
        valid_from=start,
        valid_to=end,
        superseded_by=_text(data.get("superseded_by")),
        extends=_text(data.get("extends")),
    )


def _day(valid: object, key: str) -> date | None:
    found = valid.get(key) if isinstance(valid, dict) else None
    return found if type(found) is date else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _head(raw: bytes) -> bytes:
    """The lines of the keys that stand for the whole: a registry must not read all of all rules."""
    kept: list[str] = []
    wanted = False
    for line in raw.decode("utf-8-sig", errors="replace").splitlines():
        if key := _KEY.match(line):
            wanted = key[1] in _HEAD
        if wanted:
            kept.append(line)
    return "\n".join(kept).encode()
