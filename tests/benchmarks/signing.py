"""Tampering that is caught, and the times of signing and verifying.

    python tests/benchmarks/signing.py [--count 1000] [--seed 6] [--repeats 300]

For each way of securing and each kind of key: random changes of one field of a signed credential (of the
document, of its proof, of the token's header), how many were caught, how many named the field; and the
median time of a signature and of a verification, of a payload as large as an export.
"""

from __future__ import annotations

import argparse
import base64
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lca.passport import signing

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))
from tampering import PAYLOAD, tamperings

AT = datetime(2026, 1, 31, 12, tzinfo=UTC)


def texts(signed: signing.Signed, count: int, seed: int) -> Iterator[tuple[str, Any]]:
    """The pointer of the change, and the signed text after it."""
    if signed.securing == "data-integrity":
        for one in tamperings(json.loads(signed.text), count, seed):
            yield one.pointer, one.document
        return
    parts = signed.text.split(".")
    for position in (0, 1):
        content = json.loads(base64.urlsafe_b64decode(parts[position] + "=="))
        for one in tamperings(content, count // 10 if position == 0 else count - count // 10, seed):
            words = json.dumps(one.document, separators=(",", ":"), ensure_ascii=False).encode()
            changed = base64.urlsafe_b64encode(words).rstrip(b"=").decode()
            yield one.pointer, ".".join(changed if i == position else part for i, part in enumerate(parts))


def named(pointer: str, fields: tuple[str, ...]) -> bool:
    """Whether the fields that were named are the one that changed, or stand in or above it."""
    holder = pointer.rpartition("/")[0]
    return bool(fields) and all(
        field.startswith(holder) or pointer.startswith(field) for field in fields if field
    )


def median(call: Callable[[], object], repeats: int) -> float:
    """The median time of a call, in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--repeats", type=int, default=300)
    options = parser.parse_args()
    for kind in ("P-256", "Ed25519"):
        key = signing.generate(kind)
        trust = signing.trust(key.public)
        for securing in ("jose", "data-integrity"):

            def sign(key: Any = key, securing: Any = securing) -> signing.Signed:
                return signing.sign(PAYLOAD, key, at=AT, securing=securing, format="pact-3.0")

            signed = sign()
            verify = lambda text=signed.text, trust=trust: signing.verify(text, trust, at=AT)  # noqa: E731
            assert verify().valid
            results = [
                (pointer, signing.verify(text, trust, at=AT))
                for pointer, text in texts(signed, options.count, options.seed)
            ]
            caught = sum(not result.valid for _, result in results)
            told = sum(named(pointer, result.fields) for pointer, result in results if result.fields != ("",))
            print(
                f"{kind:8} {securing:15} tampered {len(results)}, caught {caught}, field named {told}; "
                f"sign {median(sign, options.repeats):.2f} ms, "
                f"verify {median(verify, options.repeats):.2f} ms ({len(signed.text)} bytes)"
            )


if __name__ == "__main__":
    main()
