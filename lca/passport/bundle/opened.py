"""A bundle opened: its manifest read, every member held against its hash, the parts found by role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Final

from pydantic import ValidationError

from lca.background.reading.archive import Archive, open_archive
from lca.errors import Finding, InputError, Location
from lca.passport.bundle.manifest import (
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    Manifest,
    Member,
    role_words,
    sha256,
)
from lca.passport.bundle.packing import safe
from lca.passport.bundle.sources import Named, Sources
from lca.passport.bundle.strict import parsed

MAXIMUM_MEMBERS: Final = 10_000
MAXIMUM_BYTES: Final = 2**30
"""Unpacked bytes of all members; a bundle of a large catalogue entry has some millions."""
NAME: Final = "bundle.zip"
SINGLE: Final = ("result", "rule", "activity_data", "factors")
UNCALLED: Final = ("payload", "background", "supplier_payload")
SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Check:
    """Something held against what the bundle says of it.

    ``about`` is what was checked; ``kind`` in which way; ``passed`` is None where it could not be decided.
    """

    kind: str
    about: str
    passed: bool | None
    stated: str = ""
    found: str = ""


@dataclass(frozen=True)
class Bundle:
    """The files of a bundle, and what became of the check of their hashes."""

    file: str
    manifest: Manifest
    identity: str
    files: Mapping[str, bytes] = field(repr=False)
    checks: tuple[Check, ...] = ()

    def content(self, member: Member) -> bytes:
        """The bytes of a member; P506 where it is missing."""
        if member.path not in self.files:
            raise InputError(
                Finding("P506", {"role": role_words(member.role)}, Location(self.file, path=member.path))
            )
        return self.files[member.path]

    def single(self, role: Any) -> Member:
        """The one member with a role; P506 where there is none or several."""
        found = self.manifest.having(role)
        if len(found) != 1:
            raise InputError(Finding("P506", {"role": role_words(role)}, Location(self.file, path=MANIFEST)))
        return found[0]

    def named(self, member: Member) -> Named:
        """A member as a file with the name that it had."""
        return Named(member.name, self.content(member))

    def place(self, member: Member) -> str:
        """Where a member stands, for messages."""
        return f"{self.file}/{member.path}"

    @property
    def sources(self) -> Sources:
        """The inputs of the result, by role."""
        return Sources(
            inventory=self.named(self.single("activity_data")),
            rule=self.named(self.single("rule")),
            above=tuple(self.named(one) for one in self.manifest.having("rule_above")),
            layers=tuple(self.named(one) for one in self.manifest.having("factor_layer")),
            suppliers=tuple(self.named(one) for one in self.manifest.having("supplier_payload")),
        )


def open_bundle(source: str | Path | bytes) -> Bundle:
    """Open a bundle from a file, an unpacked folder or its bytes, and check the hashes of its members.

    Raises:
        InputError: no archive, or one that can hurt (B100 to B112); P500 no bundle; P510 of another format
            version; P511 a manifest that does not fit its schema; P512 more than a bundle may hold.
    """
    with _archive(source) as archive:
        name = NAME if isinstance(source, bytes) else str(source)
        _bound(archive, name)
        if MANIFEST not in archive.names():
            raise InputError(Finding("P500", {"reason": "no manifest.json"}, Location(name)))
        raw = archive.read(MANIFEST)
        manifest = _manifest(raw, f"{name}/{MANIFEST}")
        files = {member: archive.read(member) for member in archive.names() if member != MANIFEST}
    form = (*_canonical(manifest, raw), *_names(manifest))
    checks = (*form, *_hashes(manifest, files), *_unlisted(manifest, files))
    return Bundle(name, manifest, sha256(raw), files, checks)


@contextmanager
def _archive(source: str | Path | bytes) -> Iterator[Archive]:
    """The archive of a source; its findings name the bundle as the caller does."""
    if not isinstance(source, bytes):
        with open_archive(Path(source)) as archive:
            yield archive
        return
    with TemporaryDirectory(prefix="zuji-") as folder:
        path = Path(folder, NAME)
        path.write_bytes(source)
        with open_archive(path) as archive:
            yield archive


def _bound(archive: Archive, name: str) -> None:
    names = archive.names()
    total = sum(archive.size(member) for member in names)
    if len(names) > MAXIMUM_MEMBERS or total > MAXIMUM_BYTES:
        told = {"count": len(names), "size": total, "most": MAXIMUM_MEMBERS, "limit": MAXIMUM_BYTES}
        raise InputError(Finding("P512", told, Location(name)))


def _manifest(raw: bytes, file: str) -> Manifest:
    data = parsed(raw, file, "P500")
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(Finding("P500", {"reason": "not zuji.bundle"}, Location(file)))
    if data.get("format_version") != FORMAT_VERSION:
        told = {"version": str(data.get("format_version"))[:40], "known": FORMAT_VERSION}
        raise InputError(Finding("P510", told, Location(file, path="format_version")))
    try:
        manifest = Manifest.model_validate_json(raw)
    except ValidationError as error:
        found = error.errors(include_url=False)[:SHOWN]
        raise InputError(
            Finding("P511", {"reason": one["msg"]}, Location(file, path=".".join(map(str, one["loc"]))))
            for one in found
        ) from error
    for role in SINGLE:
        if len([one for one in manifest.members if one.role == role]) != 1:
            raise InputError(Finding("P506", {"role": role_words(role)}, Location(file)))
    return manifest


def _canonical(manifest: Manifest, raw: bytes) -> Iterator[Check]:
    """A manifest has one form only, so that its hash names the bundle; members stand sorted, each once."""
    paths = [one.path for one in manifest.members]
    if manifest.to_bytes() != raw or paths != sorted(set(paths)):
        yield Check("form", MANIFEST, False)


def _names(manifest: Manifest) -> Iterator[Check]:
    """A member's path ends as its file was called; payloads are called by their format."""
    for member in manifest.members:
        if member.role not in UNCALLED and safe(member.name) != PurePosixPath(member.path).name:
            yield Check("name", member.path, False, member.name, PurePosixPath(member.path).name)


def _hashes(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Check]:
    for member in manifest.members:
        if member.path not in files:
            yield Check("member", member.path, False, member.sha256, "-")
            continue
        found = sha256(files[member.path])
        same = found == member.sha256 and len(files[member.path]) == member.size
        yield Check("hash", member.path, same, member.sha256, found)


def _unlisted(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[Check]:
    known = {member.path for member in manifest.members}
    for path in sorted(set(files) - known):
        yield Check("unlisted", PurePosixPath(path).as_posix(), False)
