"""What our own checks of a format say of somebody else's document, as warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.factors.user.payloads.declared import Declared
from lca.passport.formats import FORMATS, format_of


def doubts(one: Declared, data: Mapping[str, Any]) -> Iterator[Finding]:
    """Each error that the writer's check would refuse in a document of ours, as a warning.

    What the reader refuses is not looked at here.
    """
    if one.format not in FORMATS or one.errors:
        return
    for finding in format_of(one.format).check(data):
        if finding.severity is Severity.ERROR:
            path = ".".join(filter(None, (one.place.path, finding.location.path)))
            place = Location(one.place.file, path=path)
            yield replace(finding, location=place, severity=Severity.WARNING)
