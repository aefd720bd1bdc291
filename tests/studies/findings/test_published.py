"""Every finding's test can hold and can fail: on runs written by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from graphres.campaigns.crossings import Crossing
from graphres.campaigns.frontiers import Frontier, Point
from graphres.data.generators import generate
from graphres.graph import FollowGraph
from graphres.interventions import intervene, intervention
from graphres.spread import Spread
from graphres.studies.findings import FINDINGS
from graphres.studies.findings.doses import DoseRun
from graphres.studies.findings.levers import LeverRun, homes, windows
from graphres.studies.findings.published.returners import beyond_noise, main_run
from graphres.studies.findings.run_cache import Bench
from graphres.studies.findings.verdicts import Check, Untestable, joint
from tests.studies.findings.benches import GRAPH, PERSONS, arm, bench, careers

RUNS = 20
BY_NAME = {finding.name: finding for finding in FINDINGS}
MAIN = main_run("english-2015")


def verdict(name, made, runs=RUNS):
    return joint(BY_NAME[name].test(bench(runs, made)).checks)


def run(repeated, none=None):
    return lambda: {"repeated": repeated, "none": none or arm(), "spread": arm()}


def falling(number):
    """Halved at every return, or by a third: trajectories differ."""
    return [200, 100, 50, 25] if number % 2 else [90, 60, 40, 27]


def dropped_once(number):
    return [200, 20, 20, 20] if number % 2 else [90, 30, 30, 30]


def rising(number):
    return [20, 30, 40, 60] if number % 2 else [20, 40, 80, 160]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (falling, "holds"),
        (rising, "fails"),
        (dropped_once, "fails"),  # the loss at the first suspension alone is no trend
        (lambda number: [200, 100, 50, 25], "fails"),  # all alike: nothing beyond chance
        (lambda number: [200 + 10 * (number % 2), 100, 50, 25], "fails"),  # within chance
    ],
)
def test_trend(levels, expected):
    assert verdict("trend", {MAIN: run(arm(returns=careers(levels)))}) == expected


def test_trend_is_within_persons():
    """Those who return often may be the most followed: that is no trend of theirs."""

    def levels(number):
        return [20, 21, 22] if number % 2 else [400, 420, 450, 480, 500]

    assert verdict("trend", {MAIN: run(arm(returns=careers(levels)))}) == "fails"


def test_trend_needs_persons_and_runs():
    few = {MAIN: run(arm(returns=careers(lambda number: [20, 10])))}
    with pytest.raises(Untestable, match="3 returns"):
        verdict("trend", few)
    assert verdict("trend", {MAIN: run(arm(returns=careers(falling)))}, runs=4) == "undecided"


@pytest.mark.parametrize(("thirty", "expected"), [(30, "holds"), (400, "fails")])
def test_recovery(thirty, expected):
    own = arm(returns=careers(lambda number: [100, 5], thirty=thirty))
    assert verdict("recovery", {MAIN: run(own)}) == expected


def test_recovery_is_of_accounts_that_grew_old_enough_and_says_how_many_did():
    lived = careers(lambda number: [100] if number < 5 else [], thirty=30)
    died = careers(lambda number: [100] if number >= 5 else [], thirty=None, life=3)
    outcome = BY_NAME["recovery"].test(bench(RUNS, {MAIN: run(arm(returns=lived + died))}))
    assert outcome.checks[0].value == pytest.approx(0.3)
    assert outcome.notes == ("75 % of the returned accounts were suspended before 30 days",)


def test_trends_that_differ_by_chance_alone_are_as_far_apart_as_chance_makes_them():
    """Poisson counts about one trend for all: the ratio is 1 on average."""
    rng = np.random.default_rng(0)
    lines = [2.0 ** (6 + rng.normal() - 0.3 * np.arange(-2, 3)) for _ in range(400)]
    alike = beyond_noise([rng.poisson(line).tolist() for line in lines], seed=1)
    assert alike == pytest.approx(1, abs=0.15)
    apart = [line * 2.0 ** (rng.normal() * np.arange(-2, 3)) for line in lines]
    assert beyond_noise([rng.poisson(line).tolist() for line in apart], seed=1) > 2
    assert beyond_noise([[0, 0, 0]] * 9, seed=1) is None


def growing(share, start=20.0):
    return arm(lambda day: start * (1 + share * day / 30))


@pytest.mark.parametrize(
    ("repeated", "none", "expected"),
    [
        (arm(), growing(5), "holds"),
        (growing(5), growing(5), "fails"),
        (arm(), arm(), "fails"),  # flat, but it would have been so anyway
        (arm(lambda day: max(1.0, 160.0 - day)), growing(5), "fails"),
    ],
)
def test_flat(repeated, none, expected):
    assert verdict("flat", {MAIN: run(repeated, none)}) == expected


def test_flat_is_also_of_persons_there_all_month():
    """The mean is flat by newcomers alone: those who were there grow."""
    own = arm()
    own.daily[:] = np.linspace(10, 100, 226).astype(np.int32)[:, None]
    own.daily[130, :10] = 0  # away on one day: not there all month
    own.daily[131:, :10] = 1000
    checks = BY_NAME["flat"].test(bench(RUNS, {MAIN: run(own, growing(5))})).checks
    assert [check.verdict for check in checks] == ["holds", "holds", "fails", "holds"]
    assert checks[2].value == pytest.approx(12 / 58, rel=0.05)


def test_flat_is_about_less_than_two_percent_a_day():
    with pytest.raises(Untestable, match="suspended a day"):
        verdict("flat", {MAIN: run(arm(suspended=5.0), growing(5))})


def stepped(day):
    return 20.0 if day < 121 else 10.0


def stepped_then_falling(day):
    return stepped(day) if day < 135 else 10.0 - 0.2 * (day - 135)


@pytest.mark.parametrize(
    ("mean", "accounts", "expected"),
    [
        (stepped, stepped, "holds"),
        (stepped, lambda day: 20.0, "fails"),
        (lambda day: 20.0, stepped, "fails"),
        (stepped_then_falling, stepped, "fails"),
        (lambda day: 40.0 * 0.99**day, lambda day: 40.0 * 0.99**day, "fails"),  # a trend, no wave
    ],
)
def test_wave(mean, accounts, expected):
    (need,) = BY_NAME["wave"].needs()
    assert verdict("wave", {need: run(arm(mean, accounts=accounts))}) == expected


def low_then(late):
    """20 before the pressure, 5 in the rest after it, then so many."""
    return arm(lambda day: 20.0 if day < 31 else 5.0 if day < 200 else late)


@pytest.mark.parametrize(
    ("main", "free", "expected"),
    [
        (low_then(5.0), low_then(12.0), "holds"),
        (low_then(12.0), low_then(12.0), "fails"),
        (low_then(5.0), low_then(5.0), "fails"),  # removal alone would be enough
    ],
)
def test_persistence(main, free, expected):
    eased, undiscouraged = BY_NAME["persistence"].needs()
    assert verdict("persistence", {eased: run(main), undiscouraged: run(free)}) == expected


def found(*crossings, held=0.5, over="replacements"):
    points = (Point(0, held, held, held, None), Point(16, held, held, held, 1.0))
    status = "crossed" if len(crossings) == 1 else "several" if crossings else "never held"
    return Frontier(over, points, tuple(crossings), status, None, RUNS)


def at(value, rises=True):
    return Crossing(value, value - 0.1, value + 0.1, rises)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (found(at(0.8)), found(at(3.0)), "holds"),
        (found(at(0.8)), found(), "holds"),
        (found(at(0.8), at(9.0, rises=False)), found(at(3.0)), "holds"),
        (found(at(3.0)), found(at(0.8)), "fails"),
        (found(at(0.8)), found(at(0.85)), "undecided"),
        (found(held=1.5), found(at(0.5)), "holds"),
    ],
)
def test_replacements(low, high, expected):
    half, one, twice = BY_NAME["replacements"].needs()
    made = {half: lambda: low, one: lambda: low, twice: lambda: high}
    assert verdict("replacements", made) == expected


def test_replacements_cannot_compare_what_is_never_enough():
    half, one, twice = BY_NAME["replacements"].needs()
    with pytest.raises(Untestable, match="held nowhere"):
        verdict("replacements", {half: found, one: found, twice: found})


def test_replacements_in_a_draw():
    low, high = BY_NAME["replacements"].draw_needs()
    weak, strong = run(arm()), run(arm())
    held = bench(1, {low: weak, high: strong})
    held.results[high, 0]["repeated"].held_late = 0.5
    assert BY_NAME["replacements"].test_draw(held)[0].is_met
    held.results[low, 0]["repeated"].held_late = 0.4
    assert not BY_NAME["replacements"].test_draw(held)[0].is_met


def test_skew():
    skewed = [generate(n=400, mean_followers=10, exponent=2.1, seed=s) for s in range(4)]
    even = [generate("uniform", n=400, mean_followers=10, seed=s) for s in range(4)]
    for graphs, expected in ((skewed, "holds"), (even, "fails")):
        held = bench(4, {})
        object.__setattr__(held, "fixed_graph", None)
        held._graphs.update({(k, True): graph for k, graph in enumerate(graphs)})
        assert joint(BY_NAME["skew"].test(held).checks) == expected
    hub = FollowGraph.from_pairs([(f"a{i}", "hub") for i in range(99)])
    held = bench(1, {})
    object.__setattr__(held, "fixed_graph", hub)
    assert not BY_NAME["skew"].test(held).checks[1].is_met


@pytest.mark.parametrize(("before", "expected"), [(40, "holds"), (20, "fails"), (90, "fails")])
def test_targeting(before, expected):
    own = arm(returns=careers(lambda number: [before, 1]))
    assert verdict("targeting", {MAIN: run(own)}) == expected


def long(own):
    """The same for years."""
    for name, values in own.days.items():
        own.days[name] = [*values, *[values[-1]] * 600]
    return own


@pytest.mark.parametrize(("low", "expected"), [(200.0, "holds"), (40.0, "fails"), (900.0, "fails")])
def test_pressure_ratio(low, expected):
    (need,) = BY_NAME["pressure-ratio"].needs()
    pair = (long(arm(lambda day: low)), long(arm()))
    assert verdict("pressure-ratio", {need: lambda: pair}) == expected


def test_pressure_ratio_tells_what_account_life_explains():
    (need,) = BY_NAME["pressure-ratio"].needs()
    calm = arm(lambda day: 200.0, returns=careers(lambda number: [9], thirty=10), suspended=0.01)
    pressed = arm(returns=careers(lambda number: [9], thirty=5))
    held = bench(RUNS, {need: lambda: (long(calm), long(pressed))})
    life, age = BY_NAME["pressure-ratio"].test(held).notes
    assert "10000 days under low pressure, 100 under high" in life
    assert "stand 2 to 1" in age
    assert f"explains {100 * (1 - math.log(2) / math.log(10)):.0f} %" in age


def test_pressure_ratio_says_what_is_too_short_for_it():
    finding = BY_NAME["pressure-ratio"]
    with pytest.raises(Untestable, match="untestable at this horizon"):
        finding.test(Bench(coarse=True, fixed_graph=GRAPH))
    with pytest.raises(Untestable, match="untestable at this horizon"):
        finding.test_draw(Bench(fixed_graph=GRAPH))


@pytest.mark.parametrize(
    ("life", "opened", "expected"),
    [(3, 2, "holds"), (80, 2, "fails"), (3, 0.5, "fails")],
)
def test_single_blow(life, opened, expected):
    sustained, single = BY_NAME["single-blow"].needs()
    early = [(name, 1, 40, 9, 1, 3, 4, 5, 400) for name in PERSONS[:10]]
    late = [(PERSONS[0], 2, 90, 9, 1, 3, 4, 5, 1)]  # not in the weeks after
    pressed = [(*PERSONS[:1], 1, 40, 9, 1, 3, 4, 5, life)] * int(10 * opened) + late
    made = {sustained: run(arm(returns=pressed)), single: run(arm(returns=early))}
    assert verdict("single-blow", made) == expected


@pytest.mark.parametrize(
    ("lost", "expected"),
    [((0.1, 0.2, 0.3, 0.5), "holds"), ((0.1, 0.3, 0.2, 0.5), "fails")],
)
def test_dose_order(lost, expected):
    (need,) = BY_NAME["dose-order"].needs()
    assert verdict("dose-order", {need: lambda: dict(enumerate(lost))}) == expected


def test_a_dose_is_of_suspended_accounts_followed():
    """Whoever follows nobody but one suspended account hears nothing any more."""
    graph = FollowGraph.from_pairs([(f"a{i}", f"hub{i % 3}") for i in range(60)])
    found = DoseRun(1 / 63)
    for seed in range(40):
        held = Bench(seed=seed, fixed_graph=graph)
        lost = found.do(held, 0)
        assert lost.get(0, 0.0) == 0
        if 1 in lost:
            assert lost[1] == 1
            return
    pytest.fail("no hub was suspended")


@pytest.mark.parametrize(
    ("high", "low", "expected"),
    [(1, 40, "holds"), (40, 40, "fails"), (1, 1, "fails"), (2, 40, "fails")],
)
def test_young_first(high, low, expected):
    _, other = BY_NAME["young-first"].needs()
    lives = [run(arm(returns=careers(lambda number: [9, 9], life=life))) for life in (high, low)]
    assert verdict("young-first", dict(zip((MAIN, other), lives, strict=True))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [((0.1, 0.2, 0.4), "holds"), ((0.3, 0.2, 0.4), "fails"), ((0.1, 0.5, 0.4), "fails")],
)
def test_degree_order(values, expected):
    (need,) = BY_NAME["degree-order"].needs()
    made = {need: lambda: dict(zip(need.strategies, values, strict=True))}
    assert verdict("degree-order", made) == expected


def rows(names, **columns):
    """What interventions gave, ``none`` first: every column a value by intervention."""
    filled = [{k: float(v[i]) for k, v in columns.items()} for i in range(len(names) + 1)]
    return lambda: dict(zip(("none", *names), filled, strict=True))


def levers(name, **columns):
    """The verdict on values of ``none``, then of the finding's own interventions and steps."""
    (need,) = BY_NAME[name].needs()
    steps = [step.name for text in need.interventions for step in intervention(text).prefixes()]
    return verdict(name, {need: rows(steps, **columns)})


@pytest.mark.parametrize(("moved", "expected"), [(0.05, "holds"), (0.2, "fails")])
def test_elsewhere(moved, expected):
    assert levers("elsewhere", reach=[0.5, 0.01, moved]) == expected


@pytest.mark.parametrize(
    ("audience", "expected"), [([0.9, 0.7, 0], "holds"), ([0.9, 0.2, 0], "fails")]
)
def test_second_window(audience, expected):
    assert levers("second-window", new_audience=audience) == expected


@pytest.mark.parametrize(
    ("new", "reach", "expected"),
    [([0.4, 0.1], [0.5, 0.15], "holds"), ([0.4, 0.3], [0.5, 0.35], "fails")],
)
def test_private_audience(new, reach, expected):
    assert levers("private-audience", new_audience=new, reach=reach) == expected


@pytest.mark.parametrize(
    ("reach", "saved", "expected"),
    [
        ([0.5, 0.1, 0.3], [0, 9, 4], "holds"),
        ([0.5, 0.3, 0.1], [0, 4, 9], "fails"),
        ([0.5, 0.1, 0.3], [0, 4, 9], "fails"),
    ],
)
def test_counter_at_once(reach, saved, expected):
    assert levers("counter-at-once", reach=reach, saved=saved) == expected


@pytest.mark.parametrize(
    ("reach", "others", "expected"),
    [
        ([0.5, 0.1, 0.4], [0, 0, 3], "holds"),
        ([0.5, 0.4, 0.1], [0, 0, 3], "fails"),
        ([0.5, 0.1, 0.4], [0, 0, 0], "fails"),
    ],
)
def test_random_reports(reach, others, expected):
    assert levers("random-reports", reach=reach, collateral=others) == expected


@pytest.mark.parametrize(
    "name", ["elsewhere", "second-window", "private-audience", "counter-at-once", "random-reports"]
)
def test_where_nobody_hears_levers_are_untestable(name):
    lonely = FollowGraph.from_pairs([("a", "a"), ("b", "b")])
    with pytest.raises(Untestable, match="no run gave a value"):
        BY_NAME[name].test(Bench(runs=2, fixed_graph=lonely))
    pair = FollowGraph.from_pairs([("a", "b")])
    if name in ("second-window", "private-audience"):
        with pytest.raises(Untestable, match="no run gave a value"):
            BY_NAME[name].test(Bench(runs=2, fixed_graph=pair))


def test_skew_is_untestable_where_nobody_is_followed():
    lonely = FollowGraph.from_pairs([("a", "a"), ("b", "b")])
    with pytest.raises(Untestable, match="no run gave a value"):
        BY_NAME["skew"].test(Bench(fixed_graph=lonely))


def test_levers_are_measured_on_the_graph_and_the_seed_of_the_run():
    need = LeverRun(("suspend:in-degree", "private:in-degree"))
    held = Bench(seed=3, runs=2, fixed_graph=GRAPH)
    found = held.results_of(need)
    for run, each in enumerate(found):
        spread = Spread(0.05, worlds=256, seed=held.seed_of(run))
        own = intervene(GRAPH, need.interventions, budget=1, spread=spread)
        assert each == {row["intervention"]: row for row in own.rows()}
    drawn = [Bench(seed=seed, fixed_graph=GRAPH, drawn={"campaign.find": 0.1}) for seed in (1, 2)]
    reach = [each.results_of(need)[0]["none"]["reach"] for each in drawn]
    assert len({*reach, found[0]["none"]["reach"]}) == 3, "p is drawn as well"


def test_platforms_are_as_told():
    graph = generate("uniform", n=2000, mean_followers=10, seed=1)
    stands = np.bincount(windows(graph, 5).of.astype(int), minlength=4) / graph.m
    assert stands[1:] == pytest.approx([0.25, 0.25, 0.5], abs=0.02)
    assert homes(graph, 5).mean() == pytest.approx(0.9, abs=0.02)


@pytest.mark.parametrize(
    ("free", "turn", "expected"),
    [
        (arm(lambda day: 24.0), found(at(0.5), over="find"), "holds"),
        (arm(lambda day: 5.0), found(at(0.5), over="find"), "fails"),
        (arm(lambda day: 24.0), found(over="find"), "fails"),
    ],
)
def test_high_recovery(free, turn, expected):
    finding = BY_NAME["high-recovery"]
    usual = arm(lambda day: 5.0, returns=careers(falling))
    grown = arm(lambda day: 25.0)
    made = {}
    for need in finding.needs():
        made[need] = (lambda: turn) if hasattr(need, "over") else run(free, grown)
    made[MAIN] = run(usual, grown)
    assert joint(finding.test(bench(RUNS, made)).checks) == expected
    assert all(isinstance(check, Check) for check in finding.test_draw(bench(1, made)))


def test_high_recovery_needs_a_pressure_that_does_something():
    finding = BY_NAME["high-recovery"]
    made = {need: run(arm(), arm()) for need in finding.draw_needs()}
    with pytest.raises(Untestable, match="did nothing"):
        finding.test_draw(bench(2, made))
