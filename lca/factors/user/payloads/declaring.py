"""A footprint of any version that has a layout, read into :class:`Declared`, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lca.errors import Severity
from lca.factors.user.cells import wrong_with
from lca.factors.user.payloads.declared import NOT_STATED, WORLD, Declared, Source
from lca.factors.user.payloads.layouts import CATEGORIES, UNITS, Layout
from lca.factors.user.payloads.looking import Footprint
from lca.factors.user.payloads.spread import IDENTIFIER, parse, parse_line

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
STATES = ("Active", "Deprecated")
BALANCE = Decimal("0.005")
EXACT = Decimal("1e-6")
YEARS_VALID = 3
WHOLE = {"global": WORLD, "several": WORLD}
TRAIL = ("id", "unit", "amount", "excluding", "including", "uptake", "share", "start", "end", "valid_to")

Numbers = Mapping[str, Decimal]


def declare(one: Footprint, layout: Layout, successor: str = "") -> Declared:
    """Read a footprint; with an error among its findings it is not to be used."""
    head = layout.head
    _texts(one, layout)
    numbers = {
        path: number
        for path, bounds in layout.numbers.items()
        if (number := one.number(path, bounds, quoted=layout.is_quoted(path))) is not None
    }
    _share(one, layout, numbers)
    if one.text(head["status"]) == "Deprecated":
        one.tell("F711", head["status"], Severity.WARNING, id=one.text(head["id"]))
    unit = _unit(one, head["unit"])
    value = _value(one, layout, numbers)
    including = numbers.get(head["including"])
    gwp_set, place = _set(one, layout), _place(one, layout)
    times = _times(one, layout)
    return Declared(
        format=layout.format,
        version=one.text(layout.version),
        place=one.at(""),
        id=one.text(head["id"]),
        company=one.text(head["company"]),
        name=one.text(head["name"]),
        ids=tuple(text for text in one.listed(head["ids"]) if isinstance(text, str)),
        unit=unit,
        amount=numbers.get(head["amount"]),
        value=value,
        including=including,
        parts=_parts(layout, numbers, value),
        mass=numbers.get(head["mass"]),
        gwp_set=gwp_set,
        geography=place,
        start=times.start,
        end=times.end,
        created=times.created,
        valid_from=times.valid_from,
        valid_to=times.valid_to,
        primary_share=numbers.get(head["share"]),
        ratings=_ratings(layout, numbers),
        uncertainty=_uncertainty(one, layout, including if including is not None else value),
        comment=one.text(head["comment"]),
        superseded_by=successor,
        trail=tuple(_trail(one, layout)),
        findings=tuple(one.findings),
    )


def _texts(one: Footprint, layout: Layout) -> None:
    """What must stand, forms, and that no text carries markup or a formula."""
    for path in layout.must:
        if one.get(path) in (None, "", [], {}):
            one.tell(layout.missing, path, format=layout.title)
    for key in ("id", "created", "status", "company", "name", "description", "comment"):
        path = layout.head[key]
        one.findings += wrong_with(one.text(path), one.at(path), path.rpartition(".")[2])
    version = one.get(layout.version)
    if version is not None and not (isinstance(version, str) and layout.versions.fullmatch(version)):
        code = "F706" if layout.missing == "F703" else "P600"
        one.tell(code, layout.version, cell=str(version)[:60], format=layout.title)
    for path, form in layout.shape.items():
        _shape(one, path, form)


def _shape(one: Footprint, path: str, form: str) -> None:
    text = one.text(path)
    if form == "uuid" and text and not UUID.fullmatch(text):
        one.tell("F709", path, cell=text, form="uuid")
    if form == "status" and text and text not in STATES:
        one.tell("F709", path, cell=text, form=", ".join(STATES))
    for item in one.listed(path) if form == "urns" else ():
        if not (isinstance(item, str) and item.lower().startswith("urn:")):
            one.tell("F709", path, cell=str(item)[:60], form="urn:...")


def _share(one: Footprint, layout: Layout, numbers: Numbers) -> None:
    path = layout.head["share"]
    if 0 < numbers.get(path, Decimal(0)) <= 1:
        one.tell("F712", path, Severity.WARNING, cell=str(numbers[path]))


def _unit(one: Footprint, path: str) -> str:
    name = one.get(path)
    if name is not None and (not isinstance(name, str) or name not in UNITS):
        one.tell("F707", path, cell=str(name)[:60], known=", ".join(UNITS))
    return UNITS.get(str(name), "")


def _value(one: Footprint, layout: Layout, numbers: Numbers) -> Decimal | None:
    """The value without uptake, and what is wrong or worth knowing about how it stands to the others."""
    head = layout.head
    excluding, including = numbers.get(head["excluding"]), numbers.get(head["including"])
    uptake = numbers.get(head["uptake"])
    if layout.apart:
        return _apart(one, layout, numbers)
    if excluding is None or including is None or excluding == including:
        return excluding
    params = {"excluding": str(excluding), "including": str(including)}
    if uptake is None or abs(excluding + uptake - including) > BALANCE * abs(excluding):
        given = "-" if uptake is None else str(uptake)
        weight = Severity.ERROR if uptake is not None or including > excluding else Severity.WARNING
        one.tell("F710", head["including"], weight, uptake=given, **params)
    one.tell("F714", head["excluding"], Severity.INFO, **params)
    return excluding


def _apart(one: Footprint, layout: Layout, numbers: Numbers) -> Decimal | None:
    """The versions whose excluding value is the fossil part: all of it less the uptake.

    P604 an amount other than 1, for the versions do not say whether numbers are for one unit or for all of
    it; P605 an including value that its components do not add up to; P613 no including value: what is
    biogenic or from land use is not in the number.
    """
    head = layout.head
    amount = numbers.get(head["amount"])
    if amount is not None and amount != 1:
        one.tell("P604", head["amount"], cell=str(amount), format=layout.title)
    excluding, including = numbers.get(head["excluding"]), numbers.get(head["including"])
    if including is None:
        if excluding is not None:
            one.tell("P613", head["including"], Severity.WARNING, value=str(excluding))
        return excluding
    uptake = numbers.get(head["uptake"], Decimal(0))
    stated = [numbers[path] for path, part in layout.parts.items() if path in numbers and part != "aircraft"]
    whole = sum(stated, uptake)
    if stated and abs(whole - including) > BALANCE * max(abs(whole), abs(including)):
        one.tell("P605", head["including"], including=str(including), sum=str(whole))
    value = including - uptake
    if value != excluding:
        one.tell("P614", head["including"], Severity.INFO, value=str(value), excluding=str(excluding))
    return value


def _parts(layout: Layout, numbers: Numbers, value: Decimal | None) -> dict[str, Decimal]:
    """Components by category, where they are the value to a millionth and none is of another kind."""
    sums = dict.fromkeys(CATEGORIES, Decimal(0))
    for path, part in layout.parts.items():
        sums[part] += numbers.get(path, Decimal(0))
    if layout.aircraft_within:
        sums["fossil"] -= sums["aircraft"]
    other = sums.pop("other")
    whole = sum(sums.values(), Decimal(0))
    if value is None or other or sums["fossil"] < 0 or abs(whole - value) > EXACT * abs(value):
        return {}
    return {part: number for part, number in sums.items() if number}


def _set(one: Footprint, layout: Layout) -> str:
    """The GWP set; several are not stated, for nothing says which part is under which."""
    names: dict[str, None] = {}
    for path in layout.sets:
        stated = one.get(path)
        for name in stated if isinstance(stated, list) else [stated]:
            if isinstance(name, str) and name != "unspecified":
                names[name] = None
    if len(names) > 1:
        one.tell("F713", layout.sets[0], Severity.WARNING, cell=", ".join(names))
    return next(iter(names)) if len(names) == 1 else NOT_STATED


def _place(one: Footprint, layout: Layout) -> str:
    """The narrowest place that is stated; none is the world."""
    given = [path for path in layout.places if one.text(path)]
    if layout.one_place and len(given) > 1:
        one.tell("F715", given[1], given=", ".join(path.rpartition(".")[2] for path in given))
    narrowest = one.text(given[0]) if given else WORLD
    return WHOLE.get(narrowest.casefold(), narrowest)


@dataclass(frozen=True, slots=True)
class Times:
    """Moments of a footprint."""

    start: datetime | None
    end: datetime | None
    created: datetime | None
    valid_from: datetime | None
    valid_to: datetime | None


def _times(one: Footprint, layout: Layout) -> Times:
    """Period, publication and validity, which is three years from the end unless stated."""
    head = layout.head
    start, end, created = (one.moment(head[key]) for key in ("start", "end", "created"))
    begin = one.moment(head["valid_from"]) or end
    last = one.moment(head["valid_to"]) or (end and later(end, YEARS_VALID))
    if start and end and end <= start:
        one.tell("F716", head["end"], begin=start.isoformat(), end=end.isoformat())
    if end and created and end > created:
        one.tell("P606", head["end"], end=end.isoformat(), created=created.isoformat())
    if last and created and last <= created:
        one.tell("P607", head["valid_to"], end=last.isoformat(), created=created.isoformat())
    return Times(start, end, created, begin, last)


def later(moment: datetime, years: int) -> datetime:
    """Give the same day some years later; 28 February for the 29th."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def _ratings(layout: Layout, numbers: Numbers) -> dict[str, Decimal]:
    """Ratings from 1 to 5; those of 1 to 3 are stretched evenly."""
    found = {name: numbers[path] for name, path in layout.ratings.items() if path in numbers}
    return {name: 2 * rating - 1 for name, rating in found.items()} if layout.of_three else found


def _uncertainty(one: Footprint, layout: Layout, stated: Decimal | None) -> Mapping[str, object] | None:
    """The extension object, or that on a line of a text; one that cannot be is told and not used."""
    texts = {path: one.text(path) for path in layout.lines}
    found = None
    for number, item in enumerate(one.listed(layout.extensions) if layout.extensions else ()):
        if isinstance(item, Mapping) and item.get("dataSchema") == IDENTIFIER:
            found = parse(item.get("data"))
            if found is None:
                one.tell("P611", f"{layout.extensions}[{number}].data", Severity.WARNING)
    for path, text in texts.items():
        if found is None and IDENTIFIER in text:
            found = parse_line(text)
            if found is None:
                one.tell("P611", path, Severity.WARNING)
    return checked(one, found, stated)


def checked(
    one: Footprint, found: Mapping[str, object] | None, stated: Decimal | None
) -> Mapping[str, object] | None:
    """An uncertainty whose numbers lie where the footprint does; another (P612) is told and not used."""
    if found is None or stated is None:
        return found
    low, high = found.get("p2_5"), found.get("p97_5")
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return found
    width = high - low
    if low - width <= float(stated) <= high + width:
        return found
    one.tell("P612", IDENTIFIER, Severity.WARNING, low=f"{low:g}", high=f"{high:g}", value=str(stated))
    return None


def _trail(one: Footprint, layout: Layout) -> Iterable[Source]:
    for key in TRAIL:
        path = layout.head[key]
        if one.get(path) is not None:
            yield Source(key, path, str(one.get(path))[:60])
