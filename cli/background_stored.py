"""What of the results beside a database still holds: results of other content or of another solver do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lca.errors import InputError

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.database import Background


@dataclass(frozen=True, slots=True)
class StoredSamples:
    """Samples that stand beside a database."""

    count: int
    gwp: str
    seed: int
    design: str
    method: str | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What stands beside a database, and how many files there hold no longer.

    ``methods`` are those of the source that it is solved with; none where its gases were recognised.
    """

    solved: bool
    methods: tuple[str, ...]
    samples: tuple[StoredSamples, ...]
    outdated: int


def stored(background: Background) -> Stored:
    """What of ``solutions/`` belongs to this content, to its gases or methods, and to this solver.

    Raises:
        InputError: B680 a damaged file.
    """
    from lca.background.solving.stored import FOLDER, stored_intensities

    files = sorted((Path(background.folder) / FOLDER).glob("*.json"))
    if not files:
        return Stored(False, (), (), 0)
    known = tuple(_characterisations(background))
    by = [method for method, gases in known if stored_intensities(background, gases) is not None]
    samples = tuple(one for path in files for one in _samples(background, path, known))
    methods = tuple(method for method in by if method is not None)
    return Stored(bool(by), methods, samples, len(files) - len(samples) - len(by))


def _characterisations(background: Background) -> Iterator[tuple[str | None, GasFlows]]:
    """All that a database can be solved for: recognised gases, and each method that is none of those."""
    from lca.background.characterising import greenhouse_gases, method_of

    recognised = greenhouse_gases(background)
    yield method_of(recognised), recognised
    for method in background.methods:
        if method != method_of(recognised):
            with suppress(InputError):
                yield method, greenhouse_gases(background, method=method)


def _samples(
    background: Background, path: Path, known: tuple[tuple[str | None, GasFlows], ...]
) -> Iterator[StoredSamples]:
    from lca.background.solving.stored import samples_about, samples_key

    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        gwp, seed = str(said["gwp"]), int(said["seed"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    for method, gases in known:
        # The name holds the hash of all that decides the numbers; of other content it is another one.
        if path.stem != samples_key(background, gases, gwp, seed):
            continue
        about = samples_about(background, gases, gwp, seed)
        if about is not None:
            design = str(about["design"]).replace("_", "-")
            yield StoredSamples(int(about["count"]), gwp, seed, design, method)
