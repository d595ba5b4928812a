"""Reference products under two rules as a table: a column a product, a row a change, in kg CO2e and %."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from rich.text import Text

from lca.errors import Finding
from lca.i18n import Language, text
from lca.report.layout import clip, heading, left, paragraph, right, wrap
from lca.report.moved import Ledger, Row, ledger
from lca.report.numbers import significant
from lca.rule_diff.difference import Effect, RuleDifference
from lca.rules.comparison import Change
from lca.rules.comparison.words import sentence

CELL: Final = 12
ABREAST: Final = 4
DIGITS: Final = 6
INDENT: Final = 2
LETTER: Final = 3
NOTHING: Final = "·"
Identity: TypeAlias = tuple[tuple[int, ...], str]
"""The changes of a row by their numbers, or the name of what has none."""


def say(key: str, language: Language, **params: object) -> str:
    """The words ``rule_diff.page.KEY``."""
    return text(f"rule_diff.page.{key}", language, default=None, **params)


@dataclass(frozen=True, slots=True)
class Column:
    """A reference product that moves: its letter and its numbers in print."""

    letter: str
    effect: Effect
    ledger: Ledger

    def row(self, identity: Identity) -> Row | None:
        """The row of some changes, or of what has no number; None where it moved nothing."""
        return next((one for one in self.ledger.rows if (one.changes, one.key) == identity), None)


def render_effects(found: RuleDifference, language: Language, width: int) -> Iterator[list[Text]]:
    """The reference products that move, by letter, with their tables; then the others, with the reason."""
    head = [heading(say("effects", language), width)]
    if not found.effects:
        yield head + paragraph(say("no_cases", language), width, INDENT)
        return
    common = common_unit(found.effects, language)
    head += paragraph(common, width, INDENT, "dim") if common else []
    moving = columns(found)
    for column in moving:
        head += _product(column, language, not common, width)
    yield head
    for start in range(0, len(moving), ABREAST):
        yield list(_table(moving[start : start + ABREAST], found.changes, language, width))
    for words in remarks(moving, language):
        yield paragraph(words, width, INDENT, "yellow")
    for method in methods(moving):
        yield paragraph(say(f"shared.{method}", language), width, INDENT, "dim")
    for reason, names in others(found, language):
        yield [*paragraph(reason, width, INDENT, "yellow"), *_listed(names, width)]


def methods(moving: Iterable[Column]) -> list[str]:
    """The ways in which the differences were shared."""
    return sorted({one.effect.method for one in moving if one.effect.method is not None})


def remarks(moving: Iterable[Column], language: Language) -> list[str]:
    """What is to be said of products that move, each thing once with the letters of whom it is about."""
    found: dict[str, list[str]] = {}
    for column in moving:
        for words in told(column.effect, language):
            found.setdefault(words, []).append(column.letter)
    comma = text("rule_diff.comma", language)
    return [say("numbered", language, name=comma.join(of), value=words) for words, of in found.items()]


def others(found: RuleDifference, language: Language) -> list[tuple[str, list[str]]]:
    """The products that do not move: why, or that their number stays, and which they are."""
    groups: dict[str, list[str]] = {}
    for effect in found.effects:
        if effect.old is not None and effect.new is not None and not moves(effect):
            value = f"{significant(effect.new.total, DIGITS)} kg CO2e"
            words = say("numbered", language, name=name(effect, language), value=value)
            groups.setdefault(say("same_number", language), []).append(words)
        elif effect.old is None or effect.new is None:
            why = next(iter(told(effect, language)), say("uncounted", language))
            groups.setdefault(why, []).append(described(effect, language, with_unit=False))
    return list(groups.items())


def letters(count: int) -> list[str]:
    """A, B, …, Z, AA, AB and so on."""
    return [_letter(at) for at in range(count)]


def columns(found: RuleDifference) -> list[Column]:
    """The reference products that move, lettered in their order."""
    books = [(effect, ledger(effect)) for effect in found.effects if moves(effect)]
    held = [(effect, book) for effect, book in books if book is not None]
    return [Column(letter, *pair) for letter, pair in zip(letters(len(held)), held, strict=True)]


def identities(moving: Iterable[Column]) -> list[Identity]:
    """The rows that a table of these products needs: changes by number, then what has none."""
    found = {(row.changes, row.key) for column in moving for row in column.ledger.rows}
    return sorted(found, key=lambda one: (not one[0], one))


def moves(effect: Effect) -> bool:
    """Whether a product has two numbers that differ."""
    return bool(effect.parts) or effect.interaction is not None


def told(effect: Effect, language: Language) -> Iterator[str]:
    """What is to be said of a reference product beside the parts of its difference."""
    if effect.refused_old and effect.refused_new:
        yield _refused("refused_both", effect.refused_new, language)
    elif effect.refused_new:
        yield _refused("refused_new", effect.refused_new, language)
    elif effect.refused_old:
        yield _refused("refused_old", effect.refused_old, language)
    if effect.held_back:
        yield say("held_back", language, codes=", ".join(effect.held_back))
    if effect.left_out:
        yield say("left_out", language, names=text("rule_diff.comma", language).join(effect.left_out))


def units(effect: Effect, language: Language) -> str:
    """What the numbers are for."""
    old, new = effect.old_unit.get(language), effect.new_unit.get(language)
    return say("per_unit", language, unit=new) if old == new else say("per_units", language, old=old, new=new)


def common_unit(effects: Sequence[Effect], language: Language) -> str:
    """What all numbers are for; empty where they are not for the same."""
    named = {units(effect, language) for effect in effects}
    return say("all_units", language, unit=named.pop()) if len(named) == 1 else ""


def described(effect: Effect, language: Language, with_unit: bool) -> str:
    """A product by the names of its tests or its file, where not all rules have it, and for what it is."""
    about = [] if effect.origin == "both" else [say(f"origin.{effect.origin}", language)]
    about += [units(effect, language)] if with_unit else []
    words = name(effect, language)
    joined = text("rule_diff.comma", language).join(about)
    return say("product", language, name=words, about=joined) if about else words


def name(effect: Effect, language: Language) -> str:
    """The tests or the file that describe a reference product."""
    return text("rule_diff.semicolon", language).join(effect.names)


def stated(row: Identity, changes: Sequence[Change], language: Language) -> str:
    """A row in words: the numbers of its changes and what they are."""
    numbers, key = row
    if not numbers:
        return say(key, language)
    sentences = (sentence(changes[at - 1], language) for at in numbers)
    return f"[{'+'.join(map(str, numbers))}] {text('rule_diff.semicolon', language).join(sentences)}"


def _letter(at: int) -> str:
    return (_letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _refused(key: str, findings: tuple[Finding, ...], language: Language) -> str:
    first = findings[0]
    more = say("more", language, count=len(findings) - 1) if len(findings) > 1 else ""
    return say(key, language, reason=f"{first.code} {first.message(language)}{more}")


def _product(column: Column, language: Language, with_unit: bool, width: int) -> Iterator[Text]:
    words = described(column.effect, language, with_unit)
    first, *rest = wrap(words, width - INDENT - LETTER)
    yield Text.assemble((" " * INDENT + left(column.letter, LETTER), "bold"), first)
    yield from (Text(" " * (INDENT + LETTER) + line) for line in rest)


def _listed(names: Iterable[str], width: int) -> Iterator[Text]:
    for one in names:
        first, *rest = wrap(one, width - INDENT - LETTER)
        yield Text(" " * INDENT + left("-", LETTER) + first)
        yield from (Text(" " * (INDENT + LETTER) + line) for line in rest)


def _table(
    moving: Sequence[Column], changes: Sequence[Change], language: Language, width: int
) -> Iterator[Text]:
    room = width - CELL * len(moving)

    def line(words: str, cell: Callable[[Column], str], style: str = "") -> Text:
        cells = "".join(right(cell(column), CELL) for column in moving)
        return Text((left(words, room - 1) + " " + cells).rstrip(), style)

    yield line(f"  {say('table', language)}", lambda one: one.letter, "bold")
    yield line(f"  {say('old', language)}", lambda one: one.ledger.old)
    for row in identities(moving):
        first, *rest = wrap(stated(row, changes, language), room - INDENT - 1)
        yield line(" " * INDENT + first, _shows(row, "moved"))
        more = clip(" ".join(rest), room - INDENT - 5)
        yield line(" " * (INDENT + 4) + more, _shows(row, "share"), "dim")
    yield line(f"  {say('new', language)}", lambda one: one.ledger.new, "bold")
    yield line(f"  {say('difference', language)}", lambda one: one.ledger.difference, "bold")
    yield line("", lambda one: one.ledger.share, "dim")
    for key in dict.fromkeys(row.key for column in moving for row in column.ledger.stages):
        words = say("stage", language, stage=text(f"stage.{key}", language))
        yield line(f"    {words}", _staged(key), "dim")


def _shows(identity: Identity, field: str) -> Callable[[Column], str]:
    def cell(column: Column) -> str:
        row = column.row(identity)
        return NOTHING if row is None else str(getattr(row, field))

    return cell


def _staged(key: str) -> Callable[[Column], str]:
    return lambda column: next((one.moved for one in column.ledger.stages if one.key == key), NOTHING)
