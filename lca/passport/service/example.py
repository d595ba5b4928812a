"""Serve the footprint of a shipped example by PACT 3.0, on this machine only.

::

    pip install 'zuji[service]'
    export ZUJI_CLIENT_ID=buyer ZUJI_CLIENT_SECRET=...   # at least 16 characters; never printed
    python -m lca.passport.service.example

    curl -u $ZUJI_CLIENT_ID:$ZUJI_CLIENT_SECRET -d grant_type=client_credentials 127.0.0.1:8000/auth/token
    curl -H "Authorization: Bearer ..." '127.0.0.1:8000/3/footprints?geography=CN&limit=10'
"""

from __future__ import annotations

import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

EXAMPLE = "lfp-battery"
SHORTEST_SECRET = 16


def build(client_id: str, secret: str, at: datetime, samples: int = 1000) -> FastAPI:
    """The application: an example calculated, exported and offered to one client."""
    import lca
    from lca.content import content
    from lca.passport import export
    from lca.passport.service import Client, create_app

    folder = Path(str(content("datasets"))) / "examples" / EXAMPLE
    footprint = lca.calculate(folder / "inventory.yaml", samples=samples)
    payload = export(footprint, "pact-3.0", statement=folder / "passport.yaml", at=at)
    return create_app([payload.document], [Client.of(client_id, secret)], key=secrets.token_bytes(32))


def main() -> int:
    """Serve until interrupted; 2 where the credentials are missing."""
    import uvicorn

    client_id = os.environ.get("ZUJI_CLIENT_ID", "")
    secret = os.environ.get("ZUJI_CLIENT_SECRET", "")
    if not client_id or len(secret) < SHORTEST_SECRET:
        sys.stderr.write("set ZUJI_CLIENT_ID and ZUJI_CLIENT_SECRET (16 characters or more)\n")
        return 2
    port = int(os.environ.get("ZUJI_PORT", "8000"))
    uvicorn.run(build(client_id, secret, datetime.now(UTC)), host="127.0.0.1", port=port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
