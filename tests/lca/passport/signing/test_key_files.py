"""Key files: permissions, no overwriting, nothing left behind."""

import json
import os
import stat

import pytest

from lca.passport.signing import generate, read_private_key, read_public_key, write_key_pair
from lca.passport.signing.key_files import read_passphrase
from lca.passport.signing.keys import private_jwk

posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=["pem", "jwk"])
def form(request):
    return request.param


@pytest.fixture
def pair(tmp_path):
    return tmp_path / "key", tmp_path / "key.pub"


def test_a_pair_is_written_and_read_back(key, pair, form) -> None:
    private, public = pair
    write_key_pair(key, private, public, form)
    assert read_private_key(private).public == read_public_key(public) == key.public


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_private_file_is_its_owners_alone(key, pair, form, umask) -> None:
    before = os.umask(umask)
    try:
        write_key_pair(key, *pair, form)
    finally:
        os.umask(before)
    assert mode(pair[0]) == 0o600
    assert mode(pair[1]) == 0o644 & ~umask


def test_nothing_is_overwritten(key, pair, form, codes) -> None:
    for stands, free in (pair, pair[::-1]):
        stands.write_text("mine")
        assert codes(write_key_pair, key, *pair, form) == ["P416"]
        assert stands.read_text() == "mine"
        assert not free.exists()
        stands.unlink()


@posix
def test_a_link_to_nowhere_counts_as_a_file(key, pair, codes) -> None:
    pair[0].symlink_to(pair[0].with_name("elsewhere"))
    assert codes(write_key_pair, key, *pair) == ["P416"]
    assert not pair[0].with_name("elsewhere").exists()


def test_a_folder_that_is_not_there(key, tmp_path, codes) -> None:
    public = tmp_path / "key.pub"
    assert codes(write_key_pair, key, tmp_path / "no" / "key", public) == ["P419"]
    assert not public.exists(), "half a pair is left behind"


@posix
@pytest.mark.parametrize("others", [0o640, 0o604, 0o644, 0o660, 0o666, 0o610, 0o700 | 0o001])
def test_a_private_file_that_others_can_use_is_refused(key, pair, others, codes) -> None:
    write_key_pair(key, *pair)
    pair[0].chmod(others)
    assert codes(read_private_key, pair[0]) == ["P411"]


@posix
@pytest.mark.parametrize("own", [0o600, 0o400, 0o700])
def test_a_private_file_of_its_owner_is_read(key, pair, own) -> None:
    write_key_pair(key, *pair)
    pair[0].chmod(own)
    assert read_private_key(pair[0]).public == key.public


def test_halves_that_were_mixed_up(key, pair, form, codes) -> None:
    private, public = pair
    write_key_pair(key, private, public, form)
    public.chmod(0o600)
    assert codes(read_public_key, private) == ["P412"]
    assert codes(read_private_key, public) == ["P413"]


def test_a_locked_pair(key, pair, codes) -> None:
    write_key_pair(key, *pair, passphrase=b"secret words")
    assert b"ENCRYPTED" in pair[0].read_bytes()
    assert read_private_key(pair[0], b"secret words").public == key.public
    assert codes(read_private_key, pair[0]) == ["P417"]


def test_a_jwk_is_not_locked(key, pair, codes) -> None:
    assert codes(write_key_pair, key, *pair, "jwk", b"secret") == ["P421"]
    assert not pair[0].exists()
    assert not pair[1].exists()


def test_files_that_cannot_be_read(tmp_path, codes) -> None:
    assert codes(read_public_key, tmp_path / "none") == ["P410"]
    assert codes(read_public_key, tmp_path) == ["P410"]
    large = tmp_path / "large"
    large.write_bytes(b"x" * 70_000)
    assert codes(read_public_key, large) == ["P414"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_not_waited_for(tmp_path, codes) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    for read in (read_public_key, read_private_key):
        assert codes(read, tmp_path / "pipe") == ["P410"]


@posix
def test_a_passphrase_file_is_a_secret_too(tmp_path, codes) -> None:
    file = tmp_path / "words"
    file.write_bytes(b" open sesame \r\n")
    file.chmod(0o644)
    assert codes(read_passphrase, file) == ["P411"]
    file.chmod(0o600)
    assert read_passphrase(file) == b" open sesame "
    file.write_bytes(b"\n")
    assert codes(read_passphrase, file) == ["P417"]


def test_the_file_says_what_the_key_says(pair) -> None:
    key = generate("Ed25519")
    write_key_pair(key, *pair, "jwk")
    assert json.loads(pair[0].read_text()) == private_jwk(key)
    assert json.loads(pair[1].read_text()) == key.public.jwk
    assert "d" not in key.public.jwk
