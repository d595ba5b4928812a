"""The endpoint itself: routes of the PACT Technical Specifications 3.0 as a FastAPI application.

TLS is the business of whatever stands before it. An application holds what it was given and nothing else;
several may run in one process.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from lca.errors import InputError
from lca.passport.checks import UUID
from lca.passport.service import tokens
from lca.passport.service.asking import (
    FULFILLED,
    REJECTED,
    REQUESTED,
    BadRequestError,
    event_of,
    page_of,
    requested,
)
from lca.passport.service.catalogue import Catalogue, catalogue_of
from lca.passport.service.tokens import Client
from lca.passport.signing.strict_json import read_json

Event = Mapping[str, Any]
STATUS = {
    "BadRequest": 400,
    "AccessDenied": 403,
    "TokenExpired": 401,
    "NotFound": 404,
    "InternalError": 500,
    "NotImplemented": 400,
}
CLOUD_EVENT = "application/cloudevents+json"
FORM = "application/x-www-form-urlencoded"
LARGEST_FORM, LARGEST_EVENT = 2**14, 2**20


class Refused(Exception):
    """An error of the specification: its code, the words for the recipient, and the status."""

    def __init__(self, code: str, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = STATUS[code] if status is None else status


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Service:
    """What an endpoint was given: footprints, clients, its key, a clock, and who hears of events."""

    catalogue: Catalogue
    clients: tuple[Client, ...]
    key: bytes = field(repr=False)
    clock: Callable[[], datetime]
    on_event: Callable[[Client, Event, Event | None], None]

    async def token(self, request: Request) -> Response:
        """``POST /auth/token``: a bearer token for client credentials."""
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            return _oauth("invalid_request", 400)
        body = await _body(request, LARGEST_FORM)
        try:
            fields = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=10))
        except ValueError:
            return _oauth("invalid_request", 400)
        if fields.get("grant_type") != "client_credentials":
            return _oauth("unsupported_grant_type" if "grant_type" in fields else "invalid_request", 400)
        given = tokens.basic(request.headers.get("authorization", ""))
        id, secret = given or (fields.get("client_id", ""), fields.get("client_secret", ""))
        client = tokens.authenticated(self.clients, id, secret)
        if client is None:
            return _oauth("invalid_client", 401)
        issued = tokens.issue(self.key, client, self.clock())
        answer = {"access_token": issued, "token_type": "bearer", "expires_in": tokens.LIFETIME}
        return JSONResponse(answer, headers={"cache-control": "no-store"})

    async def discovery(self, request: Request) -> Response:
        """``GET /.well-known/openid-configuration``: where the tokens are."""
        address = _address(request)
        return JSONResponse({"issuer": address, "token_endpoint": f"{address}/auth/token"})

    async def footprints(self, request: Request) -> Response:
        """``GET /3/footprints``: a page of what matches and the recipient may see."""
        client = self.client(request)
        page = page_of(request.query_params.multi_items())
        found = [one for one in self.catalogue.matching(page.query) if client.may_see(one.document)]
        shown = found[page.offset : page.offset + page.limit]
        headers = {}
        if shown and page.offset + len(shown) < len(found):  # after a page of none would come the same again
            headers["link"] = _next(request, page.limit, page.offset + len(shown))
        return JSONResponse({"data": [one.document for one in shown]}, headers=headers)

    async def footprint(self, request: Request) -> Response:
        """``GET /3/footprints/{id}``: one of them."""
        client = self.client(request)
        id = request.path_params["id"]
        if not UUID.fullmatch(id):
            raise Refused("BadRequest", "The id of a footprint is a UUID.")
        offer = self.catalogue.by_id.get(id.lower())
        if offer is None:
            raise Refused("NotFound", "There is no such footprint.")
        if not client.may_see(offer.document):
            raise Refused("AccessDenied", "The footprint is not for you.")
        return JSONResponse({"data": offer.document})

    async def events(self, request: Request) -> Response:
        """``POST /3/events``: an event is checked and handed on, a request with the event that answers it."""
        client = self.client(request)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != CLOUD_EVENT:
            raise Refused("BadRequest", f"Events are sent as {CLOUD_EVENT}.")
        data = read_json(await _body(request, LARGEST_EVENT))
        kind, inner = event_of(data)
        answer = self.answer(client, data, inner, _address(request)) if kind == REQUESTED else None
        self.on_event(client, data, answer)
        return Response(status_code=200)

    def answer(self, client: Client, event: Event, data: Mapping[str, Any], address: str) -> Event:
        """The event that answers a request: fulfilled with what matches, or rejected."""
        query = requested(data)
        found = [one.document for one in self.catalogue.matching(query) if client.may_see(one.document)]
        told: dict[str, Any] = {"requestEventId": event["id"]}
        if found:
            told["pfs"] = found
        else:
            told["error"] = {"code": "NotFound", "message": "No footprint matches the request."}
        return {
            "type": FULFILLED if found else REJECTED,
            "specversion": "1.0",
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{address}/3/events {event['source']} {event['id']}")),
            "source": f"{address}/3/events",
            "time": self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "data": told,
        }

    def client(self, request: Request) -> Client:
        """The client whose token came with a request."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Refused("AccessDenied", "A bearer token is needed.", 401)
        found = tokens.holder(self.key, token.strip(), self.clock())
        if found == "expired":
            raise Refused("TokenExpired", "The access token has expired.")
        client = next((one for one in self.clients if f"client:{one.id}" == found), None)
        if client is None:
            raise Refused("AccessDenied", "The access token is not valid.", 401)
        return client


def unheard(client: Client, event: Event, answer: Event | None) -> None:
    """Events that nobody waits for."""


def create_app(
    footprints: Iterable[Mapping[str, Any]],
    clients: Sequence[Client],
    *,
    key: bytes,
    clock: Callable[[], datetime] = now,
    on_event: Callable[[Client, Event, Event | None], None] = unheard,
) -> FastAPI:
    """An application that offers footprints to clients.

    Args:
        footprints: PACT 3 documents, as :func:`lca.passport.export` gives them.
        clients: who may ask, and what each may see.
        key: at least 32 random bytes under which tokens are issued; another key ends all of them.
        clock: the present moment.
        on_event: called with the client, the event and, for a request, the event that answers it; sending
            that one to the recipient is the caller's business.

    Raises:
        InputError: a footprint is not one of PACT 3 or is refused.
        ValueError: the key is too short.
    """
    if len(key) < tokens.SHORTEST_KEY:
        raise ValueError(f"the key must have at least {tokens.SHORTEST_KEY} bytes")
    service = Service(catalogue_of(footprints), tuple(clients), key, clock, on_event)
    app = FastAPI(title="PACT 3.0 data exchange", docs_url=None, redoc_url=None, openapi_url=None)
    for path, method, handler in (
        ("/auth/token", "POST", service.token),
        ("/.well-known/openid-configuration", "GET", service.discovery),
        ("/3/footprints", "GET", service.footprints),
        ("/3/footprints/{id}", "GET", service.footprint),
        ("/3/events", "POST", service.events),
    ):
        app.router.add_route(path, handler, methods=[method])
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(BadRequestError, _bad)
    app.add_exception_handler(InputError, _bad)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _internal)
    return app


async def _body(request: Request, most: int) -> bytes:
    """The body of a request, as long as it is not too long."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise Refused("BadRequest", "The body is too large.", 413)
    return bytes(found)


def _address(request: Request) -> str:
    """Scheme and host as the recipient wrote them."""
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def _next(request: Request, limit: int, offset: int) -> str:
    """The link to the next page (RFC 8288)."""
    kept = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name.lower() not in ("limit", "offset")
    ]
    query = urlencode([*kept, ("limit", str(limit)), ("offset", str(offset))])
    return f'<{_address(request)}{request.url.path}?{query}>; rel="next"'


def _oauth(error: str, status: int) -> Response:
    """An error of the token endpoint (RFC 6749, section 5.2)."""
    headers = {"cache-control": "no-store"}
    if status == 401:
        headers["www-authenticate"] = "Basic"
    return JSONResponse({"error": error}, status_code=status, headers=headers)


def _error(code: str, message: str, status: int) -> Response:
    headers = {"www-authenticate": "Bearer"} if status == 401 else None
    return JSONResponse({"code": code, "message": message}, status_code=status, headers=headers)


async def _refused(request: Request, error: Exception) -> Response:
    refused = error if isinstance(error, Refused) else Refused("InternalError", "")
    return _error(refused.code, str(refused), refused.status)


async def _bad(request: Request, error: Exception) -> Response:
    text = error.findings[0].message("en") if isinstance(error, InputError) else str(error)
    return _error("BadRequest", text, 400)


async def _http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: no such path, no such method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = {404: "NotFound", 405: "NotImplemented"}.get(status, "BadRequest")
    return _error(code, "There is no such action.", status)


async def _internal(request: Request, error: Exception) -> Response:
    return _error("InternalError", "Something went wrong here; nothing is wrong with your request.", 500)
