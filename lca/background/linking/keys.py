"""Identities of draws: what an exchange is, told apart from where it stands.

A key is the first 128 bits of the SHA-256 of database, data set, flow, provider and the number of the
occurrence among exchanges that share all of these. Occurrences are numbered by amount, so that neither the
order of a file nor that of its data sets changes a key. An exchange without a flow is told apart by what its
source says of the supplier.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from lca.background.records import Dataset, Exchange

BYTES = 16


def exchange_keys(database: str, dataset: Dataset) -> list[bytes]:
    """One key of 16 bytes an exchange of the data set, in its order."""
    head = hashlib.sha256(_framed(database, dataset.id))
    names = [_identity(exchange) for exchange in dataset.exchanges]
    numbers = _occurrences(dataset.exchanges, names)
    keys = []
    for name, number in zip(names, numbers, strict=True):
        whole = head.copy()
        whole.update(_framed(*name, str(number)))
        keys.append(whole.digest()[:BYTES])
    return keys


def key_array(keys: Iterable[bytes]) -> NDArray[np.uint64]:
    """Keys as numbers, shape (n, 2): the first eight bytes and the next, big end first."""
    found = np.frombuffer(b"".join(keys), dtype=">u8").astype(np.uint64)
    return found.reshape(-1, 2)


def _framed(*parts: str) -> bytes:
    """Texts with their lengths, so that no two sequences of texts give the same bytes."""
    return "".join([f"{len(part)}:{part}" for part in parts]).encode("utf-8", "surrogatepass")


def _identity(exchange: Exchange) -> tuple[str, str]:
    if exchange.flow or not exchange.wanted:
        return exchange.flow, exchange.provider
    return json.dumps(dict(exchange.wanted), sort_keys=True, ensure_ascii=False), exchange.provider


def _occurrences(exchanges: Sequence[Exchange], names: Sequence[tuple[str, str]]) -> list[int]:
    groups: dict[tuple[str, str], list[int]] = {}
    for index, name in enumerate(names):
        groups.setdefault(name, []).append(index)
    numbers = [0] * len(names)
    if len(groups) == len(names):
        return numbers
    for group in groups.values():
        for number, index in enumerate(sorted(group, key=lambda one: _order(exchanges[one]))):
            numbers[index] = number
    return numbers


def _order(exchange: Exchange) -> tuple[bool, float, str, bool, str, str]:
    """By amount; what else an exchange says only breaks ties, so that equals may change places unseen."""
    known = not math.isnan(exchange.amount)
    amount = exchange.amount if known else 0.0
    return known, amount, exchange.unit, exchange.output, exchange.role, repr(exchange.spread)
