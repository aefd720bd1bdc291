"""Presets: no number without a source, no parameter that is none."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from importlib.resources import files
from itertools import pairwise

import pytest

from graphres.campaigns import Parameters, check_plan, presets
from graphres.campaigns.presets import PRESETS, STATUSES, load, preset
from graphres.data.generators import generate
from graphres.errors import UsageError

TOLD = {
    name: tomllib.loads((files(presets) / f"{name}.toml").read_text(encoding="utf-8"))
    for name in PRESETS
}


def numbers(node, path=()):
    """Every number of a file, with the table in which it stands."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            yield from numbers(value, (*path, key))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield (*path, key), node


@pytest.mark.parametrize("name", PRESETS)
def test_no_number_without_a_source(name):
    found = list(numbers(TOLD[name]))
    assert found
    for path, table in found:
        assert re.match(rf"({'|'.join(STATUSES)}): ", table.get("source", "")), path


@pytest.mark.parametrize("name", PRESETS)
def test_every_part_of_a_source_says_its_status_and_the_chosen_give_a_reason(name):
    for what, source in load(name).sources.items():
        for part in source.split("; "):
            if ": " in part and part.split(": ")[0] in STATUSES:
                assert len(part.split(": ", 1)[1]) > 8, what
        if not source.startswith("chosen"):
            assert re.search(r"20\d\d", source), f"{what} names no publication"


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_runs(name):
    told = load(name)
    assert preset(name) == told.parameters == check_plan(told.parameters)
    recipe = dict(told.graph) | {"n": 60, "mean_followers": 5}
    assert generate(recipe.pop("model"), **recipe).n == 60


def test_every_range_is_of_a_parameter_that_there_is():
    known = [at.name for at in fields(Parameters)]
    for each in load("english-2015").ranges:
        section, _, parameter = each.name.partition(".")
        assert section in ("graph", "campaign")
        assert parameter in (known if section == "campaign" else load("english-2015").graph)
        assert each.low < each.high
        drawn = [each.at(share) for share in (0, 0.25, 0.5, 1)]
        assert drawn[0] == pytest.approx(each.low)
        assert drawn[-1] == pytest.approx(each.high)
        assert all(a < b for a, b in pairwise(drawn))
        load("english-2015", {each.name: each.low})
        load("english-2015", {each.name: each.high})


def test_presets_differ_in_what_they_are_about_alone():
    main = vars(preset("english-2015"))
    for name, differing in (
        ("low-pressure", {"suspend"}),
        ("high-recovery", {"find", "find_contact", "find_announcer", "weary"}),
    ):
        own = vars(preset(name))
        assert {key for key in own if own[key] != main[key]} == differing
        assert load(name).graph == load("english-2015").graph


def test_what_a_preset_says_itself_is_not_drawn():
    drawn = {"campaign.find": 0.3, "campaign.unfollow": 0.001}
    assert load("high-recovery", drawn).parameters.find == 0.1
    assert load("high-recovery", drawn).parameters.unfollow == 0.001


def test_wrong_names_and_missing_sources_are_told(monkeypatch):
    with pytest.raises(UsageError, match="did you mean low-pressure"):
        preset("low-presure")
    told = {"title": "x", "campaign": {"find": {"value": 0.1, "source": "somewhere"}}}
    monkeypatch.setattr(presets, "_told", lambda name: told)
    with pytest.raises(UsageError, match="find has no source"):
        preset("english-2015")
    told["campaign"] = {"luck": {"value": 0.1, "source": "chosen: by nobody"}}
    with pytest.raises(UsageError, match="no parameter 'luck'"):
        preset("english-2015")
