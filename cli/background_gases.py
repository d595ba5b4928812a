"""The mapping of a database's elementary flows to greenhouse gases, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.text import Text

from lca.cli.background_summary import count, say
from lca.report.layout import heading, labelled, left, paragraph, right
from lca.report.numbers import significant
from lca.report.page import WIDTH

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.database import Background
    from lca.i18n import Language

COLUMN, GAS, BY, NUMBER = 18, 24, 7, 11
HEADS = ("gas", "mapped_by", "exchanged")


def facts(background: Background, gases: GasFlows) -> dict[str, Any]:
    """Every mapped flow, how each was recognised, and counts by where flows go."""
    from lca.background.characterising import counts, mapping

    by_medium = {
        medium: {"gases": yes, "others": no} for medium, (yes, no) in counts(background, gases).items()
    }
    return {
        "flows": len(background.flows),
        "mapped": len(gases),
        "by": dict(sorted(Counter(gases.by).items())),
        "media": by_medium,
        "mapping": list(mapping(background, gases)),
    }


def summary(background: Background, gases: GasFlows, language: Language) -> Iterator[Text]:
    """How many flows are gases, how they were recognised, and where they go."""
    known = facts(background, gases)
    told = {"mapped": count(known["mapped"]), "others": count(known["flows"] - known["mapped"])}
    words = say("gases_told", language, gases=count(len(set(gases.gas))), **told)
    yield from labelled(say("gases", language), words, WIDTH, COLUMN)
    parts = [f"{say(f'by_{by}', language)} {count(number)}" for by, number in known["by"].items()]
    if parts:
        yield from labelled("", say("recognised", language, parts=" · ".join(parts)), WIDTH, COLUMN)
    media = [
        f"{say(f'medium.{medium}', language, default=medium)} {count(of['gases'])}/{count(whole)}"
        for medium, of in known["media"].items()
        if (whole := of["gases"] + of["others"])
    ]
    if media:
        yield from labelled("", say("media", language, parts=" · ".join(media)), WIDTH, COLUMN)


def table(background: Background, gases: GasFlows, language: Language) -> Iterator[Text]:
    """Every mapped flow: gas and origin, kg of it per unit where that is not 1, by what, and how much."""
    from lca.background.characterising import mapping

    rows = sorted(mapping(background, gases), key=lambda one: (one.gas, one.origin, -one.exchanged, one.id))
    yield Text()
    yield heading(say("mapping", language), WIDTH)
    gas, by, exchanged = (say(key, language) for key in HEADS)
    head = left(f"  {gas}", GAS + 2) + left(by, BY + 1) + right(exchanged, NUMBER)
    yield Text(head, "dim")
    for one in rows:
        words = f"{one.gas} {say(f'origin.{one.origin}', language, default=one.origin)}"
        amount = f"{right(significant(one.exchanged), NUMBER)} {one.unit}"
        known = say(f"by_{one.by}", language)
        yield Text(left(f"  {words}", GAS + 2) + left(known, BY + 1) + amount)
        place = f" ({one.compartment})" if one.compartment else ""
        mass = "" if one.mass == 1 else f" · {significant(one.mass)} kg/{one.unit}"
        yield from paragraph(f"{one.name}{place}{mass}", WIDTH, 4, "dim")
    if not rows:
        yield from paragraph(say("no_mapping", language), WIDTH, 2)
