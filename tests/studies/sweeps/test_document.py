"""What an experiment may say, and that every mistake is told with its line and a way out."""

import re

import pytest

from graphres.errors import InputError
from graphres.studies.sweeps import read_experiment

GOOD = """\
title = "A grid"
seed = [3, 4]

[graphs.drawn]
model = "uniform"
n = 30
mean_followers = 2

[graphs.club]
file = "club.csv"
undirected = true

[[collapse]]
strategy = ["in-degree", "random"]
measure = ["giant", "reach"]
probability = [0.1, "wc"]

[[collapse]]
graph = "drawn"
seed = 9
budget = [3, "10%"]

[[campaign]]
graph = "drawn"
suspend = ["random@1/day"]
find = [0.01, 0.1, 0.2]
"""


def experiment(tmp_path, text):
    path = tmp_path / "e.toml"
    path.write_text(text)
    return read_experiment(path)


def test_the_grid_is_every_choice_of_every_table(tmp_path):
    read = experiment(tmp_path, GOOD)
    assert read.title == "A grid"
    assert len(read.cells) == 2 * 2 * 2 * 2 + 2 + 3 * 2
    assert [cell.number for cell in read.cells] == list(range(1, 25))
    first = [cell for cell in read.cells if cell.block is read.blocks[0]]
    told = [(c.graph, c.seed, c.settings["strategy"]) for c in first]
    assert told[:2] == [("drawn", 3, "in-degree"), ("drawn", 4, "in-degree")]
    second = [cell for cell in read.cells if cell.block is read.blocks[1]]
    assert [(c.graph, c.seed, c.settings["budget"]) for c in second] == [
        ("drawn", 9, 3),
        ("drawn", 9, "10%"),
    ]


def test_a_campaign_of_the_usual_channel_and_one_of_acts(tmp_path):
    text = '[graphs.drawn]\nmodel = "uniform"\nn = 30\nmean_followers = 2\n'
    text += '[[campaign]]\ndays = 5\n[[campaign]]\nact = ["private@1/day", "limit@2/day"]\n'
    text += '[[campaign]]\nact = "limit@2/day"\n'
    cells = experiment(tmp_path, text).cells
    assert [cell.settings["suspend"] for cell in cells] == [None] * 3
    acts = [None, ["private@1/day", "limit@2/day"], ["limit@2/day"]]
    assert [cell.settings["act"] for cell in cells] == acts


def test_a_column_tells_what_differs_between_cells_of_one_command(tmp_path):
    read = experiment(tmp_path, GOOD)
    assert read.columns == {"budget": str, "probability": str, "find": float}
    assert read.labels == ["strategy", "arm"]


def test_a_list_of_lists_goes_through_lists(tmp_path):
    text = GOOD.replace(
        '["random@1/day"]', '[["random@1/day"], ["random@1/day", "returned@1/day"]]'
    )
    read = experiment(tmp_path, text)
    suspended = {tuple(c.settings["suspend"]) for c in read.cells if c.command == "campaign"}
    assert suspended == {("random@1/day",), ("random@1/day", "returned@1/day")}


def test_a_mapping_says_what_a_file_says(tmp_path):
    import tomllib

    read = read_experiment(tomllib.loads(GOOD))
    assert [c.describe() for c in read.cells] == [
        c.describe() for c in experiment(tmp_path, GOOD).cells
    ]


MISTAKES = [
    ("stratgy", "strategy", "e.toml:14: no key 'stratgy' here; did you mean strategy?"),
    ("titel", "title", "e.toml:1: no key 'titel' here; did you mean title?"),
    ("[[colapse]]", "[[campaign]]", "e.toml: no key 'colapse' here; did you mean collapse?"),
    ("undirectd", "undirected", "e.toml:11: no key 'undirectd' here; did you mean undirected?"),
    ("mean_folowers", "mean_followers", "e.toml:7: no key 'mean_folowers' here; did you mean"),
    ('"drawm"', '"drawn"', "e.toml:19: no graph 'drawm'; did you mean drawn?"),
    ('"in-degre"', '"in-degree"', "e.toml:14: no strategy 'in-degre'"),
    ('"gaint"', '"giant"', "e.toml:15: no measure 'gaint'; did you mean giant?"),
    ("[0.1, 1.5]", '[0.1, "wc"]', "e.toml:16: a probability is from 0 to 1, not 1.5"),
    ('["ten"]', '[3, "10%"]', "e.toml:21: budget takes"),
    ("n = -1", "n = 30", "e.toml:6: n: -1 is out of range; give a whole number from 0"),
    ('"unifrom"', '"uniform"', "e.toml:5: model: 'unifrom' is none of them"),
    ("[0.01, 2]", "[0.01, 0.1, 0.2]", "e.toml:26: find=2 is out of range; give 0 to 1"),
    ('["random@fast"]', '["random@1/day"]', "e.toml:25: suspend='random@fast' has no rate"),
    ("seed = [3, 3]", "seed = [3, 4]", "e.toml:2: seed names 3 twice; name it once"),
    ("seed = []", "seed = [3, 4]", "e.toml:2: seed has no value; leave it out"),
    ("title = = 1", 'title = "A grid"', "e.toml: not TOML (Invalid value (at line 1, column 9))"),
]


DOUBTS = """\
[graphs.drawn]
model = "uniform"
n = 30

[[collapse]]
KEYS

[[rank]]
KEYS
"""

DOUBTFUL = [
    ('confidense = "sure"', "no key 'confidense' here; did you mean confidence?"),
    ("mis = 0.1", "no key 'mis' here; did you mean miss?"),
    ("budget-by = 'lang'", "no key 'budget-by' here; did you mean budget_by?"),
    ("false_alarm = 1", "false_alarm: 1 is out of range; give a number from 0 on and under 1"),
    ("miss = [0.1, 2]", "miss: 2 is out of range; give a number from 0 to 1"),
    ("miss = 'lang:en=2'", "miss: 2 is out of range; give a number from 0 to 1"),
    ("hide = 1.5", "hide takes a share from 0 on and under 1, not '1.5'"),
    ('hide = "list:3"', "hide takes a share of follows, accounts:Q, lists:N"),
    ("budget_by = 'lang'", "budget_by needs budget"),
    ('budget = "en=3"', "budget names groups (en=3); name their column: budget_by"),
    ("budget = 2.5", "budget takes a whole number from 0 on"),
    ('until = "gaint < 0.2"', "until names 'gaint', which is not measured"),
    ('ties = "random"', "ties random: takes a whole number from 1 to 1,000,000"),
]
OF_RANKS = [
    ("resample = 3", "no key 'resample' here; did you mean resamples?"),
    ("miss = 0.1", "no key 'miss' here"),
    ("hide = \"where:lang == 'en'\"", "hide where: hides the same in every resample"),
    ('ties = "random:2"\nhide = 0.1', "ties are drawn, or a part is hidden; leave out ties, or"),
]


@pytest.mark.parametrize(("keys", "said"), DOUBTFUL, ids=[d[0] for d in DOUBTFUL])
def test_what_moderators_cannot_know_is_checked(tmp_path, keys, said):
    with pytest.raises(InputError) as error:
        experiment(tmp_path, DOUBTS.replace("KEYS", keys, 1).replace("KEYS", ""))
    assert f"e.toml:6: {said}" in str(error.value)
    assert "--" not in str(error.value)


@pytest.mark.parametrize(("keys", "said"), OF_RANKS, ids=[d[0] for d in OF_RANKS])
def test_a_ranking_is_checked(tmp_path, keys, said):
    with pytest.raises(InputError) as error:
        experiment(tmp_path, DOUBTS.replace("KEYS", "", 1).replace("KEYS", keys))
    assert said in str(error.value)
    assert re.search(r"e\.toml:[89]: ", str(error.value))


def test_cost_and_budgets_go_together(tmp_path):
    said = 'budget = ["2.5", 40]\ncost = "effort"\nhide = [0.1, "lists:3"]\nmiss = [0, 0.1]'
    read = experiment(tmp_path, DOUBTS.replace("KEYS", said, 1).replace("KEYS", "budget = 3"))
    assert len(read.cells) == 9
    assert read.columns == {"budget": str, "miss": float, "hide": str}
    assert read.accounts == ["account"]


def test_acts_are_a_list_by_nature():
    drawn = {"model": "uniform", "n": 30}
    acts = ["private:in-degree@1/day", "limit:in-degree@1/day"]
    read = read_experiment({"graphs": {"a": drawn}, "campaign": [{"act": acts}]})
    assert [cell.settings["act"] for cell in read.cells] == [acts]
    assert [cell.settings["suspend"] for cell in read.cells] == [None]


@pytest.mark.parametrize(("wrong", "right", "said"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_told_with_its_line(tmp_path, wrong, right, said):
    text = GOOD.replace(right, wrong, 1)
    assert text != GOOD
    with pytest.raises(InputError) as error:
        experiment(tmp_path, text)
    assert said in str(error.value)
    assert str(error.value).startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[collapse]]\n", "no graph is told; write a table such as [graphs.mine]"),
        ("[graphs.a]\nmodel = 'uniform'\n", "nothing is to be run; write one of [[collapse]]"),
        ("[graphs.a]\nn = 5\n[[reach]]\n", "no key 'n' here"),
        ("[graphs.a]\n[[reach]]\n", "graph 'a' has neither a file nor a model"),
        ("graphs = 3\n", "graphs is no table"),
        ("[graphs]\na = 'f.csv'\n", "'a' is no graph; write [graphs.NAME]"),
    ],
)
def test_what_is_missing_is_told(tmp_path, text, said):
    with pytest.raises(InputError) as error:
        experiment(tmp_path, text)
    assert said in str(error.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file; check the path"):
        read_experiment(tmp_path / "absent.toml")
    (tmp_path / "grid.toml").write_text("")
    with pytest.raises(InputError, match=r"no such file; did you mean .*grid\.toml\?"):
        read_experiment(tmp_path / "grd.toml")
    (tmp_path / "latin.toml").write_bytes(b"title = '\xe9'")
    with pytest.raises(InputError, match="not valid UTF-8"):
        read_experiment(tmp_path / "latin.toml")
    read = experiment(tmp_path, GOOD)
    with pytest.raises(InputError, match=r"club\.csv: no such file"):
        read.inputs()
