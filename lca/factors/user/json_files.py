"""JSON files: supplier footprints (PACT, Catena-X, Battery Pass), openLCA results, or a list of rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lca.errors import FactorError, Finding, Location
from lca.factors.user.cells import text_of, wrong_with
from lca.factors.user.columns import Record, Table
from lca.factors.user.openlca import is_result, read_results
from lca.factors.user.payloads.reading import is_payload
from lca.factors.user.payloads.records import read_footprints

WRAPPERS = ("data", "factors", "results")


def read_json(content: bytes, file: str) -> Table:
    """Read a JSON file; FactorError where it is none of the forms that are known."""
    objects, path = objects_in(parsed(content, file), file)
    if any(is_payload(one) for one in objects):
        return read_footprints(objects, file, path)
    if any(is_result(one) for one in objects):
        return read_results(objects, file, path)
    if not all(isinstance(value, str | int | float | None) for one in objects for value in one.values()):
        raise FactorError(Finding("F702", {}, Location(file)))
    return rows_of(objects, file, path)


def parsed(content: bytes, file: str) -> Any:
    """Give the data; NaN, infinities and keys that stand twice are refused."""
    try:
        return json.loads(
            content.decode("utf-8-sig"), parse_constant=refuse_constant, object_pairs_hook=without_doubles
        )
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        raise FactorError(Finding("F701", {"reason": error.msg}, place)) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FactorError(Finding("F701", {"reason": str(error)}, Location(file))) from error


def refuse_constant(text: str) -> None:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(text)


def without_doubles(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Give an object; ValueError for a key that stands twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n])))
    return found


def objects_in(data: Any, file: str) -> tuple[list[dict[str, Any]], str]:
    """Give the objects of a file, one or many, bare or under ``data``, and the path that they stand under."""
    path = ""
    for name in WRAPPERS:
        if isinstance(data, dict) and isinstance(data.get(name), list | dict) and len(data) <= 3:
            data, path = data[name], name
            break
    objects = data if isinstance(data, list) else [data]
    if not objects or not all(isinstance(one, dict) for one in objects):
        raise FactorError(Finding("F702", {}, Location(file)))
    return objects, path


def rows_of(objects: Sequence[Mapping[str, Any]], file: str, path: str) -> Table:
    """Give rows of a list of flat objects, as data frames are exported with ``orient="records"``."""
    findings: list[Finding] = []
    records: list[Record] = []
    for number, one in enumerate(objects):
        places = {key: Location(file, path=f"{path}[{number}].{key}") for key in one}
        for key, value in one.items():
            findings += wrong_with(value, places[key], key)
        texts = {key: text_of(value) for key, value in one.items()}
        records.append(Record(texts, Location(file, path=f"{path}[{number}]"), places))
    return Table(tuple(records), tuple(findings))
