"""A lower bound is never above the optimum."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.data.reading import read_follows
from graphres.graph.undirected import list_neighbours
from graphres.measures import lower_bound as module
from graphres.measures.lower_bound import count_needed, find_smallest_set, prove_lower_bound
from tests import graphs
from tests.reference import dismantling as slow


@settings(max_examples=20)
@given(graphs.follow_graphs(largest=9), st.integers(1, 6))
def test_every_bound_is_at_most_the_optimum(graph, size):
    best = slow.fewest(slow.tied(graph), list(range(graph.n)), size)
    rows = list_neighbours(graph)
    assert count_needed(rows, size) <= best
    packed = module._pack_groups(rows, size)
    assert len(packed) <= best
    assert module._solve_linear(rows, size, packed) <= best
    assert len(find_smallest_set(rows, size)) == best


@settings(max_examples=15)
@given(graphs.follow_graphs(largest=9), st.sampled_from([0.2, 0.5]))
def test_small_graphs_have_the_optimum_itself(graph, target):
    size = int(target * graph.n + 1e-9)
    best = slow.fewest(slow.tied(graph), list(range(graph.n)), size)
    assert prove_lower_bound(graph, target).fewest == best


def test_protected_accounts_may_make_it_impossible():
    assert find_smallest_set(list_neighbours(graphs.path(5)), 2, may_go=0) is None


def test_a_whole_complete_graph_has_to_go_but_for_the_target():
    graph = graphs.complete(60)
    assert prove_lower_bound(graph, 0.1).fewest == 54


def test_crime_network(shared):
    graph, _ = read_follows(shared / "data" / "crime.undirected.csv", undirected=True)
    found = prove_lower_bound(graph, 0.01)
    assert found.method == "linear program"
    assert 55 <= found.fewest <= 97
