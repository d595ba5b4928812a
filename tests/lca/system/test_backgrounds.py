"""The databases of a run: opened under their names, with samples that keep products together."""

import json
import math

import numpy as np
import pytest
from background_case import Database, bought, from_db, line, rule, sampled, textbook
from small_case import Case

from lca.background.characterising import greenhouse_gases
from lca.background.solving import intensities
from lca.background.solving.stored import FOLDER, store_intensities
from lca.distributions import Lognormal
from lca.errors import InputError
from lca.factors.database import FactorDatabase
from lca.results.schema import footprint_schema
from lca.system.backgrounds import link
from lca.system.sampled import Sampled, covariance

SPREAD = Lognormal(0.0, math.log(1.3))


@pytest.fixture(scope="module")
def gwp():
    return FactorDatabase.open().gwp("AR6")


def uncertain(name="db"):
    """Steel emits 2 kg, whose median is 1 x 2; a car takes 3 kg of steel, a toy 1 kg: both share its draw."""
    made = Database(name)
    made.process("steel", "steel", gives={"co2": (2.0, "kg", Lognormal(math.log(2.0), math.log(1.3)))})
    made.process("car", "car", {"steel": 3.0})
    return made.process("toy", "toy", {"steel": 1.0})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("backgrounds") / "db"
    uncertain().stored(made, samples=400)
    return made


def case(**wishes):
    lines = [line(name, amount) for name, (amount, _) in wishes.items()]
    return Case(rule(*lines), bought(**{name: wish for name, (_, wish) in wishes.items()}))


def codes(result):
    return {one.code for one in result.findings if one.code.startswith("B")}


def test_a_database_goes_by_its_own_name_or_by_a_stated_one(gwp):
    made = textbook().opened()
    assert set(link([made], gwp)) == set(link(made, gwp)) == {"db"}
    assert {name: one.name for name, one in link({"mine": made}, gwp).items()} == {"mine": "mine"}
    assert link((), gwp) == {}


def test_a_folder_is_known_by_its_path_in_every_form(folder, gwp):
    for given in (folder, str(folder), [folder], {"db": str(folder)}):
        assert set(link(given, gwp)) == {"db"}


def test_what_was_linked_before_is_taken_as_it_is(gwp):
    first = link([textbook().opened()], gwp)
    assert link(first, gwp)["db"] is first["db"]
    assert link({"other": first["db"]}, gwp)["other"].name == "other"
    again = link(first, FactorDatabase.open().gwp("AR5"))["db"]
    assert (again.gwp.name, again.background) == ("AR5", first["db"].background)


def test_two_of_one_name_and_a_folder_that_is_none_are_told_together(tmp_path, gwp):
    with pytest.raises(InputError) as caught:
        link([textbook().opened(), textbook().opened(), tmp_path / "nowhere"], gwp)
    assert len(caught.value.findings) == 2
    assert "B710" in {one.code for one in caught.value.findings}


def test_stored_intensities_are_taken_and_not_made_anew(tmp_path, gwp, monkeypatch):
    background = textbook().stored(tmp_path / "db")
    gases = greenhouse_gases(background)
    store_intensities(background, gases, intensities(background, gases))
    monkeypatch.setattr("lca.background.solving.intensities", lambda *_: pytest.fail("solved again"))
    assert link([background], gwp)["db"].intensities.method


def test_samples_are_those_that_were_made(folder):
    """A sample of the car is that of three kilograms of steel: the same multiplier as the toy's."""
    result = case(car=("1 kg", from_db("car"))).footprint(backgrounds=folder, samples=400)
    drawn = np.asarray(link(folder, FactorDatabase.open().gwp("AR6"))["db"].samples)
    row = sorted(("car", "steel", "toy")).index("car")
    interval = result.uncertainty.interval
    assert interval.mean == pytest.approx(drawn[row].mean(), rel=1e-12)
    assert interval.sd == pytest.approx(drawn[row].std(ddof=1), rel=1e-12)
    assert interval.median == pytest.approx(np.median(drawn[row]), rel=1e-12)
    assert result.total.value == pytest.approx(6.0)
    assert codes(result) == set()


def test_two_products_of_one_database_vary_together(folder):
    """A car and three toys hold the same steel: the sd of their sum is twice that of one, not 1.41 times."""
    one = case(car=("1 kg", from_db("car"))).footprint(backgrounds=folder, samples=400)
    both = case(car=("1 kg", from_db("car")), toy=("3 kg", from_db("toy")))
    sum_of_both = both.footprint(backgrounds=folder, samples=400)
    assert sum_of_both.uncertainty.interval.sd == pytest.approx(2 * one.uncertainty.interval.sd, rel=1e-10)
    assert sum_of_both.uncertainty.analytic_sd == pytest.approx(
        sum_of_both.uncertainty.interval.sd, rel=1e-10
    )


def test_their_difference_varies_as_what_is_left_of_it(folder):
    """A car less two toys is one kilogram of steel: its sd is a third of the car's."""
    process = rule(line("car", "1 kg"))
    by_product = {"product": "by", "amount": "2 kg", "method": "system_expansion", "avoided": {"item": "toy"}}
    process["processes"]["making"]["co_products"] = [by_product]
    process["allocation"] = ["subdivision", "system_expansion", {"physical": "mass"}]
    data = bought(car=from_db("car"), toy=from_db("toy"))
    result = Case(process, data).footprint(backgrounds=folder, samples=400)
    alone = case(car=("1 kg", from_db("car"))).footprint(backgrounds=folder, samples=400)
    assert result.total.value == pytest.approx(2.0)
    assert result.uncertainty.interval.sd == pytest.approx(alone.uncertainty.interval.sd / 3, rel=1e-10)
    assert result.uncertainty.analytic_sd == pytest.approx(result.uncertainty.interval.sd, rel=1e-9)


def test_products_of_two_databases_vary_apart(tmp_path):
    """Draws are keyed by the name of the database: variances add up, within the noise of 2000 samples."""
    first, second = tmp_path / "one", tmp_path / "two"
    uncertain("one").stored(first, samples=2000)
    uncertain("two").stored(second, samples=2000)
    wishes = {"steel": ("1 kg", from_db("steel", "one")), "iron": ("1 kg", from_db("steel", "two"))}
    result = case(**wishes).footprint(backgrounds=[first, second], samples=2000)
    alone = case(steel=wishes["steel"]).footprint(backgrounds=first, samples=2000)
    assert result.uncertainty.analytic_sd == pytest.approx(
        math.sqrt(2) * alone.uncertainty.analytic_sd, rel=0.05
    )
    assert result.uncertainty.interval.sd == pytest.approx(result.uncertainty.analytic_sd, rel=0.05)


def test_one_database_under_two_names_varies_together(folder):
    wishes = {"a": ("1 kg", from_db("car", "one")), "b": ("1 kg", from_db("car", "two"))}
    result = case(**wishes).footprint(backgrounds={"one": folder, "two": folder}, samples=400)
    assert result.uncertainty.analytic_sd == pytest.approx(result.uncertainty.interval.sd, rel=1e-10)


def test_no_samples_count_as_exact_and_say_so(tmp_path):
    uncertain().stored(tmp_path / "db")
    result = case(car=("1 kg", from_db("car"))).footprint(backgrounds=tmp_path / "db", samples=50)
    (told,) = [one for one in result.findings if one.code == "B708"]
    assert told.remedy.en.count("--samples 50 --seed 1 --gwp AR6") == 1
    assert str(tmp_path) not in result.to_json()  # the same result wherever the database lies
    assert result.uncertainty.interval.sd == 0.0


def test_one_sample_is_none(tmp_path):
    uncertain().stored(tmp_path / "db", samples=1)
    result = case(car=("1 kg", from_db("car"))).footprint(backgrounds=tmp_path / "db", samples=50)
    assert codes(result) == {"B708"}


def test_another_seed_or_set_has_no_samples(folder):
    wanted = case(car=("1 kg", from_db("car")))
    assert codes(wanted.footprint(backgrounds=folder, samples=50, seed=2)) == {"B708"}
    assert codes(wanted.footprint(backgrounds=folder, samples=50, gwp="AR5")) == {"B708"}
    assert codes(wanted.footprint(backgrounds=folder, samples=0, seed=2)) == set()


def test_fewer_samples_than_asked_for_limit_the_run_and_say_so(folder):
    result = case(car=("1 kg", from_db("car"))).footprint(backgrounds=folder, samples=1000)
    assert codes(result) == {"B709"}
    assert (result.uncertainty.samples, result.provenance.samples) == (400, 400)


def test_under_sobol_the_number_stays_a_power_of_two(folder):
    result = case(car=("1 kg", from_db("car"))).footprint(backgrounds=folder, samples=1024, sampling="sobol")
    assert (result.uncertainty.samples, codes(result)) == (256, {"B709"})


def test_a_design_with_as_many_samples_as_are_asked_for(folder):
    options = {"backgrounds": folder, "samples": 400, "sampling": "latin_hypercube"}
    result = case(car=("1 kg", from_db("car"))).footprint(**options)
    assert codes(result) == set()
    assert result.uncertainty.samples == 400


def test_a_demanded_precision_stops_within_the_samples_that_there_are(folder):
    wanted = case(car=("1 kg", from_db("car")))
    loose = wanted.footprint(backgrounds=folder, samples=400, precision=0.2)
    tight = wanted.footprint(backgrounds=folder, samples=400, precision=1e-6)
    assert "N142" not in {one.code for one in loose.findings}
    assert "N142" in {one.code for one in tight.findings}


def test_threads_and_the_order_of_data_sets_change_no_bit(tmp_path):
    turned = uncertain()
    turned.datasets.reverse()
    uncertain().stored(tmp_path / "a", samples=300)
    turned.stored(tmp_path / "b", samples=300)
    wanted = case(car=("1 kg", from_db("car")), toy=("2 kg", from_db("toy")))
    first = wanted.footprint(backgrounds=tmp_path / "a", samples=300, threads=1)
    second = wanted.footprint(backgrounds=tmp_path / "b", samples=300, threads=2)
    assert first.to_json() == second.to_json()


def test_samples_in_half_the_space_are_as_good_to_seven_digits(tmp_path):
    uncertain().stored(tmp_path / "a", samples=300)
    uncertain().stored(tmp_path / "b", samples=300, precision="float32")
    wanted = case(car=("1 kg", from_db("car")))
    exact, half = (wanted.footprint(backgrounds=tmp_path / name, samples=300) for name in "ab")
    assert half.uncertainty.interval.sd == pytest.approx(exact.uncertainty.interval.sd, rel=1e-5)


def test_a_design_and_a_count_stand_in_the_evidence(tmp_path):
    uncertain().stored(tmp_path / "db", samples=64, design_name="latin_hypercube")
    result = case(car=("1 kg", from_db("car"))).footprint(backgrounds=tmp_path / "db", samples=64)
    (step,) = [one for one in result.factors[0].trail if one.action == "background_sampled"]
    assert "64" in step.detail.en
    assert "latin_hypercube" in step.detail.zh
    assert [one.distribution for one in result.uncertainty.parameters] == ["sampled"]


def spoil(folder, **about):
    """Change what is written beside the samples, or the samples themselves."""
    described = next(
        one for one in (folder / FOLDER).glob("*.json") if json.loads(one.read_text())["kind"] == "samples"
    )
    lost = about.pop("lost", ())
    described.write_text(json.dumps(json.loads(described.read_text()) | about))
    values = np.load(described.with_suffix(".npy"))
    values[:, list(lost)] = np.nan
    np.save(described.with_suffix(".npy"), values)


def test_samples_without_solution_are_left_out_and_counted(tmp_path):
    uncertain().stored(tmp_path / "db", samples=100)
    spoil(tmp_path / "db", lost=(3, 7))
    wanted = case(car=("1 kg", from_db("car")), toy=("1 kg", from_db("toy")))
    result = wanted.footprint(backgrounds=tmp_path / "db", samples=100)
    assert result.uncertainty.failed_samples == 2
    assert result.uncertainty.analytic_sd == pytest.approx(result.uncertainty.interval.sd, rel=1e-10)
    precise = wanted.footprint(backgrounds=tmp_path / "db", samples=100, precision=0.5)
    assert math.isfinite(precise.uncertainty.interval.mean)


def test_samples_whose_loop_takes_more_than_it_makes_are_told(tmp_path):
    uncertain().stored(tmp_path / "db", samples=100)
    spoil(tmp_path / "db", unproductive=[5, 99])
    wanted = case(car=("1 kg", from_db("car")))
    (told,) = [
        one
        for one in wanted.footprint(backgrounds=tmp_path / "db", samples=50).findings
        if one.code == "B715"
    ]
    assert "in 1 of 50 samples" in told.message.en


def test_doubts_about_flows_are_told_once_and_counted():
    made = textbook()
    flow = type(made.flows["co2"])
    made.flows["odd"] = flow("odd", "HFC-999zz", made.flows["co2"].kind, "kg", ("air",))
    made.datasets[0] = type(made.datasets[0])(
        "fuel",
        "refining",
        "CN",
        (*made.datasets[0].exchanges, type(made.datasets[0].exchanges[0])("odd", "output", True, 0.1, "kg")),
    )
    result = case(power=("1 kWh", from_db("power"))).footprint(backgrounds=made.opened())
    (told,) = [one for one in result.findings if one.code == "B714"]
    assert "HFC-999zz" in told.message.en
    assert told.severity == "warning"


def test_a_database_without_any_greenhouse_gas_stands_in_the_way_of_issue():
    made = Database()
    made.flows["x"] = type(made.flows["co2"])("x", "Water", made.flows["co2"].kind, "kg", ("air",))
    made.process("a", "steel", {"x": 1.0})
    result = case(steel=("1 kg", from_db("a"))).footprint(backgrounds=made.opened())
    (told,) = [one for one in result.findings if one.code == "B514"]
    assert told.severity == "blocking"


def test_the_document_fits_its_schema(folder):
    jsonschema = pytest.importorskip("jsonschema")
    result = case(car=("1 kg", from_db("car"))).footprint(backgrounds=folder, samples=100)
    jsonschema.validate(json.loads(result.to_json()), footprint_schema())


def test_covariance_by_hand():
    """(1, 2, 6) and (2, 4, 0): means 3 and 2, sum of products -2 x 0 - 1 x 2 + 3 x -2 = -8, by 2."""
    one, other = Sampled(np.array([1.0, 2.0, 6.0])), Sampled(np.array([2.0, 4.0, 0.0]))
    assert covariance(one, other) == covariance(other, one) == -4.0
    assert (one.mean, one.variance, one.sd) == (3.0, 7.0, math.sqrt(7.0))


def test_statistics_leave_out_what_has_no_solution():
    one = Sampled(np.array([1.0, np.nan, 2.0, 6.0]))
    other = Sampled(np.array([2.0, 9.0, 4.0, 0.0]))
    assert (one.mean, one.variance, covariance(one, other)) == (3.0, 7.0, -4.0)
    assert covariance(Sampled(np.array([1.0, np.nan])), other) == 0.0


def test_a_negative_intensity_keeps_its_spread(tmp_path):
    """Wood takes up 2 kg: its samples are negative, its multiplier positive."""
    taken = {"co2_taken": (2.0, "kg", Lognormal(math.log(2.0), math.log(1.2)))}
    Database().process("a", "wood", taken).stored(tmp_path / "db", samples=200)
    result = case(wood=("1 kg", from_db("a"))).footprint(backgrounds=tmp_path / "db", samples=200)
    assert result.total.value == pytest.approx(-2.0)
    assert result.uncertainty.interval.p97_5 < 0
    assert result.uncertainty.analytic_sd == pytest.approx(result.uncertainty.interval.sd, rel=1e-10)


def test_sampled_without_a_folder_is_refused_by_the_sampler():
    with pytest.raises(InputError, match="B681"):
        sampled(textbook().opened(), 10)
