"""Views: one root, sound sums, schema; parts opened later; whatever is changed is found."""

import json

import jsonschema
import pytest
from bundle_case import NAMES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca.errors import InputError
from lca.passport.disclosure import (
    PUBLIC,
    VERIFIER,
    Policy,
    check_opening,
    check_view,
    disclose,
    open_leaf,
    open_line,
    policy_of,
    read_opening,
    read_secrets,
    read_view,
    view_schema,
)
from lca.passport.disclosure import opening as opening_module
from lca.passport.disclosure import view as view_module
from lca.passport.disclosure.leaves import leaves_of
from lca.passport.disclosure.view import View

VIEWS = ("public", "customer", "verifier")
LINE = "production.electrolysis.electricity"


def codes(refused):
    return [finding.code for finding in refused.value.findings]


@pytest.mark.parametrize("policy", VIEWS)
@pytest.mark.parametrize("name", NAMES)
def test_views_are_sound_and_fit_their_schema(name, policy, disclosed):
    view = disclosed(name, policy).view
    assert check_view(view).same
    jsonschema.Draft202012Validator(dict(view_schema())).validate(json.loads(view.to_json()))
    assert read_view(view.to_json().encode()) == view


@pytest.mark.parametrize("name", NAMES)
def test_all_views_of_a_result_have_one_root(name, disclosed):
    assert len({disclosed(name, policy).view.root for policy in VIEWS}) == 1
    assert len({disclosed(name, policy).view.leaves for policy in VIEWS}) == 1


def test_the_verifier_sees_everything(disclosed, footprint_of):
    view = disclosed("lfp-battery", "verifier").view
    assert view.hidden == ()
    assert {part.id: part.content for part in view.shown} == leaves_of(footprint_of("lfp-battery"))
    kinds = {check.kind for check in check_view(view).checks}
    assert {"total", "stage", "sum"} <= kinds


@pytest.mark.parametrize("name", NAMES)
def test_tiers_see_more_and_more(name, disclosed):
    public, customer, verifier = ({p.id for p in disclosed(name, v).view.shown} for v in VIEWS)
    lines = [sum(one.startswith("line:") for one in seen) for seen in (public, customer, verifier)]
    assert lines[0] == 0 < lines[1] < lines[2]
    assert public <= verifier
    assert customer <= verifier


def test_the_rest_is_the_total_less_what_is_shown(disclosed, footprint_of):
    footprint = footprint_of("bf-bof-steel")
    view = disclosed("bf-bof-steel", "customer").view
    shown = {part.id for part in view.shown}
    hidden = [line for line in footprint.contributions if f"line:{line.path}" not in shown]
    assert view.rest.lines == len(hidden) > 2
    assert view.rest.total == pytest.approx(sum(line.value for line in hidden), rel=1e-12)
    for stage, value in view.rest.stages.items():
        assert value == pytest.approx(sum(x.value for x in hidden if x.stage == stage), rel=1e-9, abs=1e-9)


def test_a_line_is_opened_later_and_stands_under_the_root(disclosed, footprint_of):
    made = disclosed("primary-aluminium", "public")
    opened = open_line(made.secrets, LINE)
    line = next(x for x in footprint_of("primary-aluminium").contributions if x.path == LINE)
    assert opened.part.content["value"] == line.value
    assert check_opening(opened, made.view.root)
    found = check_view(made.view, [opened])
    assert found.same
    assert found.opened == 1
    assert read_opening(opened.to_json().encode()) == opened
    assert not {"amount", "intensity", "formula"} & opened.part.content.keys()


def test_amount_and_factor_of_a_line_are_opened_by_themselves(disclosed):
    made = disclosed("primary-aluminium", "public")
    assert open_line(made.secrets, LINE, "amount").part.content["amount"]["value"] > 0
    assert open_line(made.secrets, LINE, "factor").part.content["intensity"] > 0
    assert open_leaf(made.secrets, "activity:activity:electricity").part.content["unit"]


def test_all_hidden_lines_opened_add_up_to_what_was_stated(disclosed, footprint_of):
    made = disclosed("primary-aluminium", "public")
    every = [open_line(made.secrets, line.path) for line in footprint_of("primary-aluminium").contributions]
    found = check_view(made.view, every)
    assert found.same
    assert "total" in {check.kind for check in found.checks}
    assert "total" not in {check.kind for check in check_view(made.view, every[:-1]).checks}


def test_an_issuer_whose_lines_do_not_add_up_is_found_when_they_are_opened(footprint_of, monkeypatch):
    """The root binds what he committed to; only opening shows that it is no sum."""
    footprint = footprint_of("primary-aluminium")

    def lying(one):
        told = leaves_of(one)
        told[f"line:{LINE}"] = {**told[f"line:{LINE}"], "value": 1.0, "share": 1.0 / one.total.value}
        return told

    monkeypatch.setattr(view_module, "leaves_of", lying)
    made = disclose(footprint, "public", key=b"k" * 16)
    assert check_view(made.view).same
    every = [open_line(made.secrets, line.path) for line in footprint.contributions]
    found = check_view(made.view, every)
    assert not found.same
    assert "total" in {check.kind for check in found.checks if check.passed is False}


def test_an_opening_of_another_result_is_told(disclosed):
    view = disclosed("primary-aluminium", "public").view
    foreign = open_leaf(disclosed("lfp-battery", "public").secrets, "total")
    assert not check_opening(foreign, view.root)
    found = check_view(view, [foreign])
    assert not found.same
    assert found.opened == 0


def test_salts_from_a_key_from_secrets_and_from_nothing(footprint_of):
    footprint = footprint_of("lfp-battery")
    first, second = (disclose(footprint, "public", key=b"k" * 16) for _ in range(2))
    assert first.view == second.view
    other, random = disclose(footprint, "public", key=b"j" * 16), disclose(footprint, "public")
    assert len({first.view.root, other.view.root, random.view.root}) == 3
    again = disclose(footprint, "verifier", secrets=read_secrets(random.secrets.to_json().encode()))
    assert again.view.root == random.view.root


def test_secrets_of_another_result_and_short_keys_are_refused(footprint_of, disclosed):
    secrets = disclosed("primary-aluminium", "public").secrets
    with pytest.raises(InputError) as refused:
        disclose(footprint_of("lfp-battery"), "public", secrets=secrets)
    assert codes(refused) == ["P556"]
    with pytest.raises(InputError) as refused:
        disclose(footprint_of("lfp-battery"), "public", key=b"short")
    assert codes(refused) == ["P555"]


def test_secrets_do_not_show_themselves(disclosed):
    made = disclosed("primary-aluminium", "public")
    assert made.secrets.leaves[0].salt not in repr(made.secrets)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_a_part_is_found(disclosed, data):
    view = disclosed("primary-aluminium", "customer").view
    told = json.loads(view.to_json())
    part = data.draw(st.sampled_from(told["shown"]))
    holder, key = data.draw(st.sampled_from(list(scalars(part))))
    holder[key] = changed(holder[key])
    try:
        found = check_view(View.model_validate(told))
    except ValueError:
        return
    assert not found.same


def scalars(value):
    """Where the scalars of a JSON value stand."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(item, dict | list):
            yield from scalars(item)
        elif item is not None:
            yield value, key


def changed(value):
    if isinstance(value, bool):
        return not value
    return value + "x" if isinstance(value, str) else value * 1.000001 + 1e-6


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v["hidden"].pop(),
        lambda v: v["hidden"].reverse(),
        lambda v: v["hidden"].append("0" * 64),
        lambda v: v["shown"].pop(),
        lambda v: v["shown"].reverse(),
        lambda v: v["shown"].append(v["shown"][0]),
        lambda v: v.update(root="0" * 64),
        lambda v: v.update(leaves=v["leaves"] + 1),
        lambda v: v["rest"].update(total=1.0),
        lambda v: v["rest"].update(lines=3),
        lambda v: v["rest"].update(stages={}),
        lambda v: v["shown"][0].update(content={"huge": 10**400}),
        lambda v: v["shown"][0].update(content=None),
    ],
)
def test_a_view_that_was_changed_is_not_sound(disclosed, change):
    told = json.loads(disclosed("primary-aluminium", "customer").view.to_json())
    change(told)
    assert not check_view(View.model_validate(told)).same


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format": "zuji.disclosure", "format": "zuji.disclosure"}',
        b'{"a": NaN}',
        b"\xff",
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
    ],
)
def test_what_is_no_view_is_refused(raw):
    for read in (read_view, read_opening, read_secrets):
        with pytest.raises(InputError) as refused:
            read(raw)
        assert codes(refused) == ["P558"]


def test_files_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(InputError) as refused:
        read_view(tmp_path / "none.json")
    assert codes(refused) == ["P558"]


def test_a_part_that_is_not_there_has_near_names(disclosed):
    with pytest.raises(InputError) as refused:
        open_line(disclosed("primary-aluminium", "public").secrets, "production.electrolysis.electricty")
    assert codes(refused) == ["P557"]
    assert any(LINE in name for name in refused.value.findings[0].candidates)


def test_policies_by_name_and_by_file(tmp_path):
    assert policy_of("public") is PUBLIC
    path = tmp_path / "mine.yaml"
    path.write_text("zuji_disclosure: 1\nname: mine\nhide_lines: [production.*]\nkeep: amounts\n")
    assert policy_of(path) == Policy(name="mine", hide_lines=("production.*",), keep="amounts")
    path.write_text("zuji_disclosure: 1\nname: mine\nhide_line: [x]\n")
    with pytest.raises(InputError) as refused:
        policy_of(path)
    assert codes(refused) == ["Y110"]
    with pytest.raises(InputError) as refused:
        policy_of("publc")
    assert codes(refused) == ["P550"]
    assert refused.value.findings[0].candidates == ("public",)


def test_a_licensed_factor_stays_hidden_from_the_verifier(footprint_of):
    """What it is may be said; its number, and two of the three that give it, may not."""
    footprint = footprint_of("lfp-battery")
    secret = next(one for one in footprint.factors if one.supplier_specific)
    policy = VERIFIER.model_copy(update={"hide_factors": (secret.id,)})
    made = disclose(footprint, policy, key=b"k" * 16)
    shown = {part.id for part in made.view.shown}
    assert f"factor:{secret.id}" in shown
    assert f"factor.value:{secret.id}" not in shown
    assert check_view(made.view).same
    line = next(one for one in footprint.contributions if one.factor == secret.id)
    assert not {f"line:{line.path}", f"line.amount:{line.path}"} <= shown


def test_a_public_factor_cannot_be_hidden_and_that_is_told(footprint_of):
    footprint = footprint_of("lfp-battery")
    own = next(one for one in footprint.factors if not one.supplier_specific)
    policy = VERIFIER.model_copy(update={"hide_factors": (own.id,)})
    assert "P553" in [finding.code for finding in disclose(footprint, policy).findings]


def test_a_line_that_the_total_tells_is_refused(footprint_of):
    footprint = footprint_of("lfp-battery")
    one = max(footprint.contributions, key=lambda line: line.value)
    alone = footprint.model_copy(update={"contributions": (one,), "supplies": ()})
    with pytest.raises(InputError) as refused:
        disclose(alone, "public")
    assert codes(refused) == ["P551"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (view_module.SCHEMA, view_module.schema_text),
        (opening_module.OPENING_SCHEMA, opening_module.opening_schema_text),
    ],
)
def test_the_committed_schemas_are_those_of_the_models(path, text):
    assert path.read_text(encoding="utf-8") == text()
    jsonschema.Draft202012Validator.check_schema(json.loads(text()))


def test_an_opening_fits_its_schema(disclosed):
    opened = open_line(disclosed("primary-aluminium", "public").secrets, LINE)
    schema = json.loads(opening_module.opening_schema_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(opened.to_json()))
