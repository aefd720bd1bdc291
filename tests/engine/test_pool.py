"""Threads that share work: order, exceptions, and nobody who waits."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from graphres.engine.pool import Pool, map_in_order


def test_results_come_in_the_order_of_items_whoever_is_first():
    waits = [0.05, 0.0, 0.02, 0.0]
    assert list(map_in_order(lambda wait: time.sleep(wait) or wait, waits, jobs=4)) == waits


def test_progress_counts_what_has_been_taken():
    seen = []
    list(map_in_order(str, range(3), jobs=2, on_progress=lambda *at: seen.append(at)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_no_more_threads_than_jobs_work_at_once():
    lock, working, most = threading.Lock(), [0], [0]

    def work(_):
        with lock:
            working[0] += 1
            most[0] = max(most[0], working[0])
        time.sleep(0.01)
        with lock:
            working[0] -= 1

    list(map_in_order(work, range(12), jobs=3))
    assert most[0] == 3


def test_an_error_leaves_at_once_and_what_has_not_begun_never_begins():
    go_on, begun = threading.Event(), []

    def work(item):
        begun.append(item)
        if item == 0:
            raise ValueError("first")
        go_on.wait(20)

    started = time.monotonic()
    with pytest.raises(ValueError, match="first"):
        list(map_in_order(work, range(50), jobs=2))
    assert time.monotonic() - started < 5
    go_on.set()
    time.sleep(0.05)
    assert len(begun) <= 3


def test_whoever_stops_taking_results_leaves_at_once():
    go_on, begun = threading.Event(), []

    def work(item):
        begun.append(item)
        if item:
            go_on.wait(20)

    results = map_in_order(work, range(50), jobs=2)
    next(results)
    results.close()
    go_on.set()
    time.sleep(0.05)
    assert len(begun) <= 4


def test_threads_end_with_their_block():
    before = threading.active_count()
    with Pool(3) as pool:
        futures = [pool.submit(int, "7") for _ in range(5)]
    assert [each.result() for each in futures] == [7] * 5
    assert threading.active_count() == before


def test_nothing_to_do_is_nothing():
    assert list(map_in_order(str, [], jobs=2)) == []


def test_a_process_ends_though_a_thread_still_works():
    code = (
        "import time\n"
        "from graphres.engine.pool import Pool\n"
        "try:\n"
        "    with Pool(2) as pool:\n"
        "        pool.submit(time.sleep, 60)\n"
        "        raise KeyboardInterrupt\n"
        "except KeyboardInterrupt:\n"
        "    print('left')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout, done.stderr) == (0, "left\n", "")
