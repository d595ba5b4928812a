"""Bundles taken apart, changed, and put together again, honestly or as a forger would."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lca.content import content
from lca.passport.bundle.manifest import MANIFEST, Manifest, sha256
from lca.passport.bundle.packing import packed

EXAMPLES = sorted((content("datasets") / "examples").glob("*/inventory.yaml"))
NAMES = [path.parent.name for path in EXAMPLES]


def example(name: str) -> Path:
    return next(path for path in EXAMPLES if path.parent.name == name)


def unpacked(bundle: bytes) -> dict[str, bytes]:
    """The files of a bundle by name."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def resealed(files: dict[str, bytes]) -> bytes:
    """A bundle whose manifest was rewritten to fit its files: what a forger without a key can do."""
    manifest = Manifest.model_validate_json(files[MANIFEST])
    members = tuple(
        one.model_copy(update={"sha256": sha256(files[one.path]), "size": len(files[one.path])})
        for one in manifest.members
    )
    return packed({**files, MANIFEST: manifest.model_copy(update={"members": members}).to_bytes()})


def rewritten(files: dict[str, bytes], path: str, change: Callable[[Any], object]) -> dict[str, bytes]:
    """The files with the JSON of one of them changed by ``change(data)``, in the form the engine writes."""
    data = json.loads(files[path])
    change(data)
    indent = 2 if path in (MANIFEST, "result.json") else None
    separators = None if indent else (",", ":")
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    return {**files, path: (text + "\n").encode()}
