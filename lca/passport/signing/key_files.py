"""Key files: read with suspicion, written with care.

A private key file that others can read is refused, not used: the secret may be known already. A file
that stands is never overwritten. On systems without POSIX permissions the check does not apply.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Literal

from lca.errors import Finding, InputError, Location
from lca.passport.signing.key_texts import private_key, public_key
from lca.passport.signing.keys import PrivateKey, PublicKey, private_jwk, private_pem

MAXIMUM_BYTES = 64 * 1024
OTHERS = 0o077
WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A pipe that nobody writes into is refused, not waited for."""
Form = Literal["pem", "jwk"]


def read_public_key(path: Path) -> PublicKey:
    """The public key in a file: PEM, JWK or Multikey.

    Raises:
        InputError: P410 the file cannot be read, P412, P414, P415, P420 as
            :func:`lca.passport.signing.key_texts.public_key`.
    """
    return public_key(_read(path, secret=False), str(path))


def read_private_key(path: Path, passphrase: bytes | None = None) -> PrivateKey:
    """The private key in a file that nobody but its owner can read.

    Raises:
        InputError: P410 the file cannot be read, P411 others can read it, P413, P414, P415, P417, P418,
            P420 as :func:`lca.passport.signing.key_texts.private_key`.
    """
    return private_key(_read(path, secret=True), str(path), passphrase)


def read_passphrase(path: Path) -> bytes:
    """The passphrase in a file that nobody but its owner can read, without the line's end.

    Raises:
        InputError: P410 the file cannot be read, P411 others can read it, P417 it is empty.
    """
    words = _read(path, secret=True).rstrip(b"\r\n")
    if not words:
        raise InputError(Finding("P417", {}, Location(str(path))))
    return words


def write_key_pair(
    key: PrivateKey, private: Path, public: Path, form: Form = "pem", passphrase: bytes | None = None
) -> None:
    """Write both halves of a key: the private one for its owner only (0600), neither over a file.

    A passphrase locks the private half (PEM only).

    Raises:
        InputError: P416 a file stands there already, P419 a file cannot be written, P421 a passphrase
            with a JWK.
    """
    if passphrase and form == "jwk":
        raise InputError(Finding("P421", {}, Location(str(private))))
    for path in (private, public):
        if path.exists() or path.is_symlink():
            raise InputError(Finding("P416", {}, Location(str(path))))
    _write(public, _public_text(key.public, form), 0o644)
    try:
        _write(private, _private_text(key, form, passphrase), 0o600)
    except InputError:
        with suppress(OSError):
            public.unlink()
        raise


def _public_text(key: PublicKey, form: Form) -> bytes:
    return (key.pem if form == "pem" else json.dumps(key.jwk, indent=2) + "\n").encode("ascii")


def _private_text(key: PrivateKey, form: Form, passphrase: bytes | None) -> bytes:
    if form == "pem":
        return private_pem(key, passphrase)
    return (json.dumps(private_jwk(key), indent=2) + "\n").encode("ascii")


def _read(path: Path, secret: bool) -> bytes:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | WITHOUT_WAITING), "rb") as file:
            status = os.fstat(file.fileno())  # of the file that is read, not of one that stood there before
            if not stat.S_ISREG(status.st_mode):
                raise InputError(Finding("P410", {"reason": "not a file"}, Location(str(path))))
            mode = stat.S_IMODE(status.st_mode)
            if secret and os.name == "posix" and mode & OTHERS:
                raise InputError(Finding("P411", {"mode": f"{mode:04o}"}, Location(str(path))))
            data = file.read(MAXIMUM_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(Finding("P410", {"reason": reason}, Location(str(path)))) from None
    if len(data) > MAXIMUM_BYTES:
        raise InputError(Finding("P414", {}, Location(str(path))))
    return data


def _write(path: Path, content: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise InputError(Finding("P416", {}, Location(str(path)))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(Finding("P419", {"reason": reason}, Location(str(path)))) from None
