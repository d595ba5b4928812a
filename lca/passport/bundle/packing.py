"""Files to a zip that depends on nothing but them: sorted, without times, owners and machines."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
UNIX: Final = 3
READABLE: Final = 0o100644 << 16
UNSAFE: Final = re.compile(r"[\x00-\x1f/\\:]")


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of some files by name. The same files give the same bytes (with the same zlib)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = UNIX, READABLE
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name], compresslevel=9)
    return target.getvalue()


def safe(name: str) -> str:
    """A file's name as the last part of a member's path: nothing in it leads anywhere."""
    plain = UNSAFE.sub("_", name).strip(". ") or "file"
    return plain[-120:]
