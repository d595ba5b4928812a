"""What readers of text formats share: remarks as they are gathered, flows by rank, the end of a reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lca.background.reading.archive import Archive
from lca.background.records import Consequence, Dataset, Flow, Reading, Remark
from lca.errors import Finding, InputError, Location, Severity


@dataclass
class Notes:
    """Remarks in the order in which they were made; the place and the data set stand for all that follow.

    ``tallies`` count what happens so often that one remark a data set says it better than one a row.
    """

    place: Location
    dataset: str = ""
    remarks: list[Remark] = field(default_factory=list)
    tallies: dict[tuple[str, Consequence], list[str]] = field(default_factory=dict)

    def at(self, place: Location, dataset: str = "") -> Notes:
        """The same list of remarks, for another file or data set."""
        return Notes(place, dataset, self.remarks)

    def remark(
        self,
        code: str,
        consequence: Consequence,
        *,
        exchange: str = "",
        line: int | None = None,
        candidates: tuple[str, ...] = (),
        **params: object,
    ) -> None:
        """Add a remark at a line of the file."""
        severity = Severity.INFO if consequence is Consequence.NOTED else Severity.WARNING
        place = replace(self.place, line=line) if line else self.place
        finding = Finding(code, params, place, severity, candidates)
        self.remarks.append(Remark(finding, consequence, self.dataset, exchange))

    def adopt(
        self,
        findings: Iterable[Finding],
        consequence: Consequence,
        *,
        exchange: str = "",
        line: int | None = None,
    ) -> None:
        """Make remarks of findings; those that name no place get this one."""
        here = replace(self.place, line=line) if line else self.place
        for found in findings:
            place = found.location if found.location.file else here
            told = replace(found, location=place, severity=Severity.WARNING)
            self.remarks.append(Remark(told, consequence, self.dataset, exchange))

    def tally(self, code: str, consequence: Consequence, what: str) -> None:
        """Count one more case of something; :meth:`settle` says how many there were."""
        self.tallies.setdefault((code, consequence), []).append(what)

    def settle(self) -> None:
        """Make one remark of each tally, with the number of cases and the first of them."""
        for (code, consequence), cases in self.tallies.items():
            self.remark(code, consequence, count=len(cases), first="; ".join(dict.fromkeys(cases[:3])))
        self.tallies.clear()


TREATED, MADE, MASTER = 1, 2, 3
"""Ranks of what tells of a flow: who sends it to treatment, who makes or treats it, master data; users 0.

A waste that some data set sends to treatment is one, whatever order the source writes its users in.
"""


@dataclass
class Flows:
    """Flows by id; what is better informed (master data before exchanges) replaces what is not."""

    flows: dict[str, Flow] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)

    def add(self, flow: Flow, rank: int = 0) -> None:
        """Keep a flow unless its id is known from an equal or better source."""
        if flow.id not in self.flows or rank > self.ranks[flow.id]:
            self.flows[flow.id], self.ranks[flow.id] = flow, rank

    def of(self, datasets: Iterable[Dataset]) -> dict[str, Flow]:
        """The flows that data sets exchange, in the order of their first use."""
        used = dict.fromkeys(exchange.flow for dataset in datasets for exchange in dataset.exchanges)
        return {flow: self.flows[flow] for flow in used}


def told(archive: Archive, name: str) -> Location:
    """Where a member stands, as a file that findings can name with a line."""
    return Location(str(archive.path) if _is_file(archive) else f"{archive.path}/{name}")


def chosen(archive: Archive, suffixes: tuple[str, ...]) -> list[str]:
    """Members with one of the suffixes; of a single file, that file whatever its suffix."""
    names = archive.names()
    return [name for name in names if _is_file(archive) or name.casefold().endswith(suffixes)]


def _is_file(archive: Archive) -> bool:
    return list(archive.members.values()) == [archive.path]


def unread(archive: Archive, names: Iterable[str], notes: Notes) -> None:
    """Say which members of an archive nobody looked at."""
    rest = list(names)
    if rest:
        shown = ", ".join(rest[:5])
        notes.at(Location(str(archive.path))).remark(
            "B203", Consequence.NOTED, count=len(rest), names=shown + (", …" if len(rest) > 5 else "")
        )


def finished(
    format: str,
    version: str,
    flows: Flows,
    datasets: Iterable[Dataset],
    notes: Notes,
    archive: Archive,
    title: str = "",
) -> Reading:
    """Give the reading; InputError with every remark where no data set at all can be used."""
    kept = tuple(datasets)
    if not kept:
        reasons = [replace(remark.finding, severity=Severity.ERROR) for remark in notes.remarks]
        raise InputError([Finding("B200", {"format": format}, Location(str(archive.path))), *reasons])
    return Reading(format, version, flows.of(kept), kept, tuple(notes.remarks), title)
