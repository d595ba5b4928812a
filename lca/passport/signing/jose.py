"""VC-JOSE: a credential enveloped in a JSON Web Signature (``vc+jwt``).

The algorithm is the key's, never the header's: ES256 for P-256, EdDSA (or its new name Ed25519) for
Ed25519. So ``none``, and HMAC with a public key as its secret, have nothing to hold on to. Header
parameters that a reader must understand (``crit``) are refused, for none is understood here; keys in the
header (``jwk``, ``x5c``, ``jku``) are ignored. A token is one text: unused bits, padding and blanks are
refused, so nothing in it can change unseen.

Sources: W3C Securing Verifiable Credentials using JOSE and COSE, sections 3.1 and 4; RFC 7515, 7518,
8037, 8725 (best practice), 9864 (which calls EdDSA by its curve).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from lca.errors import Finding, InputError
from lca.passport.signing.keys import Kind, PrivateKey, PublicKey
from lca.passport.signing.multibase import from_base64url
from lca.passport.signing.strict_json import MAXIMUM_BYTES, canonical, read_object

if TYPE_CHECKING:
    from joserfc.jws import JWSRegistry

ALGORITHMS: Mapping[Kind, tuple[str, ...]] = {"P-256": ("ES256",), "Ed25519": ("EdDSA", "Ed25519")}
"""Kind of a key to the algorithms of its signatures; the first is what we write."""
TYPE = "vc+jwt"
TYPES = frozenset({"vc+jwt", "application/vc+jwt", "vc-ld+jwt", "application/vc-ld+jwt"})
"""What ``typ`` may say; ``vc-ld+jwt`` is what drafts before the Recommendation called it."""
CONTENT_TYPES = frozenset({"vc", "application/vc", "vc+ld+json", "application/vc+ld+json"})
MEDIA = "data:application/vc+jwt,"
ENVELOPE = "EnvelopedVerifiableCredential"
CONTEXT = "https://www.w3.org/ns/credentials/v2"
MAXIMUM_HEADER = 4096
SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart: header, payload and the text itself; nothing of it is believed yet."""

    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    text: str

    @property
    def kid(self) -> str | None:
        """The key that the header names."""
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else None


def sign_token(document: Mapping[str, Any], key: PrivateKey, method: str, issuer: str) -> str:
    """The token of a credential; the payload is its canonical form."""
    from joserfc import jws

    header = {
        "alg": ALGORITHMS[key.kind][0],
        "typ": TYPE,
        "cty": "vc",
        "kid": method,
        "iss": issuer,
    }
    return jws.serialize_compact(header, canonical(document), _library_key(key._native), registry=_registry())


def envelope(token: str) -> dict[str, Any]:
    """The token as a document of JSON: an EnvelopedVerifiableCredential."""
    return {"@context": [CONTEXT], "id": MEDIA + token, "type": [ENVELOPE]}


def opened(document: Mapping[str, Any]) -> str | None:
    """The token in an EnvelopedVerifiableCredential, None where the document is something else.

    Raises:
        InputError: P438 an envelope that holds anything beside the token: nothing protects that.
    """
    kinds = document.get("type")
    if kinds not in (ENVELOPE, [ENVELOPE]):
        return None
    address = document.get("id")
    plain = document.keys() == {"@context", "id", "type"} and document["@context"] in (CONTEXT, [CONTEXT])
    if not plain or not isinstance(address, str) or not address.startswith(MEDIA):
        _refuse("P438", reason="envelope")
    return address.removeprefix(MEDIA)


def read_token(text: str) -> Token:
    """A token taken apart, every check done that needs no key.

    Raises:
        InputError: P400 to P407 the JSON in it, P434 ``alg``, P436 ``crit``, P437 ``typ``, ``cty`` or
            ``b64``, P438 its form, P439 the signature's form, P458 ``vc``, ``vp`` or ``iss``.
    """
    parts = text.split(".") if text.isascii() else []
    if len(parts) != 3 or len(text) > 2 * MAXIMUM_BYTES:
        _refuse("P438", reason="parts")
    try:
        header, payload, signature = (from_base64url(part) for part in parts)
    except ValueError:
        _refuse("P438", reason="base64url")
    if len(header) > MAXIMUM_HEADER:
        _refuse("P402", size=len(header), limit=MAXIMUM_HEADER)
    token = Token(read_object(header), read_object(payload), text)
    _check_header(token.header)
    _check_claims(token)
    if len(signature) != SIGNATURE:
        _refuse("P439")
    return token


def check_token(token: Token, key: PublicKey) -> Finding | None:
    """What is wrong with the signature: P435 the key is of another kind, P430 it does not fit."""
    from joserfc import jws
    from joserfc.errors import JoseError

    algorithm = token.header["alg"]
    if algorithm not in ALGORITHMS[key.kind]:
        return Finding("P435", {"algorithm": algorithm, "kind": key.kind})
    try:
        jws.deserialize_compact(token.text, _library_key(key.native()), registry=_registry())
    except (JoseError, ValueError):
        return Finding("P430")
    return None


def _check_header(header: Mapping[str, Any]) -> None:
    algorithm = header.get("alg")
    if not any(algorithm in names for names in ALGORITHMS.values()):
        _refuse("P434", algorithm=str(algorithm)[:40])
    if "crit" in header:
        listed = header["crit"] if isinstance(header["crit"], list) else [header["crit"]]
        _refuse("P436", names=", ".join(str(name)[:40] for name in listed[:5]))
    for name, allowed in (("typ", TYPES), ("cty", CONTENT_TYPES)):
        stated = header.get(name)
        if name in header and not (isinstance(stated, str) and stated.lower() in allowed):
            _refuse("P437", name=name, value=str(stated)[:60])
    for name in ("b64", "zip", "enc"):
        if name in header:
            _refuse("P437", name=name, value=str(header[name])[:60])


def _check_claims(token: Token) -> None:
    for name in ("vc", "vp"):
        if name in token.payload:
            _refuse("P458", name=name)
    stated = token.payload.get("issuer")
    issuer = stated.get("id") if isinstance(stated, Mapping) else stated
    for claims in (token.header, token.payload):
        if claims.get("iss", issuer) != issuer:
            _refuse("P458", name="iss")


def _library_key(native: Any) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec
    from joserfc.jwk import ECKey, OKPKey

    elliptic = isinstance(native, ec.EllipticCurvePrivateKey | ec.EllipticCurvePublicKey)
    return (ECKey if elliptic else OKPKey).import_key(native)


@cache
def _registry() -> JWSRegistry:
    """Our three algorithms and no other; ES256 without chance, EdDSA without the library's warning."""
    from joserfc.errors import UnsupportedAlgorithmError
    from joserfc.jwa import EdDSAAlgorithm, ESAlgorithm, JWSAlgModel
    from joserfc.jws import JWSRegistry as Base

    from lca.passport.signing.keys import sign_p256

    class Deterministic(ESAlgorithm):
        def sign(self, msg: bytes, key: Any) -> bytes:
            return sign_p256(key.get_op_key("sign"), msg)

    class Quiet(EdDSAAlgorithm):
        security_warning = None  # type: ignore[assignment]

    class Named(Quiet):
        name = "Ed25519"

    known: dict[str, JWSAlgModel] = {
        "ES256": Deterministic("ES256", "P-256", 256, True),
        "EdDSA": Quiet(),
        "Ed25519": Named(),
    }

    class Ours(Base):
        max_header_length = 2 * MAXIMUM_HEADER
        max_payload_length = 2 * MAXIMUM_BYTES

        def get_alg(self, name: str) -> JWSAlgModel:
            if name not in known:
                raise UnsupportedAlgorithmError
            return known[name]

    return Ours(algorithms=list(known), strict_check_header=False)


def _refuse(code: str, **params: object) -> NoReturn:
    raise InputError(Finding(code, params)) from None
