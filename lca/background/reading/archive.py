"""A zip, a folder or a single file as one thing to read from: names, bytes, and nothing that can hurt.

Nothing is ever unpacked to disk. Refused, all at once and with the member's name: what cannot be read, a
truncated zip, members whose names climb out or that are links, encrypted or oddly compressed members, two
members of one name, and bombs: by the size of a member, by the size of all, by their number, and by the
ratio of unpacked to packed bytes. What a header says of sizes is checked against what comes out.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from lca.errors import Finding, InputError, Location, nearest

MAXIMUM_MEMBERS = 500_000
MAXIMUM_MEMBER_BYTES = 2 * 2**30
MAXIMUM_BYTES = 32 * 2**30
MAXIMUM_RATIO = 200
FREE_BYTES = 16 * 2**20
"""Below this size a ratio means nothing: a small file of blanks is no bomb."""

CHUNK = 2**20
ENCRYPTED = 0x1
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DUST = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|\.git/)")
"""What operating systems leave behind; never part of the data."""

PACKED = {b"7z\xbc\xaf": "7z", b"Rar!": "rar", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
OFFICE = "[Content_Types].xml"


@dataclass(frozen=True, eq=False)
class Archive:
    """Files by name. Names are relative, with ``/``; a single file has its own name.

    Made by :func:`open_archive`; to be closed, best by ``with``.
    """

    path: Path
    members: Mapping[str, zipfile.ZipInfo | Path] = field(repr=False)
    source: zipfile.ZipFile | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; reading afterwards is an error."""
        if self.source is not None:
            self.source.close()

    def names(self, suffix: str = "") -> tuple[str, ...]:
        """Names of the members that end so, whatever the case of letters; sorted."""
        wanted = suffix.casefold()
        return tuple(name for name in self.members if name.casefold().endswith(wanted))

    def size(self, name: str) -> int:
        """Unpacked size of a member in bytes, as its header or the file system says."""
        member = self._member(name)
        return member.stat().st_size if isinstance(member, Path) else member.file_size

    def read(self, name: str) -> bytes:
        """All bytes of a member; InputError where it cannot be read, is damaged or too large."""
        return self._take(name, None)

    def head(self, name: str, size: int = 65536) -> bytes:
        """The first bytes of a member, to tell what it is."""
        return self._take(name, size)

    def place(self, name: str) -> Location:
        """Where a member stands, for messages."""
        alone = len(self.members) == 1 and self.source is None
        return Location(str(self.path), path="" if alone else name)

    def _member(self, name: str) -> zipfile.ZipInfo | Path:
        if name not in self.members:
            near = nearest(name, self.members)
            raise InputError(Finding("B106", {"name": name}, Location(str(self.path)), candidates=near))
        return self.members[name]

    def _take(self, name: str, size: int | None) -> bytes:
        member = self._member(name)
        try:
            if isinstance(member, Path):
                return self._bounded(member.open("rb"), name, size)
            if self.source is None:
                raise ValueError("no zip")
            return self._bounded(self.source.open(member), name, size)
        except BROKEN as error:
            raise InputError(Finding("B103", {"reason": _reason(error)}, self.place(name))) from error

    def _bounded(self, stream: Iterable[bytes], name: str, size: int | None) -> bytes:
        chunks, left = [], MAXIMUM_MEMBER_BYTES if size is None else size
        with stream:  # type: ignore[attr-defined]
            while left > 0 and (chunk := stream.read(min(CHUNK, left))):  # type: ignore[attr-defined]
                chunks.append(chunk)
                left -= len(chunk)
            if size is None and left <= 0 and stream.read(1):  # type: ignore[attr-defined]
                params = {"size": MAXIMUM_MEMBER_BYTES + 1, "limit": MAXIMUM_MEMBER_BYTES}
                raise InputError(Finding("B107", params, self.place(name)))
        return b"".join(chunks)


def open_archive(path: Path) -> Archive:
    """Open a zip, a folder or a file; InputError with everything that is wrong with it.

    An Office workbook is a zip too, but counts as a single file.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _folder(path)
        if not stat.S_ISREG(mode):
            raise OSError("neither a file nor a folder")
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        siblings = [str(other) for other in path.parent.glob("*")] if path.parent.is_dir() else []
        near = nearest(str(path), siblings)
        raise InputError(
            Finding("B100", {"reason": _reason(error)}, Location(str(path)), candidates=near)
        ) from error
    packed = next((name for magic, name in PACKED.items() if start.startswith(magic)), "")
    if packed:
        raise InputError(Finding("B102", {"kind": packed}, Location(str(path))))
    if start.startswith(b"PK") or path.suffix.casefold() == ".zip":
        return _zip(path)
    return Archive(path, {path.name: path})


def _reason(error: BaseException) -> str:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return told or type(error).__name__


def _zip(path: Path) -> Archive:
    try:
        source = zipfile.ZipFile(path)
    except (*BROKEN, UnicodeError) as error:
        raise InputError(Finding("B101", {"reason": _reason(error)}, Location(str(path)))) from error
    infos = [info for info in source.infolist() if not info.is_dir()]
    findings = [*_too_much(infos, path), *_wrong_members(infos, path)]
    if findings:
        source.close()
        raise InputError(findings)
    members = {_name(info): info for info in infos if not DUST.search(_name(info))}
    if OFFICE in members:
        source.close()
        return Archive(path, {path.name: path})
    return Archive(path, dict(sorted(members.items())), source)


def _name(info: zipfile.ZipInfo) -> str:
    """The name with ``/``: some writers on Windows put backslashes."""
    return info.filename.replace("\\", "/")


def _too_much(infos: list[zipfile.ZipInfo], path: Path) -> Iterator[Finding]:
    place, packed = Location(str(path)), path.stat().st_size
    total = sum(info.file_size for info in infos)
    if len(infos) > MAXIMUM_MEMBERS:
        yield Finding("B108", {"count": len(infos), "limit": MAXIMUM_MEMBERS}, place)
    if total > MAXIMUM_BYTES:
        yield Finding("B107", {"size": total, "limit": MAXIMUM_BYTES}, place)
    if _bomb(total, packed):
        yield Finding("B109", {"size": total, "packed": packed, "limit": MAXIMUM_RATIO}, place)


def _bomb(size: int, packed: int) -> bool:
    return size > FREE_BYTES and size > MAXIMUM_RATIO * packed


def _wrong_members(infos: list[zipfile.ZipInfo], path: Path) -> Iterator[Finding]:
    seen: set[str] = set()
    for info in infos[:MAXIMUM_MEMBERS]:
        name = _name(info)
        place = Location(str(path), path=name)
        if climbs(name):
            yield Finding("B104", {"name": name}, place)
        if name in seen:
            yield Finding("B110", {"name": name}, place)
        seen.add(name)
        yield from _wrong_member(info, place)


def _wrong_member(info: zipfile.ZipInfo, place: Location) -> Iterator[Finding]:
    if stat.S_ISLNK(info.external_attr >> 16):
        yield Finding("B105", {"name": _name(info)}, place)
    if info.flag_bits & ENCRYPTED:
        yield Finding("B111", {"name": _name(info)}, place)
    elif info.compress_type not in READABLE:
        kind = zipfile.compressor_names.get(info.compress_type, str(info.compress_type))  # type: ignore[attr-defined]
        yield Finding("B112", {"name": _name(info), "kind": kind}, place)
    if info.file_size > MAXIMUM_MEMBER_BYTES:
        yield Finding("B107", {"size": info.file_size, "limit": MAXIMUM_MEMBER_BYTES}, place)
    if _bomb(info.file_size, info.compress_size):
        params = {"size": info.file_size, "packed": info.compress_size, "limit": MAXIMUM_RATIO}
        yield Finding("B109", params, place)


def climbs(name: str) -> bool:
    """Whether a name leads out of where it stands: absolute, with a drive, or with ``..``."""
    return name.startswith("/") or bool(re.match(r"[A-Za-z]:", name)) or ".." in name.split("/")


def _folder(path: Path) -> Archive:
    members: dict[str, zipfile.ZipInfo | Path] = {}
    findings: list[Finding] = []
    root = path.resolve()
    for folder, folders, files in os.walk(path):
        folders.sort()
        for file in files:
            found = Path(folder, file)
            name = found.relative_to(path).as_posix()
            if DUST.search(name):
                continue
            if not found.resolve().is_relative_to(root):
                findings.append(Finding("B105", {"name": name}, Location(str(path), path=name)))
            elif found.is_file():
                members[name] = found
        if len(members) > MAXIMUM_MEMBERS:
            params = {"count": len(members), "limit": MAXIMUM_MEMBERS}
            raise InputError([*findings, Finding("B108", params, Location(str(path)))])
    if findings:
        raise InputError(findings)
    return Archive(path, dict(sorted(members.items())))
