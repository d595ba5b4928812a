"""Checks of an AAS environment: its structure by the template, its values, and that the entries add up."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Severity
from lca.passport.checks import DECIMAL, Look, added, shown
from lca.passport.formats.aas_environment import AVOIDED
from lca.passport.formats.aas_terms import METHOD, PHASES, SUBMODEL, UNIT, VALUES, Element
from lca.passport.statement_aas import singles
from lca.passport.uncertainty import IDENTIFIER

EACH = "ProductCarbonFootprints"
TOTAL = "ProductOrSectorSpecificCarbonFootprints[0].PcfInformation.TotalIncludingBiogenicUptake"
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CODES = {text: code for code, (text, _) in PHASES.items()}


def check(document: Any) -> tuple[Finding, ...]:
    """Everything that is wrong with an environment, or worth knowing; the metamodel is the library's work."""
    found = [one for one in _listed(document, "submodels") if semantic(one) == SUBMODEL.semantic]
    if len(found) != 1:
        look = Look(document)
        look.tell("P325", "submodels", count=len(found))
        return look.done()
    look = Look(values(found[0], "submodelElements"))
    _structure(look, SUBMODEL, _listed(found[0], "submodelElements"), "")
    entries = look.get(EACH)
    for place in range(len(entries) if isinstance(entries, list) else 0):
        _entry(look, f"{EACH}[{place}]")
    _phases(look)
    _sum(look)
    _uncertainty(look, found[0])
    _characters(look, document)
    return look.done()


def semantic(element: Any) -> str | None:
    """The concept that an element stands for."""
    keys = _listed(element.get("semanticId"), "keys") if isinstance(element, Mapping) else []
    return str(keys[-1].get("value")) if keys and isinstance(keys[-1], Mapping) else None


def values(element: Any, key: str = "value") -> Any:
    """What AAS calls the values of an element: idShort to value, nested; lists as lists."""
    kind = element.get("modelType") if isinstance(element, Mapping) else None
    if kind in ("Submodel", "SubmodelElementCollection"):
        return {
            str(one.get("idShort")): values(one) for one in _listed(element, key) if isinstance(one, Mapping)
        }
    if kind == "SubmodelElementList":
        return [values(one) for one in _listed(element, key)]
    return element.get("value") if isinstance(element, Mapping) else None


def _listed(holder: Any, key: str) -> list[Any]:
    found = holder.get(key) if isinstance(holder, Mapping) else None
    return found if isinstance(found, list) else []


def _structure(look: Look, element: Element, inside: list[Any], path: str) -> None:
    """Cardinality, model type, semantic id and value type of everything that the template names."""
    if element.model == "SubmodelElementList":
        _items(look, element.inside[0], inside, path)
        return
    named: dict[str, list[Any]] = {}
    for one in inside:
        named.setdefault(str(one.get("idShort")) if isinstance(one, Mapping) else "", []).append(one)
    for wanted in element.inside:
        here = f"{path}.{wanted.id_short}".lstrip(".")
        found = named.pop(wanted.id_short, [])
        if len(found) > 1 or (wanted.required and not found):
            look.tell("P326", here, count=len(found), cardinality=wanted.cardinality)
        for one in found[:1]:
            _fits(look, wanted, one, here)
    if not element.open:
        for name in named:
            look.tell("P327", f"{path}.{name}".lstrip("."), Severity.WARNING)


def _items(look: Look, item: Element, inside: list[Any], path: str) -> None:
    if not inside:
        look.tell("P326", f"{path}[]", count=0, cardinality="One")
    for place, one in enumerate(inside):
        if isinstance(one, Mapping) and one.get("idShort") is not None:
            look.tell("P328", f"{path}[{place}]", name=shown(one["idShort"]))
        _fits(look, item, one, f"{path}[{place}]")


def _fits(look: Look, wanted: Element, one: Any, path: str) -> None:
    found = one if isinstance(one, Mapping) else {}
    pairs = [
        ("modelType", wanted.model, found.get("modelType")),
        ("semanticId", wanted.semantic, semantic(one)),
    ]
    if wanted.model == "Property":
        pairs.append(("valueType", wanted.value_type, found.get("valueType")))
    for name, expected, given in pairs:
        if expected != given:
            look.tell("P329", path, part=name, expected=expected, value=shown(given))
    if wanted.model in ("SubmodelElementCollection", "SubmodelElementList"):
        _structure(look, wanted, _listed(found, "value"), path)
    elif wanted.model == "Property":
        _value(look, wanted, found, path)
    for one_more in _listed(found, "extensions"):
        if isinstance(one_more, Mapping) and one_more.get("name") == AVOIDED:
            look.tell("P324", path, Severity.WARNING, value=shown(one_more.get("value")))


def _value(look: Look, wanted: Element, found: Mapping[str, Any], path: str) -> None:
    """A text that the value list knows carries its IRDI, and no other one."""
    known = VALUES.get(wanted.semantic)
    value = found.get("value")
    if not isinstance(value, str) or not value.strip():
        look.tell("P149", path)
    elif known is not None:
        keys = _listed(found.get("valueId"), "keys")
        given = str(keys[-1].get("value")).strip() if keys and isinstance(keys[-1], Mapping) else None
        expected = known.get(value)
        if expected is None and wanted.semantic == UNIT:
            look.tell("P322", path, Severity.WARNING, value=value)
        elif expected is None and wanted.semantic == METHOD:
            if path.startswith(f"{EACH}[0]"):  # once: all entries follow the same methods
                look.tell("P322", path, Severity.INFO, value=value)
        elif expected is None:
            look.tell("P323", path, value=shown(value))
        elif given is not None and given != expected:
            look.tell("P329", path, part="valueId", expected=expected, value=given)


def _entry(look: Look, path: str) -> None:
    look.decimal(f"{path}.PcfCO2eq")
    quantity = look.get(f"{path}.QuantityOfMeasureForCalculation")
    if quantity is not None and not _positive(quantity):
        look.tell("P141", f"{path}.QuantityOfMeasureForCalculation", value=shown(quantity), bounds="> 0")
    published, expires = look.moment(f"{path}.PublicationDate"), look.moment(f"{path}.ExpirationDate")
    if published and expires and expires <= published:
        field, start = f"{path}.ExpirationDate", published.isoformat()
        look.tell("P145", field, start=start, end=expires.isoformat())


def _positive(text: Any) -> bool:
    try:
        number = float(text) if isinstance(text, str) else math.nan
    except ValueError:
        return False
    return math.isfinite(number) and number > 0


def _phases(look: Look) -> None:
    """Phases that stand in more than one entry: whoever adds the entries counts them twice."""
    seen = Counter(single for _, phases in _numbers(look) for single in phases)
    for phase, count in sorted(seen.items()):
        if count > 1:
            look.tell("P330", f"{EACH}[].LifeCyclePhases", Severity.WARNING, phase=phase, count=count)


def _numbers(look: Look) -> Iterator[tuple[Decimal | None, tuple[str, ...]]]:
    entries = look.get(EACH)
    for one in entries if isinstance(entries, list) else []:
        if not isinstance(one, Mapping):
            continue
        value, phases = one.get("PcfCO2eq"), one.get("LifeCyclePhases")
        right = isinstance(value, str) and DECIMAL.fullmatch(value)
        texts = phases if isinstance(phases, list) else []
        codes = [CODES[text] for text in texts if isinstance(text, str) and text in CODES]
        yield (
            Decimal(value) if right and isinstance(value, str) else None,
            tuple(single for code in codes for single in singles(code)),
        )


def _sum(look: Look) -> None:
    """Entries against the total of ``PcfInformation``, where it stands and no phase is told twice."""
    numbers = list(_numbers(look))
    twice = Counter(single for _, phases in numbers for single in phases)
    whole = look.decimal(TOTAL)
    if numbers and all(value is not None for value, _ in numbers) and max(twice.values(), default=0) < 2:
        look.equal(TOTAL, whole, added(value for value, _ in numbers), f"sum of {EACH}[].PcfCO2eq")


def _characters(look: Look, document: Any) -> None:
    """Texts with characters that XML has not, and so no shell may have (AASd-130)."""
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and UNPRINTABLE.search(one):
            look.tell("P332", "submodels", value=shown(one))


def _uncertainty(look: Look, submodel: Mapping[str, Any]) -> None:
    for one in _listed(submodel, "extensions"):
        if isinstance(one, Mapping) and one.get("name") == IDENTIFIER:
            try:
                right = isinstance(json.loads(str(one.get("value"))), dict)
            except ValueError:
                right = False
            if not right:
                look.tell("P331", "extensions")
