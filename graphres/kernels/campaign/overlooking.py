"""Attempts to follow somebody new that come to nothing: private accounts, limited distribution."""

from __future__ import annotations

from typing import Any

from graphres.kernels.campaign.layout import (
    ATTEMPT,
    CONTACT,
    E_OVERLOOK,
    N_ASKED,
    NOBODY,
    TARGET,
    WHO,
)
from graphres.kernels.compiled import kernel
from graphres.kernels.structures.draws import mix, uniform


@kernel(interpret_ns_per_element=300, compile_seconds=0.6)
def overlook(
    keys: Any,
    salts: Any,
    numbers: Any,
    private: Any,
    limited: Any,
    asks: Any,
    counts: Any,
) -> None:
    """Take the target from attempts that meet somebody private, or do not notice whom they meet.

    ``private`` uint8 (n,). ``limited`` float64 (n,): what is left of the distribution of what a
    person shows, its own or, as a contact, that of others. O(attempts).
    """
    for i in range(counts[N_ASKED]):
        t = asks[TARGET, i]
        if t == NOBODY:
            continue
        noticed = limited[t]
        if asks[CONTACT, i] >= 0:
            noticed *= limited[asks[CONTACT, i]]
        if private[t]:
            asks[TARGET, i] = NOBODY
        elif noticed < 1.0:
            state = mix(mix(salts[E_OVERLOOK], keys[asks[WHO, i]]), keys[t])
            if uniform(mix(state, numbers[asks[ATTEMPT, i]])) >= noticed:
                asks[TARGET, i] = NOBODY
