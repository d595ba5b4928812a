"""Reading a result document back, with an error an analyst understands where it is not one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from lca.errors import Finding, InputError, Location, nearest
from lca.results.footprint import READABLE, Footprint

FORMAT = "zuji.footprint"
MOST_FINDINGS = 8


def read_footprint(source: str | Path | bytes, file: str | None = None) -> Footprint:
    """The footprint in a JSON file, or in bytes that ``file`` names.

    Raises:
        InputError: not readable, not JSON (with line and column), not a footprint, of another format
            version, or with fields that do not fit; every message names the place.
    """
    raw, name = (source, file) if isinstance(source, bytes) else (_read(Path(source)), str(source))
    data = _parse(raw, name)
    _recognise(data, name)
    try:
        return Footprint.model_validate_json(raw)
    except ValidationError as error:
        raise InputError([_finding(item, name) for item in error.errors()[:MOST_FINDINGS]]) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        siblings = [str(path.with_name(other.name)) for other in path.parent.glob("*")]
        reason = error.strerror or str(error)
        near = nearest(str(path), siblings)
        raise InputError(Finding("V101", {"reason": reason}, Location(str(path)), candidates=near)) from error


def _parse(raw: bytes, file: str | None) -> Any:
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        raise InputError(Finding("V102", {"reason": error.msg}, place)) from error
    except (ValueError, RecursionError) as error:
        raise InputError(Finding("V102", {"reason": str(error)}, Location(file))) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number in JSON")


def _recognise(data: Any, file: str | None) -> None:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(Finding("V103", {}, Location(file)))
    version = data.get("format_version")
    if version not in READABLE:
        params = {"version": version, "known": ", ".join(READABLE)}
        raise InputError(Finding("V104", params, Location(file, path="format_version")))


def _finding(item: Any, file: str | None) -> Finding:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in item["loc"]).lstrip(".")
    return Finding("V105", {"reason": item["msg"]}, Location(file, path=path))
