"""Keys out of texts: PEM, JWK, Multikey. What is wrong is told without a byte of the text.

A secret where a public key belongs is refused (P412), and so is the reverse (P413): whoever mixes them
up is about to publish a secret, or to verify with something that proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from lca.errors import Finding, InputError, Location
from lca.passport.signing.keys import (
    COORDINATE,
    PrivateKey,
    PublicKey,
    is_private_jwk,
    of_native,
    public_of_native,
)
from lca.passport.signing.multibase import SECRET_PREFIXES, from_base64url, from_multikey
from lca.passport.signing.strict_json import read_object


def public_key(text: str | bytes, file: str | None = None) -> PublicKey:
    """The public key in a PEM, a JWK, a Multikey (``z...``) or a ``did:key``.

    Raises:
        InputError: P412 it is a private key, P414 it is no key, P415 its kind is not supported.
    """
    words = _words(text, file)
    if "PRIVATE KEY-----" in words:
        _refuse("P412", file)
    if words.startswith("{"):
        return public_jwk(_object(words, file), file)
    if "-----BEGIN PUBLIC KEY-----" in words:
        return _public_pem(words, file)
    return public_multikey(words.removeprefix("did:key:"), file)


def private_key(text: str | bytes, file: str | None = None, passphrase: bytes | None = None) -> PrivateKey:
    """The private key in a PEM (PKCS #8 or SEC 1), a JWK or a Multikey document.

    Raises:
        InputError: P413 it is a public key, P414 it is no key, P415 its kind is not supported, P417 the
            passphrase is missing or wrong, P418 its halves do not belong together.
    """
    words = _words(text, file)
    if words.startswith("{"):
        return private_of_members(_object(words, file), file)
    if "PRIVATE KEY-----" in words:
        return _private_pem(words, file, passphrase)
    _refuse("P413" if _is_public(words) else "P414", file)


def public_jwk(members: Mapping[str, Any], file: str | None = None) -> PublicKey:
    """The public key that the members of a JWK state; as :func:`public_key`."""
    if is_private_jwk(members) and members.get("kty") != "oct":
        _refuse("P412", file)
    if isinstance(members.get("publicKeyMultibase"), str):
        return public_multikey(members["publicKeyMultibase"], file)
    _usable(members, file)
    return public_of_native(_native_public(members, file), file)


def public_multikey(text: str, file: str | None = None) -> PublicKey:
    """The public key that a Multikey states; as :func:`public_key`."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        kind, raw = from_multikey(text)
        if kind == "Ed25519" and len(raw) == COORDINATE:
            return PublicKey("Ed25519", raw)
        if kind == "P-256" and len(raw) == COORDINATE + 1:
            native = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
            return public_of_native(native, file)
    except KeyError as error:
        prefix = error.args[0]
        if any(prefix == known.hex() for known in SECRET_PREFIXES.values()):
            _refuse("P412", file)
        _refuse("P415", file, kind=f"multicodec 0x{prefix}")
    except ValueError:
        pass
    _refuse("P414", file)


def private_of_members(members: Mapping[str, Any], file: str | None = None) -> PrivateKey:
    """The private key of a JWK or of a Multikey document; as :func:`private_key`."""
    secret = members.get("secretKeyMultibase", members.get("privateKeyMultibase"))
    if isinstance(secret, str):
        key = _private_multikey(secret, file)
        if members.get("publicKeyMultibase", key.public.multikey) != key.public.multikey:
            _refuse("P418", file)
        return key
    _usable(members, file)
    if "d" not in members:
        _refuse("P413", file)
    stated = public_of_native(_native_public(members, file), file)
    key = _of_secret(stated.kind, _bytes(members, "d", file), file)
    if key.public != stated:
        _refuse("P418", file)
    return key


def _private_multikey(text: str, file: str | None) -> PrivateKey:
    try:
        kind, raw = from_multikey(text, SECRET_PREFIXES)
    except KeyError as error:
        _refuse("P415", file, kind=f"multicodec 0x{error.args[0]}")
    except ValueError:
        _refuse("P414", file)
    return _of_secret(kind, raw, file)


def _of_secret(kind: str, secret: bytes, file: str | None) -> PrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    if len(secret) != COORDINATE:
        _refuse("P414", file)
    try:
        if kind == "Ed25519":
            return of_native(ed25519.Ed25519PrivateKey.from_private_bytes(secret), file)
        return of_native(ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1()), file)
    except ValueError:
        _refuse("P414", file)


def _native_public(members: Mapping[str, Any], file: str | None) -> object:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    kind = (members.get("kty"), members.get("crv"))
    try:
        if kind == ("OKP", "Ed25519"):
            return ed25519.Ed25519PublicKey.from_public_bytes(_bytes(members, "x", file))
        if kind == ("EC", "P-256"):
            x, y = (int.from_bytes(_bytes(members, name, file), "big") for name in ("x", "y"))
            return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    except ValueError:
        _refuse("P414", file)
    known = [str(word)[:20] for word in kind if isinstance(word, str)]
    _refuse("P415" if known else "P414", file, kind=" ".join(known))


def _bytes(members: Mapping[str, Any], name: str, file: str | None) -> bytes:
    try:
        data = from_base64url(members[name])
    except (KeyError, TypeError, ValueError):
        _refuse("P414", file)
    if len(data) != COORDINATE:
        _refuse("P414", file)
    return data


def _usable(members: Mapping[str, Any], file: str | None) -> None:
    """A JWK that says that it is for something else than signatures is not used for them."""
    operations = members.get("key_ops", ["sign", "verify"])
    fits = isinstance(operations, list) and any(word in operations for word in ("sign", "verify"))
    algorithms = {"P-256": ("ES256",), "Ed25519": ("EdDSA", "Ed25519")}.get(str(members.get("crv")), ())
    algorithm = members.get("alg")
    if members.get("use", "sig") != "sig" or not fits:
        _refuse("P420", file)
    if algorithms and algorithm is not None and algorithm not in algorithms:
        _refuse("P420", file)


def _public_pem(words: str, file: str | None) -> PublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        native = load_pem_public_key(words.encode("ascii"))
    except (ValueError, UnsupportedAlgorithm):
        _refuse("P414", file)
    return public_of_native(native, file)


def _private_pem(words: str, file: str | None, passphrase: bytes | None) -> PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    locked = "ENCRYPTED" in words
    try:
        native = load_pem_private_key(words.encode("ascii"), passphrase if locked else None)
    except (TypeError, ValueError, UnsupportedAlgorithm):
        _refuse("P417" if locked else "P414", file)
    return of_native(native, file)


def _is_public(words: str) -> bool:
    return "PUBLIC KEY-----" in words or words.startswith(("did:key:", "z6Mk", "zDna"))


def _words(text: str | bytes, file: str | None) -> str:
    try:
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        words.encode("ascii")
    except UnicodeError:
        _refuse("P414", file)
    return words.strip()


def _object(words: str, file: str | None) -> dict[str, Any]:
    try:
        return read_object(words, file)
    except InputError:  # what is wrong with the text may quote it
        _refuse("P414", file)


def _refuse(code: str, file: str | None, **params: object) -> NoReturn:
    raise InputError(Finding(code, params, Location(file))) from None
