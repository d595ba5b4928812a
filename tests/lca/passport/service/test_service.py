"""The endpoint over real HTTP: the specification's filters, pages, errors and events, by its own schemas."""

import base64
import json
import logging
from urllib.parse import urlsplit

import httpx
import pytest
from service_case import IDS, KEY, SECRET, documents, token

from lca.errors import InputError
from lca.passport import reading
from lca.passport.service import Client, create_app

FORM = {"grant_type": "client_credentials"}
EVENT = {
    "type": "org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
    "specversion": "1.0",
    "id": "event-1",
    "source": "//buyer.example/3/events",
    "time": "2025-01-01T00:00:00Z",
    "data": {"productId": ["urn:pact:acme.example:product:1"], "comment": "please"},
}
CLOUD = {"content-type": "application/cloudevents+json"}


@pytest.fixture(scope="module")
def valid(shared):
    """``valid(document, "Error")``: against a schema of the specification."""
    import yaml
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    text = (shared / "standards" / "pact" / "openapi_v3_0.yaml").read_text(encoding="utf-8")
    whole = json.loads(json.dumps(yaml.safe_load(text), default=str))
    registry = Registry().with_resource("urn:pact", Resource(whole, DRAFT202012))

    def check(document, *path):
        pointer = "/".join(one.replace("~", "~0").replace("/", "~1") for one in path)
        schema = {"$ref": f"urn:pact#/{pointer}"}
        Draft202012Validator(schema, registry=registry, format_checker=FormatChecker()).validate(document)

    return check


LIST = ("paths", "/3/footprints", "get", "responses", "200", "content", "application/json", "schema")
ONE = ("paths", "/3/footprints/{id}", "get", "responses", "200", "content", "application/json", "schema")
ERROR = ("components", "schemas", "Error")


def ids(answer):
    assert answer.status_code == 200, answer.text
    return [IDS.index(one["id"]) for one in answer.json()["data"]]


def test_a_list_and_one_of_it(client):
    assert ids(client.get("/3/footprints")) == [0, 1, 2, 3, 4]
    answer = client.get(f"/3/footprints/{IDS[3]}")
    assert answer.json() == {"data": documents()[3]}
    assert client.get(f"/3/footprints/{IDS[3].upper()}").status_code == 200


@pytest.mark.shared
def test_answers_are_valid_by_the_official_schema(client, valid):
    valid(client.get("/3/footprints").json(), *LIST)
    valid(client.get("/3/footprints", params={"geography": "AQ"}).json(), *LIST)
    valid(client.get(f"/3/footprints/{IDS[0]}").json(), *ONE)


FILTERS = [
    ({"productId": "urn:pact:acme.example:product:3"}, [3]),
    ({"productId": "URN:PACT:acme.example:PRODUCT:3"}, [3]),
    ({"productId": ["urn:pact:acme.example:product:3", "urn:pact:acme.example:product:1"]}, [1, 3]),
    ({"productId": "urn:nobody:1"}, []),
    ({"companyId": "urn:pact:acme.example:site:2"}, [2]),
    ({"companyId": "urn:pact:acme.example:company:1"}, [0, 1, 2, 3, 4]),
    ({"classification": "urn:pact:productclassification:un-cpc:1"}, [1, 3]),
    ({"geography": "DE"}, [1, 2]),
    ({"geography": "de-bw"}, [2]),
    ({"geography": "Western Europe"}, [1, 2, 3]),
    ({"geography": "Europe"}, [1, 2, 3]),
    ({"geography": ["FR", "US"]}, [3, 4]),
    ({"geography": ["DE", "FR"], "classification": "urn:pact:productclassification:un-cpc:1"}, [1, 3]),
    ({"status": "Deprecated"}, [0]),
    ({"status": "active"}, [1, 2, 3, 4]),
    ({"validOn": "2022-01-01T00:00:00Z"}, [0]),
    ({"validOn": "2025-01-01T00:00Z"}, [0, 1, 2, 3, 4]),  # both ends are in it
    ({"validOn": "2026-01-01T00:00:00+00:00"}, [1, 2, 3, 4]),
    ({"validAfter": "2023-01-01T00:00:00Z"}, [2, 3, 4]),  # after, not on
    ({"validBefore": "2026-01-01T00:00:00Z"}, [0]),
    ({"validAfter": "2022-06-01T00:00:00Z", "validBefore": "2026-06-01T00:00:00Z"}, [1]),
    ({"productid": "urn:pact:acme.example:product:0", "VALIDON": "2022-01-01T00:00:00Z"}, [0]),
]


@pytest.mark.parametrize(("asked", "wanted"), FILTERS)
def test_filters(client, asked, wanted):
    assert ids(client.get("/3/footprints", params=asked)) == wanted


def test_criteria_of_one_name_in_several_spellings_are_alternatives(client):
    asked = "productId=urn:pact:acme.example:product:0&productid=urn:pact:acme.example:product:4"
    assert ids(client.get(f"/3/footprints?{asked}")) == [0, 4]


def test_pages_are_followed_to_the_end(client, served):
    seen, answer = [], client.get("/3/footprints", params={"geography": ["Europe", "CN"], "limit": 2})
    for _ in range(5):
        seen.append(ids(answer))
        if "link" not in answer.headers:
            break
        link = answer.links["next"]["url"]
        assert answer.links["next"]["rel"] == "next"
        assert link.startswith(f"{served.address}/3/footprints?")
        answer = client.get(link)
    assert seen == [[0, 1], [2, 3]]


def test_a_link_has_the_host_that_was_asked(client):
    answer = client.get("/3/footprints?limit=1", headers={"host": "pact.example:8443"})
    assert urlsplit(answer.links["next"]["url"]).netloc == "pact.example:8443"


def test_a_page_may_be_empty_or_beyond_the_end(client):
    assert ids(client.get("/3/footprints?limit=0")) == []
    assert "link" not in client.get("/3/footprints?limit=0").headers
    assert ids(client.get("/3/footprints?limit=10&offset=99")) == []
    assert "link" not in client.get("/3/footprints?limit=5").headers


@pytest.mark.parametrize(
    "query",
    [
        *("limit=-1", "limit=two", "limit=1&limit=2", "limit=1e3", "offset=x", "validOn=yesterday"),
        *("validOn=2025-04-01", "status=Retired", "productId=7", "$filter=x", "weather=fine"),
    ],
)
def test_bad_requests(client, query):
    answer = client.get(f"/3/footprints?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "BadRequest")
    assert answer.json()["message"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/3/footprints?limit=x", 400, "BadRequest"),
        ("/3/footprints/42", 400, "BadRequest"),
        ("/3/footprints/ffffffff-0000-4000-8000-000000000000", 404, "NotFound"),
        ("/3/nothing", 404, "NotFound"),
        ("/3/events", 405, "NotImplemented"),
    ],
)
def test_errors_have_the_body_of_the_specification(client, valid, path, status, code):
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    valid(answer.json(), *ERROR)


def test_tokens_by_header_and_by_form(served):
    with httpx.Client(base_url=served.address, trust_env=False) as http:
        answer = http.post("/auth/token", data=FORM | {"client_id": "buyer", "client_secret": SECRET})
        assert answer.json()["token_type"] == "bearer"
        assert answer.json()["expires_in"] == 3600
        assert answer.headers["cache-control"] == "no-store"
        assert token(http)
        assert token(http, "small: buyer")
        where = http.get("/.well-known/openid-configuration").json()["token_endpoint"]
        assert where == f"{served.address}/auth/token"


@pytest.mark.parametrize(
    ("data", "auth", "status", "error"),
    [
        (FORM, ("buyer", "wrong"), 401, "invalid_client"),
        (FORM, ("nobody", SECRET), 401, "invalid_client"),
        (FORM, None, 401, "invalid_client"),
        ({"grant_type": "password"}, ("buyer", SECRET), 400, "unsupported_grant_type"),
        ({"x": "y"}, ("buyer", SECRET), 400, "invalid_request"),
        ({"x": "y" * 20000}, ("buyer", SECRET), 413, None),
    ],
)
def test_tokens_that_are_not_given(served, data, auth, status, error):
    answer = httpx.post(f"{served.address}/auth/token", data=data, auth=auth, trust_env=False)
    assert answer.status_code == status
    assert answer.json().get("error") == error
    assert SECRET not in answer.text


def test_a_token_is_asked_for_as_a_form(served):
    answer = httpx.post(f"{served.address}/auth/token", json=FORM, auth=("buyer", SECRET), trust_env=False)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def forged(found):
    body, _, mac = found.partition(".")
    stated = json.loads(base64.urlsafe_b64decode(body + "==")) | {"exp": 2**40}
    return base64.urlsafe_b64encode(json.dumps(stated).encode()).rstrip(b"=").decode() + "." + mac


@pytest.mark.parametrize("path", ["/3/footprints", f"/3/footprints/{IDS[0]}", "/3/events"])
def test_without_a_token_there_is_nothing(client, served, path):
    good = client.headers["authorization"].removeprefix("Bearer ")
    method = "POST" if path.endswith("events") else "GET"
    wrong = [
        "",
        "Bearer",
        "Bearer x",
        "Bearer x.y",
        f"Basic {good}",
        f"Bearer {forged(good)}",
        f"Bearer {good[:-2]}",
    ]
    for header in wrong:
        answer = httpx.request(
            method, f"{served.address}{path}", headers={"authorization": header}, trust_env=False
        )
        assert (answer.status_code, answer.json()["code"]) == (401, "AccessDenied"), header
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_token_expires(client, hours):
    assert client.get("/3/footprints").status_code == 200
    hours(2)
    answer = client.get("/3/footprints")
    assert (answer.status_code, answer.json()["code"]) == (401, "TokenExpired")


def test_what_is_not_for_a_client_is_neither_listed_nor_given(client):
    client.headers["authorization"] = f"Bearer {token(client, 'small: buyer')}"
    assert ids(client.get("/3/footprints")) == [1]
    answer = client.get(f"/3/footprints/{IDS[0]}")
    assert (answer.status_code, answer.json()["code"]) == (403, "AccessDenied")


def send(client, event, headers=CLOUD):
    content = event if isinstance(event, bytes) else json.dumps(event).encode()
    return client.post("/3/events", content=content, headers=headers)


@pytest.mark.shared
def test_a_request_is_answered_with_an_event(client, served, valid):
    answer = send(client, EVENT)
    assert (answer.status_code, answer.content) == (200, b"")
    ((who, event, reply),) = served.heard
    assert (who, event) == ("buyer", EVENT)
    assert [one["id"] for one in reply["data"]["pfs"]] == [IDS[1]]
    assert reply["data"]["requestEventId"] == "event-1"
    valid(reply, "components", "schemas", "RequestFulfilledEvent")
    send(client, EVENT | {"data": {"geography": ["AQ"]}})
    valid(served.heard[1][2], "components", "schemas", "RequestRejectedEvent")


@pytest.mark.parametrize(
    "more",
    [
        {"type": "org.wbcsd.pact.ProductFootprint.PublishedEvent.3", "data": {"pfIds": [IDS[0]]}},
        {
            "type": "org.wbcsd.pact.ProductFootprint.RequestRejectedEvent.3",
            "data": {"requestEventId": "1", "error": {"code": "NotFound", "message": "-"}},
        },
    ],
)
def test_other_events_are_heard(client, served, more):
    assert send(client, EVENT | more).status_code == 200
    assert served.heard[0][2] is None


@pytest.mark.parametrize(
    "event",
    [
        b"no json",
        b'{"id": "1", "id": "2"}',
        b"[" * 1000,
        b"[]",
        b'"' + b"x" * 2**21 + b'"',
        EVENT | {"type": "org.wbcsd.pathfinder.ProductFootprint.Published.v1"},
        EVENT | {"specversion": "0.3"},
        EVENT | {"id": ""},
        EVENT | {"time": "now"},
        EVENT | {"data": None},
        EVENT | {"data": {"weather": "fine"}},
        EVENT | {"data": {"productId": [7]}},
        EVENT | {"type": "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3"},
    ],
)
def test_events_that_are_none(client, served, event):
    answer = send(client, event)
    assert (answer.status_code, answer.json()["code"]) in ((400, "BadRequest"), (413, "BadRequest"))
    assert not served.heard


def test_events_come_as_cloud_events(client):
    assert send(client, EVENT, {"content-type": "application/json"}).status_code == 400


def test_secrets_stand_in_no_log_and_no_text(client, caplog):
    with caplog.at_level(logging.DEBUG):
        found = token(client)
        client.get("/3/footprints?limit=1")
    assert SECRET not in caplog.text
    assert found not in caplog.text
    buyer = Client.of("buyer", SECRET)
    assert SECRET not in repr(buyer)
    assert buyer.digest.hex() not in repr(buyer)


def test_what_goes_wrong_here_is_told_without_its_insides(served):
    import asyncio

    def broken():
        raise RuntimeError(SECRET)

    app = create_app(documents(), [Client.of("b", SECRET)], key=KEY, clock=broken)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)

    async def ask():
        async with httpx.AsyncClient(transport=transport, base_url="http://pact.example") as http:
            return await http.post("/auth/token", data=FORM, auth=("b", SECRET))

    answer = asyncio.run(ask())
    assert (answer.status_code, answer.json()["code"]) == (500, "InternalError")
    assert SECRET not in answer.text


def test_what_was_served_is_read_back(client):
    found = reading.read(client.get("/3/footprints").content)
    assert [one.id for one in found] == list(IDS)
    assert all(one.per_unit == 5 for one in found)


def test_footprints_that_are_not_offered():
    with pytest.raises(InputError, match="P650"):
        create_app([documents()[0], documents()[0]], [], key=KEY)
    with pytest.raises(InputError, match="F704"):
        create_app(
            [documents()[0] | {"pcf": documents()[0]["pcf"] | {"declaredUnitAmount": "one"}}], [], key=KEY
        )
    with pytest.raises(ValueError, match="32 bytes"):
        create_app([], [], key=b"short")


def test_several_applications_share_nothing(client, served):
    other = create_app([], [Client.of("buyer", SECRET)], key=bytes(32))
    import asyncio

    async def ask():
        transport = httpx.ASGITransport(app=other)
        async with httpx.AsyncClient(transport=transport, base_url="http://pact.example") as http:
            header = {"authorization": client.headers["authorization"]}
            return await http.get("/3/footprints", headers=header)

    assert asyncio.run(ask()).status_code == 401


def test_the_example_serves_a_calculated_footprint(at):
    import asyncio

    from lca.passport.service.example import build

    app = build("buyer", SECRET, at, samples=50)

    async def ask():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://pact.example") as http:
            answer = await http.post("/auth/token", data=FORM, auth=("buyer", SECRET))
            header = {"authorization": f"Bearer {answer.json()['access_token']}"}
            return await http.get("/3/footprints", headers=header)

    (document,) = asyncio.run(ask()).json()["data"]
    (one,) = reading.read(document)
    assert one.name
    assert one.uncertainty["samples"] == 50


def test_the_example_wants_credentials(monkeypatch, capsys):
    from lca.passport.service.example import main

    monkeypatch.setenv("ZUJI_CLIENT_ID", "buyer")
    monkeypatch.setenv("ZUJI_CLIENT_SECRET", "short")
    assert main() == 2
    assert "short" not in capsys.readouterr().err
