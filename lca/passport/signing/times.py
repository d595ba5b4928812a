"""Times as credentials write them: XML Schema's dateTimeStamp, a date and a time with a zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from lca.errors import Finding, InputError

STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_FRACTION = re.compile(r"\.(\d{6})\d+")


def write_time(at: datetime) -> str:
    """``at`` in UTC to the second; ValueError where it has no zone."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone is no time")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(text: object) -> datetime:
    """The time that a credential states, in UTC; P447 where it is none."""
    if isinstance(text, str) and STAMP.fullmatch(text):
        try:
            return datetime.fromisoformat(_FRACTION.sub(r".\1", text)).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise InputError(Finding("P447", {"time": str(text)[:40]})) from None
