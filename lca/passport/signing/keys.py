"""Keys: ECDSA on P-256 and Ed25519, from PEM, JWK and Multikey; secrets that do not print.

A public key is a plain value. A private key shows its kind and the fingerprint of its public key and
nothing else: not when printed, logged, copied or pickled. Its secret leaves only by :func:`private_pem`
and :func:`private_jwk`, which write key files.

Sources: RFC 7517 and 7518 (JWK), RFC 8037 (Ed25519 as OKP), RFC 7638 (thumbprint), RFC 5958 (PKCS #8),
RFC 6979 (ECDSA without chance, so that the same document gives the same bytes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from lca.errors import Finding, InputError, Location
from lca.passport.signing.multibase import to_base64url, to_multikey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

Kind = Literal["P-256", "Ed25519"]
KINDS: tuple[Kind, ...] = ("P-256", "Ed25519")
COORDINATE = 32
"""Bytes of a coordinate, of a scalar, of an Ed25519 key, of each half of a signature."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: its kind and its bytes (the compressed point of P-256, the 32 bytes of Ed25519)."""

    kind: Kind
    raw: bytes

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether ``signature`` (64 bytes: r and s, or R and S) is this key's over ``message``."""
        from cryptography.exceptions import InvalidSignature

        if len(signature) != 2 * COORDINATE:
            return False
        try:
            _verify(self.native(), message, signature)
        except (InvalidSignature, ValueError):
            return False
        return True

    def native(self) -> EllipticCurvePublicKey | Ed25519PublicKey:
        """The key of the library ``cryptography``."""
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519

        if self.kind == "Ed25519":
            return ed25519.Ed25519PublicKey.from_public_bytes(self.raw)
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), self.raw)

    @property
    def multikey(self) -> str:
        """The key as Multikey: ``zDna...`` or ``z6Mk...``."""
        return to_multikey(self.kind, self.raw)

    @property
    def did(self) -> str:
        """The identifier that is the key itself: ``did:key:...``."""
        return f"did:key:{self.multikey}"

    @property
    def jwk(self) -> dict[str, str]:
        """The members of the key as JWK."""
        if self.kind == "Ed25519":
            return {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(self.raw)}
        numbers = cast("EllipticCurvePublicKey", self.native()).public_numbers()
        x, y = (to_base64url(value.to_bytes(COORDINATE, "big")) for value in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    @property
    def thumbprint(self) -> str:
        """The SHA-256 thumbprint (RFC 7638) in base64url: the fingerprint to compare by eye."""
        import hashlib

        import rfc8785

        return to_base64url(hashlib.sha256(rfc8785.dumps(dict(self.jwk))).digest())

    @property
    def pem(self) -> str:
        """The key as PEM (SubjectPublicKeyInfo)."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return self.native().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PrivateKey:
    """A private key. It signs; it does not show itself."""

    public: PublicKey
    _native: EllipticCurvePrivateKey | Ed25519PrivateKey = field()

    @property
    def kind(self) -> Kind:
        """P-256 or Ed25519."""
        return self.public.kind

    def sign(self, message: bytes) -> bytes:
        """The signature, 64 bytes; the same for the same message (RFC 8032, RFC 6979)."""
        if self.kind == "Ed25519":
            return cast("Ed25519PrivateKey", self._native).sign(message)
        return sign_p256(cast("EllipticCurvePrivateKey", self._native), message)

    def __repr__(self) -> str:
        return f"PrivateKey({self.kind}, {self.public.thumbprint})"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a private key is neither copied nor pickled")

    def __deepcopy__(self, memo: object) -> PrivateKey:
        return self


def generate(kind: Kind = "P-256") -> PrivateKey:
    """A new private key from the randomness of the operating system."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    if kind == "Ed25519":
        return of_native(ed25519.Ed25519PrivateKey.generate())
    return of_native(ec.generate_private_key(ec.SECP256R1()))


def of_native(native: object, file: str | None = None) -> PrivateKey:
    """A private key of the library ``cryptography`` as ours; P415 where its kind is not supported."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    if not isinstance(native, ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey):
        raise InputError(Finding("P415", {"kind": _named(native)}, Location(file)))
    return PrivateKey(public_of_native(native.public_key(), file), native)


def public_of_native(native: object, file: str | None = None) -> PublicKey:
    """A public key of the library ``cryptography`` as ours; P415 where its kind is not supported."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    if isinstance(native, ed25519.Ed25519PublicKey):
        return PublicKey("Ed25519", native.public_bytes_raw())
    if isinstance(native, ec.EllipticCurvePublicKey) and isinstance(native.curve, ec.SECP256R1):
        return PublicKey("P-256", native.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))
    raise InputError(Finding("P415", {"kind": _named(native)}, Location(file)))


def private_pem(key: PrivateKey, passphrase: bytes | None = None) -> bytes:
    """The secret as PEM (PKCS #8), encrypted where a passphrase is given: for a key file only."""
    from cryptography.hazmat.primitives import serialization as form

    lock = form.BestAvailableEncryption(passphrase) if passphrase else form.NoEncryption()
    return key._native.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, lock)


def private_jwk(key: PrivateKey) -> dict[str, str]:
    """The secret as JWK: for a key file only."""
    from cryptography.hazmat.primitives import serialization as form

    if key.kind == "Ed25519":
        secret = key._native.private_bytes(form.Encoding.Raw, form.PrivateFormat.Raw, form.NoEncryption())
    else:
        number = cast("EllipticCurvePrivateKey", key._native).private_numbers().private_value
        secret = number.to_bytes(COORDINATE, "big")
    return {**key.public.jwk, "d": to_base64url(secret)}


def is_private_jwk(members: Mapping[str, Any]) -> bool:
    """Whether a JWK or Multikey holds a secret."""
    secret = (
        "d",
        "k",
        "p",
        "q",
        "dp",
        "dq",
        "qi",
        "secretKeyMultibase",
        "privateKeyMultibase",
        "privateKeyJwk",
    )
    return any(name in members for name in secret)


def _verify(native: Any, message: bytes, signature: bytes) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    if isinstance(native, ec.EllipticCurvePublicKey):
        halves = (signature[:COORDINATE], signature[COORDINATE:])
        r, s = (int.from_bytes(half, "big") for half in halves)
        native.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    else:
        native.verify(signature, message)


def sign_p256(native: EllipticCurvePrivateKey, message: bytes) -> bytes:
    """The signature of a P-256 key over SHA-256 of the message: r and s, without chance (RFC 6979)."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    try:
        signature = native.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    except UnsupportedAlgorithm:  # an OpenSSL before 3.2: as good a signature, other bytes each time
        signature = native.sign(message, ec.ECDSA(hashes.SHA256()))
    r, s = utils.decode_dss_signature(signature)
    return r.to_bytes(COORDINATE, "big") + s.to_bytes(COORDINATE, "big")


def _named(native: object) -> str:
    """What a key is, without anything of it: its class and its curve."""
    curve = getattr(getattr(native, "curve", None), "name", "")
    return curve or type(native).__name__.removesuffix("PrivateKey").removesuffix("PublicKey").lstrip("_")
