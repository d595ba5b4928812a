"""Results beside the database: the same numbers back, nothing taken for another, damage told."""

from pathlib import Path

import numpy as np
import pytest
from small_background import PLAIN, background, co2, each, entry, productive

from lca.background.sampling import store_samples
from lca.background.solving import intensities
from lca.background.solving.stored import (
    samples_about,
    store_intensities,
    stored_intensities,
    stored_samples,
)
from lca.errors import InputError


def stored(folder: Path, amount: float = -0.5):
    t = [entry(0, 0, 1.0), entry(1, 1, 1.0), entry(0, 1, amount, (2, np.log(abs(amount)), 0.3))]
    return background(2, t, [entry(0, 0, 1.0), entry(0, 1, 2.0)], folder=folder)


def test_intensities_come_back_by_memory_map(tmp_path: Path) -> None:
    d = stored(tmp_path)
    gases = co2(d)
    assert stored_intensities(d, gases) is None
    solved = intensities(d, gases)
    place = store_intensities(d, gases, solved)
    found = stored_intensities(d, gases)
    assert found is not None
    assert place.parent == tmp_path / "solutions"
    assert found.values.tobytes() == solved.values.tobytes()
    assert not found.values.flags.writeable
    assert (found.columns, found.method, found.residual) == (solved.columns, solved.method, solved.residual)
    assert found.co2e(PLAIN).tolist() == [1.0, 2.5]


def test_another_database_or_mapping_finds_nothing(tmp_path: Path) -> None:
    d = stored(tmp_path)
    store_intensities(d, co2(d), intensities(d, co2(d)))
    assert stored_intensities(stored(tmp_path, -0.25), co2(d)) is None
    assert stored_intensities(d, co2(d, mass=2.0)) is None
    assert stored_intensities(d, each(d)) is None


def test_findings_are_stored_too(tmp_path: Path) -> None:
    t = [entry(0, 0, 1.0), entry(1, 0, -2.0), entry(0, 1, -1.0), entry(1, 1, 1.0)]
    d = background(2, t, [entry(0, 0, 1.0)], folder=tmp_path)
    solved = intensities(d, co2(d))
    store_intensities(d, co2(d), solved)
    found = stored_intensities(d, co2(d))
    assert found is not None
    assert [f.code for f in found.findings] == ["B606"]
    assert found.findings[0].message("zh") == solved.findings[0].message("zh")


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_samples_come_back(tmp_path: Path, precision: str) -> None:
    d = stored(tmp_path)
    assert stored_samples(d, co2(d), "plain", 4) is None
    told: list[tuple[int, int]] = []
    samples, place = store_samples(
        d,
        co2(d),
        PLAIN,
        seed=4,
        count=200,
        precision=precision,
        threads=1,
        progress=lambda *x: told.append(x),
    )
    found = stored_samples(d, co2(d), "plain", 4)
    assert found is not None
    assert (found.shape, found.dtype, told[-1]) == ((2, 200), np.dtype(precision), (200, 200))
    assert found.tobytes() == samples.values.tobytes()
    about = samples_about(d, co2(d), "plain", 4)
    assert about is not None
    assert (about["count"], about["design"], about["lost"]) == (200, "random", [])
    assert stored_samples(d, co2(d), "plain", 5) is None
    assert stored_samples(d, co2(d), "other", 4) is None
    assert {path.suffix for path in place.parent.iterdir()} == {".npy", ".json"}


def test_a_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    d = stored(tmp_path)

    def stop(done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store_samples(d, co2(d), PLAIN, count=16, threads=1, progress=stop)
    assert list((tmp_path / "solutions").iterdir()) == []


def test_damage_is_told(tmp_path: Path) -> None:
    d = stored(tmp_path)
    place = store_intensities(d, co2(d), intensities(d, co2(d)))
    place.write_bytes(place.read_bytes()[:100])
    with pytest.raises(InputError) as error:
        stored_intensities(d, co2(d))
    assert [f.code for f in error.value.findings] == ["B680"]


def test_a_database_in_memory_has_no_place(tmp_path: Path) -> None:
    d = productive(1, 3)
    assert stored_intensities(d, co2(d)) is None
    with pytest.raises(InputError) as error:
        store_intensities(d, co2(d), intensities(d, co2(d)))
    assert [f.code for f in error.value.findings] == ["B681"]
