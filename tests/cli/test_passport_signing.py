"""zuji passport keygen, sign, check-signature and status-list, as their users run them."""

import json
import os
import stat

import pytest

LANGUAGES = ("en", "zh")
AT = ("--at", "2026-01-31T12:00:00Z")
LATER = ("--at", "2026-02-28T12:00:00Z")
LIST = "https://example.com/status/1"


@pytest.fixture
def payload(tmp_path):
    file = tmp_path / "payload.json"
    file.write_text(json.dumps({"specVersion": "3.0.4", "pcf": {"declaredUnitAmount": "1000"}}))
    return file


@pytest.fixture
def pair(zuji, tmp_path):
    assert zuji("passport", "keygen", tmp_path / "key.pem").code == 0
    return tmp_path / "key.pem", tmp_path / "key.pub.pem"


@pytest.fixture
def sign(zuji, payload, pair, tmp_path):
    def command(*words, file=payload, out="signed"):
        done = zuji("passport", "sign", file, "--key", pair[0], *AT, "--out", tmp_path / out, *words)
        assert done.code == 0, done.err
        return tmp_path / out

    return command


@pytest.fixture
def check(zuji):
    def command(file, *words, at=LATER):
        done = zuji("passport", "check-signature", file, *at, "--format", "json", *words)
        return done.code, json.loads(done.out)

    return command


@pytest.mark.parametrize("kind", ["P-256", "Ed25519"])
@pytest.mark.parametrize("form", ["pem", "jwk"])
def test_keygen(zuji, tmp_path, kind, form) -> None:
    done = zuji("passport", "keygen", tmp_path / f"key.{form}", "--kind", kind, "--form", form)
    assert done.code == 0, done.err
    assert kind in done.out
    assert "did:key:z" in done.out
    private = tmp_path / f"key.{form}"
    assert (tmp_path / f"key.pub.{form}").is_file()
    if os.name == "posix":
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
    secret = private.read_text().split('"d"')[-1].split("\n")[1 if form == "pem" else 0]
    assert secret.strip(' ":,') not in done.out + done.err


def test_keygen_overwrites_nothing(zuji, pair) -> None:
    before = [file.read_bytes() for file in pair]
    again = zuji("passport", "keygen", pair[0])
    assert again.code == 2
    assert "P416" in again.err
    assert [file.read_bytes() for file in pair] == before
    for language in LANGUAGES:
        assert "P416" in zuji("passport", "keygen", pair[0], "--lang", language).err


def test_keygen_for_a_did_web(zuji, payload, tmp_path, check) -> None:
    document = tmp_path / "did.json"
    done = zuji(
        *("passport", "keygen", tmp_path / "key.pem", "--did", "did:web:example.com:lca"),
        *("--did-document", document),
    )
    assert done.code == 0, done.err
    assert "https://example.com/lca/did.json" in done.out
    signed = tmp_path / "signed"
    words = ("--key", tmp_path / "key.pem", "--issuer", "did:web:example.com:lca", "--out", signed)
    assert zuji("passport", "sign", payload, *words, *AT).code == 0
    code, found = check(signed, "--did-document", document)
    assert (code, found["issuer"], found["findings"]) == (0, "did:web:example.com:lca", [])
    assert check(signed)[1]["codes"] == ["P424"]
    assert zuji("passport", "keygen", tmp_path / "two.pem", "--did", "did:web:a/b").code == 2
    assert not (tmp_path / "two.pem").exists()
    again = zuji(
        "passport", "keygen", tmp_path / "two.pem", "--did", "did:web:a.com", "--did-document", document
    )
    assert "P416" in again.err
    assert not (tmp_path / "two.pem").exists()


def test_a_locked_key(zuji, payload, tmp_path) -> None:
    words = tmp_path / "words"
    words.write_text("open sesame\n")
    words.chmod(0o600)
    key = tmp_path / "key.pem"
    assert zuji("passport", "keygen", key, "--passphrase-file", words).code == 0
    refused = zuji("passport", "sign", payload, "--key", key)
    assert (refused.code, "P417" in refused.err) == (2, True)
    done = zuji("passport", "sign", payload, "--key", key, "--passphrase-file", words)
    assert done.code == 0
    assert done.out.count(".") == 2


def test_a_token_to_standard_output(zuji, payload, pair) -> None:
    done = zuji("passport", "sign", payload, "--key", pair[0], *AT)
    assert done.code == 0
    assert done.out.count(".") == 2
    assert done.out.endswith("\n")
    assert done.err == ""
    assert zuji("passport", "sign", payload, "--key", pair[0], *AT).out == done.out


@pytest.mark.parametrize(
    "words", [("--as", "jose"), ("--as", "jose", "--envelope"), ("--as", "data-integrity")]
)
def test_there_and_back(sign, check, pair, payload, tmp_path, words) -> None:
    signed = sign(*words, "--of", "pact-3.0")
    back = tmp_path / "back.json"
    code, found = check(signed, "--key", pair[1], "--payload", back)
    assert (code, found["valid"], found["codes"], found["findings"]) == (0, True, [], [])
    assert json.loads(back.read_text()) == json.loads(payload.read_text())


def test_a_tampered_field_is_named(sign, zuji, pair, tmp_path) -> None:
    signed = sign("--as", "data-integrity")
    signed.write_text(signed.read_text().replace('"1000"', '"1001"'))
    for language in LANGUAGES:
        done = zuji("passport", "check-signature", signed, "--key", pair[1], *LATER, "--lang", language)
        assert done.code == 1
        assert "P431" in done.err
        assert "/credentialSubject/payload/pcf/declaredUnitAmount" in done.out
        assert "Traceback" not in done.err
    back = tmp_path / "back.json"
    zuji("passport", "check-signature", signed, "--key", pair[1], *LATER, "--payload", back)
    assert not back.exists()


def test_a_tampered_token_and_its_original(sign, zuji, check, pair, tmp_path) -> None:
    whole = sign("--as", "data-integrity", "--no-name-fields", out="whole.json")
    changed = tmp_path / "changed.json"
    changed.write_text(whole.read_text().replace('"1000"', '"1001"'))
    code, found = check(changed, "--key", pair[1])
    assert (code, found["codes"], found["fields"]) == (1, ["P430"], [""])
    code, found = check(changed, "--key", pair[1], "--original", whole)
    assert found["fields"] == ["/credentialSubject/payload/pcf/declaredUnitAmount"]
    done = zuji("passport", "check-signature", changed, "--key", pair[1])
    assert "the whole" in done.out


def test_who_signed_is_known_by_key_issuer_or_not_at_all(sign, check, pair, zuji) -> None:
    signed = sign()
    code, found = check(signed)
    assert (code, [one["code"] for one in found["findings"]]) == (0, ["P459"])
    assert check(signed, "--key", found["issuer"])[0] == 0
    assert check(signed, "--issuer", found["issuer"])[1]["findings"] == []
    assert check(signed, "--issuer", "did:web:other.com")[1]["codes"] == ["P444"]
    private = zuji("passport", "check-signature", signed, "--key", pair[0])
    assert (private.code, "P412" in private.err) == (2, True)
    public = zuji("passport", "sign", signed, "--key", pair[1])
    assert public.code == 2


def test_validity(sign, check, pair) -> None:
    signed = sign("--valid-until", "2026-02-01T00:00:00Z")
    assert check(signed, "--key", pair[1])[1]["codes"] == ["P446"]
    assert check(signed, "--key", pair[1], at=("--at", "2026-01-01T00:00:00Z"))[1]["codes"] == ["P445"]
    assert check(signed, "--key", pair[1], at=AT)[0] == 0


def test_revocation(sign, check, zuji, pair, tmp_path) -> None:
    signed = sign("--status-list", LIST, "--status-index", "4711")
    assert check(signed, "--key", pair[1])[1]["codes"] == ["P450"]
    assert check(signed, "--key", pair[1], "--no-status")[0] == 0
    first, second = tmp_path / "first", tmp_path / "second"
    words = ("passport", "status-list", LIST, "--key", pair[0])
    assert zuji(*words, *AT, "--set", "1", "--out", first).code == 0
    assert check(signed, "--key", pair[1], "--status-list", first)[1]["statuses"] == {"revocation": 0}
    assert zuji(*words, *LATER, "--from", first, "--set", "4711", "--out", second).code == 0
    code, found = check(signed, "--key", pair[1], "--status-list", second)
    assert (code, found["codes"]) == (1, ["P454"])
    shown = zuji("passport", "check-signature", signed, "--key", pair[1], "--status-list", second, *LATER)
    assert "revocation 1" in shown.out
    undone = zuji(*words, *LATER, "--from", second, "--clear", "4711")
    assert (undone.code, "P428" in undone.err) == (2, True)


def test_suspension_may_end(check, zuji, pair, tmp_path) -> None:
    words = (
        "passport",
        "status-list",
        LIST,
        "--key",
        pair[0],
        "--purpose",
        "suspension",
        "--as",
        "data-integrity",
    )
    first, second = tmp_path / "first", tmp_path / "second"
    assert zuji(*words, *AT, "--set", "7", "--out", first).code == 0
    assert zuji(*words, *LATER, "--from", first, "--clear", "7", "--out", second).code == 0
    assert check(second, "--key", pair[1])[0] == 0
    second.write_text(second.read_text().replace("suspension", "revocation"))
    assert zuji(*words, *LATER, "--from", second).code == 2


def test_untp_has_its_index_as_a_number(sign, pair, tmp_path) -> None:
    file = tmp_path / "untp.json"
    context = ["https://www.w3.org/ns/credentials/v2", "https://vocabulary.uncefact.org/untp/0.7.0/context/"]
    file.write_text(
        json.dumps({"@context": context, "type": ["VerifiableCredential"], "credentialSubject": {}})
    )
    signed = sign("--as", "data-integrity", "--status-list", LIST, "--status-index", "7", file=file)
    assert json.loads(signed.read_text())["credentialStatus"]["statusListIndex"] == 7


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--status-list", LIST), "P456"),
        (("--status-index", "1"), "P456"),
        (("--issuer", "Example Ltd"), "P422"),
        (("--valid-until", "soon"), "P447"),
        (("--valid-until", "2020-01-01T00:00:00Z"), "P446"),
    ],
)
def test_what_is_not_signed(zuji, payload, pair, words, code) -> None:
    done = zuji("passport", "sign", payload, "--key", pair[0], *AT, *words)
    assert (done.code, done.out) == (2, "")
    assert code in done.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "P400"),
        ("[1]", "P407"),
        ('{"a": 1, "a": 2}', "P401"),
        ('{"a": 9007199254740992}', "P404"),
        ('{"a": NaN}', "P405"),
        ('{"a":' * 100 + "1" + "}" * 100, "P403"),
        ('{"proof": 1}', None),
    ],
)
def test_payloads_that_are_refused(zuji, payload, pair, text, code) -> None:
    payload.write_text(text)
    done = zuji("passport", "sign", payload, "--key", pair[0])
    assert done.code == (2 if code else 0)
    assert code is None or code in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "{}", "[]", '{"proof": []}', "{" * 500])
def test_texts_that_are_not_signed(check, payload, text) -> None:
    payload.write_text(text)
    code, found = check(payload)
    assert code == 1
    assert found["codes"][0].startswith("P4")


def test_files_that_cannot_be_read(zuji, payload, pair, tmp_path) -> None:
    missing = tmp_path / "missing"
    assert "P429" in zuji("passport", "sign", missing, "--key", pair[0]).err
    assert "P429" in zuji("passport", "check-signature", missing).err
    assert "P410" in zuji("passport", "sign", payload, "--key", missing).err
    assert "P447" in zuji("passport", "sign", payload, "--key", pair[0], "--at", "now").err
    if os.name == "posix":
        pair[0].chmod(0o644)
        refused = zuji("passport", "sign", payload, "--key", pair[0])
        assert (refused.code, "P411" in refused.err, "0644" in refused.err) == (2, True, True)
