"""An endpoint on this machine, over real HTTP, with a clock that a test sets."""

import threading
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import httpx
import pytest
import uvicorn
from service_case import IDS, KEY, SECRET, documents, token

from lca.passport.service import Client, create_app


@pytest.fixture(scope="module")
def served():
    """The base address, a clock with ``at`` to set, and the events that were heard."""
    state = SimpleNamespace(at=datetime(2025, 1, 1, tzinfo=UTC), heard=[])
    clients = [
        Client.of("buyer", SECRET),
        Client.of("small: buyer", SECRET, may_see=lambda one: one["id"] == IDS[1]),
    ]
    app = create_app(
        documents(),
        clients,
        key=KEY,
        clock=lambda: state.at,
        on_event=lambda client, event, answer: state.heard.append((client.id, event, answer)),
    )
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="debug", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    state.address = f"http://127.0.0.1:{port}"
    yield state
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture
def client(served):
    """A client with a valid token."""
    served.at = datetime(2025, 1, 1, tzinfo=UTC)
    served.heard.clear()
    with httpx.Client(base_url=served.address, trust_env=False) as found:
        found.headers["authorization"] = f"Bearer {token(found)}"
        yield found


@pytest.fixture
def hours(served):
    """``hours(2)``: so much later."""

    def later(count):
        served.at += timedelta(hours=count)

    return later
