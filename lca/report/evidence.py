"""What stands behind the total: uncertainty, data quality, completeness, findings, provenance."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from lca.i18n import text
from lca.report.apart import omitted
from lca.report.layout import bars, clip, heading, labelled, left, paragraph, right
from lca.report.numbers import last_place, percent, percentages, rounded
from lca.report.page import MASS, Page
from lca.report.parts import LABEL, VALUE
from lca.results.footprint import ConformityFinding, LedgerEntry, Parameter

DRIVERS = 6
SMALLEST_DRIVER = 0.005
BAR = 8
DISTRIBUTION = 11
VARIANCE = 10
HASH = 12
LEDGER = 20
MOST_OF_KIND = 3
STYLES = {"error": "bold red", "blocking": "bold red", "warning": "yellow", "info": "dim"}


def uncertainty(page: Page) -> list[Text]:
    """The parameters that make most of the variance, and Monte Carlo beside first order."""
    known = page.footprint.uncertainty
    ordered = sorted(known.parameters, key=lambda one: -one.variance_share)
    drivers = [one for one in ordered[:DRIVERS] if one.variance_share >= SMALLEST_DRIVER]
    words = page.say("uncertainty")
    head = (
        heading(words, LABEL + VALUE + VARIANCE, page.say("variance_share"))
        if drivers
        else heading(words, page.width)
    )
    return [head, *_drivers(page, drivers), *paragraph(_check(page), page.width, 2, "dim")]


def _drivers(page: Page, drivers: Sequence[Parameter]) -> list[Text]:
    shares = [one.variance_share for one in drivers]
    rows = zip(drivers, percentages(shares), bars(shares, BAR), strict=True)
    return [_driver(page, one, share, bar) for one, share, bar in rows]


def _driver(page: Page, one: Parameter, share: str, bar: str) -> Text:
    kind, origin = page.term("parameter", one.kind), page.term("origin", one.origin)
    room = page.width - LABEL - VALUE - VARIANCE - BAR - 2
    return Text.assemble(
        left("  " + page.name(one.label), LABEL + VALUE - DISTRIBUTION),
        right(page.term("distribution", one.distribution), DISTRIBUTION),
        right(share, VARIANCE) + " ",
        (bar, "cyan"),
        (" " + clip(page.say("driver", kind=kind, origin=origin), room), "dim"),
    )


def _check(page: Page) -> str:
    known = page.footprint.uncertainty
    place = last_place(known.analytic_sd)
    first_order = rounded(known.analytic_sd, place)
    if known.interval is None:
        return page.say("first_order_only", sd=first_order)
    words = page.say("first_order", sd=rounded(known.interval.sd, place), first_order=first_order, mass=MASS)
    if known.failed_samples:
        words += " " + page.say("failed_samples", count=f"{known.failed_samples:,}")
    return words


def quality(page: Page) -> list[Text]:
    """Weighted scores from 1 (best) to 5 and the share of primary data."""
    known = page.footprint.data_quality
    names = ("technological", "geographical", "temporal", "reliability", "completeness", "overall")
    scores = [(name, getattr(known, name)) for name in names]
    words = " · ".join(
        f"{page.say(f'quality.{name}')} {score:.1f}" for name, score in scores if score is not None
    )
    covered = page.say("scored", share=percent(known.covered_share)) if words else page.say("unscored")
    primary = page.say(
        "primary_words", share=percent(known.primary_share), activity=percent(known.primary_activity_share)
    )
    return [
        heading(page.say("data_quality"), page.width),
        *paragraph(" ".join(filter(None, [words, covered])), page.width, 2),
        *paragraph(primary, page.width, 2),
    ]


def completeness(page: Page) -> list[Text]:
    """What was left out, defaulted or proxied, with its bound; excluded stages stand among the stages.

    Of each kind the heaviest entries are told and the rest counted; the document holds them all.
    """
    lines = [heading(page.say("completeness"), page.width)]
    kinds = dict.fromkeys(entry.kind for entry in page.footprint.completeness)
    for kind in kinds:
        if kind != "excluded_stage":
            lines += _kind(page, [entry for entry in page.footprint.completeness if entry.kind == kind])
    lines += omitted(page)
    return lines if len(lines) > 1 else [*lines, Text("  " + page.say("complete"))]


def _kind(page: Page, entries: Sequence[LedgerEntry]) -> list[Text]:
    ordered = sorted(entries, key=lambda entry: -(entry.affected or entry.bound or entry.share or 0.0))
    label = "  " + page.term("ledger", entries[0].kind)
    lines: list[Text] = []
    for entry in ordered[:MOST_OF_KIND]:
        lines += labelled(label, _ledger(page, entry), page.width, LEDGER)
        label = ""
    left_out = ordered[MOST_OF_KIND:]
    if left_out:
        affected = page.mass(sum(entry.affected or 0.0 for entry in left_out))
        words = page.say("more_entries", count=len(left_out), value=affected, mass=MASS)
        lines += labelled("", words, page.width, LEDGER, "dim")
    return lines


def _ledger(page: Page, entry: LedgerEntry) -> str:
    clause = page.say("clause", clause=entry.clause) if entry.clause else ""
    parts = [page.name(entry.reason) + clause]
    if entry.affected is not None:
        parts.append(page.say("affected", value=page.mass(entry.affected), mass=MASS))
    if entry.bound is not None:
        parts.append(page.say("bound", value=page.mass(entry.bound), mass=MASS))
    if entry.share is not None and entry.basis != "footprint":
        basis = page.term("cut_off", entry.basis or "")
        parts.append(page.say("entry_share", share=percent(entry.share), basis=basis))
    elif entry.bound is None and entry.kind in ("excluded_process", "not_given"):
        parts.append(page.say("unbounded"))
    return page.say("semicolon").join(parts)


def findings(page: Page) -> list[Text]:
    """Findings against the rule and the general standard, what blocks first; notes are only counted.

    Of the warnings of one code the first are told and the rest counted; their remedy stands once.
    """
    order = list(STYLES)
    found = sorted(page.footprint.findings, key=lambda one: order.index(one.severity))
    lines = [heading(page.say("findings"), page.width)]
    codes = dict.fromkeys(one.code for one in found if one.severity != "info")
    for code in codes:
        lines += _code(page, [one for one in found if one.code == code and one.severity != "info"])
    notes = [one.code for one in found if one.severity == "info"]
    if notes:
        words = page.say("more_notes", count=len(notes), codes=", ".join(sorted(set(notes))))
        lines += paragraph(words, page.width, 2, "dim")
    return lines if found else [*lines, Text("  " + page.say("no_findings"))]


def _code(page: Page, found: Sequence[ConformityFinding]) -> list[Text]:
    lines: list[Text] = []
    warnings = [one for one in found if one.severity == "warning"]
    shown = [one for one in found if one.severity != "warning"] + warnings[:MOST_OF_KIND]
    for one in shown:
        lines += paragraph(_finding(page, one), page.width, 2, STYLES[one.severity])
    if len(shown) < len(found):
        lines += paragraph(page.say("more_findings", count=len(found) - len(shown)), page.width, 4, "dim")
    remedy = page.name(found[0].remedy)
    return [*lines, *paragraph(remedy, page.width, 4, "dim")] if remedy else lines


def _finding(page: Page, one: ConformityFinding) -> str:
    severity = text(f"severity.{one.severity}", page.language)
    clause = page.say("clause", clause=one.clause) if one.clause else ""
    words = f"{severity} {one.code}{page.say('colon')}{page.name(one.message)}{clause}"
    return f"{words} [{_short(one.location)}]" if one.location else words


def _short(location: str) -> str:
    """The name of the file and the line, without its folders, column and path of keys."""
    place = location.partition(" (")[0].replace("\\", "/").rpartition("/")[2]
    return ":".join(place.split(":")[:2])


def provenance(page: Page) -> list[Text]:
    """Engine, factor release, GWP set, seed and the short hashes that pin the inputs."""
    origin = page.footprint.provenance
    facts = [
        f"{origin.engine} {origin.engine_version}",
        page.say("release", release=origin.factor_release),
        f"GWP {origin.gwp_set}",
        page.say("seed", seed=origin.seed, samples=f"{origin.samples:,}"),
    ]
    lines = [heading(page.say("provenance"), page.width), *paragraph(" · ".join(facts), page.width, 2, "dim")]
    for file in origin.inputs:
        name = " ".join(filter(None, [file.name, file.version]))
        words = f"{name} · SHA-256 {file.sha256[:HASH]}"
        lines += labelled("  " + page.term("role", file.role), words, page.width, 18, "dim")
    return lines
