"""Rejection, shares and rank correlations again, slowly and from their definitions."""

from __future__ import annotations

import math

from graphres.studies.findings.verdicts import Untestable


def keep(benches, targets):
    """The numbers of the draws that meet every target, all of which every draw is asked for."""
    kept = []
    for number, bench in enumerate(benches):
        met = []
        for target in targets:
            try:
                met.append(all(check.value in check.tolerance for check in target.check(bench)))
            except Untestable:
                met.append(False)
        if met.count(True) == len(targets):
            kept.append(number)
    return kept


def wilson(hits, trials):
    """Both ends, as the two roots p of (hits/trials − p)² = z² p (1 − p)/trials."""
    z, share = 1.959963984540054, hits / trials
    a = 1 + z * z / trials
    b = -(2 * share + z * z / trials)
    root = math.sqrt(b * b - 4 * a * share * share)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def ranks(values):
    """Equal values share the mean of their places."""
    return [
        sum(other < value for other in values) + (1 + sum(other == value for other in values)) / 2
        for value in values
    ]


def spearman(x, y):
    """Pearson's correlation of the ranks."""
    x, y = ranks(x), ranks(y)
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    products = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    squares = sum((a - mean_x) ** 2 for a in x) * sum((b - mean_y) ** 2 for b in y)
    return products / math.sqrt(squares)
