"""Two rules from their names to everything that differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lca.errors import Finding, InputError, RuleError, Severity
from lca.factors.database import FactorDatabase
from lca.i18n import LANGUAGES, Language, text
from lca.names import Names
from lca.rule_diff.difference import Effect, RuleDifference, Side
from lca.rule_diff.hybrids import hybrids
from lca.rule_diff.moving import Moving
from lca.rule_diff.products import reference_products
from lca.rules.comparison import Change, Comparison, Edition, Impact, compare
from lca.rules.comparison.change import WEIGHT
from lca.rules.comparison.semver import enough, heaviest, lower, proposed
from lca.rules.comparison.words import reason
from lca.rules.compiled import Rule
from lca.rules.frames import load_frame
from lca.rules.load import load_rule
from lca.rules.registry import find_rule
from lca.system.backgrounds import Backgrounds, link

MOVES = "moves"
"""The reason of a change that was thought harmless and moves a reference product."""


def diff_rules(
    old: Edition | str | Path,
    new: Edition | str | Path,
    *,
    inventories: Iterable[str | Path] = (),
    factors: FactorDatabase | None = None,
    gwp: str = "AR6",
    backgrounds: Backgrounds = (),
) -> RuleDifference:
    """Compare two rules: what changed, how far each reference product moves because of each change.

    Args:
        old: the earlier rule: loaded, its id (with ``@version``) or its path.
        new: the later one.
        inventories: activity data to compute beside the tests of both rules.
        factors: the factor database; left out, the release that is shipped.
        gwp: the GWP set, by name.
        backgrounds: databases that the rules or the activity data name, as :func:`lca.calculate` takes them.

    Raises:
        InputError: a rule, a file or a database is wrong, with the findings of both rules; R372 a general or
            sector rule against a product rule.
    """
    before, after = _editions(old, new)
    comparison = compare(before, after)
    effects: tuple[Effect, ...] = ()
    if isinstance(before, Rule) and isinstance(after, Rule):
        database = factors or FactorDatabase.open()
        moving = Moving(
            before,
            after,
            hybrids(comparison, before.document.file),
            database,
            gwp,
            comparison.renamings,
            link(backgrounds, database.gwp(gwp)),
        )
        files = [Path(place) for place in inventories]
        products = reference_products(before, after, comparison.renamings, files)
        effects = tuple(moving.effect(product) for product in products)
    return _difference(before, after, comparison, effects)


def _editions(old: Edition | str | Path, new: Edition | str | Path) -> tuple[Edition, Edition]:
    """Both rules; everything that is wrong with either in one report."""
    loaded: list[Edition] = []
    wrong: list[Finding] = []
    for given in (old, new):
        try:
            loaded.append(_load(given) if isinstance(given, str | Path) else given)
        except InputError as error:
            wrong += error.findings
    if wrong:
        raise RuleError(wrong)
    before, after = loaded
    if isinstance(before, Rule) != isinstance(after, Rule):
        raise RuleError(_sorts(before, after))
    return before, after


def _load(place: str | Path) -> Edition:
    path = find_rule(place)
    return load_frame(path) or load_rule(path)


def _sorts(before: Edition, after: Edition) -> Finding:
    frame, rule = (after, before) if isinstance(before, Rule) else (before, after)
    level = str(frame.model.level)
    words = {"general": Names(zh="通则", en="general"), "sector": Names(zh="行业规则", en="sector")}
    params = {"frame": _name(frame), "level": words[level], "rule": _name(rule)}
    return Finding("R372", params, after.document.locate(("level",)))


def _difference(
    before: Edition, after: Edition, comparison: Comparison, effects: tuple[Effect, ...]
) -> RuleDifference:
    moved = {at for effect in effects for part in effect.parts for at in part.changes}
    changes = tuple(_raised(one, at in moved) for at, one in enumerate(comparison.changes, start=1))
    lost = any(effect.lost or effect.held_back for effect in effects)
    impact = heaviest([one.impact for one in changes] + [Impact.BREAKING] * lost)
    wanted = proposed(before.model.version, impact)
    findings = tuple(_findings(before, after, changes, effects, wanted))
    return RuleDifference(_side(before), _side(after), changes, effects, impact, wanted, findings)


def _raised(change: Change, moves: bool) -> Change:
    """A change that moves a reference product breaks, whatever it looked like."""
    if not moves or change.impact is Impact.BREAKING:
        return change
    return replace(change, impact=Impact.BREAKING, reason=MOVES)


def _findings(
    before: Edition, after: Edition, changes: tuple[Change, ...], effects: tuple[Effect, ...], wanted: str
) -> Iterator[Finding]:
    old, new = before.model, after.model
    place = after.document.locate(("version",))
    if old.id != new.id:
        known = after.document.locate(("id",))
        yield Finding("R371", {"old": old.id, "new": new.id}, known, Severity.WARNING)
    if lower(new.version, old.version):
        yield Finding("R374", {"new": new.version, "old": old.version}, place, Severity.WARNING)
    yield from _lost(before, after, [effect for effect in effects if effect.lost])
    if isinstance(before, Rule) and changes and not any(effect.difference for effect in effects):
        yield Finding("R375", {}, after.document.locate(("tests",)), Severity.WARNING)
    if changes and not enough(new.version, wanted):
        params = {
            "version": new.version,
            "old": old.version,
            "proposed": wanted,
            "reason": _why(changes, effects),
        }
        yield Finding("R370", params, place, Severity.BLOCKING)


def _lost(before: Edition, after: Edition, effects: Iterable[Effect]) -> Iterator[Finding]:
    """R373 once for each reason, with the first of the products that are refused for it."""
    found: dict[str, list[Effect]] = {}
    for effect in effects:
        found.setdefault(effect.refused_new[0].message(), []).append(effect)
    for group in found.values():
        first = group[0].refused_new[0]
        told = Names(zh=f"{first.code} {first.message('zh')}", en=f"{first.code} {first.message('en')}")
        named = {language: _several(group, language) for language in LANGUAGES}
        params = {"old": _name(before), "new": _name(after), "reason": told, "product": Names(**named)}
        yield Finding("R373", params, first.location, Severity.WARNING)


def _several(effects: list[Effect], language: Language) -> str:
    name = effects[0].names[0]
    if len(effects) == 1:
        return name
    count = len(effects) if language == "zh" else len(effects) - 1
    return text("rule_diff.page.several", language, name=name, count=count)


def _why(changes: tuple[Change, ...], effects: tuple[Effect, ...]) -> Names:
    """The reason of the heaviest change."""
    heavy = max(changes, key=lambda one: WEIGHT[one.impact])
    if heavy.impact is not Impact.BREAKING and any(effect.lost or effect.held_back for effect in effects):
        heavy = replace(heavy, reason="refused" if any(effect.lost for effect in effects) else "blocked")
    return Names(zh=reason(heavy, "zh"), en=reason(heavy, "en"))


def _side(edition: Edition) -> Side:
    model, document = edition.model, edition.document
    return Side(
        model.id, model.version, model.title, model.status, model.level, document.file, document.sha256
    )


def _name(edition: Edition) -> str:
    return f"{edition.model.id} {edition.model.version}"
