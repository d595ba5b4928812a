"""What ``extends`` names: a rule of the registry by id, or a file beside the rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from lca.documents import Document
from lca.errors import Finding, Location, RuleError, nearest
from lca.rules.registry import SUFFIXES, choose, paths_by_id, shipped_paths
from lca.rules.versions import split

KEY = ("extends",)
_UNSAFE = re.compile(r"^[~/]|^[A-Za-z]:|://|\\|[\x00-\x1f]")


def resolve(document: Document, text: str) -> Path:
    """The file of the rule above.

    An id is looked for among the shipped rules, then in the folder of the file; without ``@version`` it is
    the version in force on the first day of the rule's own validity, or the highest that is not superseded.
    A path leads to a file in the folder of the file or below it, and nowhere else. Raises RuleError at the
    value: R190 no such rule, R200 neither id nor such a path, R201 no such file, R202 no such version,
    R215 and R216 none in force.
    """
    place = document.span(KEY, text).at(0)
    folder = Path(document.file).parent if document.file else Path()
    if text.endswith(SUFFIXES) or "/" in text:
        return _beside(folder, text, place)
    wanted = split(text)
    if wanted is None or _UNSAFE.search(text):
        raise RuleError(Finding("R200", {"extends": text}, place))
    known = _known(folder, wanted[0], document.file is not None)
    if wanted[0] not in known:
        others = sorted(known.keys() - {document.data.get("id")})
        near = nearest(wanted[0], others) or tuple(others[:3])
        raise RuleError(Finding("R190", {"rule": wanted[0]}, place, candidates=near))
    return choose(known[wanted[0]], *wanted, _first_day(document), place)


def _beside(folder: Path, text: str, place: Location) -> Path:
    steps = PurePosixPath(text)
    if _UNSAFE.search(text) or ".." in steps.parts or not text.endswith(SUFFIXES):
        raise RuleError(Finding("R200", {"extends": text}, place))
    path = folder / steps
    if not path.is_file():
        files = (other for other in path.parent.glob("*") if str(other) != place.file)
        siblings = [other.name for other in files if other.suffix in SUFFIXES]
        near = tuple(str(steps.with_name(name)) for name in nearest(path.name, siblings))
        raise RuleError(Finding("R201", {"extends": text}, place, candidates=near))
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RuleError(Finding("R200", {"extends": text}, place))
    return path


def _known(folder: Path, name: str, beside: bool) -> Mapping[str, tuple[Path, ...]]:
    shipped = shipped_paths()
    if name in shipped or not beside:
        return shipped
    files = (path for path in sorted(folder.glob("*")) if path.suffix in SUFFIXES and path.is_file())
    return paths_by_id(files) | dict(shipped)


def _first_day(document: Document) -> date | None:
    valid = document.data.get("valid")
    found = valid.get("from") if isinstance(valid, dict) else None
    return found if type(found) is date else None
