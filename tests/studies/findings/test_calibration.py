"""Which draws are kept, what holds in them, and what is said of it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.campaigns.presets import load
from graphres.commands import run as run_command
from graphres.data.generators import generate
from graphres.errors import UsageError
from graphres.studies.findings.calibration import Calibration, calibrate, choose_held_out
from graphres.studies.findings.calibration import targets as target_module
from graphres.studies.findings.calibration.answers import answer
from graphres.studies.findings.calibration.drawing import draw_parameters
from graphres.studies.findings.calibration.judging import PROBABILITY, JudgedDraw, judge
from graphres.studies.findings.calibration.tables import (
    correlate,
    count_share,
    driver_rows,
    finding_shares,
    pair_rows,
    target_shares,
)
from graphres.studies.findings.calibration.targets import TARGETS
from graphres.studies.findings.published import FINDINGS
from graphres.studies.findings.run_cache import Bench, derive_seed
from graphres.studies.findings.verdicts import Check, Tolerance, Untestable
from tests.reference import calibration as reference

GRAPH = generate("preferential", n=60, mean_followers=6, exponent=2.2, seed=4)
CHEAP = ["targeting", "daily-dose", "young-first"]


def drawn(number, rejected_by=None, **holds):
    """A draw that was draws, its parameter x being its number."""
    values = {"campaign.x": float(number), PROBABILITY: 0.1}
    targets = {"first": 1.0} if rejected_by == "first" else {"first": 1.0, "second": 2.0}
    return JudgedDraw(
        number, values, targets, rejected_by, holds, dict.fromkeys(holds, float(number))
    )


def test_draws_are_hashes_of_seed_name_and_number():
    ranges = load("english-2015").ranges
    document = draw_parameters(ranges, 200, seed=3)
    assert document[:7] == draw_parameters(ranges, 7, seed=3)
    assert document != draw_parameters(ranges, 200, seed=4)
    one = draw_parameters(ranges[3:4], 200, seed=3)
    assert [each[ranges[3].name] for each in document] == [each[ranges[3].name] for each in one]
    for each in ranges:
        values = [values[each.name] for values in document]
        assert each.low <= min(values) < max(values) <= each.high
        below = sum(value < each.at(0.5) for value in values)
        assert 70 < below < 130
    assert draw_parameters(ranges, 0, seed=3) == []


def test_what_is_kept_is_what_a_slow_look_at_all_targets_keeps():
    calibration = calibrate(
        GRAPH, only=["recovery", "wave"], targets=CHEAP, draws=12, seed=1, jobs=1
    )
    ranges = [r for r in load("english-2015").ranges if not r.name.startswith("graph.")]
    benches = [
        Bench(seed=derive_seed(1, "calibration", i), fixed_graph=GRAPH, drawn=values)
        for i, values in enumerate(draw_parameters(ranges, 12, seed=1))
    ]
    chosen = [target for target in TARGETS if target.name in CHEAP]
    kept = reference.keep(benches, chosen)
    assert [each.number for each in calibration.kept_draws] == kept
    assert 0 < len(kept) < 12
    for name, finding in (("recovery", FINDINGS[1]), ("wave", FINDINGS[3])):
        held = []
        for number in kept:
            checks = finding.test_draw(benches[number])
            held.append(all(check.value in check.tolerance for check in checks))
        assert [each.holds[name] for each in calibration.kept_draws] == held
        assert calibration.shares[name].hits == sum(held)
        assert calibration.shares[name][3:] == pytest.approx(
            reference.wilson(sum(held), len(held)), abs=1e-12
        )
    assert calibration.frame()["finding"].tolist() == ["recovery", "wave"]
    again = calibrate(GRAPH, only=["recovery"], targets=CHEAP, draws=5, seed=1, jobs=2)
    assert [each.targets for each in again.draws] == [
        each.targets for each in calibration.draws[:5]
    ]


def test_a_draw_that_misses_a_target_is_asked_for_no_other():
    calibration = calibrate(GRAPH, only=["recovery"], draws=4, seed=1, jobs=1)
    for each in calibration.draws:
        asked = list(each.targets)
        assert asked == [target.name for target in TARGETS][: len(asked)]
        assert each.is_kept or each.rejected_by == asked[-1]
        assert each.is_kept or not each.holds
    assert not all(each.is_kept for each in calibration.draws)


def test_who_stops_it_gets_the_draws_so_far():
    calibration = calibrate(
        GRAPH, only=["recovery"], targets=["skew"], draws=50, jobs=1, stop=lambda: True
    )
    assert (len(calibration.draws), calibration.requested) == (1, 50)


class _Long:
    """A finding of which no draw has the runs."""

    name, asked = "long", 0

    def needs(self):
        return ("years",)

    def draw_needs(self):
        return ()

    def test_draw(self, bench):
        raise Untestable("years")

    def test(self, bench):
        type(self).asked += 1
        return type("Outcome", (), {"checks": (Check("", Tolerance.above(0), 1.0),)})


class _Short(_Long):
    name, draw_needs = "short", _Long.needs

    def __init__(self, value):
        self.value = value

    def test_draw(self, bench):
        return (Check("", Tolerance.above(0), self.value),)


def test_what_takes_years_is_asked_only_where_all_others_hold():
    bench = Bench(drawn={"campaign.find": 0.01})
    missed = judge(0, bench, (), [_Short(-1.0), _Long()])
    assert missed.holds == {"short": False, "long": None}
    assert _Long.asked == 0
    held = judge(0, bench, (), [_Short(1.0), _Long()])
    assert held.holds == {"short": True, "long": True}
    assert held.holds_all
    assert _Long.asked == 1


def test_targets_by_what_a_run_shows():
    bench = Bench(fixed_graph=GRAPH, drawn={"campaign.discourage": 0.7, "campaign.pressure": 1.2})
    own = bench.results_of(target_module.main_run("english-2015"))[0]
    assert list(own) == ["none", "repeated"], "a draw runs no arm that no check reads"
    values = {target.name: target.test(bench).value for target in TARGETS if target.name != "skew"}
    hits = own["repeated"].suspensions.tolist()
    assert values["activity"] == pytest.approx(sum(0.7**k for k in hits) / len(hits))
    days = own["repeated"].days
    opened, suspended = sum(days["opened"][31:]), sum(days["suspended"][31:])
    assert values["reopened"] == pytest.approx(opened / suspended)
    pairs = list(zip(days["suspended"][31:], days["accounts"][31:], strict=True))
    shares = [s / max(s + a, 1) for s, a in pairs]
    assert values["daily-dose"] == pytest.approx(sum(shares) / len(shares))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=12, max_size=40))
def test_correlations_and_shares_are_those_of_their_definitions(rows):
    x, held = [float(a) for a, _ in rows], [b for _, b in rows]
    share = count_share(held)
    assert (share.trials, share.hits) == (len(held), sum(held))
    assert (share.low, share.high) == pytest.approx(
        reference.wilson(sum(held), len(held)), abs=1e-9
    )
    calibration = correlate(x, [float(b) for b in held])
    if len(set(x)) == 1 or len(set(held)) == 1:
        assert calibration == (None, None, None)
    else:
        assert calibration.rho == pytest.approx(reference.spearman(x, held), abs=1e-9)
        assert -1 <= calibration.low <= calibration.rho <= calibration.high <= 1


def test_rows_count_what_was_tested_alone():
    kept = [drawn(i, a=i >= 10, b=None if i % 2 else i < 10) for i in range(20)]
    draws = [drawn(20, "first"), drawn(21, "second"), drawn(22, "second"), *kept]
    shares = target_shares(draws, ["first", "second"])
    assert (shares["first"].trials, shares["first"].hits) == (23, 22)
    assert (shares["second"].trials, shares["second"].hits) == (22, 20)
    by_finding = finding_shares(kept, ["a", "b"])
    assert (by_finding["a"].trials, by_finding["a"].hits) == (20, 10)
    assert (by_finding["b"].trials, by_finding["b"].hits) == (10, 5)
    (pair,) = pair_rows(kept, ["a", "b"])
    assert (pair["draws"], pair["first_holds"], pair["second_holds"]) == (10, 5, 5)
    assert (pair["both_hold"], pair["both_expected"]) == (0, 2.5)
    rows = {
        (row["finding"], row["parameter"]): row
        for row in driver_rows(kept, ["a", "b"], ["campaign.x", PROBABILITY])
    }
    assert rows["a", "campaign.x"]["rho"] > 0.8 > -0.8 > rows["b", "campaign.x"]["rho"]
    assert rows["a", "campaign.x"]["rho_measured"] == 1.0
    assert rows["a", PROBABILITY]["rho"] is None


def answer_of(draws, names):
    kept = [each for each in draws if each.is_kept]
    return answer(draws, names, ["first", "second"], finding_shares(kept, names))


def test_the_answer_is_plain():
    yes = answer_of([drawn(i, a=True, b=i > 38) for i in range(40)], ["a", "b"])
    assert yes.startswith("Yes: in 1 of 40 kept draws (2.5 [0.44, 13] %)")
    assert "campaign.x 39 to 39" in yes
    never = answer_of([drawn(i, a=True, b=False) for i in range(40)], ["a", "b"])
    assert never.startswith("No: in none of 40 kept draws")
    assert "At most 1 of 2 hold at once, in 40 draws. Never holds: b." in never
    apart = answer_of([drawn(i, a=i < 20, b=i >= 20) for i in range(40)], ["a", "b"])
    assert "Never together, though each holds somewhere: a and b." in apart
    few = answer_of([drawn(0, a=True, b=None)], ["a", "b"])
    assert few.endswith("Not tested in any draw: b. Only 1 draw was kept: take more (--draws).")
    nothing = answer_of([drawn(0, "first"), drawn(1, "second"), drawn(2, "second")], ["a"])
    assert nothing.startswith("Nothing can be said: none of 3 draws")
    assert "first rejected 1, second rejected 2" in nothing


def test_only_what_is_held_out_is_judged():
    assert {finding.role for finding in choose_held_out([])} == {"tests"}
    with pytest.raises(UsageError, match="'skew' is not held out: it calibrates"):
        choose_held_out(["7"])
    with pytest.raises(UsageError, match="no calibration target 'skeww'"):
        calibrate(targets=["skeww"])
    with pytest.raises(UsageError, match="draws=0"):
        calibrate(draws=0)
    used = {target.name for target in TARGETS} & {finding.name for finding in choose_held_out([])}
    assert not used


@pytest.fixture
def crowd(tmp_path):
    path = tmp_path / "crowd.csv"
    rows = [f"{u},{v}" for u in range(GRAPH.n) for v in GRAPH.following.row(u)]
    path.write_text("follower,followed\n" + "\n".join(rows) + "\n")
    return path


def graphres(capsys, *arguments):
    status = run_command(["reproduce", *map(str, arguments)])
    return status, *capsys.readouterr()


def test_the_command_in_every_form(capsys, crowd, tmp_path):
    usual = (crowd, "--calibrate", "--draws", "6", "--only", "2", "--only", "4", "--jobs", "1")
    usual += ("-q", "--target", "daily-dose")
    status, out, _ = graphres(capsys, *usual, "--format", "json")
    document = json.loads(out, parse_constant=lambda word: pytest.fail(word))
    assert (status, document["schema"]) == (0, "graphres.calibration/1")
    assert document["calibration"]["draws"] == document["manifest"]["draws"] == 6
    for table, rows in (
        ("findings", 2),
        ("targets", 1),
        ("drivers", 24),
        ("pairs", 1),
        ("draws", 6),
    ):
        assert len(document[table]) == rows, table
    status, out, _ = graphres(capsys, *usual, "--format", "csv", "--table", "draws")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert [line["draw"] for line in lines] == list("012345")
    assert float(lines[3]["campaign.find"]) == document["draws"][3]["campaign.find"]
    chart = tmp_path / "chart.svg"
    status, out, _ = graphres(capsys, *usual, "--format", "table", "--plot", chart)
    assert document["answer"].split(":")[0] + ":" in out
    assert "2 recovery" in chart.read_text()


def test_conditions_and_wrong_usage(capsys, crowd):
    usual = (crowd, "--calibrate", "--draws", "2", "--only", "2", "-q", "--target", "daily-dose")
    assert graphres(capsys, *usual, "--fail-if", "together.kept >= 0")[0] == 1
    assert graphres(capsys, *usual, "--fail-if", "recovery.verdict > 0")[0] == 2
    assert graphres(capsys, *usual, "--runs", "3")[0] == 2
    assert graphres(capsys, crowd, "--target", "skew")[0] == 2
    assert graphres(capsys, crowd, "--table", "pairs")[0] == 2
    assert graphres(capsys, crowd, "--plot", "x.png")[0] == 2


def test_it_tells_how_many_were_kept():
    document = Calibration((), (), (drawn(0, "first"), drawn(1, a=True)), 2, 0)
    assert repr(document) == "<Calibration 2 draws: 1 kept>"
